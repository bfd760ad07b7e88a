import { formatByLooks } from './heredocs.js';
import { endOfInterpolation, lineEndAt, maskInterpolations } from './interpolations.js';
import type { ConfigDocument, ConfigEntry, Key, Range } from './types.js';

/** Reads a text in another format that a heredoc holds. */
export type ReadText = (text: string, format: ConfigDocument['format']) => readonly ConfigEntry[];

/**
 * The values of a text in HCL, the language of Terraform: attributes of blocks, members of objects and lists, and what
 * functions such as `jsonencode({ … })` get. A block counts as an item of a list of its name, because most may be
 * repeated. What is computed is an entry whose value is `${…}`. Never throws: what cannot be read is passed over.
 */
export function readHcl(text: string, readText: ReadText): readonly ConfigEntry[] {
  const reader = new HclReader(text, readText);
  reader.body([]);
  return reader.entries;
}

/** Deeper nesting is passed over: nobody writes it, and reading it needs as much of the stack. */
const MOST_DEPTH = 200;

const SPACE = /(?:[ \t\r\f\uFEFF]|\/\*[\s\S]*?(?:\*\/|$)|(?:#|\/\/)[^\n]*)*/y;
const SPACE_AND_LINES = /(?:\s|\uFEFF|\/\*[\s\S]*?(?:\*\/|$)|(?:#|\/\/)[^\n]*)*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const CALL = /[\p{L}_][\p{L}\p{N}_:-]*[ \t]*\(/uy;
const HEREDOC = /<<-?[ \t]*([\p{L}_][\p{L}\p{N}_-]*)[^\n]*(?:\n|$)/uy;
const SCALAR = /(?:-?\d[\w.+-]*|true|false|null)(?![\w.[(-])/y;
const FOR = /for(?![\p{L}\p{N}_-])/uy;

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

class HclReader {
  readonly entries: ConfigEntry[] = [];
  #at = 0;
  #blocks = 0;
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly readText: ReadText,
  ) {}

  /** Attributes and blocks, up to the brace that closes them. */
  body(path: readonly Key[]): void {
    for (;;) {
      this.#take(SPACE_AND_LINES);
      if (this.#at >= this.text.length) return;
      if (this.#char === '}') {
        this.#at += 1;
        if (path.length > 0) return;
        continue; // one brace too many
      }
      const start = this.#at;
      const name = this.#name();
      if (name === undefined) this.#skipValue();
      else this.#attributeOrBlock([...path, name]);
      if (this.#at === start) this.#at += 1;
    }
  }

  /** What follows a name: `= value`, or the labels and braces of a block. */
  #attributeOrBlock(path: readonly Key[]): void {
    this.#take(SPACE);
    if (this.#char === '=' && this.text[this.#at + 1] !== '=') {
      this.#at += 1;
      this.#value(path);
      return;
    }
    const labels: Key[] = [];
    for (let label = this.#name(); label !== undefined; label = this.#name()) {
      labels.push(label);
      this.#take(SPACE);
    }
    if (this.#char !== '{') {
      this.#skipValue();
      return;
    }
    this.#nested(() => {
      this.#at += 1;
      this.body([...path, ...labels, (this.#blocks += 1)]);
    });
  }

  /** A value, up to the comma, line end or bracket after it. */
  #value(path: readonly Key[]): void {
    this.#take(SPACE);
    const start = this.#at;
    const read = this.#plainValue(path);
    this.#take(SPACE);
    if (read && this.#isAtEnd) return;
    // An operator follows, so what was read is a part of an expression.
    if (read?.kind === 'scalar') this.entries.pop();
    this.#skipValue();
    if (read?.kind === 'inside') return;
    const raw = this.text.slice(start, this.#at).trimEnd();
    if (raw !== '') this.#add(path, `\${${raw}}`, [start, start + raw.length], 'plain');
  }

  get #isAtEnd(): boolean {
    return this.#at >= this.text.length || /[\n,}\])]/.test(this.#char);
  }

  /** `scalar`: one entry was added. `inside`: the values in it were added. */
  #plainValue(path: readonly Key[]): { readonly kind: 'scalar' | 'inside' } | undefined {
    switch (this.#char) {
      case '"':
        return this.#string(path);
      case '{':
        return this.#nested(() => this.#object(path));
      case '[':
        return this.#nested(() => this.#list(path, ']'));
      case '<':
        return this.#heredoc(path);
    }
    const start = this.#at;
    const scalar = this.#take(SCALAR);
    if (scalar !== undefined) {
      this.#add(path, scalar, [start, this.#at], 'plain');
      return { kind: 'scalar' };
    }
    if (this.#take(CALL) === undefined) return undefined;
    this.#at -= 1;
    const before = this.entries.length;
    const inside = this.#nested(() => this.#arguments(path));
    return this.entries.length > before ? inside : undefined;
  }

  #string(path: readonly Key[]): { readonly kind: 'scalar' } | undefined {
    const start = this.#at + 1;
    const end = this.#endOfString(start);
    if (end === undefined) return undefined;
    this.#at = end + 1;
    this.#add(path, unescaped(this.text.slice(start, end)), [start, end], 'quoted');
    return { kind: 'scalar' };
  }

  /** The offset of the quote that closes a string. */
  #endOfString(start: number): number | undefined {
    for (let at = start; at < this.text.length; at += 1) {
      const char = this.text[at];
      if (char === '"') return at;
      if (char === '\n') return undefined;
      if (char === '\\') at += 1;
      else if ((char === '$' || char === '%') && this.text[at + 1] === '{' && this.text[at - 1] !== char)
        at = endOfInterpolation(this.text, at + 2) - 1;
    }
    return undefined;
  }

  #object(path: readonly Key[]): void {
    this.#at += 1;
    for (;;) {
      this.#take(SPACE_AND_LINES);
      if (this.#at >= this.text.length) return;
      if (this.#char === '}') {
        this.#at += 1;
        return;
      }
      const start = this.#at;
      if (this.#take(FOR) !== undefined) {
        this.#skipTo('}');
        return;
      }
      const name = this.#char === '(' ? this.#skipBrackets() : this.#name();
      this.#take(SPACE);
      if (name !== undefined && /[=:]/.test(this.#char)) {
        this.#at += 1;
        this.#value([...path, name]);
      } else this.#skipValue();
      if (this.#char === ',' || this.#at === start) this.#at += 1;
    }
  }

  #list(path: readonly Key[], closing: string): void {
    this.#at += 1;
    this.#take(SPACE_AND_LINES);
    if (this.#take(FOR) !== undefined) {
      this.#skipTo(closing);
      return;
    }
    for (let index = 0; ; index += 1) {
      this.#take(SPACE_AND_LINES);
      if (this.#at >= this.text.length) return;
      if (this.#char === closing) {
        this.#at += 1;
        return;
      }
      const start = this.#at;
      this.#value([...path, index]);
      this.#take(SPACE_AND_LINES);
      if (this.#char === ',' || this.#at === start) this.#at += 1;
    }
  }

  /**
   * What a function gets. Only objects and lists among it say something: what `lookup(…)` or `coalesce(…)` gives back
   * is computed. The objects of `merge(…)` are one map.
   */
  #arguments(path: readonly Key[]): void {
    this.#at += 1;
    for (;;) {
      this.#take(SPACE_AND_LINES);
      if (this.#at >= this.text.length) return;
      if (this.#char === ')') {
        this.#at += 1;
        return;
      }
      const start = this.#at;
      if (/[[{]/.test(this.#char)) this.#value(path);
      else if (this.#isAtCall) this.#callInCall(path);
      else this.#skipValue();
      this.#take(SPACE_AND_LINES);
      if (this.#char === ',' || this.#at === start) this.#at += 1;
    }
  }

  get #isAtCall(): boolean {
    CALL.lastIndex = this.#at;
    return CALL.test(this.text);
  }

  /** `merge({ … }, jsonencode({ … }))`: what is in the inner call counts, what it gives back does not. */
  #callInCall(path: readonly Key[]): void {
    this.#plainValue(path);
    this.#skipValue();
  }

  #heredoc(path: readonly Key[]): { readonly kind: 'inside' } | undefined {
    const range = this.#takeHeredoc();
    if (range === undefined) return undefined;
    const [start] = range;
    const content = this.text.slice(...range);
    this.#add(path, content, range, 'block');
    const format = formatByLooks(content);
    if (format === undefined) return { kind: 'inside' };
    for (const entry of this.readText(maskInterpolations(content, format === 'json'), format))
      this.entries.push({
        ...entry,
        path: [...path, ...entry.path],
        range: [entry.range[0] + start, entry.range[1] + start],
      });
    return { kind: 'inside' };
  }

  /** The lines between the marks of a heredoc. The text goes on behind the second mark. */
  #takeHeredoc(): Range | undefined {
    HEREDOC.lastIndex = this.#at;
    const [opening, mark] = HEREDOC.exec(this.text) ?? [];
    if (opening === undefined) return undefined;
    const start = this.#at + opening.length;
    for (let end = start; end < this.text.length;) {
      const newline = this.text.indexOf('\n', end);
      const lineEnd = newline === -1 ? this.text.length : newline;
      const line = this.text.slice(end, lineEnd);
      if (line.trim() === mark) {
        this.#at = end + line.trimEnd().length;
        return [start, end];
      }
      end = lineEnd + 1;
    }
    this.#at = this.text.length;
    return [start, this.text.length];
  }

  /** A name, with or without quotes. */
  #name(): string | undefined {
    if (this.#char !== '"') return this.#take(NAME);
    const end = this.#endOfString(this.#at + 1);
    if (end === undefined) return undefined;
    const name = unescaped(this.text.slice(this.#at + 1, end));
    this.#at = end + 1;
    return name;
  }

  /** Passes over the rest of a value: up to a comma, line end or closing bracket that is not in brackets of its own. */
  #skipValue(): void {
    while (this.#at < this.text.length && !this.#isAtEnd) this.#skipOne();
  }

  #skipTo(closing: string): void {
    while (this.#at < this.text.length && this.#char !== closing) this.#skipOne();
    this.#at += 1;
  }

  /** Passes over `(…)`, `[…]` or `{…}`, and gives its text. */
  #skipBrackets(): string {
    const start = this.#at;
    const open: string[] = [];
    do {
      const closing = CLOSING[this.#char];
      if (closing !== undefined) {
        open.push(closing);
        this.#at += 1;
      } else if (this.#char === open.at(-1)) {
        open.pop();
        this.#at += 1;
      } else this.#skipToken();
    } while (open.length > 0 && this.#at < this.text.length);
    return this.text.slice(start, this.#at);
  }

  #skipOne(): void {
    if (CLOSING[this.#char] === undefined) this.#skipToken();
    else this.#skipBrackets();
  }

  /** Passes over a string, a heredoc, a comment or one character. */
  #skipToken(): void {
    if (this.#char === '"') {
      const end = this.#endOfString(this.#at + 1);
      // Nothing is known of a line with a quote that is never closed.
      this.#at = end === undefined ? lineEndAt(this.text, this.#at) : end + 1;
      return;
    }
    if (this.#take(SPACE) !== '') return;
    if (this.#char !== '<' || this.#takeHeredoc() === undefined) this.#at += 1;
  }

  #nested(read: () => void): { readonly kind: 'inside' } {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) this.#skipBrackets();
    else read();
    this.#depth -= 1;
    return { kind: 'inside' };
  }

  #add(path: readonly Key[], value: string, range: Range, style: ConfigEntry['style']): void {
    this.entries.push({ path, value, range, style });
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  get #char(): string {
    return this.text[this.#at] ?? '';
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unescaped = (raw: string): string =>
  raw.includes('\\')
    ? raw.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g, (_, short, long, char: string) => {
        const code = parseInt(String(short ?? long ?? ''), 16);
        if (Number.isNaN(code)) return ESCAPES[char] ?? char;
        return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
      })
    : raw;
