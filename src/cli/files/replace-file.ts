export * from '../../project/replace-file.js';
