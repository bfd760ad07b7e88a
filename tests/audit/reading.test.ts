import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StsCall } from '../../src/audit/call.js';
import { ROW_COLUMNS } from '../../src/audit/from-row.js';
import type { LogOutcome } from '../../src/audit/reading/log-reader.js';
import { LogReader } from '../../src/audit/reading/log-reader.js';
import { readLog } from '../../src/cli/commands/audit/read-logs.js';
import { generateEvents } from './generate-events.js';
import { SHAPES } from './shapes.js';

const RECORD = SHAPES[0]?.record ?? {};
const OTHER = { ...RECORD, eventSource: 's3.amazonaws.com', note: 'sts' };
const running = new AbortController().signal;

interface Outcome extends LogOutcome {
  readonly calls: readonly StsCall[];
}

/** @param size of the pieces in which it arrives */
function read(content: string | Uint8Array, size = 64 * 1024): Outcome {
  const calls: StsCall[] = [];
  const reader = new LogReader((call) => calls.push(call));
  const bytes = Buffer.from(content as string);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { ...reader.end(), calls };
}

async function readStream(chunks: Iterable<Uint8Array>): Promise<Outcome> {
  const calls: StsCall[] = [];
  return { ...(await readLog(Readable.from(chunks), (call) => calls.push(call), running)), calls };
}

const sum = ({ calls }: Outcome): number => calls.reduce((total, call) => total + call.calls, 0);
const json = JSON.stringify;
const row = (cells: Readonly<Record<string, string>>): string =>
  ROW_COLUMNS.map((column) => `"${(cells[column] ?? '').replaceAll('"', '""')}"`).join(',');
const ROW = {
  eventsource: 'sts.amazonaws.com',
  calls: '17',
  event_name: 'AssumeRole',
  aws_region: 'us-east-1',
  host: 'sts.amazonaws.com',
  identity_type: 'IAMUser',
  identity_arn: 'arn:aws:iam::111122223333:user/deployer',
  user_agent: 'a "quoted", multi\nline agent',
};

describe('forms of logs', () => {
  it.each<[string, string | Uint8Array, number, number]>([
    ['a file of a trail', json({ Records: [RECORD, OTHER, RECORD] }), 3, 2],
    [
      'the same with spaces and a byte order mark',
      `\uFEFF\n${JSON.stringify({ Records: [RECORD, OTHER] }, null, 4)}\n`,
      2,
      1,
    ],
    ['a file without records', '{"Records":[]}', 0, 0],
    ['records one a line', [RECORD, OTHER, RECORD].map((record) => json(record)).join('\n'), 3, 2],
    ['a list of records', json([RECORD, OTHER]), 2, 1],
    ['one record', json(RECORD), 1, 1],
    [
      'files one after the other, as zcat gives them',
      json({ Records: [RECORD] }) + json({ Records: [RECORD, OTHER] }),
      3,
      2,
    ],
    [
      'an event of EventBridge',
      json({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail: RECORD }),
      1,
      1,
    ],
    [
      'lookup-events',
      json({
        Events: [
          { EventId: 'x', EventSource: 'sts.amazonaws.com', CloudTrailEvent: json(RECORD) },
          { EventSource: 's3.amazonaws.com', CloudTrailEvent: json({ ...OTHER, eventSource: 's3' }) },
        ],
      }),
      2,
      1,
    ],
    [
      'an export of CloudWatch Logs',
      `2025-06-01T00:00:00.000Z ${json(RECORD)}\n2025-06-01T00:00:01.000Z ${json(OTHER)}\n`,
      2,
      1,
    ],
    [
      'filter-log-events of CloudWatch Logs',
      json({ events: [{ timestamp: 1, message: json(RECORD) }], searchedLogStreams: [] }),
      1,
      1,
    ],
    [
      'whole records of CloudTrail Lake as JSON',
      json({
        QueryStatus: 'FINISHED',
        QueryResultRows: [[{ eventJson: json(RECORD) }], [{ eventJson: json(RECORD) }]],
      }),
      2,
      2,
    ],
    ['whole records of CloudTrail Lake as CSV', `eventJson\n"${json(RECORD).replaceAll('"', '""')}"\n`, 1, 1],
    ['rows of our queries as CSV', `${ROW_COLUMNS.join(',')}\r\n${row(ROW)}\r\n${row({ ...ROW, calls: '3' })}`, 20, 20],
    [
      'rows of our queries as UNLOAD writes them',
      `${json({ ...ROW, calls: 17 })}\n${json({ ...ROW, calls: 3 })}`,
      20,
      20,
    ],
    [
      'rows of our queries from Athena as JSON',
      json({
        ResultSet: {
          Rows: [
            { Data: ROW_COLUMNS.map((VarCharValue) => ({ VarCharValue })) },
            { Data: ROW_COLUMNS.map((column) => ({ VarCharValue: (ROW as Record<string, string>)[column] })) },
          ],
          ResultSetMetadata: { ColumnInfo: [] },
        },
        UpdateCount: 0,
      }),
      17,
      17,
    ],
    [
      'rows of our queries from CloudTrail Lake as JSON',
      json({ QueryResultRows: [Object.entries(ROW).map(([name, value]) => ({ [name]: value }))] }),
      17,
      17,
    ],
  ])('%s', (_, content, records, calls) => {
    for (const size of [64 * 1024, 7, 1]) {
      const outcome = read(content, size);
      expect(outcome.problems).toEqual([]);
      expect([outcome.records, sum(outcome)]).toEqual([records, calls]);
    }
  });

  it('gzip by its bytes, whatever the name, and several one after the other', async () => {
    const part = gzipSync(json({ Records: [RECORD] }));
    const { records, problems } = await readStream([part, part]);
    expect([records, problems]).toEqual([2, []]);
  });

  it.each([
    ['a digest', { awsAccountId: '111122223333', digestS3Bucket: 'trail', logFiles: [{ s3Object: 'x' }] }],
    [
      'the signature of a query',
      { version: '1.0', region: 'us-east-1', files: [{ fileName: 'result_1.csv.gz' }], hashSignature: 'x' },
    ],
  ])('%s is passed over', (_, content) => {
    expect(read(json(content))).toMatchObject({ isPassedOver: true, problems: [], records: 0 });
  });
});

describe('what is wrong with a log is named', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['nothing in it', '', /It is empty/],
    ['text', 'Hello, this is no log\nat all\n', /no CloudTrail log/],
    [
      'other JSON',
      json({ name: 'package', version: '1.0.0', dependencies: {} }),
      /1 entry not counted: not of CloudTrail/,
    ],
    ['a list of numbers', '[1,2,3]', /holds no CloudTrail records/],
    ['the end in the middle of a record', json({ Records: [RECORD, RECORD] }).slice(0, -200), /ends in the middle/],
    ['the end in the middle of a string', json({ Records: [RECORD] }).slice(0, 30), /ends in the middle/],
    ['text between records', `${json(RECORD)}\nWARN something was lost\n${json(RECORD)}`, /text between its records/],
    [
      'a record that is no valid JSON',
      '{"Records":[{"eventSource":"sts.amazonaws.com",}]}',
      /1 record of STS not counted: no valid JSON/,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${json(RECORD)}`, 'utf16le'), /UTF-16/],
    ['Parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(600)]), /Parquet/],
    ['a ZIP archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /ZIP/],
    ['the CSV of the event history', 'Event name,Event time,User name\nAssumeRole,2025,x\n', /download the JSON/],
    ['CSV of something else', 'a,b,c\n1,2,3\n', /no CloudTrail log/],
    [
      'a query without the host',
      'calls,event_name,identity_type\n1,AssumeRole,IAMUser\n',
      /the column host is missing/,
    ],
    [
      'a row without calls',
      `${ROW_COLUMNS.join(',')}\n${row({ ...ROW, calls: 'many' })}\n`,
      /1 row not counted: no number of calls/,
    ],
    ['CSV that ends in quotes', `${ROW_COLUMNS.join(',')}\n${row(ROW)}\n"abc`, /ends in the middle/],
    [
      'a query that failed',
      json({ QueryStatus: 'CANCELLED', QueryResultRows: [[{ eventJson: json(RECORD) }]] }),
      /status CANCELLED/,
    ],
    ['a newer version', json({ Records: [{ ...RECORD, eventVersion: '2.3' }] }), /version 2\.3/],
  ])('%s', (_, content, problem) => {
    const { problems, isPassedOver } = read(content);
    expect(problems.join(' ')).toMatch(problem);
    expect(isPassedOver).toBe(false);
  });

  it('a gzip that ends too early, and what stood before its end is counted', async () => {
    const whole = gzipSync(
      json({
        Records: Array.from({ length: 3000 }, (_, index) => ({ ...RECORD, eventID: `${index} ${Math.sin(index)}` })),
      }),
    );
    const outcome = await readStream([whole.subarray(0, Math.floor(whole.length / 2))]);
    expect(outcome.problems[0]).toMatch(/gzip ends too early/);
    expect(outcome.calls.length).toBeGreaterThan(500);
    expect(outcome.calls.length).toBeLessThan(3000);
  });

  it('a gzip that is damaged', async () => {
    const whole = gzipSync(
      json({
        Records: Array.from({ length: 3000 }, (_, index) => ({ ...RECORD, eventID: `${index} ${Math.sin(index)}` })),
      }),
    );
    const middle = Math.floor(whole.length / 2);
    whole.fill(0xff, middle, middle + 40);
    expect((await readStream([whole])).problems[0]).toMatch(/gzip is damaged/);
  });

  it('a page without the last one, but not the last one', () => {
    const page = { QueryResultRows: [[{ eventJson: json(RECORD) }]] };
    expect(read(json({ ...page, NextToken: 'x' })).page).toBe('more');
    expect(read(json(page)).page).toBe('last');
  });
});

describe('one line without an end', () => {
  /** As much of one string as is asked for, made when it is read. */
  function* line(megabytes: number, start: string, end: string): Generator<Buffer> {
    yield Buffer.from(start);
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let index = 0; index < megabytes; index += 1) yield piece;
    yield Buffer.from(end);
  }

  it('of 300 MB is refused by name, the records around it are counted, and it is never in memory', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const start = `{"Records":[${json(RECORD)},{"eventSource":"sts.amazonaws.com","x":"`;
    function* watched(): Generator<Buffer> {
      for (const chunk of line(300, start, `"},${json(RECORD)}]}`)) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield chunk;
      }
    }
    const outcome = await readStream(watched());
    expect(outcome.problems).toEqual(['1 record not read: larger than 8 MB, which CloudTrail never writes.']);
    expect(outcome.calls).toHaveLength(2);
    expect(most).toBeLessThan(100 * 1024 * 1024);
  });

  it('of CSV too', async () => {
    const outcome = await readStream(line(20, `${ROW_COLUMNS.join(',')}\n${row(ROW)}\n"`, `"\n${row(ROW)}\n`));
    expect(outcome.problems).toEqual(['1 record not read: larger than 8 MB, which CloudTrail never writes.']);
    expect(sum(outcome)).toBe(34);
  });
});

describe('any log in any pieces', () => {
  const anyValue = fc.jsonValue({ maxDepth: 4 });
  const anyRecord = fc.record({ extra: anyValue, text: fc.string({ unit: 'binary' }) });

  it('has as many records as were written', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecord, { maxLength: 6 }),
        fc.integer({ min: 1, max: 97 }),
        fc.constantFrom(0, 2),
        (extras, size, indent) => {
          const records = extras.map((extra) => ({ ...RECORD, ...extra }));
          const outcome = read(JSON.stringify({ Records: records }, null, indent), size);
          expect([outcome.records, outcome.calls.length, outcome.problems]).toEqual([
            records.length,
            records.length,
            [],
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is read without a crash when it is garbage', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('{"Records":[', '[', '{', 'calls,event_name,host,identity_type\n', ''),
        (bytes, start) => {
          expect(() => read(Buffer.concat([Buffer.from(start), bytes]), 13)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says something is wrong whenever it was cut', () => {
    const whole = json({ Records: [...generateEvents(3, 5, 1)].map(({ record }) => record) });
    for (let length = 1; length < whole.length; length += 17)
      expect(read(whole.slice(0, length)).problems).not.toEqual([]);
  });
});
