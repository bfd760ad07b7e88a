import type { StsCall } from '../call.js';
import { readEvent, unknownVersionOf } from '../from-event.js';
import { missingColumns, readRow, ROW_COLUMNS } from '../from-row.js';
import { CsvRows } from './csv-rows.js';
import { JsonUnits } from './json-units.js';
import { ENOUGH_TO_TELL, logFormatOf, NO_LOG } from './log-format.js';

/** What became of one log. */
export interface LogOutcome {
  /** CloudTrail records, or calls that rows stand for. */
  readonly records: number;
  /** It is something that belongs to a trail, but holds no calls: a digest, a signature. */
  readonly isPassedOver: boolean;
  /** What was not read, one sentence each. The counts may be too low because of it. */
  readonly problems: readonly string[];
  /** It is a page of an answer that AWS gives in several. */
  readonly page?: 'last' | 'more';
}

/** Where the calls go. */
export type CallSink = (call: StsCall) => void;

type Defect = 'oversized' | 'stray' | 'truncated' | 'broken' | 'foreign' | 'badRow';

const DEFECTS: Readonly<Record<Defect, (times: number) => string>> = {
  truncated: () => 'It ends in the middle of a record: what stands before it was counted.',
  oversized: (times) => `${records(times)} not read: larger than 8 MB, which CloudTrail never writes.`,
  broken: (times) => `${records(times)} of STS not counted: no valid JSON.`,
  foreign: (times) => `${times === 1 ? '1 entry' : `${times} entries`} not counted: not of CloudTrail.`,
  stray: () => 'It holds text between its records: not read.',
  badRow: (times) => `${times} row${times === 1 ? '' : 's'} not counted: no number of calls.`,
};

const STS = 'sts.amazonaws.com';
/** Lists whose elements are rows of a query, so that each is parsed. */
const ROW_LISTS = new Set(['QueryResultRows', 'ResultSet.Rows']);

/** Reads one log while it arrives: what form it has, its records, and the calls of STS among them. */
export class LogReader {
  #head: Uint8Array[] | undefined = [];
  #headSize = 0;
  #parser: JsonUnits | CsvRows | undefined;
  #reason: string | undefined;
  #columns: readonly string[] | undefined;
  #records = 0;
  #isPassedOver = false;
  #sawRecords = false;
  #page: LogOutcome['page'];
  readonly #defects = new Map<Defect, number>();
  readonly #versions = new Set<string>();
  readonly #notes = new Set<string>();

  constructor(private readonly onCall: CallSink) {}

  /** Whether there is no point in reading on. */
  get isHopeless(): boolean {
    return this.#reason !== undefined;
  }

  push(chunk: Uint8Array): void {
    if (this.#head === undefined) {
      this.#parser?.push(chunk);
      return;
    }
    this.#head.push(chunk);
    this.#headSize += chunk.length;
    if (this.#headSize >= ENOUGH_TO_TELL) this.#begin();
  }

  /** @param failure why the bytes ended before they should have */
  end(failure?: string): LogOutcome {
    if (this.#head !== undefined) this.#begin();
    if (failure === undefined && this.#reason === undefined) this.#parser?.end();
    const problems = [
      ...(failure === undefined ? [] : [failure]),
      ...(this.#reason === undefined ? [] : [this.#reason]),
      ...[...this.#defects].map(([defect, times]) => DEFECTS[defect](times)),
      ...[...this.#versions].map(
        (version) =>
          `Records of version ${version}, which is newer than this program: read as far as they say the same.`,
      ),
      ...this.#notes,
    ];
    const isNothing = this.#records === 0 && !this.#isPassedOver && problems.length === 0 && !this.#sawRecords;
    return {
      records: this.#records,
      isPassedOver: this.#isPassedOver && problems.length === 0,
      problems: isNothing ? ['It holds no CloudTrail records.'] : problems,
      ...(this.#page && { page: this.#page }),
    };
  }

  #begin(): void {
    const chunks = this.#head ?? [];
    this.#head = undefined;
    const head = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
    const format = logFormatOf(head);
    if (format.kind === 'unreadable') this.#reason = format.reason;
    else this.#parser = format.kind === 'json' ? new JsonUnits(this.#jsonSink()) : new CsvRows(this.#csvSink());
    this.#parser?.push(skipByteOrderMark(head));
  }

  #jsonSink(): ConstructorParameters<typeof JsonUnits>[0] {
    return {
      unit: (bytes, list) => (ROW_LISTS.has(list) ? this.#queryRow(bytes, list) : this.#unit(bytes)),
      document: (bytes, list) => (list === undefined ? this.#unit(bytes, true) : this.#shell(bytes, list)),
      oversized: () => this.#defect('oversized'),
      stray: () => this.#defect('stray'),
      truncated: () => this.#defect('truncated'),
    };
  }

  #csvSink(): ConstructorParameters<typeof CsvRows>[0] {
    return {
      row: (cells) => this.#csvRow(cells),
      oversized: () => this.#defect('oversized'),
      truncated: () => this.#defect('truncated'),
    };
  }

  /** A record, most of which are of other services and are not parsed. */
  #unit(unit: Uint8Array, isDocument = false): void {
    const bytes = asBuffer(unit);
    if (!bytes.includes(STS)) {
      if (bytes.includes('ventSource'))
        this.#records += 1; // eventSource, or EventSource of lookup-events
      else if (isDocument && isOfTrail(bytes)) this.#isPassedOver = true;
      else this.#defect('foreign');
      return;
    }
    const value = parsed(bytes);
    if (value === undefined) this.#defect('broken');
    else this.#value(value);
  }

  #value(value: unknown): void {
    if (!isRecord(value)) {
      this.#defect('foreign');
      return;
    }
    const inner = value['CloudTrailEvent'] ?? value['message'] ?? value['eventjson'] ?? value['eventJson'];
    if (typeof inner === 'string') this.#embedded(inner);
    else if ('calls' in value && 'event_name' in value) this.#row(rowOf(Object.entries(value)));
    else this.#event(value);
  }

  #event(value: Readonly<Record<string, unknown>>): void {
    const read = readEvent(value);
    if (read.kind === 'foreign') {
      if (isTrailFile(value)) this.#isPassedOver = true;
      else this.#defect('foreign');
      return;
    }
    this.#records += 1;
    if (read.kind === 'other') return;
    const version = unknownVersionOf(value);
    if (version !== undefined && this.#versions.size < 5) this.#versions.add(version.slice(0, 20));
    this.onCall(read.call);
  }

  /** A record as text inside another: `lookup-events`, CloudWatch Logs, the `eventjson` of CloudTrail Lake. */
  #embedded(text: string): void {
    if (!text.includes(STS)) {
      if (text.includes('eventSource')) this.#records += 1;
      else this.#defect('foreign');
      return;
    }
    const value = parsed(text);
    if (value === undefined) this.#defect('broken');
    else if (isRecord(value) && typeof value['message'] !== 'string') this.#value(value);
    else this.#defect('foreign');
  }

  #queryRow(unit: Uint8Array, list: string): void {
    const value = parsed(asBuffer(unit));
    if (list === 'ResultSet.Rows') this.#csvRow(athenaCells(value));
    else if (!Array.isArray(value)) this.#defect('broken');
    else {
      const cells = (value as unknown[]).filter(isRecord).flatMap(Object.entries);
      const columns = cells.map(([column]) => column);
      if (this.#areRows(columns, false))
        this.#cells(
          columns,
          cells.map(([, cell]) => (typeof cell === 'string' ? cell : '')),
        );
    }
  }

  #csvRow(cells: readonly string[]): void {
    if (this.#columns === undefined) {
      this.#columns = cells;
      this.#areRows(cells, true);
      this.#sawRecords = true;
    } else if (this.#reason === undefined) this.#cells(this.#columns, cells);
  }

  /** Whether the columns are of our queries, or hold whole records; says so otherwise, once. */
  #areRows(columns: readonly string[], isTable: boolean): boolean {
    if (columns.some(isJsonColumn)) return true;
    const missing = missingColumns(columns, isTable);
    if (missing.length === 0) return true;
    const hasSome = columns.some((column) => ROW_COLUMNS.some((known) => known === column.toLowerCase()));
    this.#reason ??= columns.includes('Event name')
      ? 'It is the CSV of the event history, which does not say the host: download the JSON instead.'
      : hasSome
        ? `It is not a result of the queries in docs/audit.md: the column ${missing.join(', ')} is missing.`
        : NO_LOG;
    return false;
  }

  #cells(columns: readonly string[], cells: readonly string[]): void {
    const json = columns.findIndex(isJsonColumn);
    if (json === -1) this.#row(rowOf(columns.map((column, index) => [column, cells[index] ?? ''])));
    else this.#embedded(cells[json] ?? '');
  }

  #row(row: ReadonlyMap<string, string>): void {
    const call = readRow(row);
    if (call === undefined) {
      this.#defect('badRow');
      return;
    }
    this.#records += call.calls;
    this.onCall(call);
  }

  /** What stands around a list of records. */
  #shell(bytes: Uint8Array, list: string): void {
    this.#sawRecords = true;
    const value = parsed(asBuffer(bytes));
    if (!isRecord(value)) {
      this.#defect('broken');
      return;
    }
    if (list !== 'Records')
      this.#page = ['NextToken', 'nextToken'].some((key) => typeof value[key] === 'string') ? 'more' : 'last';
    const status = value['QueryStatus'];
    if (typeof status === 'string' && status !== 'FINISHED')
      this.#notes.add(`The query had the status ${status.slice(0, 20)}, so its result may not be whole.`);
  }

  #defect(defect: Defect): void {
    this.#defects.set(defect, (this.#defects.get(defect) ?? 0) + 1);
  }
}

function records(times: number): string {
  return `${times} record${times === 1 ? '' : 's'}`;
}

const isJsonColumn = (column: string): boolean => /^(?:eventjson|cloudtrailevent)$/i.test(column);

/** Cheap to ask: a digest, or the signature of a query's result. */
function isOfTrail(bytes: Buffer): boolean {
  return bytes.includes('"digestS3Bucket"') || bytes.includes('"hashSignature"');
}

function isTrailFile(value: Readonly<Record<string, unknown>>): boolean {
  return 'digestS3Bucket' in value || 'hashSignature' in value;
}

/** `{"Data":[{"VarCharValue":"x"},{}]}` */
function athenaCells(row: unknown): readonly string[] {
  const cells = isRecord(row) && Array.isArray(row['Data']) ? (row['Data'] as unknown[]) : [];
  return cells.map((cell) => {
    const text = isRecord(cell) ? cell['VarCharValue'] : undefined;
    return typeof text === 'string' ? text : '';
  });
}

function rowOf(cells: readonly (readonly [column: string, cell: unknown])[]): Map<string, string> {
  return new Map(
    cells.map(([column, cell]) => [
      column.toLowerCase(),
      typeof cell === 'string'
        ? cell
        : cell === null || cell === undefined || typeof cell === 'object'
          ? ''
          : String(cell as number),
    ]),
  );
}

function parsed(json: Buffer | string): unknown {
  try {
    return JSON.parse(typeof json === 'string' ? json : json.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function skipByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
