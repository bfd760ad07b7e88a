import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LintResult } from '../check/lint-result.js';
import { reasonOf } from '../../files/find-files.js';
import { decode } from '../../files/source-text.js';
import type { MigrateDocument, MigrateReport } from '../migrate/migrate-report.js';
import { MIGRATE_MODES } from '../migrate/migrate-report.js';
import { CODEMOD_NAMES } from '../../../engines/migrate/codemods.js';
import type { Shape } from '../../shape.js';
import { aBoolean, aNumber, aString, isRecord, listOf, objectWith, oneOf, optional } from '../../shape.js';
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

const FIX = objectWith({ range: listOf(aNumber), text: aString });
const MESSAGE = {
  ruleId: ((value, key) => (value === null ? undefined : aString(value, key))) satisfies Shape,
  severity: oneOf(1, 2),
  message: aString,
  line: aNumber,
  column: aNumber,
  fix: optional(FIX),
  suggestions: optional(listOf(objectWith({ desc: aString, fix: FIX }))),
};
const LINT_RESULTS = listOf(
  objectWith({
    filePath: aString,
    messages: listOf(objectWith(MESSAGE)),
    suppressedMessages: listOf(
      objectWith({ ...MESSAGE, suppressions: listOf(objectWith({ justification: aString })) }),
    ),
    errorCount: aNumber,
    fatalErrorCount: aNumber,
    warningCount: aNumber,
    fixableErrorCount: aNumber,
    fixableWarningCount: aNumber,
    source: optional(aString),
  }),
);

const POSITION = { line: aNumber, column: aNumber };
const MIGRATION = objectWith({
  mode: optional(oneOf(...MIGRATE_MODES)),
  shard: optional(objectWith({ index: aNumber, count: aNumber })),
  summary: objectWith({ filesScanned: aNumber }),
  files: listOf(
    objectWith({
      path: aString,
      status: oneOf('changed', 'unchanged', 'failed'),
      edits: listOf(objectWith({ ...POSITION, codemod: oneOf(...CODEMOD_NAMES) })),
      skipped: listOf(objectWith({ ...POSITION, reason: aString, nextStep: aString })),
      error: optional(aString),
    }),
  ),
  helpers: listOf(aString),
});

const SARIF = objectWith({
  version: oneOf('2.1.0'),
  runs: listOf(
    objectWith({
      tool: objectWith({ driver: objectWith({ name: aString }) }),
      automationDetails: optional(objectWith({ id: optional(aString) })),
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
    refuseBroken(content, LINT_RESULTS, `${file} is no whole report of check`);
    return { file, form: 'check', content: content as LintResult[] };
  }
  if (isRecord(content) && 'runs' in content) {
    refuseBroken(content, SARIF, `${file} is no whole SARIF`);
    return { file, form: 'sarif', content: content as unknown as ReadLog };
  }
  if (!isRecord(content) || !('schemaVersion' in content))
    throw new UsageError(`${file} is no report of sts-regional: expected the JSON of check or migrate, or SARIF.`);
  if (content['schemaVersion'] !== 1)
    throw new UsageError(`${file} has schema version ${String(content['schemaVersion'])}; this version reads 1.`);
  refuseBroken(content, MIGRATION, `${file} is no whole report of migrate`);
  // Older reports have no mode; they are all about files that were written.
  return { file, form: 'migrate', content: { mode: 'write', ...(content as unknown as MigrateReport) } };
}

function readJson(file: string, cwd: string): unknown {
  let text: string;
  try {
    text = decode(readFileSync(resolve(cwd, file))).text;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function refuseBroken(content: unknown, shape: Shape, complaint: string): void {
  const problem = shape(content, '');
  if (problem !== undefined) throw new UsageError(`${complaint}: ${problem}`);
}
