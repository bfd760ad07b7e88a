import type { Words } from '../../text/fill.js';
import type { Settings } from './settings.js';

/** What rules and plans know besides the file itself. */
export interface Surroundings {
  readonly settings: Settings;
  /** The file is a test, by its name or folder. It needs no failover, and may stub the global host. */
  readonly isTest: boolean;
  /** The file is a fixture: a test reads it or compares with it, and nobody runs it where it is. */
  readonly isFixture: boolean;
  /** Whether edits must compile as TypeScript. */
  readonly isTypeScript: boolean;
  /** What the name of the file and its package say about its module syntax. */
  readonly declaredSyntax: () => DeclaredSyntax;
  /**
   * The version of a package that the file runs with: as set, installed or declared (the lowest of a range).
   * `undefined` when it is not known.
   */
  readonly versionOf: (packageName: string) => string | undefined;
  /**
   * What shows that the file runs with a package older than a version: its version, or a range that ends below;
   * `undefined` when it may be newer.
   */
  readonly versionBelow: (packageName: string, version: string) => string | undefined;
  /** Whether a module specifier of this file leads to the failover helper. */
  readonly isHelper: (specifier: string) => boolean;
  /**
   * How this file would import the failover helper; `undefined` when the repository has none and none will be written.
   */
  readonly helperSpecifier: (request: HelperRequest) => string | undefined;
  /** Region → interface endpoint in the helper that this file would import, or will have once it is written. */
  readonly helperVpcEndpoints: (request: HelperRequest) => Readonly<Record<string, string>>;
  /** What stands in the way of the helper where this file runs, as far as the files around it show. */
  readonly helperAbsence: (request: HelperRequest, functions: readonly string[]) => HelperAbsence | undefined;
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
  /** The specifiers of the modules that the file imports or requires. */
  readonly modules: ReadonlySet<string>;
}

/** Why the helper would be missing, or could not be loaded or compiled, where a file runs. */
export interface HelperAbsence {
  readonly obstacle: HelperAbsenceCode;
  /** What the texts of the obstacle need. */
  readonly words: Words;
}

/** Rows of the table of obstacles that only the files around a file can decide. */
export type HelperAbsenceCode =
  | 'code-in-a-text'
  | 'deployed-as-text'
  | 'deployed-without-helper'
  | 'outside-compiled-folder'
  | 'helper-not-published'
  | 'helper-ignored-by-git'
  | 'package-without-sdk'
  | 'client-not-declared'
  | 'sdk-too-old'
  | 'typescript-too-old'
  | 'node-too-old'
  | 'test-expects-configuration'
  | 'helper-package-not-declared'
  | 'inside-helper-package';

const TEST_PATH =
  /(?:^|[\\/])(?:__tests__|__mocks__|(?:(?:[\w.]+-)?(?:integration|unit|e2e|functional|acceptance|smoke|system|infrastructure|load|regression)-)?tests?|specs?|fixtures?|__(?:test)?fixtures__|testdata)[\\/]|[.-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$/i;

/**
 * Whether a path is a test by the conventions of JavaScript projects. A folder `e2e` has scripts that really call AWS,
 * besides tests that are named as such.
 */
export const isTestPath = (path: string): boolean => TEST_PATH.test(path);

const FIXTURE_PATH =
  /(?:^|[\\/])(?:(?:__(?:test)?fixtures__|testdata)[\\/]|fixtures?[\\/](?:.*[\\/])?(?:[^\\/]*[._-])?(?:input|output|before|after|expected)\.[cm]?[jt]sx?$)/i;

/**
 * Whether a path is a fixture that no program runs, such as the input and output of a codemod. A folder `fixtures` may
 * also hold programs that tests deploy and run, so only such names count there.
 */
export const isFixturePath = (path: string): boolean => FIXTURE_PATH.test(path);

export const isTypeScriptPath = (path: string): boolean => /\.[cm]?tsx?$/.test(path);
