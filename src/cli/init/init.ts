import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { manifestsAbove } from '../../project/manifest.js';
import type { ExitStatus } from '../exit-status.js';
import { EXIT } from '../exit-status.js';
import { reasonOf } from '../files/find-files.js';
import { displayPath } from '../files/paths.js';
import { createFile, FileChangedError, replaceFile } from '../../project/replace-file.js';
import type { Host } from '../host.js';
import { usesColor } from '../host.js';
import { paintDiff, unifiedDiff } from '../migrate/diff.js';
import { rewriteOptions } from '../migrate/options.js';
import type { FoundSettings } from '../settings/settings-file.js';
import { findSettings } from '../settings/settings-file.js';
import { UsageError } from '../usage-error.js';
import type { Offer, RegionSettings } from '../endpoints/offer.js';
import { canAsk, howToName, offerRegions } from '../endpoints/offer.js';
import type { Step } from './change.js';
import { eslintStep } from './eslint-config.js';
import { hookStep } from './hooks.js';

export interface InitFlags {
  readonly regions?: readonly string[];
  readonly yes?: boolean;
}

/** Asks whether to write what was shown; `undefined` when the person pressed Ctrl-C. */
export type Confirm = (question: string) => Promise<boolean | undefined>;

/**
 * Sets a repository up: settings, ESLint configuration, and the commit hook that it uses already. Shows every change first and writes
 * none without consent. What is there already is kept; run again, it changes nothing.
 *
 * @throws UsageError for regions that cannot be used, and without `--yes` where nobody can be asked
 */
export async function init(flags: InitFlags, host: Host, confirm: Confirm = confirmOnTerminal, offer: Offer = offerRegions): Promise<ExitStatus> {
  const found = await findSettings(host.cwd);
  const { settings } = rewriteOptions({ ...(flags.regions && { regions: flags.regions }) }, found);
  const chosen = settings.regions && settings.regions.length > 0 ? { regions: settings.regions } : await offered(flags, host, offer);
  if (chosen === undefined) {
    host.stdout.write('Nothing was written.\n');
    return EXIT.interrupted;
  }
  const { regions } = chosen;
  const [manifest] = manifestsAbove(host.cwd);
  const eslint = eslintStep(host.cwd, regions, manifest);
  // package.json may be changed twice.
  const read = (path: string): string => (eslint.kind === 'write' && eslint.path === path ? eslint.after : readFileSync(path, 'utf8'));
  const steps = [settingsStep(host.cwd, chosen, found), eslint, hookStep(host.cwd, read) ?? noHook()];
  const writes = onePerFile(steps.filter((step) => step.kind === 'write'));
  show(steps, host);
  if (writes.length === 0) {
    host.stdout.write('Nothing to write.\n');
    return EXIT.success;
  }
  if (!flags.yes) {
    if (!(host.stdinIsTerminal && host.stderr.isTTY)) throw new UsageError('init asks before it writes and needs a terminal for that, or --yes. Nothing was written.');
    if (!(await confirm(`Write ${writes.length === 1 ? 'this file' : `these ${writes.length} files`}?`))) {
      host.stdout.write('Nothing was written.\n');
      return EXIT.success;
    }
  }
  writeAll(writes, host);
  host.stdout.write(`Written: ${writes.map(({ path }) => displayPath(host.cwd, path)).join(', ')}\n`);
  return EXIT.success;
}

/**
 * Regions that a person chooses from a proposal; `undefined` after Ctrl-C.
 *
 * @throws UsageError where nobody can be asked, and when the proposal is declined
 */
async function offered(flags: InitFlags, host: Host, offer: Offer): Promise<RegionSettings | undefined> {
  const outcome = !flags.yes && canAsk(host) ? await offer(host) : ({ kind: 'declined' } as const);
  if (outcome.kind === 'chosen') return outcome.settings;
  if (outcome.kind === 'stopped') return undefined;
  throw new UsageError(`Name the regions to use, in order of preference, with --regions. ${howToName('init', host.env)}`);
}

function settingsStep(cwd: string, settings: RegionSettings, { path }: FoundSettings): Step {
  if (path !== undefined) return { kind: 'present', what: `${displayPath(cwd, path)} has settings for the command line` };
  return { kind: 'write', path: join(cwd, 'sts-regional.config.json'), before: undefined, after: `${JSON.stringify(settings, null, 2)}\n`, what: 'settings for the command line' };
}

const noHook = (): Step => ({ kind: 'by-hand', what: 'a commit hook, since none of husky, lint-staged, lefthook and pre-commit is in use here', text: 'npx sts-regional check --staged' });

function show(steps: readonly Step[], { cwd, stdout, env }: Pick<Host, 'cwd' | 'stdout' | 'env'>): void {
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
      case 'write':
        stdout.write(`${paint.green(step.before === undefined ? 'new' : 'changed')}  ${step.what}\n${paintDiff(unifiedDiff(displayPath(cwd, step.path), step.before, step.after), color)}`);
    }
  }
}

type Write = Extract<Step, { kind: 'write' }>;

function onePerFile(writes: readonly Write[]): readonly Write[] {
  const byPath = new Map<string, Write>();
  for (const step of writes) byPath.set(step.path, { ...step, before: byPath.has(step.path) ? byPath.get(step.path)?.before : step.before });
  return [...byPath.values()];
}

/** Writes all files or none. @throws UsageError naming the file that cannot be written */
function writeAll(writes: readonly Write[], { cwd }: Pick<Host, 'cwd'>): void {
  const done: Write[] = [];
  for (const step of writes) {
    try {
      write(step);
      done.push(step);
    } catch (error) {
      for (const { path, before, after } of done) {
        if (before === undefined) rmSync(path);
        else replaceFile(path, Buffer.from(after), before);
      }
      throw new UsageError(`${displayPath(cwd, step.path)} cannot be written: ${error instanceof FileChangedError ? 'it changed meanwhile' : reasonOf(error)}. Nothing was written.`);
    }
  }
}

function write({ path, before, after, executable }: Write): void {
  if (before !== undefined) replaceFile(path, Buffer.from(before), after);
  else if (!createFile(path, after)) throw new FileChangedError();
  if (executable) chmodSync(path, 0o755);
}

async function confirmOnTerminal(question: string): Promise<boolean | undefined> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, output: process.stderr });
  return isCancel(answer) ? undefined : answer;
}
