import { dirname } from 'node:path';
import { manifestsAbove } from '../../../project/manifest.js';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import { manifestWithout } from '../../../project/helper-placement/helper-package.js';
import { workspaceOf } from '../../../project/resolve-module.js';
import type { Settings } from '../../engine.js';
import { visiblePath } from '../../../text/visible.js';
import { count, NPX } from '../../reports/words.js';

/** A file, and the helper that it imports: an absolute path, or a package by its name. Files are absolute. */
export interface HelperImport {
  readonly file: string;
  readonly helper: string;
  readonly isModule: boolean;
}

const PAGE =
  'https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/codemods/failover.md#one-helper-for-a-workspace';

/** What a user must know about the helpers of a run besides the report. */
export const noticesOfHelpers = (
  imports: readonly HelperImport[],
  { helper }: Settings,
  cwd: string,
): readonly string[] => [
  ...undeclared(imports, cwd),
  ...(helper === undefined ? (howToShare(imports, cwd) ?? []) : []),
];

/** Every package.json that does not depend on the package from which its files import the helper. */
function undeclared(imports: readonly HelperImport[], cwd: string): readonly string[] {
  const lacking = new Map<string, string>();
  for (const { file, helper, isModule } of imports) {
    const manifest = isModule ? manifestWithout(file, helper) : undefined;
    if (manifest) lacking.set(displayPath(cwd, `${manifest.folder}/package.json`), helper);
  }
  return [...lacking]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(
      ([manifest, helper]) =>
        `${visiblePath(manifest)} does not depend on ${helper}, which its files import now: add it to the dependencies.`,
    );
}

/** Said once for a workspace in which several packages have a helper of their own. */
function howToShare(imports: readonly HelperImport[], cwd: string): readonly string[] | undefined {
  const folders = new Set<string>();
  for (const { file, helper, isModule } of imports) {
    const [manifest] = manifestsAbove(dirname(helper));
    if (!isModule && manifest && workspaceOf(file)) folders.add(displayPath(cwd, manifest.folder));
  }
  if (folders.size < 2) return undefined;
  const [first = ''] = [...folders].sort(byCodeUnit);
  return [
    `${count(folders.size, 'package')} of this workspace have a failover helper of their own. To share one: write it into ` +
      `a package with \`${NPX} helper ${visiblePath(first)}/src/sts-failover\`, export its functions there, ` +
      `and migrate with \`--helper-path\` and the name of that package: ${PAGE}`,
  ];
}
