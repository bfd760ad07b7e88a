import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isTypeScriptPath } from '../../../model/settings/surroundings.js';
import { isTestFile } from '../../../project/test-files.js';
import type { Deployment } from '../../../project/deployed/deployment.js';
import { deploymentsInCode, usesCdk } from '../../../project/deployed/in-code.js';
import { deploymentsInScripts } from '../../../project/deployed/in-scripts.js';
import { deploymentsInTemplate, isTemplateName } from '../../../project/deployed/in-templates.js';
import { manifestsAbove, type Manifest } from '../../../project/manifest.js';
import { isPublished } from '../../../project/published-files.js';
import type { Evidence } from '../../../project/evidence.js';
import { chainFor, folderIn, optionIn } from '../../../project/tsconfig.js';
import type { FoundFiles } from '../../files/find-files.js';
import { findFiles } from '../../files/find-files.js';
import { visiblePath } from '../../../text/visible.js';
import { displayPath, isWithin } from '../../../project/paths.js';
import { decode, peekBytes } from '../../files/source-text.js';
import { ignoringRule, Repositories } from '../../git.js';
import { count } from '../../reports/words.js';

/** A file and a helper that it imports, both absolute. */
export interface HelperImport {
  readonly file: string;
  readonly helper: string;
}

type RunFiles = Pick<FoundFiles, 'files' | 'walked'>;

/** Why a helper will be missing where a file that imports it runs, and what to do about it. */
interface Absence extends HelperImport {
  readonly why: string;
  readonly wayOut: string;
}

const NAME_ANOTHER = 'name another place with --helper-path or the setting `helper.module`';

/**
 * Says which helpers will be missing where the code runs: one line for each helper and reason. Says nothing where this
 * is not certain, for example where a bundler may put the helper into the code.
 *
 * @param run the files that the run found; the search for what deploys the code starts from them and covers the whole
 * repository
 */
export function warningsOfAbsentHelpers(
  imports: readonly HelperImport[],
  run: RunFiles,
  cwd: string,
): readonly string[] {
  const repositories = new Repositories();
  const rootOf = (path: string): string | undefined => repositories.rootOf(dirname(path));
  const show = (path: string): string => visiblePath(displayPath(cwd, path));
  const groups = new Map<string, Absence[]>();
  for (const absence of [
    ...ignored(imports, rootOf, show),
    ...unpublished(imports, show),
    ...undeployed(imports, run, (file) => rootOf(file) ?? outermostPackage(file, cwd), show),
  ]) {
    const key = JSON.stringify([absence.helper, absence.why]);
    groups.set(key, [...(groups.get(key) ?? []), absence]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first
      ? [
          `${show(first.helper)} will be missing where ${runners(show(first.file), others.length)}: ` +
            `${first.why}. ${first.wayOut}`,
        ]
      : [],
  );
}

const runners = (file: string, others: number): string =>
  others === 0 ? `${file} runs` : `${file} and ${count(others, 'other file')} run`;

/** Takes the place of the repository where there is no git. */
const outermostPackage = (file: string, cwd: string): string =>
  [...manifestsAbove(dirname(file))]
    .map(({ folder }) => folder)
    .filter((folder) => isWithin(cwd, folder))
    .at(-1) ?? cwd;

/** A path as people see it. */
type Show = (path: string) => string;

const shownEvidence = ({ file, line }: Evidence, show: Show): string => `${show(file)}:${line}`;

function ignored(
  imports: readonly HelperImport[],
  rootOf: (path: string) => string | undefined,
  show: Show,
): readonly Absence[] {
  const rules = new Map(
    [...new Set(imports.map(({ helper }) => helper))].map((helper) => [helper, ruleFor(helper, rootOf(helper))]),
  );
  return imports.flatMap((each): Absence[] => {
    const rule = rules.get(each.helper);
    return rule
      ? [
          {
            ...each,
            why: `git ignores it, so other checkouts will not have it (${shownEvidence(rule, show)})`,
            wayOut: `Un-ignore it there, or ${NAME_ANOTHER}.`,
          },
        ]
      : [];
  });
}

const ruleFor = (path: string, root: string | undefined): Evidence | undefined =>
  root === undefined ? undefined : ignoringRule(root, path);

/** Says nothing about TypeScript: a package publishes its compiled form, which may be anywhere. */
function unpublished(imports: readonly HelperImport[], show: Show): readonly Absence[] {
  return imports.flatMap(({ file, helper }): Absence[] => {
    const [manifest] = manifestsAbove(dirname(file));
    const files = isTypeScriptPath(file) ? undefined : manifest?.files;
    if (!manifest || !files || !isPublished(file, manifest, files) || isPublished(helper, manifest, files)) return [];
    return [
      {
        file,
        helper,
        why: `\`files\` leaves it out of the published package (${shownEvidence(manifest.evidenceOf('files'), show)})`,
        wayOut: `Add it to \`files\`, or ${NAME_ANOTHER}.`,
      },
    ];
  });
}

function undeployed(
  imports: readonly HelperImport[],
  run: RunFiles,
  rootOf: (file: string) => string,
  show: Show,
): readonly Absence[] {
  const byRoot = new Map<string, readonly Deployment[]>();
  return imports.filter(mayBeLeftOut).flatMap((each): Absence[] => {
    const root = rootOf(each.file);
    const manifests = [...manifestsAbove(dirname(each.file))].filter(({ folder }) => isWithin(root, folder));
    if (isTypeScriptPath(each.file) && !isCompiledAlone(manifests)) return [];
    const below = byRoot.get(root) ?? deploymentsBelow(root, run);
    byRoot.set(root, below);
    for (const deployment of [...below, ...manifests.flatMap(deploymentsInScripts)]) {
      const absence = absenceIn(deployment, each, manifests, show);
      if (absence) return [absence]; // one is enough for the warning
    }
    return [];
  });
}

/** A helper below the folder of the file is deployed with it, unless the text of the file is deployed alone. */
const mayBeLeftOut = ({ file, helper }: HelperImport): boolean =>
  !isTypeScriptPath(file) || !isWithin(dirname(file), helper);

function absenceIn(
  deployment: Deployment,
  { file, helper }: HelperImport,
  manifests: readonly Manifest[],
  show: Show,
): Absence | undefined {
  const evidence = shownEvidence(deployment.evidence, show);
  if (deployment.kind === 'text') {
    return deployment.path === file
      ? {
          file,
          helper,
          why: `the text of that file alone is deployed (${evidence})`,
          wayOut: 'It can import no file: take the change back, or deploy its folder with `Code.fromAsset`.',
        }
      : undefined;
  }
  const folder = folderWithout(helper, file, deployment, manifests);
  if (folder === undefined) return undefined;
  const inside = displayPath(manifests[0]?.folder ?? folder, join(folder, 'sts-failover'));
  return {
    file,
    helper,
    why: `${show(folder)} is deployed without it (${evidence})`,
    wayOut:
      'Give the folder a helper of its own: on the code as it was before, run ' +
      `\`sts-regional migrate ${show(folder)} --helper-path ${inside}\`.`,
  };
}

/** The source folder that is deployed with the file but without the helper; `undefined` where this is not certain. */
function folderWithout(
  helper: string,
  file: string,
  deployment: Deployment,
  manifests: readonly Manifest[],
): string | undefined {
  if (!runsAsItsOwnFile(file, deployment, manifests)) return undefined;
  const placeOf = placesOf(file, deployment, manifests[0]?.folder).find(
    (place) => isWithin(deployment.path, place(file)) && !isWithin(deployment.path, place(helper)),
  );
  return (
    placeOf &&
    relative(deployment.path, placeOf(file))
      .split(sep)
      .reduce((folder) => dirname(folder), file)
  );
}

/** Whether the file itself runs, or its own compiled form, and not a bundle that holds the helper. */
function runsAsItsOwnFile(file: string, { entry }: Deployment, manifests: readonly Manifest[]): boolean {
  if (isTypeScriptPath(file)) return isCompiledAlone(manifests);
  if (file.replace(/\.[cm]?jsx?$/, '') === entry) return true;
  // An entry that does not exist yet is built first, and nobody knows from what.
  return (
    !mayBeBundled(manifests) &&
    (entry === undefined || ['.js', '.mjs', '.cjs'].some((extension) => existsSync(entry + extension)))
  );
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

const MAX_BYTES = 1_000_000;

function deploymentsBelow(root: string, { files, walked }: RunFiles): readonly Deployment[] {
  const below = walked.some((directory) => isWithin(directory, root))
    ? deployersAmong(files).filter((path) => isWithin(root, path))
    : deployersAmong(findFiles([root], root).files);
  return below.flatMap((path) =>
    (isTemplateName(path) ? deploymentsInTemplate : deploymentsInCode)(path, textOf(path)),
  );
}

const deployers = new WeakMap<FoundFiles['files'], readonly string[]>();

/** The files that may deploy others, judged by their names and packages. Each list of files is searched once. */
function deployersAmong(files: FoundFiles['files']): readonly string[] {
  const known =
    deployers.get(files) ??
    files
      .map(({ path }) => path)
      .filter(
        (path) => isTemplateName(path) || (/\.[cm]?[jt]sx?$/.test(path) && !isTestFile(path) && usesCdk(dirname(path))),
      );
  deployers.set(files, known);
  return known;
}

function textOf(path: string): string {
  try {
    const bytes = peekBytes(path);
    return bytes.length > MAX_BYTES ? '' : decode(bytes).text;
  } catch {
    return ''; // a file that vanished or cannot be read deploys nothing
  }
}
