/** A comment of a file. Lines and columns count from 1. */
export interface SourceComment {
  readonly block: boolean;
  /** Without the comment marks. */
  readonly text: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly endLine: number;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Why a rule is disabled at a position. */
export interface Suppression {
  /** The text after ` -- `; empty when there is none. */
  readonly justification: string;
  /** The line of the comment. */
  readonly line: number;
}

/** Tells whether a comment of the file disables a rule at a position, and why. */
export type SuppressionAt = (position: Position, ruleId: string) => Suppression | undefined;

interface Directive {
  readonly kind: 'disable' | 'enable';
  /** `undefined`: every rule. */
  readonly rules: readonly string[] | undefined;
  readonly from: Position;
  /** Set for `disable-line` and `disable-next-line`. */
  readonly onlyLine?: number;
  readonly suppression: Suppression;
}

const DIRECTIVE = /^\s*eslint-(disable-next-line|disable-line|disable|enable)(?![\w-])([\s\S]*)$/;
const JUSTIFICATION = /\s-{2,}\s/;

const CONFIGURATION = /^\s*eslint\s([\s\S]*)$/;
const SWITCHED_OFF = /(?<![\w@/-])([\w@/-]+)["']?\s{0,99}:\s*(?:\[\s*)?(?:["']off["']|off\b|["']?0\b)/g;

/** Whether the text may contain such comments. */
export function mayHaveDirectives(text: string): boolean {
  return /eslint(?:-disable|\s)/.test(text);
}

/**
 * Reads `eslint-disable`, `eslint-enable`, `eslint-disable-line` and `eslint-disable-next-line` as ESLint does. The
 * last directive before a position decides, if it names the rule or no rule at all. A line comment can only disable a
 * line. A comment that turns a rule off (`eslint the-rule: "off"`) applies to the whole file.
 */
export function suppressionsOf(comments: readonly SourceComment[]): SuppressionAt {
  const directives = comments.flatMap((comment) => directiveOf(comment) ?? []);
  if (directives.length === 0) return () => undefined;
  const byRule = new Map<string, RuleDirectives>();
  return (position, ruleId) => {
    let found = byRule.get(ruleId);
    if (!found) byRule.set(ruleId, (found = directivesFor(ruleId, directives)));
    const last = found.onLine.get(position.line) ?? lastBefore(position, found.fromHere);
    return last?.kind === 'disable' ? last.suppression : undefined;
  };
}

/** The directives for one rule, arranged so that a look-up does not go through all of them. */
interface RuleDirectives {
  readonly onLine: ReadonlyMap<number, Directive>;
  /** By position. The last one that starts at or before a position decides. */
  readonly fromHere: readonly Directive[];
}

function directivesFor(ruleId: string, directives: readonly Directive[]): RuleDirectives {
  const onLine = new Map<number, Directive>();
  const fromHere: Directive[] = [];
  for (const directive of directives) {
    if (directive.rules && !directive.rules.includes(ruleId)) continue;
    if (directive.onlyLine === undefined) {
      // One for the whole file decides everywhere, whatever comments before it say.
      while (fromHere.length > 0 && isAfter((fromHere.at(-1) as Directive).from, directive.from)) fromHere.pop();
      fromHere.push(directive);
    } else if (!onLine.has(directive.onlyLine)) onLine.set(directive.onlyLine, directive);
  }
  return { onLine, fromHere };
}

function lastBefore(position: Position, directives: readonly Directive[]): Directive | undefined {
  let count = 0; // how many start at or before the position, found by halving
  for (let beyond = directives.length; beyond > count;) {
    const middle = (count + beyond) >> 1;
    if (isAfter((directives[middle] as Directive).from, position)) beyond = middle;
    else count = middle + 1;
  }
  return directives[count - 1];
}

function directiveOf(comment: SourceComment): Directive | undefined {
  const match = DIRECTIVE.exec(comment.text);
  if (!match) return configurationOf(comment);
  const [, kind = '', rest = ''] = match;
  const [list = '', ...why] = rest.split(JUSTIFICATION);
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const directive = {
    rules: names.length === 0 ? undefined : names,
    from: comment.start,
    suppression: { justification: why.join(' -- ').trim(), line: comment.start.line },
  };
  if (kind === 'disable-next-line') return { ...directive, kind: 'disable', onlyLine: comment.endLine + 1 };
  // ESLint rejects a disable-line comment that spans several lines, because it could mean any of them.
  if (kind === 'disable-line')
    return comment.start.line === comment.endLine
      ? { ...directive, kind: 'disable', onlyLine: comment.start.line }
      : undefined;
  if (!comment.block) return undefined;
  return { ...directive, kind: kind === 'enable' ? 'enable' : 'disable' };
}

function configurationOf(comment: SourceComment): Directive | undefined {
  const [list = '', ...why] = (comment.block && CONFIGURATION.exec(comment.text)?.[1]?.split(JUSTIFICATION)) || [];
  const rules = [...list.matchAll(SWITCHED_OFF)].flatMap(([, name]) => name ?? []);
  if (rules.length === 0) return undefined;
  return {
    kind: 'disable',
    rules,
    from: { line: 0, column: 0 },
    suppression: { justification: why.join(' -- ').trim(), line: comment.start.line },
  };
}

function isAfter(a: Position, b: Position): boolean {
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}
