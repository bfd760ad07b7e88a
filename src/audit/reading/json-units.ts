/** The units that a JSON log is cut into. The bytes are valid only until the next call. */
export interface JsonSink {
  /**
   * One element of the list of records. `list` says which list that is: its key, or empty for a list that is the whole
   * document.
   */
  readonly unit: (bytes: Uint8Array, list: string) => void;
  /** A whole object, without the records of its list, if it has one. A log may hold many, one after the other. */
  readonly document: (bytes: Uint8Array, list: string | undefined) => void;
  /** A record or object that is larger than anything CloudTrail writes. */
  readonly oversized: () => void;
  /** A record that is neither object nor list, or text between objects. */
  readonly stray: () => void;
  /** The log ends in the middle of something. */
  readonly truncated: () => void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;

/** An event of CloudTrail is at most 1 MB. */
const LARGEST_UNIT = 8 * 1024 * 1024;
const LONGEST_KEY = 64;

/** The keys under which records lie: S3 files, `lookup-events`, CloudWatch Logs, CloudTrail Lake, Athena. */
const LISTS = new Set(['Records', 'Events', 'events', 'logEvents', 'QueryResultRows', 'ResultSet.Rows']);

/**
 * Cuts JSON into records while it arrives, in memory that does not depend on how long the log or one of its lines is.
 * Only strings and brackets are looked at, so the parser of a record checks its content.
 */
export class JsonUnits {
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** How deep the elements of the list are that is being read; 0 outside. */
  #elementDepth = 0;
  #inUnit = false;
  #list = '';
  #hadList = false;
  readonly #key = new Key();
  #parentKey = '';
  readonly #unit = new Collector();
  readonly #document = new Collector();
  #chunk: Uint8Array = new Uint8Array();
  /** Where the bytes begin that belong to the unit or document in hand and were not taken yet. */
  #from = 0;

  constructor(private readonly sink: JsonSink) {}

  /** The loop over every byte of a log. Most of the time is spent here, so rare cases are handled elsewhere. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#from = 0;
    this.#key.nextChunk();
    const end = chunk.length;
    let at = 0;
    let inString = this.#inString;
    if (this.#isEscaped) at = 1;
    while (at < end) {
      const byte = chunk[at];
      at += 1;
      if (inString) {
        if (byte === QUOTE) {
          inString = false;
          if (!this.#inUnit) this.#key.close(at - 1);
        } else if (byte === BACKSLASH) at += 1;
      } else if (byte === QUOTE) {
        inString = true;
        if (!this.#inUnit) this.#openString(at);
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (!this.#inUnit) this.#open(byte, at - 1);
        this.#depth += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth -= 1;
        if (!this.#inUnit) this.#close(at);
        else if (this.#depth === this.#elementDepth) this.#endUnit(at);
      } else if (this.#depth === 0 && !isBetween(byte ?? 0)) this.sink.stray();
    }
    this.#isEscaped = at > end;
    this.#inString = inString;
    this.#endChunk(end);
  }

  end(): void {
    if (this.#depth > 0 || this.#inString) this.sink.truncated();
  }

  #endChunk(end: number): void {
    if (this.#inUnit) this.#unit.take(this.#chunk.subarray(this.#from, end));
    else if (this.#inDocument) this.#document.take(this.#chunk.subarray(this.#from, end));
    this.#key.endChunk(this.#chunk);
  }

  get #inDocument(): boolean {
    return this.#depth > 0 && this.#elementDepth === 0;
  }

  #openString(at: number): void {
    if (this.#inDocument) this.#key.open(at);
    else this.sink.stray();
  }

  /** A bracket outside a unit opens a document, the list of records, a unit, or something that is none of these. */
  #open(bracket: number, at: number): void {
    if (this.#elementDepth > 0) {
      this.#inUnit = true;
      this.#from = at;
      return;
    }
    if (this.#depth === 0) {
      this.#document.reset();
      this.#hadList = false;
      this.#from = at;
      if (bracket === OPEN_LIST) this.#enterList('', at);
    } else if (this.#depth <= 2) {
      const key = this.#key.text(this.#chunk);
      if (bracket === OPEN_OBJECT) this.#parentKey = key;
      else {
        const path = this.#depth === 1 ? key : `${this.#parentKey}.${key}`;
        if (LISTS.has(path)) this.#enterList(path, at);
      }
    }
  }

  #enterList(list: string, at: number): void {
    this.#document.take(this.#chunk.subarray(this.#from, at + 1));
    this.#list = list;
    this.#hadList = true;
    this.#elementDepth = this.#depth + 1;
  }

  #endUnit(to: number): void {
    this.#inUnit = false;
    const bytes = this.#unit.finish(this.#chunk.subarray(this.#from, to));
    if (bytes) this.sink.unit(bytes, this.#list);
    else this.sink.oversized();
  }

  /** A bracket outside a unit closes the list of records, a document, or something inside one. */
  #close(to: number): void {
    if (this.#depth < 0) {
      this.#depth = 0;
      this.sink.stray();
      return;
    }
    if (this.#elementDepth > this.#depth) {
      this.#elementDepth = 0;
      this.#from = to - 1;
    }
    if (this.#depth > 0) return;
    const bytes = this.#document.finish(this.#chunk.subarray(this.#from, to));
    if (this.#hadList && this.#list === '') return;
    if (bytes) this.sink.document(bytes, this.#hadList ? this.#list : undefined);
    else this.sink.oversized();
  }
}

/** The last string outside a unit, which is the key of the bracket that follows. */
class Key {
  #before = '';
  #from = 0;
  #to = 0;
  #isOpen = false;

  open(from: number): void {
    this.#before = '';
    this.#from = from;
    this.#to = from;
    this.#isOpen = true;
  }

  close(to: number): void {
    if (this.#isOpen) this.#to = to;
    this.#isOpen = false;
  }

  text(chunk: Uint8Array): string {
    const to = Math.min(this.#to, this.#from + LONGEST_KEY);
    return this.#before + Buffer.from(chunk.buffer, chunk.byteOffset + this.#from, to - this.#from).toString('latin1');
  }

  endChunk(chunk: Uint8Array): void {
    if (this.#isOpen) this.#to = chunk.length;
    this.#before = this.text(chunk).slice(0, LONGEST_KEY);
  }

  nextChunk(): void {
    this.#from = 0;
    this.#to = 0;
  }
}

/** Space, commas, and the time before a record that CloudWatch Logs writes. */
function isBetween(byte: number): boolean {
  return byte <= 0x20 || byte === COMMA || (byte >= 0x2b && byte <= 0x3a) || byte === 0x54 || byte === 0x5a;
}

/** Bytes that belong together and come in pieces; gives up when they are too many. */
class Collector {
  #pieces: Uint8Array[] = [];
  #size = 0;

  take(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#size > LARGEST_UNIT) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  /** All bytes, with the last of them; `undefined` when they were too many. */
  finish(last: Uint8Array): Uint8Array | undefined {
    const pieces = this.#pieces;
    const size = this.#size + last.length;
    this.reset();
    if (size > LARGEST_UNIT) return undefined;
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last], size);
  }

  reset(): void {
    this.#pieces = [];
    this.#size = 0;
  }
}
