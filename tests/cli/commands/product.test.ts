import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SarifLog } from '../../../src/cli/reports/sarif.js';
import { SHAPES } from '../../audit/shapes.js';
import { BROKEN, CLEAN, EMPTY_REPORT, ERROR, IMPORT, MIGRATE, REGIONS, WARNING, project } from '../project.js';
import { migrationIn, resultsIn, runProduct } from '../run-in-process.js';
import type { Content, Tree } from '../tree.js';
import { tree } from '../tree.js';

const ELSEWHERE = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' });\n`;
const REGIONAL_V2 = `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS({ region: 'eu-west-1' });\n`;
const MIGRATE_FLAGS = MIGRATE.slice(1);
const UTF_16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ERROR, 'utf16le')]);
const LATIN_1 = Buffer.from(`// caf\u00e9\n${ERROR}`, 'latin1');

describe('check', () => {
  it('exits 0 without STS, without findings, and with warnings', async () => {
    expect((await runProduct(project({ 'a.ts': 'let x;' }), ['check'])).status).toBe(0);
    expect((await runProduct(project({ 'a.ts': CLEAN }), ['check'])).status).toBe(0);
    expect(await runProduct(project({ 'a.ts': WARNING }), ['check'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 warning') as string,
    });
  });

  it('exits 1 with an error, by --config strict also for a missing fallback, and by --max-warnings', async () => {
    expect((await runProduct(project({ 'a.ts': ERROR }), ['check'])).status).toBe(1);
    expect((await runProduct(project({ 'a.ts': WARNING }), ['check', '--config', 'strict'])).status).toBe(1);
    expect((await runProduct(project({ 'a.ts': WARNING }), ['check', '--max-warnings', '0'])).status).toBe(1);
  });

  it('exits 2 for a file with STS that does not parse, and lints the others', async () => {
    const outcome = await runProduct(project({ 'a.ts': BROKEN, 'b.ts': ERROR, 'c.ts': 'export const = ;' }), [
      'check',
      '--format',
      'json',
    ]);
    expect(outcome.status).toBe(2);
    expect(resultsIn(outcome).map(({ fatalErrorCount, errorCount }) => [fatalErrorCount, errorCount])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it('reads UTF-16, as some editors on Windows save it', async () => {
    const outcome = await runProduct(
      project({ 'a.ts': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ERROR, 'utf16le')]) }),
      ['check', '--format', 'json'],
    );
    expect(outcome.status).toBe(1);
    expect(resultsIn(outcome)[0]?.messages).toMatchObject([
      { ruleId: 'sts-regional/require-region', line: 2, column: 24 },
    ]);
  });

  it('exits 2 for a missing path, an unknown flag, an unknown command, and no command', async () => {
    for (const args of [['check', 'nowhere'], ['check', '--nope'], ['chekc'], []])
      expect(await runProduct(project({}), args)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/./) as string,
      });
  });

  it('exits 2 for a broken config and a broken package.json, and names them', async () => {
    expect(await runProduct(project({ 'sts-regional.config.json': '{"regions": 1}' }), ['check'])).toMatchObject({
      status: 2,
      stderr: 'error: sts-regional.config.json: "regions" must be a list, but is 1.\n',
    });
    expect(await runProduct(project({ 'package.json': '{' }), ['check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('package.json cannot be read as JSON') as string,
    });
  });

  it('prints every format', async () => {
    const dir = project({ 'src/a.ts': ERROR });
    expect((await runProduct(dir, ['check', '--format', 'stylish'])).stdout).toContain('src/a.ts\n  2:24  error');
    expect(resultsIn(await runProduct(dir, ['check', '--format', 'json']))[0]).toMatchObject({
      filePath: dir.path('src/a.ts'),
      errorCount: 1,
      messages: [{ ruleId: 'sts-regional/require-region', line: 2, column: 24 }],
    });
    expect(
      (JSON.parse((await runProduct(dir, ['check', '--format', 'sarif'])).stdout) as SarifLog).runs[0]?.results[0],
    ).toMatchObject({ ruleId: 'sts-regional/require-region', level: 'error' });
    expect((await runProduct(dir, ['check', '--format', 'github'])).stdout).toMatch(
      /^::error file=src\/a\.ts,line=2,col=24,/,
    );
    expect(await runProduct(dir, ['check', '--format', 'xml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Allowed choices are stylish, json, sarif, html, github.') as string,
    });
  });

  it('writes --output-file', async () => {
    const dir = project({ 'a.ts': ERROR });
    expect(await runProduct(dir, ['check', '--format', 'json', '--output-file', 'out/r.json'])).toMatchObject({
      status: 1,
      stdout: '',
    });
    expect(JSON.parse(dir.read('out/r.json'))).toHaveLength(1);
  });

  it('honours ESLint comments and settings', async () => {
    const dir = project({
      'a.ts':
        `${IMPORT}// eslint-disable-next-line sts-regional/require-region -- behind a proxy\n` +
        `export const sts = new STSClient({});\n`,
    });
    const outcome = await runProduct(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(0);
    expect(resultsIn(outcome)[0]?.suppressedMessages).toMatchObject([
      { ruleId: 'sts-regional/require-region', suppressions: [{ justification: 'behind a proxy' }] },
    ]);
    expect(
      (
        await runProduct(
          project({ 'a.ts': ERROR, 'sts-regional.config.json': '{"allowEnvRegion":true,"sdkVersion":"3.1169.0"}' }),
          ['check', '--format', 'json'],
        )
      ).status,
    ).toBe(0);
  });

  it('reads an empty file, binary content and five megabytes', async () => {
    const dir = project({
      'big.ts': ERROR + '// padding padding padding padding padding\n'.repeat(120_000),
      'binary.js': Buffer.from([0, 1, 2, 255, 0, 254]),
      'empty.ts': '',
    });
    const outcome = await runProduct(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(1);
    expect(resultsIn(outcome).map(({ filePath, errorCount }) => [filePath, errorCount])).toEqual([
      [dir.path('big.ts'), 1],
    ]);
  });
});

describe('migrate', () => {
  it('exits 0 when everything was migrated, and then finds nothing more to do', async () => {
    const dir = project({ 'src/a.ts': ERROR });
    expect((await runProduct(dir, ['migrate', ...REGIONS])).status).toBe(0);
    expect(dir.read('src/a.ts')).not.toBe(ERROR);
    const again = await runProduct(dir, ['migrate', ...REGIONS, '--format', 'json']);
    expect(migrationIn(again).summary).toMatchObject({ filesChanged: 0, sitesRewritten: 0 });
    expect(again.status).toBe(0);
  });

  it('--check exits 1 when a file would change, and writes nothing', async () => {
    const dir = project({ 'a.ts': ERROR });
    expect((await runProduct(dir, ['migrate', ...REGIONS, '--check'])).status).toBe(1);
    expect(dir.read('a.ts')).toBe(ERROR);
  });

  it('--dry-run prints a patch, exits as the run would, and writes nothing', async () => {
    const dir = project({ 'a.ts': ERROR });
    const outcome = await runProduct(dir, ['migrate', ...REGIONS, '--dry-run']);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toContain('--- a/a.ts\n+++ b/a.ts\n');
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'package.json']);
    expect(dir.read('a.ts')).toBe(ERROR);
  });

  it('exits 2 with a file that does not parse, and migrates the others', async () => {
    const dir = project({ 'a.ts': BROKEN, 'b.ts': ERROR });
    const outcome = await runProduct(dir, ['migrate', ...REGIONS, '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome)).toMatchObject({
      summary: { filesChanged: 1, filesFailed: 1 },
      files: [
        { path: 'a.ts', status: 'failed' },
        { path: 'b.ts', status: 'changed' },
      ],
    });
    expect(dir.read('a.ts')).toBe(BROKEN);
  });

  it('--fail-on-skipped exits 1 when a site was left', async () => {
    const dir = project({ 'a.ts': ELSEWHERE });
    expect((await runProduct(dir, ['migrate', ...REGIONS])).status).toBe(0);
    const outcome = await runProduct(dir, ['migrate', ...REGIONS, '--fail-on-skipped', '--format', 'json']);
    expect(outcome.status).toBe(1);
    expect(migrationIn(outcome).summary.sitesSkipped).toBeGreaterThan(0);
  });

  it('--only, --region-source and --helper-path reach the rewrite', async () => {
    const migrated = async (text: string, ...flags: string[]): Promise<Tree> => {
      const dir = project({ 'a.js': text });
      expect(await runProduct(dir, ['migrate', ...REGIONS, ...flags])).toMatchObject({ status: 0 });
      return dir;
    };
    expect((await migrated(REGIONAL_V2, '--only', 'regional-endpoints')).read('a.js')).toContain(
      "stsRegionalEndpoints: 'regional'",
    );
    expect((await migrated(ERROR, '--only', 'explicit-regions', '--region-source', 'literal')).read('a.js')).toContain(
      "region: 'eu-west-1'",
    );
    expect((await migrated(ERROR, '--helper-path', 'lib/failover')).read('lib/failover.js')).toMatch(/./);
  });

  it('--max-changes stops after so many files', async () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    expect(
      migrationIn(await runProduct(dir, ['migrate', ...REGIONS, '--max-changes', '1', '--format', 'json'])).summary
        .filesChanged,
    ).toBe(1);
    expect(dir.read('b.ts')).toBe(ERROR);
  });

  it('--report writes a second report, and --format sarif prints one', async () => {
    const dir = project({ 'a.ts': ERROR });
    const outcome = await runProduct(dir, [
      'migrate',
      ...REGIONS,
      '--dry-run',
      '--report',
      'sts.json',
      '--format',
      'sarif',
    ]);
    expect((JSON.parse(outcome.stdout) as SarifLog).runs[0]?.results.length).toBeGreaterThan(0);
    expect(migrationIn({ stdout: dir.read('sts.json') }).summary.filesChanged).toBe(1);
  });

  it('--interactive without a terminal exits 2 and does not wait', async () => {
    expect(await runProduct(project({ 'a.ts': ERROR }), ['migrate', ...REGIONS, '--interactive'])).toMatchObject({
      status: 2,
      stderr: 'error: --interactive asks questions and needs a terminal, without CI set.\n',
    });
  });

  it.each([
    [['--regions', 'eu-wset-1,eu-central-1'], '"eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?'],
    [['--regions', 'eu-west-1'], 'Name a second region of the partition aws.'],
    [['--regions', 'us-east-1,cn-north-1'], 'credentials of one partition are not known in another'],
    [['--vpc-endpoints', 'eu-west-1=nothing'], 'must be an https URL'],
  ])('exits 2 for %j with nothing written', async (flags, message) => {
    const dir = project({ 'a.ts': ERROR });
    expect(await runProduct(dir, ['migrate', ...flags])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(message) as string,
    });
    expect(dir.read('a.ts')).toBe(ERROR);
  });

  it.each([
    ['UTF-16', UTF_16],
    ['Latin-1', LATIN_1],
  ])('names a file in %s, leaves its bytes alone, migrates the others and exits 2', async (_, bytes) => {
    const dir = project({ 'a.ts': bytes, 'b.ts': ERROR });
    const outcome = await runProduct(dir, [...MIGRATE, '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(migrationIn(outcome).files).toMatchObject([
      { path: 'a.ts', status: 'failed', error: expect.stringContaining('UTF-8') as string },
      { path: 'b.ts', status: 'changed' },
    ]);
    expect(dir.bytes('a.ts').equals(bytes)).toBe(true);
  });
});

describe('merge-reports', () => {
  /** Runs a command over each of two shards, and returns the files with its reports. */
  const shards = async (dir: Tree, command: readonly string[], output: string): Promise<string[]> => {
    const parts = [1, 2].map((index) => ({ shard: `${index}/2`, file: `part-${index}.json` }));
    for (const { shard, file } of parts) await runProduct(dir, [...command, '--shard', shard, output, file]);
    return parts.map(({ file }) => file);
  };

  it.each([
    ['stylish', /✖ 2 problems \(2 errors, 0 warnings/],
    ['json', /^\[\{"filePath":/],
    ['sarif', /"version":\s*"2\.1\.0"/],
    ['html', /^<!doctype html>[\s\S]*STS calls: check/i],
    ['github', /^::error file=a\.ts,line=2[\s\S]*^::error file=b\.ts,line=2/m],
  ])('shows the parts of a check as %s', async (format, expected) => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const { status, stdout } = await runProduct(dir, [
      'merge-reports',
      ...(await shards(dir, ['check', '--format', 'json'], '--output-file')),
      '--format',
      format,
    ]);
    expect(status).toBe(1);
    expect(stdout).toMatch(expected);
  });

  it.each([
    ['text', /2 sites to rewrite/],
    ['json', /"filesChanged":\s*2/],
    ['sarif', /"version":\s*"2\.1\.0"/],
    ['html', /^<!doctype html>[\s\S]*STS calls: migration/i],
  ])('shows the parts of a migration as %s', async (format, expected) => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const { status, stdout } = await runProduct(dir, [
      'merge-reports',
      ...(await shards(dir, [...MIGRATE, '--dry-run'], '--report')),
      '--format',
      format,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(expected);
  });

  it('exits as one run over everything', async () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': CLEAN });
    for (const index of [1, 2])
      await runProduct(dir, ['check', '--shard', `${index}/2`, '--format', 'json', '--output-file', `r${index}.json`]);
    expect(await runProduct(dir, ['merge-reports', 'r1.json', 'r2.json'])).toEqual(
      await runProduct(dir, ['check', '--format', 'json']),
    );
  });
});

/**
 * How each command ends with each status. 1 of `endpoints --probe` and of `update-helper --check` needs servers and old
 * helpers: see the tests of these.
 */
type Case = readonly [
  command: string,
  status: number,
  files: Readonly<Record<string, Content>>,
  args: readonly string[],
];
const GLOBAL_CALL = JSON.stringify({ Records: [SHAPES[0]?.record] });
const CASES: readonly Case[] = [
  ['check', 0, { 'a.ts': '' }, []],
  ['check', 1, { 'a.ts': ERROR }, []],
  ['check', 2, { 'a.ts': `${ERROR}export const = ;` }, []],
  ['migrate', 0, { 'a.ts': ERROR }, MIGRATE_FLAGS],
  ['migrate', 1, { 'a.ts': ERROR }, [...MIGRATE_FLAGS, '--check']],
  ['migrate', 2, { 'a.ts': `${ERROR}export const = ;` }, MIGRATE_FLAGS],
  ['explain', 0, { 'a.ts': ERROR }, ['a.ts:2']],
  ['explain', 1, { 'a.ts': ERROR }, ['a.ts:1']],
  ['explain', 2, {}, ['a.ts:1']],
  ['merge-reports', 0, { 'r.json': EMPTY_REPORT }, ['r.json']],
  [
    'merge-reports',
    1,
    { 'r.json': EMPTY_REPORT.replace('"warningCount":0', '"warningCount":1') },
    ['r.json', '--max-warnings', '0'],
  ],
  ['merge-reports', 2, {}, ['nowhere.json']],
  ['endpoints', 0, {}, []],
  ['endpoints', 2, {}, ['eu-wset-1']],
  ['init', 0, {}, ['--regions', 'eu-west-1,eu-central-1', '--yes']],
  ['init', 2, {}, []],
  ['helper', 0, {}, ['lib/sts', '--regions', 'eu-west-1,eu-central-1']],
  ['helper', 1, {}, ['lib/sts', '--regions', 'eu-west-1,eu-central-1', '--check']],
  ['helper', 2, {}, ['lib/']],
  ['update-helper', 0, {}, []],
  ['update-helper', 2, {}, ['nowhere']],
  ['audit', 0, { 'log.json': GLOBAL_CALL }, ['log.json']],
  ['audit', 1, { 'log.json': GLOBAL_CALL }, ['log.json', '--fail-on-global']],
  ['audit', 2, {}, ['nowhere']],
];

describe('the program', () => {
  it('prints the help of every command, with examples', async () => {
    const dir = tree();
    expect(await runProduct(dir, ['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Exit status:') as string,
    });
    for (const command of [
      'check',
      'migrate',
      'explain',
      'endpoints',
      'init',
      'helper',
      'update-helper',
      'merge-reports',
      'audit',
    ]) {
      expect(await runProduct(dir, [command, '--help'])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(new RegExp(`Examples:\n {2}sts-regional ${command}`)) as string,
      });
    }
  });
});

describe('the exit status', () => {
  it.each(CASES)('of %s is %i', async (command, status, files, args) => {
    const outcome = await runProduct(project(files), [command, ...args]);
    expect(outcome, outcome.stderr + outcome.stdout).toMatchObject({ status });
  });

  it('has a row for each command of the program', async () => {
    const commands = [...(await runProduct(project({}), ['--help'])).stdout.matchAll(/^ {2}([a-z-]+) (?:\[|<|  )/gm)]
      .map((match) => match[1])
      .filter((name) => name !== 'help');
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((name) => !CASES.some(([command]) => command === name))).toEqual([]);
  });
});
