import type { LintedText, TextMessage } from '../../engine.js';
import { byPosition } from '../../../text/positions.js';
import type { SuppressionAt } from '../../directives/disable-directives.js';
import type { Migratable } from './migrated-sites.js';

/** A message in the shape of ESLint's `LintMessage`. */
export interface LintMessage {
  readonly ruleId: string | null;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly messageId?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly fatal?: true;
  readonly fix?: TextMessage['fix'];
  readonly suggestions?: NonNullable<TextMessage['suggestions']>;
  /** Set when the finding needed other files. */
  readonly crossFile?: true;
  /** `migrate` puts it right; where the settings name no regions, once it knows those. */
  readonly migratable?: Migratable;
  readonly docsUrl?: string;
  /** The host that the request goes to, when it is known. */
  readonly host?: string;
  /** What the request is made with. */
  readonly sdk?: NonNullable<TextMessage['sdk']>;
}

export interface SuppressedLintMessage extends LintMessage {
  readonly suppressions: readonly { readonly kind: 'directive'; readonly justification: string }[];
}

/** One file in the shape of ESLint's `LintResult`. */
export interface LintResult {
  readonly filePath: string;
  readonly messages: readonly LintMessage[];
  readonly suppressedMessages: readonly SuppressedLintMessage[];
  readonly errorCount: number;
  readonly fatalErrorCount: number;
  readonly warningCount: number;
  readonly fixableErrorCount: number;
  readonly fixableWarningCount: number;
  readonly source?: string;
  /** The text with its fixes, where the run has written them. */
  readonly output?: string;
  readonly usedDeprecatedRules: readonly [];
}

/** What is known of a file besides its findings. */
interface KnownOfFile {
  /** What its ESLint comments say. */
  readonly suppressionAt: SuppressionAt;
  /** What a migration does at the sites of a finding. */
  readonly migratableAt: (sites: TextMessage['sites']) => Migratable | undefined;
}

/** The result for a file that was linted or could not be parsed. */
export function lintResult(
  filePath: string,
  source: string,
  linted: LintedText,
  { suppressionAt, migratableAt }: KnownOfFile,
): LintResult {
  if (linted.status === 'unparsable')
    return fatalResult(filePath, `Parsing error: ${linted.message}`, linted.line, linted.column);
  const messages: LintMessage[] = [];
  const suppressed: SuppressedLintMessage[] = [];
  for (const { sites, ...found } of linted.messages) {
    const migratable = migratableAt(sites);
    const message: LintMessage = { ...found, ...(migratable && { migratable }) };
    const suppression = suppressionAt(message, found.ruleId);
    if (suppression)
      suppressed.push({ ...message, suppressions: [{ kind: 'directive', justification: suppression.justification }] });
    else messages.push(message);
  }
  if (linted.unparsed) messages.push(fatalMessage(`Parsing error: ${linted.unparsed.message}`, linted.unparsed));
  return resultOf(filePath, messages.sort(byPosition), suppressed.sort(byPosition), source);
}

/** The result for a file or directory that could not be read or parsed, or on which a rule crashed. */
export function fatalResult(filePath: string, message: string, line = 0, column = 0): LintResult {
  return resultOf(filePath, [fatalMessage(message, { line, column })], [], undefined);
}

/** The result of a file that was linted, and then failed. */
export const withFatal = (result: LintResult, message: string): LintResult =>
  recounted(result, [...result.messages, fatalMessage(message, {})]);

/** The result with some of its messages only. */
export const only = (result: LintResult, isKept: (message: LintMessage) => boolean): LintResult =>
  recounted(result, result.messages.filter(isKept));

function recounted({ output, ...result }: LintResult, messages: readonly LintMessage[]): LintResult {
  const counted = resultOf(result.filePath, messages, result.suppressedMessages, result.source);
  return { ...counted, ...(output !== undefined && { output }) };
}

const fatalMessage = (
  message: string,
  { line = 0, column = 0 }: { readonly line?: number; readonly column?: number },
): LintMessage => ({ ruleId: null, fatal: true, severity: 2, message, line, column });

/** The counts of all results together, as in ESLint's summary line. */
export function totalsOf(
  results: readonly LintResult[],
): Pick<LintResult, 'errorCount' | 'warningCount' | 'fatalErrorCount' | 'fixableErrorCount' | 'fixableWarningCount'> {
  const sum = (count: (result: LintResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    errorCount: sum((result) => result.errorCount),
    warningCount: sum((result) => result.warningCount),
    fatalErrorCount: sum((result) => result.fatalErrorCount),
    fixableErrorCount: sum((result) => result.fixableErrorCount),
    fixableWarningCount: sum((result) => result.fixableWarningCount),
  };
}

function resultOf(
  filePath: string,
  messages: readonly LintMessage[],
  suppressedMessages: readonly SuppressedLintMessage[],
  source: string | undefined,
): LintResult {
  const count = (test: (message: LintMessage) => boolean): number => messages.filter(test).length;
  return {
    filePath,
    messages,
    suppressedMessages,
    errorCount: count(({ severity }) => severity === 2),
    fatalErrorCount: count(({ fatal }) => fatal === true),
    warningCount: count(({ severity }) => severity === 1),
    fixableErrorCount: count(({ severity, fix }) => severity === 2 && fix !== undefined),
    fixableWarningCount: count(({ severity, fix }) => severity === 1 && fix !== undefined),
    ...(messages.length > 0 && source !== undefined ? { source } : {}),
    usedDeprecatedRules: [],
  };
}
