/** What the engines and their parsers ask of `process`, for a folder with nothing in it. */
export const PROJECT = '/playground';

Object.assign(globalThis, {
  process: { cwd: () => PROJECT, env: {}, argv: [], platform: 'browser', versions: {}, version: '' },
});
