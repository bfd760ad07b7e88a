import { dirname, join } from 'node:path';
import type { Deployment } from '../deployed/deployment.js';
import type { Evidence } from '../evidence.js';
import { foldersUp } from '../folders-up.js';
import { foundVersion, manifestsAbove, versionBelow, type Manifest } from '../manifest.js';
import { isWithin } from '../paths.js';
import { isFile } from '../read-file.js';
import { repositoryRootOf } from '../repository.js';
import type { RunView } from '../run-view.js';
import { endsBelow } from '../version-range.js';
import { namedInFolder, RUNTIME_FILES, type RuntimeFiles } from './named-in-files.js';
import type { NodeName } from './node-name.js';

/** The oldest Node.js that the helper runs on, and the first Electron that has it. */
const OLDEST_NODE = 14;
const OLDEST_ELECTRON = '12.0.0';

/** A Node.js that is too old for the helper. */
export interface OldNode {
  /** As a message names it. */
  readonly name: string;
  readonly evidence: Evidence;
}

const isOld = ({ major }: NodeName): boolean => major < OLDEST_NODE;

/**
 * What shows that a file in JavaScript runs on a Node.js that is too old for the helper: its package, a file that names
 * the runtime of the code around it, or a function that is deployed with the file.
 */
export function oldNodeOf(file: string, view: RunView): OldNode | undefined {
  const [manifest] = manifestsAbove(dirname(file));
  return (
    (manifest && oldInManifest(manifest)) ??
    oldInFiles(dirname(file), manifest?.folder) ??
    oldFunction(file, manifest?.folder, view)
  );
}

function oldInManifest(manifest: Manifest): OldNode | undefined {
  const { folder, nodeRange, voltaNode, dependencies, evidenceOf } = manifest;
  const isBelow = (range: string | undefined): range is string =>
    range !== undefined && endsBelow(range, `${OLDEST_NODE}.0.0`);
  if (isBelow(nodeRange)) return { name: `Node.js ${nodeRange}`, evidence: evidenceOf('engines', 'node') };
  if (isBelow(voltaNode)) return { name: `Node.js ${voltaNode}`, evidence: evidenceOf('volta', 'node') };
  const electron = 'electron' in dependencies ? versionBelow(folder, 'electron', OLDEST_ELECTRON) : undefined;
  const evidence = electron === undefined ? undefined : foundVersion(folder, 'electron')?.evidence();
  return evidence && { name: `the Node.js of Electron ${electron}`, evidence };
}

/** What the nearest files of each kind say. */
function oldInFiles(folder: string, packageRoot: string | undefined): OldNode | undefined {
  const last = repositoryRootOf(folder) ?? folder;
  for (const kind of RUNTIME_FILES) {
    for (const at of foldersUp(folder, kind.reach === 'package' ? (packageRoot ?? last) : last)) {
      const named = namedInFolder(at, kind);
      const old = oldOf(named, kind);
      if (old) return old;
      if (named.length > 0) break;
    }
  }
  return undefined;
}

function oldOf(
  named: readonly (NodeName & OldNode)[],
  { decides }: Pick<RuntimeFiles, 'decides'>,
): OldNode | undefined {
  const old = named.find(isOld);
  if (!old || (decides === 'all' && !named.every(isOld))) return undefined;
  const { name, evidence } = old;
  return { name: /^node/i.test(name) ? name : `Node.js ${name}`, evidence };
}

/**
 * An old runtime of a function that is deployed with the file: of its folder, else of an archive whose handler is
 * beside the file or above it, else of any archive of a file that stands above it.
 */
function oldFunction(file: string, packageRoot: string | undefined, view: RunView): OldNode | undefined {
  const functions = view.deploymentsAround(file).filter(({ runtime }) => runtime !== undefined);
  const folders = [...foldersUp(dirname(file), packageRoot ?? dirname(file))];
  const isPart: readonly ((deployment: Deployment) => boolean)[] = [
    ({ kind, path }) => kind !== 'archive' && isWithin(path, file),
    ({ kind, entry }) => kind === 'archive' && entry !== undefined && folders.some((folder) => isThere(folder, entry)),
    ({ kind, path }) => kind === 'archive' && folders.includes(path),
  ];
  const own = isPart.map((is) => functions.filter(is)).find(({ length }) => length > 0) ?? [];
  return oldOf(
    own.flatMap(({ runtime }) => runtime ?? []),
    { decides: 'any' },
  );
}

/** Whether a folder has the file that a handler names. */
const isThere = (folder: string, entry: string): boolean =>
  ['.js', '.mjs', '.cjs'].some((extension) => isFile(join(folder, entry) + extension));
