/** The compiler options that decide how a project reads the helper, in the spelling of tsconfig.json. */
export const PROJECTS = {
  'strict on': { strict: true },
  'strict off': { strict: false },
  'strictNullChecks off': { strict: true, strictNullChecks: false, strictPropertyInitialization: false },
  'noImplicitAny alone': { strict: false, noImplicitAny: true },
  'an old target': { strict: true, target: 'ES5', lib: ['ES2015'] },
} as const;
