import { PRESETS, RULE_NAMES, ruleNamed } from '../../../../rules/index.js';
import { docsUrl } from '../../../../rules/shared/docs-url.js';
import { displayPath } from '../../../project/paths.js';
import { ownVersion } from '../../../project/own-version.js';
import { Fingerprints } from '../../reports/fingerprint.js';
import type {
  SarifArtifact,
  SarifFix,
  SarifLog,
  SarifNotification,
  SarifRegion,
  SarifResult,
  SarifRule,
} from '../../reports/sarif.js';
import { artifact, RuleList, sarifLog, sarifRule } from '../../reports/sarif.js';
import type { LintMessage, LintResult, SuppressedLintMessage } from './lint-result.js';
import type { CheckRun } from './check-run.js';

/**
 * Lint results as SARIF 2.1.0, with fixes, suggestions and fingerprints. Files that failed are notifications of the
 * tool.
 */
export function checkToSarif(
  results: readonly LintResult[],
  { cwd, shard }: Pick<CheckRun, 'cwd' | 'shard'>,
): SarifLog {
  const rules = new RuleList();
  const fingerprints = new Fingerprints();
  const found: SarifResult[] = [];
  const notifications: SarifNotification[] = [];
  for (const result of results) {
    const path = displayPath(cwd, result.filePath);
    const lines = lineStarts(result.source ?? '');
    for (const message of [...result.messages, ...result.suppressedMessages]) {
      if (message.ruleId === null) notifications.push(notification(path, message));
      else found.push(toResult(path, message, message.ruleId, result.source, lines, rules, fingerprints));
    }
  }
  return sarifLog({
    rules: rules.rules,
    results: found,
    notifications,
    command: 'check',
    shard,
    version: ownVersion(),
  });
}

function toResult(
  path: string,
  message: LintMessage | SuppressedLintMessage,
  ruleId: string,
  source: string | undefined,
  lines: readonly number[],
  rules: RuleList,
  fingerprints: Fingerprints,
): SarifResult {
  const file = artifact(path);
  const fixes = source === undefined ? [] : fixesOf(message, file, lines);
  const properties = {
    ...(message.host !== undefined && { host: message.host }),
    ...(message.crossFile && { crossFile: true }),
  };
  return {
    ruleId,
    ruleIndex: rules.indexOf(ruleOf(ruleId)),
    level: message.severity === 2 ? 'error' : 'warning',
    message: { text: message.message },
    locations: [{ physicalLocation: { artifactLocation: file, region: regionOf(message) } }],
    partialFingerprints: fingerprints.of(ruleId, path, lineText(source ?? '', lines, message.line)),
    ...(fixes.length > 0 && { fixes }),
    ...('suppressions' in message && {
      suppressions: message.suppressions.map(({ justification }) => ({
        kind: 'inSource' as const,
        ...(justification !== '' && { justification }),
      })),
    }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}

/** A report that is merged may hold results of ESLint with rules of others: those have only a name. */
function ruleOf(id: string): SarifRule {
  const name = RULE_NAMES.find((rule) => `sts-regional/${rule}` === id);
  return name === undefined
    ? { id }
    : sarifRule(
        id,
        `${ruleNamed(name).description}.`,
        PRESETS.recommended[name] === 1 ? 'warning' : 'error',
        docsUrl(name),
      );
}

function fixesOf({ fix, suggestions = [] }: LintMessage, file: SarifArtifact, lines: readonly number[]): SarifFix[] {
  const all = [...(fix ? [{ desc: 'Fix', fix }] : []), ...suggestions];
  return all.map(({ desc, fix: { range, text } }) => ({
    description: { text: desc },
    artifactChanges: [
      {
        artifactLocation: file,
        replacements: [{ deletedRegion: regionBetween(range[0], range[1], lines), insertedContent: { text } }],
      },
    ],
  }));
}

function notification(path: string, { message, line, column }: LintMessage): SarifNotification {
  const region = line > 0 ? { region: { startLine: line, ...(column > 0 && { startColumn: column }) } } : {};
  return {
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), ...region } }],
  };
}

function regionOf({ line, column, endLine, endColumn }: LintMessage): SarifRegion {
  return {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
}

function regionBetween(start: number, end: number, lines: readonly number[]): SarifRegion {
  const from = positionOf(start, lines);
  const to = positionOf(end, lines);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** The offset at which each line starts; line ends are those of JavaScript. */
function lineStarts(source: string): number[] {
  return [0, ...[...source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((match) => match.index + match[0].length)];
}

function positionOf(offset: number, lines: readonly number[]): { line: number; column: number } {
  let line = lines.length - 1;
  while (line > 0 && (lines[line] ?? 0) > offset) line -= 1;
  return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 };
}

function lineText(source: string, lines: readonly number[], line: number): string {
  return source.slice(lines[line - 1] ?? 0, lines[line] ?? source.length);
}
