import { describe, expect, it } from 'vitest';
import type { MigrateReport } from '../../../../src/cli/commands/migrate/migrate-report.js';
import type { SarifLog } from '../../../../src/cli/reports/sarif.js';
import { runIn } from '../../run-in-process.js';
import type { Tree } from '../../tree.js';
import { EMPTY_REPORT } from '../../project.js';
import { tree } from '../../tree.js';

const SITE = 'new STSClient({});\n';
const FILES = {
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`src/file-${index}.ts`, SITE])),
  'src/left.ts': 'new STSClient(options)',
  'src/clean.ts': 'STS',
};

const MIGRATION = JSON.stringify({ schemaVersion: 1, summary: { filesScanned: 1 }, files: [], helpers: [] });
const lintResults = (message: object, filePath = '/x/a.js'): string =>
  JSON.stringify([
    {
      filePath,
      messages: [{ ruleId: 'sts-regional/require-region', severity: 2, message: 'm', line: 1, column: 1, ...message }],
      suppressedMessages: [],
      errorCount: 1,
      fatalErrorCount: 0,
      warningCount: 0,
      fixableErrorCount: 0,
      fixableWarningCount: 0,
    },
  ]);
const sarif = (run: object): string =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, ...run }] });

/** Reports of three shards, in the directory `dist`, which no run reads. */
async function sharded(dir: Tree, ...command: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const index of [3, 1, 2]) {
    const { stdout } = await runIn(dir, [...command, '--shard', `${index}/3`]);
    files.push(`dist/${index}.json`);
    dir.write({ [`dist/${index}.json`]: stdout });
  }
  return files;
}

describe('merge-reports', () => {
  it('of check JSON is the JSON and the status of one run over everything', async () => {
    const dir = tree(FILES);
    const whole = await runIn(dir, ['check', '--format', 'json']);
    expect(await runIn(dir, ['merge-reports', ...(await sharded(dir, 'check', '--format', 'json'))])).toEqual(whole);
    expect(whole.status).toBe(1);
  });

  it('of migrate JSON is the JSON of one run over everything', async () => {
    const dir = tree(FILES);
    const whole = await runIn(dir, ['migrate', '--dry-run', '--format', 'json']);
    const merged = await runIn(dir, [
      'merge-reports',
      ...(await sharded(dir, 'migrate', '--dry-run', '--format', 'json')),
    ]);
    expect(JSON.parse(merged.stdout)).toEqual(JSON.parse(whole.stdout) as MigrateReport);
    expect(merged.status).toBe(0);
  });

  it('of SARIF keeps one run for each shard', async () => {
    const dir = tree(FILES);
    const merged = await runIn(dir, ['merge-reports', ...(await sharded(dir, 'check', '--format', 'sarif'))]);
    expect((JSON.parse(merged.stdout) as SarifLog).runs.map(({ automationDetails }) => automationDetails.id)).toEqual([
      'sts-regional-check/shard-3-of-3/',
      'sts-regional-check/shard-1-of-3/',
      'sts-regional-check/shard-2-of-3/',
    ]);
    expect(merged.status).toBe(1);
  });

  it('renders in another format, to a file if asked', async () => {
    const dir = tree({ 'a.ts': SITE });
    const files = await sharded(dir, 'check', '--format', 'json');
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'stylish'])).stdout).toContain(
      '✖ 1 problem (1 error, 0 warnings; 1 parsed)',
    );
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'github'])).stdout).toMatch(
      /^::error file=a\.ts,/,
    );
    expect(
      (await runIn(dir, ['merge-reports', ...files, '--format', 'sarif', '--output-file', 'all.sarif'])).stdout,
    ).toBe('');
    expect((JSON.parse(dir.read('all.sarif')) as SarifLog).runs[0]?.results).toHaveLength(1);
    const migrated = await sharded(dir, 'migrate', '--dry-run', '--format', 'json');
    expect((await runIn(dir, ['merge-reports', ...migrated, '--format', 'text'])).stdout).toContain(
      '1 site to rewrite',
    );
  });

  it.each([
    ['too many warnings', 'new STSClient(options)', ['check', '--format', 'json'], ['--max-warnings', '0'], 1],
    ['warnings within the limit', 'new STSClient(options)', ['check', '--format', 'json'], ['--max-warnings', '1'], 0],
    [
      'too many warnings in SARIF',
      'new STSClient(options)',
      ['check', '--format', 'sarif'],
      ['--max-warnings', '0'],
      1,
    ],
    ['a file that failed', '<<<< STS', ['check', '--format', 'json'], [], 2],
    ['a file that failed in SARIF', '<<<< STS', ['check', '--format', 'sarif'], [], 2],
    ['a file that failed in a migration', '<<<< STS', ['migrate', '--format', 'json'], [], 2],
    ['a site that was left', 'new STSClient(options)', ['migrate', '--format', 'json'], ['--fail-on-skipped'], 1],
    [
      'a site that was left in SARIF',
      'new STSClient(options)',
      ['migrate', '--format', 'sarif'],
      ['--fail-on-skipped'],
      1,
    ],
    ['a site that was left and may be', 'new STSClient(options)', ['migrate', '--format', 'sarif'], [], 0],
    ['a file that --check would change', SITE, ['migrate', '--check', '--format', 'json'], [], 1],
    ['a file that --check would change in SARIF', SITE, ['migrate', '--check', '--format', 'sarif'], [], 1],
    ['a file that --dry-run would change in SARIF', SITE, ['migrate', '--dry-run', '--format', 'sarif'], [], 0],
  ])('has the exit status of one run with %s', async (_, content, command, flags, status) => {
    const dir = tree({ 'a.ts': content });
    expect((await runIn(dir, ['merge-reports', ...(await sharded(dir, ...command)), ...flags])).status).toBe(status);
  });

  it.each<[string, string[], string, string]>([
    ['--check', ['--check'], '1 would change', 'Nothing was written'],
    ['--dry-run', ['--dry-run'], '1 would change', 'Nothing was written'],
    ['a run', [], '1 changed', 'The files were rewritten'],
  ])('says of reports of %s what became of the files', async (_, flags, inText, inPage) => {
    const dir = tree({ 'a.ts': SITE });
    const files = await sharded(dir, 'migrate', ...flags, '--format', 'json');
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'text'])).stdout).toContain(inText);
    expect((await runIn(dir, ['merge-reports', ...files, '--format', 'html'])).stdout).toContain(inPage);
  });

  it('takes a migration that does not say its mode for one that was written', async () => {
    const outcome = await runIn(tree({ 'x.json': MIGRATION }), ['merge-reports', 'x.json']);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ mode: 'write' });
  });

  it.each<[string, string[]]>([
    ['JSON of migrate', ['migrate', '--dry-run', '--format', 'json']],
    ['SARIF of migrate', ['migrate', '--dry-run', '--format', 'sarif']],
    ['SARIF of check', ['check', '--format', 'sarif']],
  ])('says which shards are missing: %s', async (_, command) => {
    const dir = tree(FILES);
    const [third, first] = await sharded(dir, ...command);
    expect((await runIn(dir, ['merge-reports', third!, first!])).stderr).toBe(
      'Shard 2 of 3 is missing: the merged report says nothing about the files there.\n',
    );
    expect((await runIn(dir, ['merge-reports', third!])).stderr).toBe(
      'Shards 1, 2 of 3 are missing: the merged report says nothing about the files there.\n',
    );
  });

  it.each<[string, string[], string]>([
    [
      'JSON of migrate',
      ['migrate', '--dry-run', '--format', 'json'],
      'dist/1.json and copy.json are both shard 1 of 3.',
    ],
    ['SARIF', ['check', '--format', 'sarif'], 'dist/1.json and copy.json are both shard 1 of 3.'],
    ['JSON of check, by the files in it', ['check', '--format', 'json'], 'dist/1.json and copy.json both report '],
  ])('refuses a shard that is there twice: %s', async (_, command, message) => {
    const dir = tree(FILES);
    const files = await sharded(dir, ...command);
    dir.write({ 'copy.json': dir.read('dist/1.json') });
    const outcome = await runIn(dir, ['merge-reports', ...files, 'copy.json']);
    expect(outcome).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) as string });
  });

  it('counts once what every shard comes upon, a directory that cannot be read', async () => {
    const failed = EMPTY_REPORT.replace('"fatalErrorCount":0', '"fatalErrorCount":1');
    const outcome = await runIn(tree({ 'x.json': failed, 'y.json': failed }), ['merge-reports', 'x.json', 'y.json']);
    expect(JSON.parse(outcome.stdout)).toHaveLength(1);
    expect(outcome.status).toBe(2);
  });

  it('says in words when only the number of warnings in SARIF is to blame', async () => {
    const dir = tree({ 'x.sarif': sarif({ results: [{}] }) });
    expect(await runIn(dir, ['merge-reports', 'x.sarif', '--max-warnings', '0', '--output-file', 'all.sarif'])).toEqual(
      { status: 1, stdout: '', stderr: 'Found 1 warning, more than --max-warnings 0 allows.\n' },
    );
  });

  it('puts SARIF together that has only what SARIF must have', async () => {
    const outcome = await runIn(tree({ 'x.sarif': sarif({}), 'y.sarif': sarif({}) }), [
      'merge-reports',
      'x.sarif',
      'y.sarif',
    ]);
    expect((JSON.parse(outcome.stdout) as SarifLog).runs).toHaveLength(2);
    expect(outcome.status).toBe(0);
  });

  it('reads a report in UTF-16, as a shell of Windows saves it', async () => {
    const dir = tree({ 'x.json': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(EMPTY_REPORT, 'utf16le')]) });
    expect(JSON.parse((await runIn(dir, ['merge-reports', 'x.json'])).stdout)).toHaveLength(1);
  });

  it.each([
    ['[{"filePath":"a","messages":5}]', 'not a complete report of check: "[0].messages" must be a list, but is 5.'],
    [
      '[{"filePath":"a","messages":[],"suppressedMessages":[]}]',
      '"[0].errorCount" must be a whole number from 0, but is missing.',
    ],
    ['[5]', '"[0]" must be an object, but is 5.'],
    [
      '{"schemaVersion":1,"summary":{},"files":[]}',
      'not a complete report of migrate: "summary.filesScanned" must be a whole number from 0, but is missing.',
    ],
    ['{"schemaVersion":1,"summary":null,"files":[]}', '"summary" must be an object, but is null.'],
    ['{"schemaVersion":1,"summary":{"filesScanned":1},"files":[]}', '"helpers" must be a list, but is missing.'],
    [
      '{"schemaVersion":1,"summary":{"filesScanned":1},"files":[{"path":"a","status":"changed"}],"helpers":[]}',
      '"files[0].edits" must be a list, but is missing.',
    ],
    ['{"version":"2.1.0","runs":[null]}', 'not a complete SARIF file: "runs[0]" must be an object, but is null.'],
    ['{"version":"2.1.0","runs":[{}]}', '"runs[0].tool" must be an object, but is missing.'],
    ['{"version":"1.0.0","runs":[]}', '"version" must be "2.1.0", but is "1.0.0".'],
  ])('names the file and what is missing in %s', async (content, message) => {
    const outcome = await runIn(tree({ 'x.json': content }), ['merge-reports', 'x.json']);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain('error: x.json is ');
    expect(outcome.stderr).toContain(message);
  });

  it.each<[string, Record<string, string>, string[], string]>([
    [
      'a report that is named twice',
      { 'x.json': EMPTY_REPORT },
      ['x.json', './x.json'],
      'x.json and ./x.json are the same report.',
    ],
    [
      'shards of different divisions',
      {
        'x.json': MIGRATION.replace('{', '{"shard":{"index":1,"count":2},'),
        'y.json': MIGRATION.replace('{', '{"shard":{"index":2,"count":3},'),
      },
      ['x.json', 'y.json'],
      'x.json is shard 1 of 2, y.json shard 2 of 3',
    ],
    [
      'a migration beside one that wrote',
      { 'x.json': MIGRATION, 'y.json': MIGRATION.replace('{', '{"mode":"check",') },
      ['x.json', 'y.json'],
      'different modes: x.json (write), y.json (check).',
    ],
    [
      '--max-warnings for a migration',
      { 'x.json': MIGRATION },
      ['x.json', '--max-warnings', '0'],
      '--max-warnings is for reports of check; these are migrate.',
    ],
    [
      '--max-warnings for a migration in SARIF',
      { 'x.sarif': sarif({ automationDetails: { id: 'sts-regional-migrate/' } }) },
      ['x.sarif', '--max-warnings', '0'],
      '--max-warnings is for reports of check; these are SARIF of migrate.',
    ],
    [
      '--fail-on-skipped for a check',
      { 'x.json': EMPTY_REPORT },
      ['x.json', '--fail-on-skipped'],
      '--fail-on-skipped is for reports of migrate; these are check.',
    ],
    ['a missing file', {}, ['x.json'], 'x.json cannot be read: it does not exist'],
    ['a file that is no JSON', { 'x.json': '{' }, ['x.json'], 'x.json is not JSON'],
    ['another kind of JSON', { 'x.json': '{}' }, ['x.json'], 'x.json is not a report of sts-regional'],
    [
      'a later schema',
      { 'x.json': '{"schemaVersion":2,"summary":{},"files":[]}' },
      ['x.json'],
      'x.json has schema version 2; this version reads 1.',
    ],
    [
      'different kinds',
      { 'x.json': '[]', 'y.json': MIGRATION },
      ['x.json', 'y.json'],
      'different kinds: x.json (check), y.json (migrate)',
    ],
    [
      'a format that does not fit',
      { 'x.json': '[]' },
      ['x.json', '--format', 'text'],
      '--format text does not fit reports of check; they have stylish, json, sarif, html, github.',
    ],
    ['no file', {}, [], "missing required argument 'files'"],
    [
      'a schema version that is no number',
      { 'x.json': '{"schemaVersion":{"toString":1,"valueOf":1}}' },
      ['x.json'],
      'x.json has schema version {"toString":1,"valueOf":1}',
    ],
    [
      'very deep nesting',
      { 'x.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
      ['x.json'],
      'x.json is not a report of sts-regional: "0" is nested more than 200 levels deep.',
    ],
    ...[{ index: 1, count: 5e9 }, { index: 1, count: 1e9 }, { index: 4, count: 3 }, { index: 0.5, count: 1 }, {}].map(
      (shard): [string, Record<string, string>, string[], string] => [
        `the shard ${JSON.stringify(shard)}`,
        { 'x.json': JSON.stringify({ ...(JSON.parse(MIGRATION) as object), shard }) },
        ['x.json'],
        'not a complete report of migrate: "shard" must be a shard of at most 10000',
      ],
    ),
    [
      'a shard without end in SARIF',
      { 'x.sarif': sarif({ automationDetails: { id: 'sts-regional-check/shard-1-of-9000000000/' } }) },
      ['x.sarif'],
      'x.sarif is not a complete SARIF file: "runs[0].automationDetails.id" must be a shard',
    ],
    ...(
      [
        ['docsUrl', 'javascript:alert(1)', 'an https URL'],
        ['docsUrl', {}, 'an https URL'],
        ['host', {}, 'a string'],
        ['sdk', 5, 'a string'],
        ['endLine', -1, 'a whole number'],
        ['line', 1e300, 'a whole number'],
        ['fix', { range: [1], text: '' }, 'a start and an end'],
      ] as const
    ).map(([name, value, expected]): [string, Record<string, string>, string[], string] => [
      `a message whose ${name} is ${JSON.stringify(value)}`,
      { 'x.json': lintResults({ [name]: value }) },
      ['x.json', '--format', 'html'],
      `"[0].messages[0].${name}${name === 'fix' ? '.range' : ''}" must be ${expected}`,
    ]),
    [
      'half of a surrogate pair in a path',
      { 'x.json': lintResults({}, '\uD800') },
      ['x.json', '--format', 'sarif'],
      '"[0].filePath" must be a path in well-formed Unicode',
    ],
  ])('refuses %s with 2', async (_, files, args, message) => {
    const outcome = await runIn(tree(files), ['merge-reports', ...args]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(message);
  });
});
