import { textOf } from '../../../rules/define-rule.js';
import { ruleNamed } from '../../../rules/index.js';
import { docsUrl } from '../../../rules/shared/docs-url.js';
import type { Site } from '../../model/types.js';
import { editedPart, type Edit } from '../../text/edit.js';
import { positionsIn, type Position } from '../../text/positions.js';
import type { Finding } from './choose-findings.js';

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
  /** Where the sites start that it is about, in the terms of a migration. */
  readonly sites: readonly Position[];
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
  | {
      readonly status: 'linted';
      readonly messages: readonly TextMessage[];
      /** Code in the file that could not be parsed; the rest was linted. */
      readonly unparsed?: Unparsed;
    }
  | ({ readonly status: 'unparsable' } & Unparsed);

export interface Unparsed {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** A finding in a text as ESLint reports it. This plans its cure. */
export function toMessage(finding: Finding, text: string): TextMessage {
  const rule = ruleNamed(finding.rule);
  const { start, end } = finding.where.loc;
  const cure = finding.cure();
  const positionOf = positionsIn(text);
  return {
    ruleId: `sts-regional/${rule.name}`,
    severity: finding.severity,
    message: textOf(rule, finding.messageId, finding.data),
    messageId: finding.messageId,
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
    ...(cure.kind === 'fix' && { fix: merged(cure.edits, text) }),
    ...(cure.kind === 'suggestion' && {
      suggestions: [
        {
          desc: textOf(rule, cure.messageId, cure.data),
          messageId: cure.messageId,
          fix: merged(cure.edits, text),
        },
      ],
    }),
    sites: finding.sites().map((offset) => fromOne(positionOf(offset))),
    docsUrl: docsUrl(rule.name),
    ...(finding.host !== undefined && { host: finding.host }),
    ...sdkOf(finding.subject),
  };
}

const fromOne = ({ line, column }: Position): Position => ({ line, column: column + 1 });

/** A finding is about a site, a chain of providers (SDK v3 alone has them), a host in code, or a call to one. */
function sdkOf(subject: object): Pick<TextMessage, 'sdk'> {
  if ('construct' in subject) return { sdk: (subject as Site).construct.sdk };
  if ('links' in subject) return { sdk: 'v3' };
  return 'meaning' in subject || 'type' in subject ? { sdk: 'raw' } : {};
}

/** ESLint knows one replacement for a fix: several edits become one over the text between them. */
function merged(edits: readonly Edit[], text: string): TextFix {
  const start = Math.min(...edits.map(({ range }) => range[0]));
  const end = Math.max(...edits.map(({ range }) => range[1]));
  return { range: [start, end], text: editedPart(text, [start, end], edits) };
}
