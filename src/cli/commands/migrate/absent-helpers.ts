import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isTestPath, isTypeScriptPath } from '../../../model/settings/surroundings.js';
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
import { displayPath, isWithin } from '../../files/paths.js';
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

const ANOTHER_PLACE = 'name another place with --helper-path or the setting `helper.module`';

/**
 * Says which helpers will be missing where the code runs, one line for each helper and reason. Silent where that is not certain, as
 * wherever something may bundle the code with its imports.
 *
 * @param run the files that the run has found already: what deploys the code is looked for in the whole repository
 */
export function warningsOfAbsentHelpers(
  imports: readonly HelperImport[],
  run: RunFiles,
  cwd: string,
): readonly string[] {
  const repositories = new Repositories();
  const rootOf = (path: string): string | undefined => repositories.rootOf(dirname(path));
  const show = (path: string): string => displayPath(cwd, path);
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
          `${show(first.helper)} will be missing where ${show(first.file)}${others.length === 0 ? ' runs' : ` and ${count(others.length, 'other file')} run`}: ${first.why}. ${first.wayOut}`,
        ]
      : [],
  );
}

/** Stands for the repository where there is no git. */
const outermostPackage = (file: string, cwd: string): string =>
  [...manifestsAbove(dirname(file))]
    .map(({ folder }) => folder)
    .filter((folder) => isWithin(cwd, folder))
    .at(-1) ?? cwd;

/** How people see a path. */
type Show = (path: string) => string;

const shownSign = ({ file, line }: Evidence, show: Show): string => `${show(file)}:${line}`;

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
            why: `git ignores it, so other checkouts will not have it (${shownSign(rule, show)})`,
            wayOut: `Un-ignore it there, or ${ANOTHER_PLACE}.`,
          },
        ]
      : [];
  });
}

const ruleFor = (path: string, root: string | undefined): Evidence | undefined =>
  root === undefined ? undefined : ignoringRule(root, path);

/** TypeScript is published as what is compiled from it, which may be anywhere. */
function unpublished(imports: readonly HelperImport[], show: Show): readonly Absence[] {
  return imports.flatMap(({ file, helper }): Absence[] => {
    const [manifest] = manifestsAbove(dirname(file));
    const files = isTypeScriptPath(file) ? undefined : manifest?.files;
    if (!manifest || !files || !isPublished(file, manifest, files) || isPublished(helper, manifest, files)) return [];
    return [
      {
        file,
        helper,
        why: `\`files\` leaves it out of the published package (${shownSign(manifest.signOf('files'), show)})`,
        wayOut: `Add it to \`files\`, or ${ANOTHER_PLACE}.`,
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
      if (absence) return [absence]; // the first is enough to go by
    }
    return [];
  });
}

/** Wherever the folder of a file goes, what is below it goes along; the text of a file goes alone. */
const mayBeLeftOut = ({ file, helper }: HelperImport): boolean =>
  !isTypeScriptPath(file) || !isWithin(dirname(file), helper);

function absenceIn(
  deployment: Deployment,
  { file, helper }: HelperImport,
  manifests: readonly Manifest[],
  show: Show,
): Absence | undefined {
  const sign = shownSign(deployment.sign, show);
  if (deployment.kind === 'text') {
    return deployment.path === file
      ? {
          file,
          helper,
          why: `the text of that file alone is deployed (${sign})`,
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
    why: `${show(folder)} is deployed without it (${sign})`,
    wayOut: `Give the folder a helper of its own: on the code as it was before, run \`sts-regional migrate ${show(folder)} --helper-path ${inside}\`.`,
  };
}

/** The source folder that is deployed with the file in it and the helper outside; `undefined` where that is not certain. */
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

/** Whether what runs is the file or what a compiler makes of it alone, and not a bundle with the helper in it. */
function runsAsItsOwnFile(file: string, { entry }: Deployment, manifests: readonly Manifest[]): boolean {
  if (isTypeScriptPath(file)) return isCompiledAlone(manifests);
  if (file.replace(/\.[cm]?jsx?$/, '') === entry) return true;
  // What starts and is not there is made first, of who knows what.
  return (
    !mayBeBundled(manifests) &&
    (entry === undefined || ['.js', '.mjs', '.cjs'].some((extension) => existsSync(entry + extension)))
  );
}

/** Where a source and its output may be, in terms of the path of the deployment. */
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

/** What may put the helper into the file that imports it. */
const BUNDLER =
  /\b(?:esbuild|webpack|rollup|rolldown|rspack|parcel|tsup|tsdown|ncc|vite|microbundle|browserify|bun build|serverless-bundle)\b/;
/** What makes one file of each source. */
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

/** The files that may deploy others, as their names and packages tell; of one list, found once for all the repositories in it. */
function deployersAmong(files: FoundFiles['files']): readonly string[] {
  const known =
    deployers.get(files) ??
    files
      .map(({ path }) => path)
      .filter(
        (path) => isTemplateName(path) || (/\.[cm]?[jt]sx?$/.test(path) && !isTestPath(path) && usesCdk(dirname(path))),
      );
  deployers.set(files, known);
  return known;
}

function textOf(path: string): string {
  try {
    const bytes = peekBytes(path);
    return bytes.length > MAX_BYTES ? '' : decode(bytes).text;
  } catch {
    return ''; // vanished or unreadable: as if it were not there
  }
}
