import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LintResult } from '../check/lint-result.js';
import { reasonOf } from '../../files/find-files.js';
import { decode } from '../../files/source-text.js';
import type { MigrateDocument, MigrateReport } from '../migrate/migrate-report.js';
import { MIGRATE_MODES } from '../migrate/migrate-report.js';
import { CODEMOD_NAMES } from '../../../engines/migrate/codemods.js';
import type { Shape } from '../../../model/settings/shape.js';
import {
  aBoolean,
  aCount,
  aString,
  aUrl,
  isRecord,
  listOf,
  mustBe,
  objectWith,
  oneOf,
  optional,
  quote,
} from '../../../model/settings/shape.js';
import { identityOf } from '../../reports/sarif.js';
import { UsageError } from '../../usage-error.js';

/** The part of SARIF that is read. Most of it is optional, because the file may come from another tool. */
export interface ReadLog {
  readonly runs: readonly ReadRun[];
}

export interface ReadRun {
  readonly tool: { readonly driver: { readonly name: string } };
  readonly automationDetails?: { readonly id?: string };
  readonly invocations?: readonly { readonly executionSuccessful: boolean }[];
  readonly results?: readonly {
    readonly ruleId?: string;
    readonly level?: string;
    readonly suppressions?: readonly unknown[];
  }[];
  readonly properties?: { readonly mode?: unknown };
}

/** A report that was read from a file. */
export type ReadReport = { readonly file: string } & (
  | { readonly form: 'check'; readonly content: readonly LintResult[] }
  | { readonly form: 'migrate'; readonly content: MigrateDocument }
  | { readonly form: 'sarif'; readonly content: ReadLog }
);

/** No real run has so many shards, and missing shards are named one by one. */
const MOST_SHARDS = 10_000;
/** Reports, and SARIF of other tools, are far flatter. */
const MOST_LEVELS = 200;

/** A path becomes a URL in SARIF, and half of a surrogate pair cannot. */
const aPath: Shape = (value, key) =>
  typeof value === 'string' && !/\p{Surrogate}/u.test(value)
    ? undefined
    : mustBe(key, 'a path in well-formed Unicode', value);

const aRange: Shape = (value, key) =>
  Array.isArray(value) && value.length === 2 ? listOf(aCount)(value, key) : mustBe(key, 'a start and an end', value);

const aShard: Shape = (value, key) => {
  const { index, count } = isRecord(value) ? value : {};
  return Number.isInteger(index) &&
    Number.isInteger(count) &&
    1 <= (index as number) &&
    (index as number) <= (count as number) &&
    (count as number) <= MOST_SHARDS
    ? undefined
    : mustBe(key, `a shard of at most ${MOST_SHARDS}, such as {"index":1,"count":3}`, value);
};

/** The name of a run. Ours says which shard it is. */
const aRunId: Shape = (value, key) =>
  typeof value === 'string' ? optional(aShard)(identityOf(value)?.shard, key) : aString(value, key);

const FIX = objectWith({ range: aRange, text: aString });
const MESSAGE = {
  ruleId: ((value, key) => (value === null ? undefined : aString(value, key))) satisfies Shape,
  severity: oneOf(1, 2),
  message: aString,
  line: aCount,
  column: aCount,
  endLine: optional(aCount),
  endColumn: optional(aCount),
  messageId: optional(aString),
  docsUrl: optional(aUrl),
  host: optional(aString),
  sdk: optional(aString),
  fix: optional(FIX),
  suggestions: optional(listOf(objectWith({ desc: aString, fix: FIX }))),
};
const LINT_RESULTS = listOf(
  objectWith({
    filePath: aPath,
    messages: listOf(objectWith(MESSAGE)),
    suppressedMessages: listOf(
      objectWith({ ...MESSAGE, suppressions: listOf(objectWith({ justification: aString })) }),
    ),
    errorCount: aCount,
    fatalErrorCount: aCount,
    warningCount: aCount,
    fixableErrorCount: aCount,
    fixableWarningCount: aCount,
    source: optional(aString),
  }),
);

const POSITION = { line: aCount, column: aCount };
const LEFT_TO_DO = { reason: aString, nextStep: aString };
const MIGRATION = objectWith({
  mode: optional(oneOf(...MIGRATE_MODES)),
  shard: optional(aShard),
  summary: objectWith({ filesScanned: aCount }),
  files: listOf(
    objectWith({
      path: aPath,
      status: oneOf('changed', 'unchanged', 'failed'),
      edits: listOf(
        objectWith({
          ...POSITION,
          codemod: oneOf(...CODEMOD_NAMES),
          remaining: optional(objectWith(LEFT_TO_DO)),
          requires: optional(aString),
        }),
      ),
      skipped: listOf(objectWith({ ...POSITION, ...LEFT_TO_DO })),
      error: optional(aString),
      diff: optional(aString),
    }),
  ),
  helpers: listOf(aPath),
  helperFiles: optional(listOf(objectWith({ path: aPath, isNew: aBoolean, sections: listOf(aString), lines: aCount }))),
  warnings: optional(listOf(aString)),
});

const SARIF = objectWith({
  version: oneOf('2.1.0'),
  runs: listOf(
    objectWith({
      tool: objectWith({ driver: objectWith({ name: aString }) }),
      automationDetails: optional(objectWith({ id: optional(aRunId) })),
      invocations: optional(listOf(objectWith({ executionSuccessful: aBoolean }))),
      results: optional(
        listOf(
          objectWith({
            ruleId: optional(aString),
            level: optional(oneOf('none', 'note', 'warning', 'error')),
            suppressions: optional(listOf(objectWith({}))),
          }),
        ),
      ),
      properties: optional(objectWith({})),
    }),
  ),
});

/**
 * Reads the report in a file.
 *
 * @throws UsageError that says what is wrong when the file is not a report
 */
export function readReport(file: string, cwd: string): ReadReport {
  const content = readJson(file, cwd);
  if (Array.isArray(content)) {
    refuseBroken(content, LINT_RESULTS, `${file} is not a complete report of check`);
    return { file, form: 'check', content: content as LintResult[] };
  }
  if (isRecord(content) && 'runs' in content) {
    refuseBroken(content, SARIF, `${file} is not a complete SARIF file`);
    return { file, form: 'sarif', content: content as unknown as ReadLog };
  }
  if (!isRecord(content) || !('schemaVersion' in content))
    throw new UsageError(`${file} is not a report of sts-regional: expected the JSON of check or migrate, or SARIF.`);
  if (content['schemaVersion'] !== 1)
    throw new UsageError(`${file} has schema version ${quote(content['schemaVersion'])}; this version reads 1.`);
  refuseBroken(content, MIGRATION, `${file} is not a complete report of migrate`);
  // Older reports have no mode, because they are all about files that were written, and say less about helpers.
  const older = { mode: 'write', helperFiles: [], warnings: [] } as const;
  return { file, form: 'migrate', content: { ...older, ...(content as unknown as MigrateReport) } };
}

function readJson(file: string, cwd: string): unknown {
  let text: string;
  try {
    text = decode(readFileSync(resolve(cwd, file))).text;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const deep = tooDeepIn(content);
  if (deep !== undefined)
    throw new UsageError(
      `${file} is not a report of sts-regional: "${deep}" is nested more than ${MOST_LEVELS} levels deep.`,
    );
  return content;
}

/** The outermost name of a value that is nested too deeply to be written again; `undefined` when there is none. */
function tooDeepIn(content: unknown): string | undefined {
  for (const [name, value] of Object.entries(content ?? {})) {
    let level: readonly unknown[] = [value];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > MOST_LEVELS) return name;
      level = level.flatMap((each): unknown[] =>
        typeof each === 'object' && each !== null ? Object.values(each) : [],
      );
    }
  }
  return undefined;
}

function refuseBroken(content: unknown, shape: Shape, complaint: string): void {
  const problem = shape(content, '');
  if (problem !== undefined) throw new UsageError(`${complaint}: ${problem}`);
}
