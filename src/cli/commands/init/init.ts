import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pc from 'picocolors';
import { foldersUp } from '../../../project/folders-up.js';
import type { Offer, RegionSettings } from '../endpoints/offer.js';
import type { ResidencyFlags } from '../endpoints/residency-flags.js';
import { canAsk, howToName, offerWithin } from '../endpoints/offer.js';
import { regionsInCode } from '../endpoints/regions-in-code.js';
import type { Settings } from '../../engine.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { displayPath, isWithin } from '../../../project/paths.js';
import { findFiles } from '../../files/find-files.js';
import { Repositories } from '../../git.js';
import type { Terminal } from '../../terminal/terminal.js';
import { usesColor } from '../../terminal/terminal.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { unifiedDiff } from '../../../text/diff.js';
import { rewriteOptions } from '../migrate/options.js';
import { NPX } from '../../reports/words.js';
import { answerTo } from '../../terminal/prompt.js';
import type { FoundSettings, SettingsFlags } from '../../settings/settings-file.js';
import { isScript } from '../../../project/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import { UsageError } from '../../usage-error.js';
import { readText, realTarget, writeAll } from './disk.js';
import { eslintStep } from './eslint-config.js';
import { PACKAGE } from './flat-config.js';
import { hookStep } from './hooks.js';
import { setInJson } from './json-edit.js';
import { installCommand, missingPackages } from './package-manager.js';
import type { Setup, Step, WriteStep } from './step.js';

export interface InitFlags extends SettingsFlags, ResidencyFlags {
  readonly regions?: readonly string[];
  readonly yes?: boolean;
}

/** Asks whether to write what was shown; `undefined` after Ctrl-C, or when the process has to end. */
export type Confirm = (question: string, interrupted: AbortSignal) => Promise<boolean | undefined>;

/**
 * Sets up a repository: settings, ESLint configuration, and the commit hook that it already uses. Shows every change
 * first and writes nothing without consent. Keeps what is there; a second run changes nothing.
 *
 * @throws UsageError for regions that cannot be used or differ from those of the settings, for a link out of the
 * repository, and without `--yes` where init cannot ask
 */
export async function init(
  flags: InitFlags,
  terminal: Terminal,
  confirm: Confirm = confirmOnTerminal,
  offer: Offer = offerWithin(flags),
): Promise<ExitStatus> {
  const { cwd, stdout } = terminal;
  const found = await findSettings(terminal, flags);
  const { settings } = rewriteOptions({ ...(flags.regions && { regions: flags.regions }) }, found);
  refuseOtherRegions(settings, found, cwd);
  const chosen = settings.regions && settings.regions.length > 0 ? settings : await offered(flags, terminal, offer);
  if (chosen === undefined) return stopped(terminal);
  const setup = {
    cwd,
    root: new Repositories().rootOf(cwd),
    settings: { ...settings, ...chosen },
    isFoundByEslint: isFoundByEslint(found, cwd),
  };
  const steps = stepsFor(setup, found);
  const writes = onePerFile(steps.filter((step) => step.kind === 'write'));
  if (writes.length > 0 && !flags.yes) stdout.write('init would make these changes:\n');
  show(steps, terminal);
  if (writes.length > 0 && !flags.yes) {
    if (!canAsk(terminal))
      throw new UsageError(
        'init asks before it writes, but it cannot ask without a terminal or with CI set. Add --yes. ' +
          'Nothing was written.',
      );
    const answer = await confirm(
      `Write ${writes.length === 1 ? 'this file' : `these ${writes.length} files`}?`,
      terminal.interrupted,
    );
    if (answer === undefined) return stopped(terminal);
    if (!answer) {
      stdout.write('Nothing was written.\n');
      return EXIT.success;
    }
  }
  writeAll(writes, cwd);
  stdout.write(
    writes.length === 0
      ? 'Nothing to write.\n'
      : `Written: ${writes.map(({ path }) => displayPath(cwd, path)).join(', ')}\n`,
  );
  const missing = missingPackages([PACKAGE, ...writes.flatMap(({ needs }) => needs ?? [])], cwd);
  if (missing.length > 0)
    stdout.write(
      `ESLint and the hook need ${missing.join(' and ')}, not installed here yet: ${installCommand(missing, setup)}\n`,
    );
  return EXIT.success;
}

/** Whether a search from here finds the file, and finds JSON. */
const isFoundByEslint = ({ path }: FoundSettings, cwd: string): boolean =>
  path === undefined || (SETTINGS_NAMES.includes(basename(path)) && isWithin(dirname(path), cwd));

const SETTINGS_FILE = 'sts-regional.config.json';
const SETTINGS_NAMES = [SETTINGS_FILE, 'package.json'];

function stopped({ stdout }: Pick<Terminal, 'stdout'>): ExitStatus {
  stdout.write('Nothing was written.\n');
  return EXIT.interrupted;
}

/** ESLint and the command line must not use different regions. */
function refuseOtherRegions({ regions = [] }: Settings, { settings, path }: FoundSettings, cwd: string): void {
  if (path === undefined || !settings.regions || settings.regions.join() === regions.join()) return;
  throw new UsageError(
    `${displayPath(cwd, path)} has the regions ${settings.regions.join(',')} ` +
      `and --regions says ${regions.join(',')}; ` +
      'Change that file, or leave out --regions. Nothing was written.',
  );
}

/** The steps in their order. Each sees the files as the steps before it leave them. */
function stepsFor(setup: Omit<Setup, 'read'>, found: FoundSettings): readonly Step[] {
  const steps: Step[] = [];
  const read = (path: string): string =>
    steps.findLast((step): step is WriteStep => step.kind === 'write' && step.path === realpathSync(path))?.after ??
    readText(path, setup.cwd);
  for (const stepFor of [(each: Setup) => settingsStep(each, found), eslintStep, hookStep])
    steps.push(within(stepFor({ ...setup, read }), setup));
  return found.path !== undefined && isScript(found.path) ? [...steps, nameScript(found.path, setup.cwd)] : steps;
}

function nameScript(path: string, cwd: string): Step {
  return {
    kind: 'by-hand',
    what: 'the flag that names the settings in every call of sts-regional, since a script only runs when it is named',
    text: `--settings ${displayPath(cwd, path)}`,
  };
}

/** Only files in the working directory are changed: whoever runs `init` in one package means that package. */
function within(step: Step, { cwd, root, settings }: Omit<Setup, 'read'>): Step {
  if (step.kind !== 'write') return step;
  if (isWithin(cwd, step.path)) return { ...step, path: realTarget(step.path, { cwd, root }) };
  const folder = [...foldersUp(cwd)].find((above) => isWithin(above, step.path)) ?? cwd;
  return {
    kind: 'by-hand',
    what: `${step.what}, which also applies to this folder; run init there`,
    text: `cd ${displayPath(cwd, folder)} && ${NPX} init --regions ${(settings.regions ?? []).join(',')}`,
  };
}

/**
 * The regions that a person takes from a proposal, or none; `undefined` after Ctrl-C.
 *
 * @throws UsageError where it cannot ask
 */
async function offered(
  flags: InitFlags,
  terminal: Terminal,
  offer: Offer,
): Promise<Partial<RegionSettings> | undefined> {
  const inCode = await regionsInCode(findFiles(['.'], terminal.cwd).files, terminal);
  if (!flags.yes && canAsk(terminal)) {
    const outcome = await offer(terminal, inCode);
    if (outcome.kind === 'chosen') return outcome.settings;
    if (outcome.kind === 'stopped') return undefined;
    terminal.stdout.write(`No regions are named. Name them later: ${howToName('init', terminal.env, flags, inCode)}\n`);
    return {};
  }
  throw new UsageError(
    `Name the regions to use, in order of preference, with --regions. ${howToName('init', terminal.env, flags, inCode)}`,
  );
}

/** Where a settings file in a folder finds its schema: in the installed package, here or above. */
function schemaFrom(cwd: string): string {
  const inPackage = join('node_modules', PACKAGE, 'schema.json');
  const folder = [...foldersUp(cwd)].find((above) => existsSync(join(above, inPackage))) ?? cwd;
  const path = displayPath(cwd, join(folder, inPackage));
  return path.startsWith('../') ? path : `./${path}`;
}

/** Writes the settings: a new file, or the keys that the existing one lacks. */
function settingsStep({ cwd, settings, read }: Setup, { path, settings: present }: FoundSettings): Step {
  if (path === undefined)
    return {
      kind: 'write',
      path: join(cwd, SETTINGS_FILE),
      before: undefined,
      after: `${JSON.stringify({ $schema: schemaFrom(cwd), ...settings }, null, 2)}\n`,
      what: 'settings for ESLint and the command line',
    };
  const name = displayPath(cwd, path);
  const missing = Object.entries(settings).filter(([key]) => !(key in present));
  if (missing.length === 0) return { kind: 'present', what: `${name} has settings` };
  const above = basename(path) === 'package.json' ? ['sts-regional'] : [];
  const before = read(path);
  const after = missing.reduce<string | undefined>(
    (text, [key, value]) => (text === undefined ? undefined : setInJson(text, [...above, key], value)),
    before,
  );
  const what = `settings in ${name}`;
  return after === undefined
    ? { kind: 'by-hand', what, text: missing.map(([key, value]) => `${key}: ${JSON.stringify(value)},`).join('\n') }
    : { kind: 'write', path, before, after, what };
}

function show(steps: readonly Step[], { cwd, stdout, env }: Pick<Terminal, 'cwd' | 'stdout' | 'env'>): void {
  const color = usesColor(stdout, env);
  const paint = pc.createColors(color);
  for (const step of steps) {
    switch (step.kind) {
      case 'present':
        stdout.write(`${paint.dim('kept')}    ${step.what}\n`);
        break;
      case 'by-hand':
        stdout.write(`${paint.yellow('by hand')} ${step.what}:\n${step.text.replace(/^/gm, '          ')}\n`);
        break;
      case 'write': {
        const label = paint.green((step.before === undefined ? 'new' : 'changed').padEnd(7));
        const diff = unifiedDiff(displayPath(cwd, step.path), step.before, step.after);
        stdout.write(`${label} ${step.what}\n${paintDiff(diff, color)}`);
      }
    }
  }
}

function onePerFile(writes: readonly WriteStep[]): readonly WriteStep[] {
  const byPath = new Map<string, WriteStep>();
  for (const step of writes)
    byPath.set(step.path, { ...step, before: byPath.has(step.path) ? byPath.get(step.path)?.before : step.before });
  return [...byPath.values()];
}

const confirmOnTerminal: Confirm = (message, interrupted) =>
  answerTo(interrupted, ({ confirm }, terminal) => confirm({ message, ...terminal }));
