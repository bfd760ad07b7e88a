import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isTypeScriptPath } from '../../model/settings/surroundings.js';
import type { Evidence } from '../evidence.js';
import { foldersUp } from '../folders-up.js';
import { manifestsAbove, type Manifest } from '../manifest.js';
import { isWithin } from '../paths.js';
import { chainFor, folderIn, optionIn } from '../tsconfig.js';
import type { Deployment } from './deployment.js';
import { deploymentsInScripts } from './in-scripts.js';

/** A file is deployed and a file that it imports is not. */
export interface LeftOut {
  readonly kind: Exclude<Deployment['kind'], 'archive'>;
  /** The source folder that is deployed alone, or the file whose text is. Absolute. */
  readonly deployed: string;
  readonly evidence: Evidence;
}

/**
 * The deployment of a file that leaves out a file that it imports. Says nothing where this is not certain, for example
 * where a bundler may put one into the other.
 *
 * @param deployments what other files of the repository deploy
 * @param boundary the scripts of packages above it do not matter
 */
export function leftOut(
  file: string,
  imported: string,
  deployments: readonly Deployment[],
  boundary: string,
): LeftOut | undefined {
  const text = deployments.find(({ kind, path }) => kind === 'text' && path === file);
  if (text) return { kind: 'text', deployed: file, evidence: text.evidence };
  // Everything below the folder of TypeScript code is compiled and deployed with it.
  if (isTypeScriptPath(file) && isWithin(dirname(file), imported)) return undefined;
  const manifests = [...manifestsAbove(dirname(file))].filter(({ folder }) => isWithin(boundary, folder));
  if (isTypeScriptPath(file) && !isCompiledAlone(manifests)) return undefined;
  for (const deployment of [...deployments, ...manifests.flatMap(deploymentsInScripts)]) {
    const folder =
      deployment.kind === 'folder'
        ? folderWithout(imported, file, deployment, manifests)
        : folderOfArchive(imported, file, deployment, manifests, boundary);
    if (folder !== undefined) return { kind: 'folder', deployed: folder, evidence: deployment.evidence };
  }
  return undefined;
}

/**
 * The source folder that is deployed with the file but without what it imports; `undefined` where this is not certain.
 */
function folderWithout(
  imported: string,
  file: string,
  deployment: Deployment,
  manifests: readonly Manifest[],
): string | undefined {
  if (!runsAsItsOwnFile(file, deployment, manifests)) return undefined;
  const placeOf = placesOf(file, deployment, manifests[0]?.folder).find(
    (place) => isWithin(deployment.path, place(file)) && !isWithin(deployment.path, place(imported)),
  );
  return (
    placeOf &&
    relative(deployment.path, placeOf(file))
      .split(sep)
      .reduce((folder) => dirname(folder), file)
  );
}

/**
 * The folder above a file that an archive is named after, and that has what the archive starts, but not what the file
 * imports: `CreateUser/index.js` of `demo-CreateUser.zip`.
 */
function folderOfArchive(
  imported: string,
  file: string,
  { entry, names = [] }: Deployment,
  manifests: readonly Manifest[],
  boundary: string,
): string | undefined {
  if (entry === undefined || isTypeScriptPath(file) || mayBeBundled(manifests)) return undefined;
  return [...foldersUp(dirname(file), boundary)].find(
    (folder) =>
      folder !== boundary &&
      names.some((name) => endsInWord(name, basename(folder))) &&
      isModule(join(folder, entry)) &&
      !isWithin(folder, imported),
  );
}

const endsInWord = (name: string, word: string): boolean =>
  name === word || (name.endsWith(word) && /[^A-Za-z0-9]$/.test(name.slice(0, -word.length)));

const isModule = (path: string): boolean => ['.js', '.mjs', '.cjs'].some((extension) => existsSync(path + extension));

/** Whether the file itself runs, or its own compiled form, and not a bundle that holds what it imports. */
function runsAsItsOwnFile(file: string, { entry }: Deployment, manifests: readonly Manifest[]): boolean {
  if (isTypeScriptPath(file)) return isCompiledAlone(manifests);
  if (file.replace(/\.[cm]?jsx?$/, '') === entry) return true;
  // An entry that does not exist yet is built first, and its sources are not known.
  return !mayBeBundled(manifests) && (entry === undefined || isModule(entry));
}

/** The ways to find, for a source, the path that the deployment may mean: the source itself, or its compiled form. */
function placesOf(
  file: string,
  { movesWithCode }: Deployment,
  packageRoot: string | undefined,
): readonly ((source: string) => string)[] {
  const chain = chainFor(file, packageRoot);
  const [outDir, rootDir] = [folderIn(chain, 'outDir'), folderIn(chain, 'rootDir')];
  const isCompiled =
    (isTypeScriptPath(file) || optionIn(chain, 'allowJs') === true) && optionIn(chain, 'noEmit') !== true;
  return [
    ...(isCompiled && outDir !== undefined && !movesWithCode ? [] : [(source: string) => source]),
    ...(isCompiled && outDir !== undefined && rootDir !== undefined
      ? [(source: string) => join(outDir, relative(rootDir, source))]
      : []),
  ];
}

const mayBeBundled = (manifests: readonly Manifest[]): boolean =>
  manifests.some(({ scripts, dependencies }) => BUNDLER.test(words(scripts, dependencies)));

const isCompiledAlone = (manifests: readonly Manifest[]): boolean =>
  !mayBeBundled(manifests) && manifests.some(({ scripts }) => COMPILER.test(words(scripts)));

const words = (scripts: Manifest['scripts'], dependencies: Manifest['dependencies'] = {}): string =>
  [...Object.values(scripts), ...Object.keys(dependencies)].join('\n');

/** Tools that may bundle the helper into the file that imports it. */
const BUNDLERS = [
  ['esbuild', 'webpack', 'rollup', 'rolldown', 'rspack', 'parcel', 'tsup', 'tsdown', 'ncc', 'vite', 'microbundle'],
  ['browserify', 'bun build', 'serverless-bundle'],
].flat();
const BUNDLER = new RegExp(`\\b(?:${BUNDLERS.join('|')})\\b`);
/** Tools that compile each source to a file of its own. */
const COMPILER = /\b(?:tsc|jsii|projen)\b/;
