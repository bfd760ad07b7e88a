/**
 * Run by `npm run audit-sql`, which installs DuckDB: the queries of docs/audit.md, taken from the page, over
 * generated logs. Their results, given to the command as CSV and as the JSON that AWS's tools print, make the same
 * report as the logs themselves.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/audit/audit-report.js';
import { ROW_COLUMNS } from '../../../src/audit/from-row.js';
import { runIn } from '../../cli/run-in-process.js';
import { Tree } from '../../cli/tree.js';
import { codeBlocks, readText, ROOT } from '../../repository/repository.js';
import { generateEvents } from '../generate-events.js';
import { SHAPES } from '../shapes.js';

const DUCKDB = join(ROOT, '.cache', 'audit-sql', 'node_modules', '@duckdb', 'node-api', 'lib', 'index.js');
const GENERATED = 40_000;
const FILES = 8;

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call -- DuckDB is not a dependency, so its types are not there */
let connection: any;

const dir = new Tree();
beforeAll(async () => {
  const records = [
    ...[...generateEvents(GENERATED, 7)].map(({ record }) => record),
    // What AWS and public repositories publish, each as often as its place in the list, so that a lost one shows.
    ...SHAPES.flatMap(({ record }, index) => Array.from({ length: index + 1 }, () => record)),
  ];
  const size = Math.ceil(records.length / FILES);
  for (let file = 0; file < FILES; file += 1)
    dir.write({
      [`logs/part-${file}.json.gz`]: gzipSync(
        JSON.stringify({ Records: records.slice(file * size, (file + 1) * size) }),
      ),
    });
  const duckdb = (await import(pathToFileURL(DUCKDB).href)) as any;
  connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
  // What Trino, which Athena and CloudTrail Lake run, calls by other names.
  await connection.run('CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)');
  await connection.run('CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)');
  await connection.run(`CREATE TABLE records AS SELECT unnest(Records) AS eventJson
    FROM read_json('${dir.path('logs')}/*.json.gz', columns = {Records: 'JSON[]'}, maximum_object_size = 1000000000)`);
  await connection.run(`CREATE TABLE cloudtrail_logs AS SELECT record.*, '2025/06/01' AS day FROM (
    SELECT from_json(eventJson, '${JSON.stringify(duckdbTypes())}') AS record FROM records)`);
  await connection.run(`CREATE VIEW EVENT_DATA_STORE_ID AS SELECT eventJson,
    coalesce(json_extract_string(eventJson, '$.eventSource'), '') AS eventSource,
    coalesce(json_extract_string(eventJson, '$.eventCategory'), 'Management') AS eventCategory,
    TIMESTAMP '2025-06-01 00:00:00' AS eventTime FROM records`);
});
afterAll(() => dir.remove());

/**
 * The columns of the Athena table on the page, as DuckDB reads JSON into them: what is a text there may be any JSON.
 */
function duckdbTypes(): Record<string, unknown> {
  const [, columns = ''] = /\(\n([\s\S]*?)\n\)\nPARTITIONED/.exec(sql('athena-table')) ?? [];
  return fieldsOf(columns, ' ') as Record<string, unknown>;
}

function fieldsOf(text: string, separator: string): unknown {
  return Object.fromEntries(
    splitOutside(text.replaceAll('\n', ' ')).map((field) => {
      const at = field.trim().indexOf(separator);
      const name = field.trim().slice(0, at);
      const type = field
        .trim()
        .slice(at + 1)
        .trim();
      const inside = /^STRUCT<(.*)>$/.exec(type)?.[1];
      return [NAMES[name] ?? name, inside === undefined ? 'VARCHAR' : fieldsOf(inside, ':')];
    }),
  );
}

/** Athena's table is case-insensitive; DuckDB's reading of JSON is not, and its columns are. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'userIdentity sessionContext sessionIssuer principalId accountId invokedBy userName identityProvider inScopeOf issuerType credentialsIssuedTo',
    'eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode requestParameters additionalEventData eventType',
    'recipientAccountId sharedEventID vpcEndpointId eventCategory tlsDetails tlsVersion cipherSuite clientProvidedHostHeader',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

function splitOutside(text: string): string[] {
  let depth = 0;
  const parts = [''];
  for (const character of text) {
    if (character === '<') depth += 1;
    if (character === '>') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.filter((part) => part.trim() !== '');
}

function sql(role: string): string {
  const block = codeBlocks(readText('docs/audit.md')).find(({ options }) => options['role'] === role);
  if (!block) throw new Error(`docs/audit.md has no query for ${role}`);
  return block.code;
}

type Row = Readonly<Record<string, string | null>>;

async function rowsOf(role: string): Promise<readonly Row[]> {
  const result = await connection.runAndReadAll(sql(role));
  return result
    .getRowObjects()
    .map((row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value as number)]),
      ),
    );
}

const csv = (rows: readonly Row[]): string =>
  [ROW_COLUMNS, ...rows.map((row) => ROW_COLUMNS.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(','))
    .join('\n');

const lakeJson = (rows: readonly Row[]): string =>
  JSON.stringify({
    QueryStatus: 'FINISHED',
    QueryResultRows: rows.map((row) =>
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => ({ [name]: value })),
    ),
  });

const athenaJson = (rows: readonly Row[]): string =>
  JSON.stringify({
    ResultSet: {
      Rows: [
        { Data: ROW_COLUMNS.map((column) => ({ VarCharValue: column })) },
        ...rows.map((row) => ({
          Data: ROW_COLUMNS.map((column) => (row[column] === null ? {} : { VarCharValue: row[column] })),
        })),
      ],
      ResultSetMetadata: {},
    },
  });

async function report(path: string): Promise<Omit<AuditReport, 'input'>> {
  const { stdout } = await runIn(dir, ['audit', path, '--format', 'json']);
  const { input, ...rest } = JSON.parse(stdout) as AuditReport;
  expect(input.problems.filter(({ message }) => !message.includes('newer than this program'))).toEqual([]);
  return rest;
}

describe('the queries of docs/audit.md count what the command counts', () => {
  it('in Athena, as CSV', async () => {
    dir.write({ 'athena.csv': csv(await rowsOf('athena')) });
    expect(await report('athena.csv')).toEqual(await report('logs'));
  });

  it('in Athena, as the JSON of get-query-results', async () => {
    dir.write({ 'athena.json': athenaJson(await rowsOf('athena')) });
    expect(await report('athena.json')).toEqual(await report('logs'));
  });

  it('in CloudTrail Lake, as the JSON of get-query-results', async () => {
    dir.write({ 'lake.json': lakeJson(await rowsOf('lake')) });
    expect(await report('lake.json')).toEqual(await report('logs'));
  });

  it('in CloudTrail Lake, as the gzipped CSV that it saves', async () => {
    dir.write({ 'lake.csv.gz': gzipSync(csv(await rowsOf('lake'))) });
    expect(await report('lake.csv.gz')).toEqual(await report('logs'));
  });

  it('in far fewer rows than there are calls', async () => {
    const { totals } = await report('logs');
    expect((await rowsOf('athena')).length).toBeLessThan(totals.calls / 2);
  });
});
