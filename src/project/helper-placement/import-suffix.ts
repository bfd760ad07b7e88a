import { readdirSync, type Dirent } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { importExtensionsOf } from '../../ast/imported-specifiers.js';
import type { HelperRequest } from '../../model/settings/surroundings.js';
import type { ProjectFacts } from '../project-facts.js';
import { foldersUp } from '../folders-up.js';
import { isFile, readSmallFile } from '../read-file.js';
import { chainFor, optionIn, type ConfigFile } from '../tsconfig.js';
import { HELPER_NAME } from './helper-files.js';

/**
 * How files name each other in relative imports: by the file that runs, by the TypeScript source, or without an
 * extension.
 */
type ImportStyle = 'emitted' | 'source' | 'none';

/** What TypeScript makes of a source file. */
const EMITTED: Readonly<Record<string, string>> = { '.ts': '.js', '.mts': '.mjs', '.cts': '.cjs' };

/**
 * What follows the stem of the helper when a file imports it. The relative imports of the file decide, else those of
 * the files around it, else the configuration of TypeScript and Node.
 *
 * @param extension of the helper
 */
export function importSuffix(
  file: string,
  extension: string,
  { syntax, modules }: HelperRequest,
  project: ProjectFacts,
): string {
  const emitted = EMITTED[extension] ?? extension;
  const style =
    styleOf(importExtensionsOf(modules)) ??
    neighbourStyle(file, syntax, project.root) ??
    (runsInDeno(file, modules) ? 'source' : configuredStyle(file, extension, syntax, project));
  if (style === 'source') return /\.[cm]?tsx?$/.test(file) ? extension : emitted;
  // A specifier without an extension never means a `.mjs` or `.cjs` file.
  return style === 'none' && emitted === '.js' ? '' : emitted;
}

function styleOf(extensions: ReadonlySet<string>): ImportStyle | undefined {
  if (extensions.has('.js') || extensions.has('.jsx')) return 'emitted';
  if (extensions.has('.ts') || extensions.has('.tsx')) return 'source';
  return extensions.size > 0 ? 'none' : undefined;
}

/** Deno loads a relative import only by its full name. */
const runsInDeno = (file: string, modules: Iterable<string>): boolean =>
  [...modules].some((module) => /^(?:npm|jsr|https?):/.test(module)) || isInDenoProject(dirname(file));

const denoProjects = new Map<string, boolean>();

/** Every site of a file asks. */
function isInDenoProject(folder: string): boolean {
  const known = denoProjects.get(folder);
  if (known !== undefined) return known;
  const found = [...foldersUp(folder)].some((at) => ['deno.json', 'deno.jsonc'].some((name) => isFile(join(at, name))));
  denoProjects.set(folder, found);
  return found;
}

/** Whether Node runs the file, or its compiled form, as an ES module. */
const runsAsModule = (file: string, project: ProjectFacts): boolean =>
  /\.m[jt]s$/.test(file) || (project.moduleType === 'module' && !/\.c[jt]s$/.test(file));

function configuredStyle(
  file: string,
  extension: string,
  syntax: HelperRequest['syntax'],
  project: ProjectFacts,
): ImportStyle {
  if (syntax === 'commonjs') return 'none';
  // A `.js` file that is not an ES module for Node is compiled or bundled. Both styles are common there, and the full
  // name is safer.
  if (EMITTED[extension] === undefined) return 'emitted';
  if (extension === '.ts' && !runsAsModule(file, project)) return 'none';
  const chain = chainFor(file, project.root);
  if (
    optionIn(chain, 'allowImportingTsExtensions') === true ||
    optionIn(chain, 'rewriteRelativeImportExtensions') === true
  )
    return 'source';
  return isBundled(chain) ? 'none' : 'emitted';
}

/** `moduleResolution: bundler`, which `module: preserve` implies. */
export const isBundled = (chain: readonly ConfigFile[]): boolean =>
  (
    optionIn(chain, 'moduleResolution') ?? (optionIn(chain, 'module')?.toLowerCase() === 'preserve' ? 'bundler' : '')
  ).toLowerCase() === 'bundler';

/** This many files of a folder are enough to show its style. */
const MAX_NEIGHBOURS = 20;
const MAX_BYTES = 200_000;
const SPECIFIERS = {
  esm: /\b(?:from|import)\s{0,9}\(?\s{0,99}(['"])(\.{1,2}\/[^'"]*)\1/g,
  commonjs: /\brequire\s{0,9}\(\s{0,99}(['"])(\.{1,2}\/[^'"]*)\1/g,
} as const;

const habits = new Map<string, ImportStyle | undefined>();

/**
 * The style of files of the same kind in the folder of the file, or in the nearest folder above it that shows a style,
 * itself or in the folders below.
 */
function neighbourStyle(
  file: string,
  syntax: HelperRequest['syntax'],
  root: string | undefined,
): ImportStyle | undefined {
  const extension = extname(file).replace(/x$/, '');
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const key = `${folder}\0${extension}\0${syntax}`;
    if (!habits.has(key))
      habits.set(key, habitOf([folder], extension, syntax) ?? habitBelow(folder, extension, syntax));
    const habit = habits.get(key);
    if (habit !== undefined || folder === root || root === undefined || dirname(folder) === folder) return habit;
  }
}

/** A folder may hold nothing but folders: those of `src/aws` and `src/jobs` are alike. */
const habitBelow = (folder: string, extension: string, syntax: HelperRequest['syntax']): ImportStyle | undefined =>
  habitOf(
    entriesOf(folder)
      .filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name))
      .map(({ name }) => join(folder, name)),
    extension,
    syntax,
  );

function habitOf(
  folders: readonly string[],
  extension: string,
  syntax: HelperRequest['syntax'],
): ImportStyle | undefined {
  const votes = new Map<ImportStyle, number>();
  for (const specifier of folders
    .slice(0, MAX_NEIGHBOURS)
    .flatMap((folder) => sourceFiles(folder, extension))
    .slice(0, MAX_NEIGHBOURS)
    .flatMap((path) => specifiersIn(path, syntax))) {
    // An import of the helper was written by an earlier run, so it does not show the style of the authors.
    const style = HELPER_NAME.test(specifier) ? undefined : styleOf(importExtensionsOf([specifier]));
    if (style) votes.set(style, (votes.get(style) ?? 0) + 1);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Links are passed over, as in a search: one that leads out of the tree says nothing about its style. */
const sourceFiles = (folder: string, extension: string): readonly string[] =>
  entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .filter(
      (name) => extname(name).replace(/x$/, '') === extension && !/\.d\.[cm]?ts$|\.config\.[cm]?[jt]s$/.test(name),
    )
    .sort()
    .map((name) => join(folder, name));

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function specifiersIn(path: string, syntax: HelperRequest['syntax']): readonly string[] {
  const text = readSmallFile(path, MAX_BYTES) ?? '';
  return [...text.matchAll(SPECIFIERS[syntax])].map(([, , specifier]) => specifier ?? '');
}
