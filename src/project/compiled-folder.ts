import { dirname, join, resolve } from 'node:path';
import { isTypeScriptPath } from '../model/settings/surroundings.js';
import { isWithin } from './paths.js';
import { chainFor, folderIn, optionIn, type ConfigFile } from './tsconfig.js';
import { commonFolderOfSources } from './typescript-sources.js';

/** The folder whose layout TypeScript repeats in its output. A source outside of it is refused, or moves the output. */
export interface CompiledFolder {
  readonly path: string;
  /** The configuration that compiles it. */
  readonly config: string;
  /** Whether `rootDir` says so. Otherwise TypeScript takes the folder that all sources have in common. */
  readonly isNamed: boolean;
}

/**
 * The folder that a file is compiled with; `undefined` for a file that TypeScript does not compile to another folder.
 */
export function compiledFolder(file: string, root: string | undefined): CompiledFolder | undefined {
  const chain = chainFor(file, root);
  const [config] = chain;
  if (!config || !(isTypeScriptPath(file) || optionIn(chain, 'allowJs') === true)) return undefined;
  const rootDir =
    folderIn(chain, 'rootDir') ?? (optionIn(chain, 'composite') === true ? dirname(config.path) : undefined);
  const path = rootDir ?? commonFolder(chain, config);
  return path !== undefined && isWithin(path, file)
    ? { path, config: config.path, isNamed: rootDir !== undefined }
    : undefined;
}

/** The folder that all sources have in common, where TypeScript writes its output somewhere else. */
function commonFolder(chain: readonly ConfigFile[], { path }: ConfigFile): string | undefined {
  if (optionIn(chain, 'outDir') === undefined || optionIn(chain, 'noEmit') === true) return undefined;
  const including = chain.find(({ include }) => include);
  const bases = including?.include?.map((pattern) => baseOf(resolve(dirname(including.path), pattern))) ?? [
    dirname(path),
  ];
  const withJavaScript = optionIn(chain, 'allowJs') === true;
  const [first, ...others] = bases.flatMap((base) => commonFolderOfSources(base, withJavaScript) ?? []);
  return first === undefined ? undefined : others.reduce(commonOf, first);
}

/** The folder that a pattern starts from. */
const baseOf = (pattern: string): string => {
  const fixed = pattern.split(/[*?]/)[0] ?? '';
  return /\.[cm]?[jt]sx?$/.test(fixed) || fixed !== pattern ? dirname(join(fixed, 'x')) : fixed;
};

function commonOf(a: string, b: string): string {
  let folder = a;
  while (!isWithin(folder, b)) folder = dirname(folder);
  return folder;
}
