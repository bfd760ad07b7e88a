export * from '../../model/region-problems.js';
