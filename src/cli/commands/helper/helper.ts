import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { renderHelper, sectionsWith, type HelperSection, type HelperVariant } from '../../../helper/index.js';
import { fallbacksOf, vpcEndpointsOf, type Settings } from '../../../model/settings/settings.js';
import { helperContext } from '../../../project/helper-placement/helper-context.js';
import { HELPER_FUNCTIONS, servesAsHelper } from '../../../project/helper-placement/helper-files.js';
import { isModuleName } from '../../../project/helper-placement/helper-module.js';
import { helperStems } from '../../../project/helper-placement/helper-stem.js';
import { pathProblem } from '../../../project/helper-placement/refused-helper.js';
import { isCheckedJavaScript } from '../../../project/checked-java-script.js';
import { ownVersion } from '../../../project/own-version.js';
import { displayPath } from '../../../project/paths.js';
import { projectFactsFor } from '../../../project/project-facts.js';
import { createFile } from '../../../project/replace-file.js';
import { splitSpecifier, workspacePackage } from '../../../project/resolve-module.js';
import { boundaryOf, type RunView } from '../../../project/run-view.js';
import { helperHeaderOf } from '../../../project/typescript-sources.js';
import { unifiedDiff } from '../../../text/diff.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import { EXIT, type ExitStatus } from '../../exit-status.js';
import { count } from '../../reports/words.js';
import { findSettings, type SettingsFlags } from '../../settings/settings-file.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { usesColor, type Terminal } from '../../terminal/terminal.js';
import { UsageError } from '../../usage-error.js';
import { rewriteOptions, type RewriteFlags } from '../migrate/options.js';
import { viewOfRun } from '../migrate/view-of-run.js';
import { statusOf, updateOne, type UpdateHelperFlags } from '../update-helper/update-helper.js';

export interface HelperFlags
  extends UpdateHelperFlags, SettingsFlags, Pick<RewriteFlags, 'regions' | 'fallbacks' | 'vpcEndpoints'> {
  readonly sdk?: 'v2' | 'v3';
  readonly sections?: readonly HelperSection[];
}

/**
 * Writes the failover helper by itself, or brings the one that is there to this version and adds the sections that are
 * asked for. The exit status is 1 for an edited helper, and with `--check` for one that would change.
 *
 * @throws UsageError for a path that cannot be the helper's, and for a new helper without regions
 */
export async function helper(path: string | undefined, flags: HelperFlags, terminal: Terminal): Promise<ExitStatus> {
  const { cwd, stdout } = terminal;
  const { settings } = rewriteOptions({ ...flags, only: ['failover'] }, await findSettings(terminal, flags));
  const view = viewOfRun({ files: [], walked: [] }, cwd);
  const target = targetOf(path ?? settings.helper?.module, flags, settings, view);
  refuseTarget(target, flags, view);
  const shown = displayPath(cwd, target.path);
  const text = renderHelper(target.variant, {
    fallbacks: fallbacksOf(settings),
    vpcEndpoints: vpcEndpointsOf(settings),
    version: ownVersion(),
    isChecked: target.isChecked,
    ...(flags.sections && { sections: flags.sections }),
  });
  const color = usesColor(terminal.stdout, terminal.env);
  const say = (said: string, diff?: string): void => {
    stdout.write(`${pc.createColors(color).underline(visiblePath(shown))}  ${visibleLine(said)}\n`);
    if (diff !== undefined) stdout.write(`${paintDiff(diff, color)}\n`);
  };
  if (existsSync(target.path)) {
    if (helperHeaderOf(target.path) === undefined) {
      say('exports what is needed but is not a helper of sts-regional, so it is left alone.');
      return EXIT.success;
    }
    const outcome = updateOne(target, shown, flags, flags.sections || flags.vpcEndpoints ? text : undefined);
    say(outcome.said, outcome.diff);
    return statusOf([outcome], [], flags);
  }
  if (Object.keys(fallbacksOf(settings)).length === 0)
    throw new UsageError(
      'A new helper needs at least two regions of one partition: name them with --regions, or as `regions` in the settings.',
    );
  const size = count(text.split('\n').length - 1, 'line');
  if (flags.dryRun || flags.check) {
    say(`would be written (${size}).`, flags.dryRun ? unifiedDiff(shown, undefined, text) : undefined);
    return flags.check ? EXIT.findings : EXIT.success;
  }
  createFile(target.path, text);
  say(`written (${size}).`);
  return EXIT.success;
}

interface Target {
  /** Absolute. */
  readonly path: string;
  readonly variant: HelperVariant;
  /** Whether TypeScript checks it although it is JavaScript. */
  readonly isChecked: boolean;
}

const EXTENSIONS = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'];

/**
 * The file that a path means, and what is in it. The package around it decides the language where the path does not.
 */
function targetOf(given: string | undefined, { sdk: asked }: HelperFlags, settings: Settings, view: RunView): Target {
  if (given !== undefined && isModuleName(given)) throw new UsageError(moduleRefusal(given, view));
  const probe = given === undefined ? join(view.cwd, 'index.ts') : resolve(view.cwd, given);
  const project = projectFactsFor(probe);
  const sdk = asked ?? (usesOnlyV2(project.versionOf) ? 'v2' : 'v3');
  const context = helperContext({ ...settings, helper: { module: probe } }, project, view);
  const [usual] = helperStems(probe, sdk, { ...context, helper: undefined });
  const stem = given === undefined ? usual : probe.replace(/\.[cm]?[jt]s$/, '');
  const named = EXTENSIONS.find((extension) => probe.endsWith(extension));
  const extension =
    (given === undefined ? undefined : named) ??
    EXTENSIONS.find((each) => servesAsHelper(stem + each, HELPER_FUNCTIONS[sdk])) ??
    (project.usesTypeScript ? '.ts' : '.js');
  const syntax = extension === '.mjs' || (extension === '.js' && project.moduleType === 'module') ? 'esm' : 'cjs';
  const file = stem + extension;
  return {
    path: file,
    variant: `${sdk}-${/ts$/.test(extension) ? 'ts' : syntax}`,
    isChecked: isCheckedJavaScript(file, project.root),
  };
}

const usesOnlyV2 = (versionOf: (name: string) => string | undefined): boolean =>
  versionOf('aws-sdk') !== undefined &&
  ['@aws-sdk/client-sts', '@aws-sdk/credential-providers'].every((name) => versionOf(name) === undefined);

function moduleRefusal(name: string, { cwd }: RunView): string {
  const folder = workspacePackage(join(cwd, 'index.ts'), splitSpecifier(name)[0]);
  const path =
    folder === undefined ? `./${name.replace(/^[@#/]+/, '')}` : `${displayPath(cwd, folder)}/src/sts-failover`;
  return `"${name}" is the name of a package, and a helper is written to a path. Name one with "/", for example ${path}.`;
}

/** @throws UsageError that says why nothing can be written there, and what to do */
function refuseTarget({ path, variant }: Target, { sections }: HelperFlags, view: RunView): void {
  const functions = variant.startsWith('v2')
    ? HELPER_FUNCTIONS.v2
    : HELPER_FUNCTIONS.v3.filter((name) => sectionsWith([name]).some((each) => sections?.includes(each) ?? true));
  const boundary = boundaryOf(join(view.cwd, 'index.ts'), undefined, view);
  const isOurs = helperHeaderOf(path) !== undefined; // an edited one is shown, as by update-helper
  const problem = isOurs ? undefined : pathProblem(path, functions, boundary, view);
  if (problem !== undefined) throw new UsageError(problem.replaceAll('--helper-path', 'PATH'));
  const rule = view.ignoringRule(path);
  if (rule && !isOurs)
    throw new UsageError(
      `Git ignores ${displayPath(view.cwd, path)} (${displayPath(view.cwd, rule.file)}:${rule.line}), so other checkouts ` +
        'would not have the helper. Un-ignore it there, or name another PATH.',
    );
}
