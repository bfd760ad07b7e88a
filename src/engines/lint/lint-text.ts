import type { Surroundings } from '../../model/settings/surroundings.js';
import { buildModel } from '../../model/build.js';
import { modelOfText } from '../../model/from-text.js';
import type { Imports, Site } from '../../model/types.js';
import { ruleNamed } from '../../../rules/index.js';
import { findingsOf, PRESETS, type Severities } from './choose-findings.js';
import { docsUrl } from '../../../rules/shared/docs-url.js';
import { fillMessage, type Finding } from '../../../rules/define-rule.js';
import type { Edit } from '../../text/edit.js';

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
  /** What the request is made with, where the finding is about a request; `raw`: no SDK. */
  readonly sdk?: 'v2' | 'v3' | 'raw';
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
  /** Severities that differ from the preset's. */
  readonly severities?: Partial<Severities>;
  readonly surroundings: Surroundings;
  /** What other files of the project say; without it, a name from another file is unknown. */
  readonly imports?: Imports;
  /** The text of the whole file, where the linted text is the code in it and blank around. */
  readonly whole?: string;
}

/** Lints one file's text without ESLint: the same findings, messages and fixes as the rules in the same configuration. */
export function lintText(
  text: string,
  path: string,
  { preset, surroundings, imports, whole, severities: others }: LintOptions,
): LintedText {
  const noted = imports && noting(imports);
  const result = modelOfText(text, path, noted?.imports);
  if (result === 'no-sts') return { status: 'linted', messages: [] };
  if ('failure' in result) {
    const { message, line, column } = result.failure;
    return {
      status: 'unparsable',
      message,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    };
  }
  const { model } = result;
  const severities = { ...PRESETS[preset], ...others };
  const findings = findingsOf(model, surroundings, preset, severities);
  const own = noted?.answered()
    ? new Set(findingsOf(buildModel(model.source), surroundings, preset, severities).map(keyOf))
    : undefined;
  return {
    status: 'linted',
    messages: findings.map((finding) => ({
      ...toMessage(finding, whole ?? model.source.text, severities),
      ...(own && !own.has(keyOf(finding)) && { crossFile: true as const }),
    })),
  };
}

/** The same imports, and whether any of them said something: only then can a finding depend on another file. */
function noting({ value, type, origin }: Imports): { readonly imports: Imports; readonly answered: () => boolean } {
  let answered = false;
  const note = <T>(answer: T | undefined): T | undefined => {
    if (answer !== undefined) answered = true;
    return answer;
  };
  return {
    imports: {
      value: (module, name) => note(value(module, name)),
      type: (module, name) => note(type(module, name)),
      origin: (module, name, isCalled) => note(origin(module, name, isCalled)),
    },
    answered: () => answered,
  };
}

const keyOf = ({ check, messageId, node }: Finding): string => `${check} ${messageId} ${node.range.join('-')}`;

/** A finding in a text as ESLint reports it. */
export function toMessage(finding: Finding, text: string, severities: Severities): TextMessage {
  const { messages } = ruleNamed(finding.check);
  const { loc } = finding.node;
  return {
    ruleId: `sts-regional/${finding.check}`,
    severity: finding.isWarning ? 1 : (severities[finding.check] as 1 | 2), // a check that is off finds nothing
    message: fillMessage(messages[finding.messageId] ?? finding.messageId, finding.data),
    messageId: finding.messageId,
    line: loc.start.line,
    column: loc.start.column + 1,
    endLine: loc.end.line,
    endColumn: loc.end.column + 1,
    ...(finding.fix && { fix: merged(finding.fix, text) }),
    ...(finding.suggestions &&
      finding.suggestions.length > 0 && {
        suggestions: finding.suggestions.map((suggestion) => ({
          desc: fillMessage(messages[suggestion.messageId] ?? suggestion.messageId, suggestion.data),
          messageId: suggestion.messageId,
          fix: merged(suggestion.edits, text),
        })),
      }),
    docsUrl: docsUrl(finding.check),
    ...(finding.host !== undefined && { host: finding.host }),
    ...sdkOf(finding.subject),
  };
}

/** A finding is about a site, a chain of providers (SDK v3 alone has them), a host in code, or a call to one. */
function sdkOf(subject: object): Pick<TextMessage, 'sdk'> {
  if ('construct' in subject) return { sdk: (subject as Site).construct.sdk };
  if ('links' in subject) return { sdk: 'v3' };
  return 'meaning' in subject || 'type' in subject ? { sdk: 'raw' } : {};
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
