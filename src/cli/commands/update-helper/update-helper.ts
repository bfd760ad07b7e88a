import pc from 'picocolors';
import { ownVersion } from '../../../project/own-version.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import type { FileProblem, SelectedFile } from '../../files/find-files.js';
import { findFiles, reasonOf } from '../../files/find-files.js';
import { displayPath } from '../../../project/paths.js';
import { FileChangedError, replaceFile } from '../../../project/replace-file.js';
import { decode, readBytes } from '../../files/source-text.js';
import type { Terminal } from '../../terminal/terminal.js';
import { usesColor } from '../../terminal/terminal.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { unifiedDiff } from '../../../text/diff.js';
import { visibleLine, visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import { findHelpers } from './find-helpers.js';
import type { HelperUpdate } from './plan-update.js';
import { planUpdate } from './plan-update.js';

export interface UpdateHelperFlags {
  readonly dryRun?: boolean;
  readonly check?: boolean;
}

/** What became of one helper. */
export interface Outcome {
  readonly kind: 'updated' | 'current' | 'edited' | 'failed';
  /** What people read after the path. */
  readonly said: string;
  readonly diff?: string;
}

/**
 * Brings the failover helpers below the paths to this version; their region tables stay. A helper that its owner
 * edited is left and shown as a diff. The exit status is 1 for an edited helper, and with `--check` for a helper that
 * would change.
 *
 * @throws UsageError for a path that does not exist
 */
export function updateHelpers(paths: readonly string[], flags: UpdateHelperFlags, terminal: Terminal): ExitStatus {
  const found = findFiles(paths, terminal.cwd);
  for (const notice of found.notices) terminal.stderr.write(`${notice}\n`);
  const problems: FileProblem[] = [...found.problems];
  const helpers = findHelpers(found.files, problems);
  const outcomes: Outcome[] = [];
  const color = usesColor(terminal.stdout, terminal.env);
  const paint = pc.createColors(color);
  for (const helper of helpers) {
    if (terminal.interrupted.aborted) break;
    const path = displayPath(terminal.cwd, helper.path);
    const outcome = updateOne(helper, path, flags);
    outcomes.push(outcome);
    terminal.stdout.write(`${paint.underline(visiblePath(path))}  ${visibleLine(outcome.said)}\n`);
    if (outcome.diff !== undefined) terminal.stdout.write(`${paintDiff(outcome.diff, color)}\n`);
  }
  for (const { path, message } of problems)
    terminal.stdout.write(
      `${paint.underline(visiblePath(displayPath(terminal.cwd, path)))}  ${visibleLine(message)}\n`,
    );
  terminal.stdout.write(`${summary(outcomes, problems, found.files.length, flags)}\n`);
  if (terminal.interrupted.aborted) {
    terminal.stderr.write(
      `Stopped: ${count(helpers.length - outcomes.length, 'helper')} not looked at. Run again to go on.\n`,
    );
    return EXIT.interrupted;
  }
  return statusOf(outcomes, problems, flags);
}

/** @param wanted a helper whose sections this one is to have, too */
export function updateOne(
  { path }: Pick<SelectedFile, 'path'>,
  shown: string,
  flags: UpdateHelperFlags,
  wanted?: string,
): Outcome {
  try {
    const source = decode(readBytes(path));
    const update = planUpdate(source, ownVersion(), wanted);
    const before = source.byteOrderMark + source.text;
    if (update.status === 'outdated' && !flags.dryRun && !flags.check) replaceFile(path, source.bytes, update.text);
    return outcomeOf(update, (after) => unifiedDiff(shown, before, after), flags);
  } catch (error) {
    return {
      kind: 'failed',
      said: error instanceof FileChangedError ? error.message : `Cannot update: ${reasonOf(error)}`,
    };
  }
}

function outcomeOf(
  update: HelperUpdate,
  diffTo: (after: string) => string,
  { dryRun, check }: UpdateHelperFlags,
): Outcome {
  const version = ownVersion();
  switch (update.status) {
    case 'current':
      return { kind: 'current', said: `is current (${version}).` };
    case 'outdated':
      return {
        kind: 'updated',
        said: `${dryRun || check ? 'would be ' : ''}updated ${changeOf(update, version)}; region tables kept.`,
        ...(dryRun && { diff: diffTo(update.text) }),
      };
    case 'edited': {
      const origin = update.isNewer
        ? `This is what version ${version} would write there. Copy by hand what you need:`
        : `Version ${version} has nothing new for it. This would undo your edits:`;
      return {
        kind: 'edited',
        said: `was edited since version ${update.from} wrote it and is left alone. ${origin}`,
        diff: diffTo(update.text),
      };
    }
    case 'unreadable':
      return {
        kind: 'edited',
        said: 'has a header that cannot be read, so it is not clear what was edited; it is left alone.',
      };
  }
}

function changeOf({ from, added }: Extract<HelperUpdate, { status: 'outdated' }>, version: string): string {
  const sections = added.length === 0 ? '' : `, with ${added.join(', ')} added`;
  return `${from === version ? `in ${version}` : `from ${from} to ${version}`}${sections}`;
}

function summary(
  outcomes: readonly Outcome[],
  problems: readonly FileProblem[],
  filesScanned: number,
  { dryRun, check }: UpdateHelperFlags,
): string {
  if (outcomes.length === 0 && problems.length === 0)
    return (
      `No failover helper was found in ${count(filesScanned, 'file')}; ` +
      '"sts-regional migrate" writes one where a call needs it.'
    );
  const number = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const failed = number('failed') + problems.length;
  const counts = [
    `${number('updated')} ${dryRun || check ? 'to update' : 'updated'}`,
    `${number('current')} current`,
    `${number('edited')} edited and left`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ];
  return `${count(outcomes.length, 'helper')}: ${counts.join(', ')}`;
}

/** The exit status for these helpers. */
export function statusOf(
  outcomes: readonly Outcome[],
  problems: readonly FileProblem[],
  { check }: UpdateHelperFlags,
): ExitStatus {
  const has = (kind: Outcome['kind']): boolean => outcomes.some((outcome) => outcome.kind === kind);
  if (problems.length > 0 || has('failed')) return EXIT.failure;
  return has('edited') || (check && has('updated')) ? EXIT.findings : EXIT.success;
}
