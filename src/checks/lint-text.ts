import type { Context } from '../model/context.js';
import { BYTE_ORDER_MARK, modelOfText } from '../model/from-text.js';
import type { ImportedValue } from '../ast/static-value.js';
import { checkNamed, findingsOf, PRESETS } from './catalogue.js';
import { docsUrl } from './docs-url.js';
import { fillMessage, type Finding } from './finding.js';
import type { Edit } from '../edits/edit.js';

/** A finding as ESLint reports it: lines and columns count from 1, ranges do not count a byte order mark. */
export interface TextMessage {
  readonly ruleId: string;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly messageId: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fix?: TextFix;
  readonly suggestions?: readonly { readonly desc: string; readonly messageId: string; readonly fix: TextFix }[];
  readonly crossFile?: true;
  readonly docsUrl: string;
  /** The host that the request goes to, when it is known. */
  readonly host?: string;
}

export interface TextFix {
  readonly range: readonly [number, number];
  readonly text: string;
}

export type LintedText =
  | { readonly status: 'linted'; readonly messages: readonly TextMessage[] }
  | { readonly status: 'unparsable'; readonly message: string; readonly line?: number; readonly column?: number };

export interface LintOptions {
  readonly preset: 'recommended' | 'strict';
  readonly context: Context;
  readonly importedValue?: ImportedValue;
}

/** Lints one file's text without ESLint: the same findings, messages and fixes as the rules in the same configuration. */
export function lintText(text: string, path: string, { preset, context, importedValue }: LintOptions): LintedText {
  const result = modelOfText(text, path, importedValue);
  if (result === 'no-sts') return { status: 'linted', messages: [] };
  if ('failure' in result) {
    const { message, line, column } = result.failure;
    return { status: 'unparsable', message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  }
  const plain = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const findings = findingsOf(result.model, context).filter((finding) => finding.level === 'recommended' || preset === 'strict');
  return { status: 'linted', messages: findings.map((finding) => toMessage(finding, plain, preset)) };
}

function toMessage(finding: Finding, text: string, preset: 'recommended' | 'strict'): TextMessage {
  const { messages } = checkNamed(finding.check);
  const { loc } = finding.node;
  return {
    ruleId: `sts-regional/${finding.check}`,
    severity: PRESETS[preset][finding.check],
    message: fillMessage(messages[finding.messageId] ?? finding.messageId, finding.data),
    messageId: finding.messageId,
    line: loc.start.line,
    column: loc.start.column + 1,
    endLine: loc.end.line,
    endColumn: loc.end.column + 1,
    ...(finding.fix && { fix: merged(finding.fix, text) }),
    ...(finding.suggestions && finding.suggestions.length > 0 && {
      suggestions: finding.suggestions.map((suggestion) => ({ desc: fillMessage(messages[suggestion.messageId] ?? suggestion.messageId, suggestion.data), messageId: suggestion.messageId, fix: merged(suggestion.edits, text) })),
    }),
    docsUrl: docsUrl(finding.check),
    ...(finding.host !== undefined && { host: finding.host }),
  };
}

/** ESLint knows one replacement for a fix: several edits become one over the text between them. */
function merged(edits: readonly Edit[], text: string): TextFix {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0]);
  const start = sorted[0]?.range[0] ?? 0;
  const end = Math.max(...sorted.map((edit) => edit.range[1]));
  let result = '';
  let at = start;
  for (const edit of sorted) {
    result += text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  return { range: [start, end], text: result + text.slice(at, end) };
}
