/** An element of an HTML-like text: what is needed to find code in it. */
export interface Element {
  /** Spelt as in the text. */
  readonly name: string;
  /** By name in lower case. The value is `''` for an attribute without one. */
  readonly attributes: ReadonlyMap<string, string>;
  /**
   * The range between the tags. It ends with the text when there is no closing tag, and is empty for a tag that closes
   * itself.
   */
  readonly content: readonly [start: number, end: number];
  /** The element stands inside another one. */
  readonly isNested: boolean;
}

export interface MarkupOptions {
  /**
   * What `{…}` is: text (Vue), code of its own (Svelte), or code with more markup in it (Astro). In tags, the last two
   * are alike.
   */
  readonly braces: 'text' | 'code' | 'code-with-markup';
  /** Whether the compiler treats the content of an element as text, so that tags in it mean nothing. */
  readonly isRaw: (name: string, attributes: ReadonlyMap<string, string>, isNested: boolean) => boolean;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
  /** The offset after `>`. */
  readonly end: number;
}

const MARKS = {
  text: /<!--|<(\/?)([A-Za-z][\w:.-]*)/,
  code: /<!--|\{|<(\/?)([A-Za-z][\w:.-]*)/,
  'code-with-markup': /<!--|\{\/\*|<(\/?)([A-Za-z][\w:.-]*)/,
} as const;

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/** The elements whose content is raw text, in order. Other elements only count as what these are nested in. */
export function rawElements(text: string, start: number, { braces, isRaw }: MarkupOptions): readonly Element[] {
  const found: (Omit<Element, 'isNested'> & { readonly at: number })[] = [];
  const closed: (readonly [start: number, end: number])[] = [];
  const open: { readonly name: string; readonly at: number }[] = [];
  const marks = new RegExp(MARKS[braces], 'g');
  marks.lastIndex = start;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [whole, slash, name] = mark;
    if (name === undefined) {
      marks.lastIndex = whole === '{' ? endOfExpression(text, mark.index) : endOfComment(text, mark.index, whole);
    } else if (slash === '/') {
      const index = open.findLastIndex((element) => element.name === name);
      const opened = open[index];
      if (opened) {
        closed.push([opened.at, mark.index]);
        open.length = index;
      }
    } else {
      const tag = tagAt(text, mark.index + whole.length, name, braces !== 'text');
      marks.lastIndex = tag.end;
      if (tag.isClosed || VOID.test(name)) continue;
      if (isRaw(name, tag.attributes, open.length > 0)) {
        const end = endOfRaw(text, tag.end, name);
        found.push({ name, attributes: tag.attributes, content: [tag.end, end], at: mark.index });
        marks.lastIndex = end + 1;
      } else {
        open.push({ name, at: mark.index });
      }
    }
  }
  return found.map(({ at, ...element }) => ({
    ...element,
    isNested: closed.some(([from, to]) => from < at && at < to),
  }));
}

/** An unclosed comment hides nothing in an expression, but everything after it in HTML. */
function endOfComment(text: string, at: number, mark: string): number {
  const end = text.indexOf(mark === '<!--' ? '-->' : '*/', at + mark.length);
  return end === -1 ? (mark === '<!--' ? text.length : at + mark.length) : end;
}

function endOfRaw(text: string, from: number, name: string): number {
  const close = new RegExp(`</${name.replace(/[.]/g, '\\.')}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}

/** Reads a tag, starting after its name. */
function tagAt(text: string, from: number, name: string, expressions: boolean): Tag {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    at = skip(/\s*/y, text, at);
    if (at >= text.length) return { name, attributes, isClosed: false, end: at };
    if (text[at] === '>') return { name, attributes, isClosed: false, end: at + 1 };
    if (text.startsWith('/>', at)) return { name, attributes, isClosed: true, end: at + 2 };
    if (expressions && text[at] === '{') {
      at = endOfExpression(text, at);
      continue;
    }
    const nameEnd = skip(/[^\s=>/]+|[^>]/y, text, at);
    const key = text.slice(at, nameEnd).toLowerCase();
    const [valueStart, valueEnd, next] = valueAt(text, nameEnd, expressions);
    attributes.set(key, text.slice(valueStart, valueEnd));
    at = next;
  }
}

/** The value of an attribute: where it starts, where it ends, and where the tag continues. */
function valueAt(
  text: string,
  from: number,
  expressions: boolean,
): readonly [start: number, end: number, next: number] {
  const equals = skip(/\s*=\s*/y, text, from);
  if (equals === from) return [from, from, from];
  const quote = text[equals];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, equals + 1);
    return end === -1 ? [equals + 1, text.length, text.length] : [equals + 1, end, end + 1];
  }
  const end =
    expressions && (quote === '{' || quote === '`')
      ? quote === '{'
        ? endOfExpression(text, equals)
        : endOfString(text, equals)
      : skip(/[^\s>]*/y, text, equals);
  return [equals, end, end];
}

/**
 * The offset after the brace that closes the one at `at`. Braces in strings do not count. An unclosed brace is text.
 */
function endOfExpression(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    const character = text[i] as string;
    if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return i + 1;
    } else if (character === '"' || character === "'" || character === '`') i = endOfString(text, i) - 1;
  }
  return at + 1;
}

/** The offset after a string. An apostrophe in prose, which is not closed on its line, is an ordinary character. */
function endOfString(text: string, at: number): number {
  const quote = text[at] as string;
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === '\n' && quote !== '`') return at + 1;
  }
  return at + 1;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
