import { dirname } from 'node:path';
import type { Deployment } from '../../../project/deployed/deployment.js';
import { configFormatOf } from '../../../config-files/formats.js';
import { mayConcernSts } from '../../../model/prefilter.js';
import { deploymentsInCode, usesCdk } from '../../../project/deployed/in-code.js';
import { deploymentsInFile, isDeploymentFile } from '../../../project/deployed/in-file.js';
import type { Evidence } from '../../../project/evidence.js';
import { manifestsAbove } from '../../../project/manifest.js';
import { isWithin } from '../../../project/paths.js';
import { isPublished } from '../../../project/published-files.js';
import type { RunView } from '../../../project/run-view.js';
import { isTestFile } from '../../../project/test-files.js';
import type { FoundFiles } from '../../files/find-files.js';
import { findFiles } from '../../files/find-files.js';
import { asUtf8, decode, peekBytes } from '../../files/source-text.js';
import { createIgnoringRuleOf } from '../../files/ignoring-rule.js';
import { Repositories } from '../../git.js';

/** The files that a run found, and the folders that it searched. */
export type RunFiles = Pick<FoundFiles, 'files' | 'walked'>;

/**
 * What a run of the command line knows of the repositories that it works in. Each is searched for what it deploys when
 * the first helper needs a place there.
 *
 * @param run the files that the run found; the search starts from them and covers the whole repository
 */
export function viewOfRun(run: RunFiles, cwd: string): RunView {
  const repositories = new Repositories();
  const deployments = new Map<string, readonly Deployment[]>();
  const ruleOf = new Map<string, (path: string) => Evidence | undefined>();
  const users = new Map<string, readonly string[]>();
  return {
    cwd,
    deploymentsAround: (file) => {
      const root = repositories.rootOf(dirname(file)) ?? outermostPackage(file, cwd);
      const known = deployments.get(root) ?? deploymentsBelow(root, run);
      deployments.set(root, known);
      return known;
    },
    usersBelow: (folder) => {
      const known = users.get(folder) ?? filesBelow(folder, run).filter(mayUseSts);
      users.set(folder, known);
      return known;
    },
    ignoringRule: (path) => {
      const root = repositories.rootOf(dirname(path));
      if (root === undefined) return undefined;
      const find = ruleOf.get(root) ?? createIgnoringRuleOf(root);
      ruleOf.set(root, find);
      return find(path);
    },
    publishes: isPublished,
  };
}

/** Takes the place of the repository where there is no git. */
const outermostPackage = (file: string, cwd: string): string =>
  [...manifestsAbove(dirname(file))]
    .map(({ folder }) => folder)
    .filter((folder) => isWithin(cwd, folder))
    .at(-1) ?? cwd;

const MAX_BYTES = 1_000_000;

/** Code that the words in it say something about STS. A test is no reason to put the helper elsewhere. */
const mayUseSts = (path: string): boolean =>
  configFormatOf(path) === undefined && !isTestFile(path) && mayConcernSts(asUtf8(bytesOf(path)));

const filesBelow = (folder: string, { files, walked }: RunFiles): readonly string[] =>
  (walked.some((directory) => isWithin(directory, folder)) ? files : findFiles([folder], folder).files)
    .map(({ path }) => path)
    .filter((path) => isWithin(folder, path));

function deploymentsBelow(root: string, { files, walked }: RunFiles): readonly Deployment[] {
  const below = walked.some((directory) => isWithin(directory, root))
    ? deployersAmong(files).filter((path) => isWithin(root, path))
    : deployersAmong(findFiles([root], root).files);
  return below.flatMap((path) => (isDeploymentFile(path) ? deploymentsInFile : deploymentsInCode)(path, textOf(path)));
}

const deployers = new WeakMap<FoundFiles['files'], readonly string[]>();

/** The files that may deploy others, judged by their names and packages. Each list of files is searched once. */
function deployersAmong(files: FoundFiles['files']): readonly string[] {
  const known =
    deployers.get(files) ??
    files
      .map(({ path }) => path)
      .filter(
        (path) =>
          isDeploymentFile(path) || (/\.[cm]?[jt]sx?$/.test(path) && !isTestFile(path) && usesCdk(dirname(path))),
      );
  deployers.set(files, known);
  return known;
}

const textOf = (path: string): string => decode(bytesOf(path)).text;

function bytesOf(path: string): Uint8Array {
  try {
    const bytes = peekBytes(path);
    return bytes.length > MAX_BYTES ? NOTHING : bytes;
  } catch {
    return NOTHING; // a file that vanished or cannot be read
  }
}

const NOTHING = new Uint8Array();
