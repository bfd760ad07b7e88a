import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { HelperRequest } from '../model/context.js';
import type { HelperVariant } from '../helper/index.js';
import type { ProjectFacts } from './facts.js';

/** Where the failover helper of a file's package is, or is to be written, and how the file imports it. */
export interface HelperPlacement {
  /** Absolute. */
  readonly path: string;
  readonly specifier: string;
  readonly variant: HelperVariant;
}

const SOURCE_FOLDERS = ['src', 'lib', 'app', 'server'];
const DEFAULT_NAME = join('aws', 'sts-failover');

/** @param helperPath `--helper-path` or the setting `helper.module`: relative to the package, extension optional */
export function placeHelper(file: string, request: HelperRequest, helperPath: string | undefined, project: ProjectFacts): HelperPlacement {
  const { sdk, syntax } = request;
  const root = project.root ?? dirname(file);
  const base = withoutExtension(helperPath === undefined ? join(sourceFolder(root), DEFAULT_NAME) : isAbsolute(helperPath) ? helperPath : resolve(root, helperPath));
  const extension = extensionOf(file, syntax, project);
  const path = `${sdk === 'v2' ? `${base}-v2` : base}${extension}`;
  const language = extension === '.ts' ? 'ts' : syntax === 'esm' ? 'esm' : 'cjs';
  return { path, specifier: specifierFor(file, request, path, project), variant: `${sdk}-${language}` };
}

/** The folder that holds a package's sources: the first of the usual ones, else the package itself. */
const sourceFolder = (root: string): string => join(root, SOURCE_FOLDERS.find((folder) => existsSync(join(root, folder))) ?? '');

function extensionOf(file: string, syntax: HelperRequest['syntax'], project: ProjectFacts): '.ts' | '.js' | '.mjs' | '.cjs' {
  if (/\.[cm]?tsx?$/.test(file)) return '.ts';
  if (syntax === 'commonjs') return project.moduleType === 'module' ? '.cjs' : '.js';
  // `.js` with import statements in a package that is not a module is compiled by something that expects `.js`.
  return /\.mjs$/.test(file) && project.moduleType !== 'module' ? '.mjs' : '.js';
}

function specifierFor(file: string, { syntax, importExtensions }: HelperRequest, path: string, project: ProjectFacts): string {
  const relativePath = relative(dirname(file), withoutExtension(path)).split(sep).join('/');
  const specifier = relativePath.startsWith('.') ? relativePath : `./${relativePath}`;
  return specifier + importExtension(extname(path), syntax, importExtensions, project);
}

function importExtension(extension: string, syntax: HelperRequest['syntax'], used: ReadonlySet<string>, project: ProjectFacts): string {
  if (extension === '.ts') {
    if (used.has('.js') || used.has('.mjs')) return '.js';
    if (used.has('.ts')) return '.ts';
    return used.size > 0 ? '' : usesNodeResolution(project) ? '.js' : '';
  }
  if (syntax === 'commonjs') return extension === '.js' ? '' : extension;
  return extension === '.js' && used.has('') && !used.has('.js') ? '' : extension;
}

/** Whether tsconfig.json asks for Node's own module resolution, in which relative imports name the emitted file. */
function usesNodeResolution(project: ProjectFacts): boolean {
  if (project.root === undefined) return false;
  try {
    const text = readFileSync(join(project.root, 'tsconfig.json'), 'utf8');
    return /"module(?:Resolution)?"\s*:\s*"node(?:16|18|20|next)"/i.test(text);
  } catch {
    return false;
  }
}

const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]s$/, '');
