import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** The packages that parse. Each is loaded on first use, so that a run loads only what its files need. */
export const packages = {
  get babel() {
    return load('@babel/parser') as typeof import('@babel/parser');
  },
  get scopes() {
    return load('@typescript-eslint/scope-manager') as typeof import('@typescript-eslint/scope-manager');
  },
  get keys() {
    return load('@typescript-eslint/visitor-keys') as typeof import('@typescript-eslint/visitor-keys');
  },
  /** A dependency of `@typescript-eslint/parser`, so it is resolved from there. It loads TypeScript. */
  get estree() {
    const resolve = createRequire(load.resolve('@typescript-eslint/parser'));
    return resolve('@typescript-eslint/typescript-estree') as typeof import('@typescript-eslint/typescript-estree');
  },
};
