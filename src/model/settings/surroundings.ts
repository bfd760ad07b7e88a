import type { Settings } from './settings.js';

/** What rules and plans know besides the file itself. */
export interface Surroundings {
  readonly settings: Settings;
  /** The file is a test, by its name or folder. It needs no failover, and may stub the global host. */
  readonly isTest: boolean;
  /** Whether edits must compile as TypeScript. */
  readonly isTypeScript: boolean;
  /** What the name of the file and its package say about its module syntax. */
  readonly declaredSyntax: () => DeclaredSyntax;
  /**
   * The version of a package that the file runs with: as set, installed or declared (the lowest of a range).
   * `undefined` when it is not known.
   */
  readonly versionOf: (packageName: string) => string | undefined;
  /** Whether a module specifier of this file leads to the failover helper. */
  readonly isHelper: (specifier: string) => boolean;
  /**
   * How this file would import the failover helper; `undefined` when the repository has none and none will be written.
   */
  readonly helperSpecifier: (request: HelperRequest) => string | undefined;
  /** Region → interface endpoint in the helper that this file would import, or will have once it is written. */
  readonly helperVpcEndpoints: (request: HelperRequest) => Readonly<Record<string, string>>;
  /**
   * Whether TypeScript keeps imports and exports as they are written (`verbatimModuleSyntax`), so that it refuses
   * `import` in CommonJS files.
   */
  readonly keepsModuleSyntax: () => boolean;
}

/** How a file imports other modules. */
export type ModuleSyntax = 'esm' | 'commonjs';

export interface DeclaredSyntax {
  readonly syntax: ModuleSyntax;
  /** The name decides, as `.mjs` and `.cjs` do. */
  readonly isFixed: boolean;
}

/** What decides how a file imports the helper. */
export interface HelperRequest {
  readonly sdk: 'v2' | 'v3';
  readonly syntax: ModuleSyntax;
  /** The extensions of the file's relative imports; `''` for `./config`. */
  readonly importExtensions: ReadonlySet<string>;
}

const TEST_PATH =
  /(?:^|[\\/])(?:__tests__|__mocks__|(?:(?:[\w.]+-)?(?:integration|unit|e2e|functional|acceptance|smoke|system|infrastructure|load|regression)-)?tests?|specs?|e2e|fixtures?|__fixtures__)[\\/]|[.-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$/i;

/** Whether a path is a test by the conventions of JavaScript projects. */
export const isTestPath = (path: string): boolean => TEST_PATH.test(path);

export const isTypeScriptPath = (path: string): boolean => /\.[cm]?tsx?$/.test(path);
