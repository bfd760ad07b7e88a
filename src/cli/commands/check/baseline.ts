import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { aCount, aString, listOf, objectWith, oneOf } from '../../../model/settings/shape.js';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import { isFile, readSmallFile } from '../../../project/read-file.js';
import { writeWhole } from '../../../project/replace-file.js';
import { escapeInvisible, visiblePath } from '../../../text/visible.js';
import { reasonOf } from '../../files/find-files.js';
import { refuseLinkOut } from '../../reports/emit.js';
import { fingerprintOf } from '../../reports/fingerprint.js';
import { UsageError } from '../../usage-error.js';
import { only, type LintMessage, type LintResult } from './lint-result.js';

const SCHEMA_VERSION = 1;
const MOST_BYTES = 100_000_000;

/** Findings of one rule on lines with one text, in one file. */
interface Entry {
  /** From the folder of the baseline, with `/`. */
  readonly path: string;
  readonly rule: string;
  readonly count: number;
  readonly fingerprint: string;
}

/** The findings that are known and not reported. */
export interface Baseline {
  readonly path: string;
  /** The name in messages. */
  readonly name: string;
  /** By their fingerprints. */
  readonly entries: ReadonlyMap<string, Entry>;
}

const aBaseline = objectWith({
  schemaVersion: oneOf(SCHEMA_VERSION),
  findings: listOf(objectWith({ path: aString, rule: aString, count: aCount, fingerprint: aString })),
});

/**
 * Reads a baseline.
 *
 * @param isWritten whether the run writes it, so that it may be missing
 * @throws UsageError for a file that is missing or is no baseline of this version
 */
export function readBaseline(file: string, cwd: string, isWritten: boolean): Baseline {
  const path = resolve(cwd, file);
  const name = visiblePath(displayPath(cwd, path));
  if (isWritten) refuseLinkOut(file, path, cwd);
  if (!existsSync(path)) {
    if (isWritten) return { path, name, entries: new Map() };
    throw new UsageError(`--baseline: ${name} does not exist. Make it with --update-baseline.`);
  }
  const findings = findingsIn(path, name);
  const entries = new Map<string, Entry>();
  // After a merge the same finding may be there twice.
  for (const entry of findings)
    entries.set(entry.fingerprint, {
      ...entry,
      count: Math.max(entry.count, entries.get(entry.fingerprint)?.count ?? 0),
    });
  return { path: realpathSync(path), name, entries };
}

function findingsIn(path: string, name: string): readonly Entry[] {
  const text = isFile(path) ? readSmallFile(path, MOST_BYTES) : undefined;
  if (text === undefined) throw new UsageError(`--baseline: ${name} is not a file that can be read.`);
  const again = 'Delete it, and write it again with --update-baseline.';
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--baseline: ${name} cannot be read as JSON: ${(error as Error).message}. ${again}`);
  }
  const version = (content as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  if (Number.isInteger(version) && version !== SCHEMA_VERSION)
    throw new UsageError(
      `--baseline: ${name} has the version ${String(version)}, and this program reads ${SCHEMA_VERSION}. ${again}`,
    );
  const problem = aBaseline(content, '');
  if (problem !== undefined) throw new UsageError(`--baseline: ${name} is no baseline: ${problem}`);
  return (content as { readonly findings: readonly Entry[] }).findings;
}

/** Findings beside a baseline. */
export interface Comparison {
  /** With the new findings only. */
  readonly results: readonly LintResult[];
  /** How many findings are in the baseline, are not, and are in it but no longer found. */
  readonly known: number;
  readonly added: number;
  readonly gone: number;
  /** The baseline as it would be now. */
  readonly entries: readonly Entry[];
}

/**
 * Compares findings with a baseline. Of the findings with one fingerprint, as many are known as the baseline counts.
 *
 * @param isLookedAt whether the run would have found what is in a file
 */
export function compare(
  results: readonly LintResult[],
  { path, entries }: Baseline,
  isLookedAt: (path: string) => boolean,
): Comparison {
  const folder = dirname(path);
  const found = new Map<string, Entry>();
  const left = new Map([...entries].map(([fingerprint, { count }]) => [fingerprint, count]));
  let known = 0;
  let added = 0;
  const fresh = results.map((result) => {
    const entryOf = entriesIn(result, folder);
    return only(result, (message) => {
      const entry = entryOf(message);
      if (!entry) return true;
      const { fingerprint } = entry;
      found.set(fingerprint, { ...entry, count: (found.get(fingerprint)?.count ?? 0) + 1 });
      const isKnown = (left.get(fingerprint) ?? 0) > 0;
      left.set(fingerprint, (left.get(fingerprint) ?? 0) - 1);
      if (isKnown) known += 1;
      else added += 1;
      return !isKnown;
    });
  });
  const failed = new Set(results.filter(({ fatalErrorCount }) => fatalErrorCount > 0).map(({ filePath }) => filePath));
  const isGone = (entry: Entry): boolean => {
    const file = resolve(folder, entry.path);
    return !existsSync(file) || (isLookedAt(file) && !failed.has(file));
  };
  const kept = [...entries.values()].filter((entry) => !isGone(entry));
  const gone = [...entries.values()]
    .filter(isGone)
    .reduce((sum, { fingerprint, count }) => sum + Math.max(0, count - (found.get(fingerprint)?.count ?? 0)), 0);
  const next = new Map([...kept.map((entry) => [entry.fingerprint, entry] as const), ...found]);
  return { results: fresh, known, added, gone, entries: [...next.values()] };
}

/** The entry of each message of a file; `undefined` for one that is about no line. */
function entriesIn({ filePath, source = '' }: LintResult, folder: string): (message: LintMessage) => Entry | undefined {
  const path = displayPath(folder, filePath);
  let lines: readonly string[] | undefined;
  return ({ ruleId, line }) => {
    if (ruleId === null) return undefined;
    const text = (lines ??= source.split(/\r\n|[\n\r\u2028\u2029]/))[line - 1] ?? '';
    return { path, rule: ruleId, count: 1, fingerprint: fingerprintOf(ruleId, path, text) };
  };
}

/**
 * Writes a baseline, in one step. Each finding is on a line of its own, so that branches merge.
 *
 * @throws UsageError when it cannot be written
 */
export function writeBaseline({ path, name }: Pick<Baseline, 'path' | 'name'>, entries: readonly Entry[]): void {
  const sorted = [...entries].sort(
    (a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.rule, b.rule) || byCodeUnit(a.fingerprint, b.fingerprint),
  );
  const lines = sorted.map((entry) => `    ${escapeInvisible(JSON.stringify(entry))}`);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, `{\n  "schemaVersion": ${SCHEMA_VERSION},\n  "findings": ${findings}\n}\n`);
  } catch (error) {
    throw new UsageError(`--baseline: ${name} cannot be written: ${reasonOf(error)}`);
  }
}
