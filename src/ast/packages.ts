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
  /** It loads TypeScript. */
  get estree() {
    return load('@typescript-eslint/typescript-estree') as typeof import('@typescript-eslint/typescript-estree');
  },
};
