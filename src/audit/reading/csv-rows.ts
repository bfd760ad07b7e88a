/** What a CSV log is cut into. */
export interface CsvSink {
  readonly row: (cells: readonly string[]) => void;
  /** A row that is larger than anything our queries give. */
  readonly oversized: () => void;
  /** The log ends inside quotes. */
  readonly truncated: () => void;
}

const LARGEST_ROW = 8 * 1024 * 1024;

/**
 * Cuts CSV as Athena and CloudTrail Lake write it (RFC 4180: quotes are doubled inside quotes) into rows while it
 * arrives.
 */
export class CsvRows {
  readonly #decoder = new TextDecoder('utf-8');
  #cells: string[] = [];
  #cell = '';
  #inQuotes = false;
  #size = 0;
  #quoteBefore = false;
  #sawCell = false;

  constructor(private readonly sink: CsvSink) {}

  push(chunk: Uint8Array): void {
    this.#text(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    this.#text(this.#decoder.decode());
    if (this.#inQuotes && !this.#quoteBefore) this.sink.truncated();
    else if (this.#sawCell) this.#endRow();
  }

  #text(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (this.#inQuotes) at = this.#quoted(text, at);
      else at = this.#plain(text, at);
    }
  }

  /** Inside quotes: to the next quote. */
  #quoted(text: string, at: number): number {
    if (this.#quoteBefore) {
      this.#quoteBefore = false;
      if (text[at] === '"') {
        this.#take('"');
        return at + 1;
      }
      this.#inQuotes = false;
      return at;
    }
    const quote = text.indexOf('"', at);
    this.#take(text.slice(at, quote === -1 ? text.length : quote));
    if (quote === -1) return text.length;
    this.#quoteBefore = true;
    return quote + 1;
  }

  #plain(text: string, at: number): number {
    const character = text[at];
    if (character === '"' && this.#cell === '') {
      this.#inQuotes = true;
      this.#sawCell = true;
    } else if (character === ',') this.#endCell();
    else if (character === '\n') this.#endRow();
    else if (character !== '\r') {
      const [rest = ''] = /[^,\n\r]*/y.exec(text.slice(at, at + 4096)) ?? [];
      this.#take(rest);
      return at + Math.max(1, rest.length);
    }
    return at + 1;
  }

  #take(text: string): void {
    this.#sawCell = true;
    this.#size += text.length;
    if (this.#size <= LARGEST_ROW) this.#cell += text;
    else this.#cell = '';
  }

  #endCell(): void {
    this.#sawCell = true;
    if (this.#size <= LARGEST_ROW) this.#cells.push(this.#cell);
    this.#cell = '';
  }

  #endRow(): void {
    const isEmpty = !this.#sawCell;
    this.#endCell();
    if (this.#size > LARGEST_ROW) this.sink.oversized();
    else if (!isEmpty) this.sink.row(this.#cells);
    this.#cells = [];
    this.#size = 0;
    this.#sawCell = false;
  }
}
