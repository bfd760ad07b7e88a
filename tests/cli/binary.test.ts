import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, watch } from 'node:fs';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LintResult } from '../../src/cli/commands/check/lint-result.js';
import type { MigrateReport } from '../../src/cli/commands/migrate/migrate-report.js';
import type { SarifLog } from '../../src/cli/reports/sarif.js';
import { buildBinary } from './build.js';
import type { Content, Tree } from './tree.js';
import { modesBind, tree } from './tree.js';

const MANIFEST = JSON.stringify({ name: 'orders', dependencies: { '@aws-sdk/client-sts': '^3.600.0' } });
const IMPORT = `import { STSClient } from '@aws-sdk/client-sts';\n`;
const ERROR = `${IMPORT}export const sts = new STSClient({});\n`;
const WARNING = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
const CLEAN = `${IMPORT}export type Client = STSClient;\n`;
const BROKEN = `${IMPORT}export const = ;\n`;
const OPAQUE = `${IMPORT}import { options } from './options';\nexport const sts = new STSClient(options);\n`;
const REGIONS = ['--regions', 'eu-west-1,eu-central-1'];
const REGIONAL_V2 = `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS({ region: 'eu-west-1' });\n`;

let binary = '';
beforeAll(() => {
  binary = buildBinary('binary');
});

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** As a user whom file modes bind, when this one is root. */
  readonly unprivileged?: boolean;
}

/** An environment without what the test runner puts there. */
const cleanEnvironment = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

function run(
  dir: Tree,
  args: readonly string[],
  { cwd = dir.root, env = {}, unprivileged = false }: RunOptions = {},
): Run {
  const nobody = unprivileged && !modesBind ? { uid: 65_534, gid: 65_534 } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd,
    env: { ...cleanEnvironment, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...nobody,
  });
  return { status, stdout, stderr };
}

const project = (files: Readonly<Record<string, Content>>): Tree => tree({ 'package.json': MANIFEST, ...files });
const results = ({ stdout }: Run): LintResult[] => JSON.parse(stdout) as LintResult[];
const report = ({ stdout }: Run): MigrateReport => JSON.parse(stdout) as MigrateReport;

describe('the built check', () => {
  it('exits 0 without STS, without findings, and with warnings', () => {
    expect(run(project({ 'a.ts': 'let x;' }), ['check']).status).toBe(0);
    expect(run(project({ 'a.ts': CLEAN }), ['check']).status).toBe(0);
    expect(run(project({ 'a.ts': WARNING }), ['check'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 warning') as string,
    });
  });

  it('exits 1 with an error, by --config strict also for a missing fallback, and by --max-warnings', () => {
    expect(run(project({ 'a.ts': ERROR }), ['check']).status).toBe(1);
    expect(run(project({ 'a.ts': WARNING }), ['check', '--config', 'strict']).status).toBe(1);
    expect(run(project({ 'a.ts': WARNING }), ['check', '--max-warnings', '0']).status).toBe(1);
  });

  it('exits 2 for a file with STS that does not parse, and lints the others', () => {
    const outcome = run(project({ 'a.ts': BROKEN, 'b.ts': ERROR, 'c.ts': 'export const = ;' }), [
      'check',
      '--format',
      'json',
    ]);
    expect(outcome.status).toBe(2);
    expect(results(outcome).map(({ fatalErrorCount, errorCount }) => [fatalErrorCount, errorCount])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it('reads UTF-16, as some editors on Windows save it', () => {
    const outcome = run(
      project({ 'a.ts': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ERROR, 'utf16le')]) }),
      ['check', '--format', 'json'],
    );
    expect(outcome.status).toBe(1);
    expect(results(outcome)[0]?.messages).toMatchObject([
      { ruleId: 'sts-regional/require-region', line: 2, column: 24 },
    ]);
  });

  it('exits 2 for a missing path, an unknown flag, an unknown command, and no command', () => {
    for (const args of [['check', 'nowhere'], ['check', '--nope'], ['chekc'], []])
      expect(run(project({}), args)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/./) as string,
      });
  });

  it('exits 2 for files and directories without permission, names them, and lints the rest', () => {
    const dir = project({ 'closed/a.ts': ERROR, 'secret.ts': ERROR, 'z.ts': WARNING });
    chmodSync(dir.root, 0o755);
    chmodSync(dir.path('closed'), 0);
    chmodSync(dir.path('secret.ts'), 0);
    const outcome = run(dir, ['check', '--format', 'json'], { unprivileged: true });
    expect(outcome.status).toBe(2);
    expect(results(outcome).map(({ messages }) => messages[0]?.message)).toMatchObject([
      'Cannot read the directory: permission denied',
      'Cannot read the file: permission denied',
      {},
    ]);
    expect(results(outcome)[2]?.warningCount).toBe(1);
    const named = run(dir, ['check', 'closed/a.ts', 'z.ts', '--format', 'json'], { unprivileged: true });
    expect(named.status).toBe(2);
    expect(results(named).map(({ filePath, messages }) => [filePath, messages[0]?.message])).toMatchObject([
      [dir.path('closed/a.ts'), 'Cannot read: permission denied'],
      [dir.path('z.ts'), expect.any(String)],
    ]);
  });

  it('exits 2 for a broken config and a broken package.json, and names them', () => {
    expect(run(project({ 'sts-regional.config.json': '{"regions": 1}' }), ['check'])).toMatchObject({
      status: 2,
      stderr: 'error: sts-regional.config.json: "regions" must be a list, but is 1.\n',
    });
    expect(run(project({ 'package.json': '{' }), ['check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('package.json cannot be read as JSON') as string,
    });
  });

  it('prints every format', () => {
    const dir = project({ 'src/a.ts': ERROR });
    expect(run(dir, ['check', '--format', 'stylish']).stdout).toContain('src/a.ts\n  2:24  error');
    expect(results(run(dir, ['check', '--format', 'json']))[0]).toMatchObject({
      filePath: dir.path('src/a.ts'),
      errorCount: 1,
      messages: [{ ruleId: 'sts-regional/require-region', line: 2, column: 24 }],
    });
    expect((JSON.parse(run(dir, ['check', '--format', 'sarif']).stdout) as SarifLog).runs[0]?.results[0]).toMatchObject(
      { ruleId: 'sts-regional/require-region', level: 'error' },
    );
    expect(run(dir, ['check', '--format', 'github']).stdout).toMatch(/^::error file=src\/a\.ts,line=2,col=24,/);
    expect(run(dir, ['check', '--format', 'xml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Allowed choices are stylish, json, sarif, html, github.') as string,
    });
  });

  it('writes --output-file', () => {
    const dir = project({ 'a.ts': ERROR });
    expect(run(dir, ['check', '--format', 'json', '--output-file', 'out/r.json'])).toMatchObject({
      status: 1,
      stdout: '',
    });
    expect(JSON.parse(dir.read('out/r.json'))).toHaveLength(1);
  });

  it('honours --staged, --since and --shard', () => {
    const dir = project({ 'a.ts': CLEAN, 'b.ts': CLEAN }).commit().write({ 'a.ts': ERROR, 'b.ts': ERROR });
    dir.git('add', 'a.ts');
    expect(results(run(dir, ['check', '--staged', '--format', 'json'])).map(({ filePath }) => filePath)).toEqual([
      dir.path('a.ts'),
    ]);
    expect(results(run(dir, ['check', '--since', 'HEAD', '--format', 'json']))).toHaveLength(2);
    const shards = [1, 2].flatMap((index) => results(run(dir, ['check', '--shard', `${index}/2`, '--format', 'json'])));
    expect(shards).toHaveLength(2);
  });

  it('honours ESLint comments and settings', () => {
    const dir = project({
      'a.ts': `${IMPORT}// eslint-disable-next-line sts-regional/require-region -- behind a proxy\nexport const sts = new STSClient({});\n`,
    });
    const outcome = run(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(0);
    expect(results(outcome)[0]?.suppressedMessages).toMatchObject([
      { ruleId: 'sts-regional/require-region', suppressions: [{ justification: 'behind a proxy' }] },
    ]);
    expect(
      run(project({ 'a.ts': ERROR, 'sts-regional.config.json': '{"allowEnvRegion":true,"sdkVersion":"3.1169.0"}' }), [
        'check',
        '--format',
        'json',
      ]).status,
    ).toBe(0);
  });

  it('reads an empty file, binary content and five megabytes', () => {
    const dir = project({
      'big.ts': ERROR + '// padding padding padding padding padding\n'.repeat(120_000),
      'binary.js': Buffer.from([0, 1, 2, 255, 0, 254]),
      'empty.ts': '',
    });
    const outcome = run(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(1);
    expect(results(outcome).map(({ filePath, errorCount }) => [filePath, errorCount])).toEqual([
      [dir.path('big.ts'), 1],
    ]);
  });

  it('colours a terminal only, and NO_COLOR and FORCE_COLOR decide before that', () => {
    const dir = project({ 'a.ts': ERROR });
    expect(run(dir, ['check']).stdout).not.toContain('\u001B[');
    expect(run(dir, ['check'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001B[');
    expect(run(dir, ['check'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain('\u001B[');
  });

  it('does not load a parser when no file concerns STS', () => {
    const dir = project({ 'a.ts': 'export const x = 1;\n' });
    const trace = `data:text/javascript,import module from 'node:module'; const load = module._load; module._load = function (id, ...rest) { if (/typescript|babel/.test(id)) process.stderr.write('LOADED ' + id + '\\n'); return load.call(this, id, ...rest); };`;
    const loaded = (files: Tree): string =>
      spawnSync(process.execPath, ['--import', trace, binary, 'check'], {
        cwd: files.root,
        env: cleanEnvironment,
        encoding: 'utf8',
      }).stderr;
    expect(loaded(dir)).toBe('');
    expect(loaded(project({ 'a.ts': ERROR }))).toContain('LOADED @typescript-eslint/typescript-estree');
  });
});

describe('the built migrate', () => {
  it('exits 0 when everything was migrated, and then finds nothing more to do', () => {
    const dir = project({ 'src/a.ts': ERROR });
    expect(run(dir, ['migrate', ...REGIONS]).status).toBe(0);
    expect(dir.read('src/a.ts')).not.toBe(ERROR);
    const again = run(dir, ['migrate', ...REGIONS, '--format', 'json']);
    expect(report(again).summary).toMatchObject({ filesChanged: 0, sitesRewritten: 0 });
    expect(again.status).toBe(0);
  });

  it('--check exits 1 when a file would change, and writes nothing', () => {
    const dir = project({ 'a.ts': ERROR });
    expect(run(dir, ['migrate', ...REGIONS, '--check']).status).toBe(1);
    expect(dir.read('a.ts')).toBe(ERROR);
  });

  it('--dry-run prints a patch, exits as the run would, and writes nothing', () => {
    const dir = project({ 'a.ts': ERROR });
    const outcome = run(dir, ['migrate', ...REGIONS, '--dry-run']);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toContain('--- a/a.ts\n+++ b/a.ts\n');
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'package.json']);
    expect(dir.read('a.ts')).toBe(ERROR);
  });

  it('exits 2 with a file that does not parse, and migrates the others', () => {
    const dir = project({ 'a.ts': BROKEN, 'b.ts': ERROR });
    const outcome = run(dir, ['migrate', ...REGIONS, '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(report(outcome)).toMatchObject({
      summary: { filesChanged: 1, filesFailed: 1 },
      files: [
        { path: 'a.ts', status: 'failed' },
        { path: 'b.ts', status: 'changed' },
      ],
    });
    expect(dir.read('a.ts')).toBe(BROKEN);
  });

  it('--fail-on-skipped exits 1 when a site was left', () => {
    const dir = project({ 'a.ts': OPAQUE });
    expect(run(dir, ['migrate', ...REGIONS]).status).toBe(0);
    const outcome = run(dir, ['migrate', ...REGIONS, '--fail-on-skipped', '--format', 'json']);
    expect(outcome.status).toBe(1);
    expect(report(outcome).summary.sitesSkipped).toBeGreaterThan(0);
  });

  it('exits 2 over unstaged changes, 0 with --allow-dirty', () => {
    const dir = project({ 'a.ts': CLEAN }).commit().write({ 'a.ts': ERROR });
    expect(run(dir, ['migrate', ...REGIONS])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('  a.ts\n') as string,
    });
    expect(dir.read('a.ts')).toBe(ERROR);
    expect(run(dir, ['migrate', ...REGIONS, '--allow-dirty']).status).toBe(0);
    expect(dir.read('a.ts')).not.toBe(ERROR);
  });

  it('goes on where git is not installed, and says so', () => {
    const dir = project({ 'a.ts': ERROR }).commit();
    const outcome = run(dir, ['migrate', ...REGIONS], { env: { PATH: '/nonexistent' } });
    expect(outcome).toMatchObject({
      status: 0,
      stderr: 'git is not installed: changes cannot be taken back with it.\n',
    });
  });

  it('--staged rewrites and stages again', () => {
    const dir = project({ 'a.ts': CLEAN, 'b.ts': ERROR }).commit().write({ 'a.ts': ERROR });
    dir.git('add', 'a.ts');
    expect(run(dir, ['migrate', ...REGIONS, '--staged']).status).toBe(0);
    expect(dir.git('diff', '--name-only')).toBe('');
    expect(dir.git('show', ':a.ts')).toBe(dir.read('a.ts'));
    expect(dir.read('b.ts')).toBe(ERROR);
  });

  it.each([
    ['commit', '--quiet', '--message', 'x'],
    ['commit', '--quiet', '--all', '--message', 'x'],
  ])('--staged works as a hook of git %s %s %s', (...commit) => {
    const dir = project({ 'pkg/a.ts': CLEAN }).commit();
    dir.write({
      '.git/hooks/pre-commit': `#!/bin/sh\nexec "${process.execPath}" "${binary}" migrate ${REGIONS.join(' ')} --staged --only explicit-regions --region-source literal\n`,
      'pkg/a.ts': ERROR,
    });
    chmodSync(dir.path('.git/hooks/pre-commit'), 0o755);
    if (!commit.includes('--all')) dir.git('add', 'pkg/a.ts');
    dir.git(...commit);
    expect(dir.git('show', 'HEAD:pkg/a.ts')).toContain("region: 'eu-west-1'");
    expect(dir.git('status', '--porcelain')).toBe('');
  });

  it('--since and --shard narrow the run', () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': CLEAN }).commit().write({ 'b.ts': ERROR });
    expect(
      report(run(dir, ['migrate', ...REGIONS, '--since', 'HEAD', '--check', '--format', 'json'])).files.map(
        ({ path }) => path,
      ),
    ).toEqual(['b.ts']);
    const shards = [1, 2].map((index) =>
      report(run(dir, ['migrate', ...REGIONS, '--shard', `${index}/2`, '--check', '--format', 'json'])),
    );
    expect(shards.flatMap(({ files }) => files.map(({ path }) => path)).sort()).toEqual(['a.ts', 'b.ts']);
  });

  it('--only, --region-source and --helper-path reach the rewrite', () => {
    const migrated = (text: string, ...flags: string[]): Tree => {
      const dir = project({ 'a.js': text });
      expect(run(dir, ['migrate', ...REGIONS, ...flags])).toMatchObject({ status: 0 });
      return dir;
    };
    expect(migrated(REGIONAL_V2, '--only', 'regional-endpoints').read('a.js')).toContain(
      "stsRegionalEndpoints: 'regional'",
    );
    expect(migrated(ERROR, '--only', 'explicit-regions', '--region-source', 'literal').read('a.js')).toContain(
      "region: 'eu-west-1'",
    );
    expect(migrated(ERROR, '--helper-path', 'lib/failover').read('lib/failover.js')).toMatch(/./);
  });

  it('--max-changes stops after so many files', () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    expect(
      report(run(dir, ['migrate', ...REGIONS, '--max-changes', '1', '--format', 'json'])).summary.filesChanged,
    ).toBe(1);
    expect(dir.read('b.ts')).toBe(ERROR);
  });

  it('--report writes a second report, and --format sarif prints one', () => {
    const dir = project({ 'a.ts': ERROR });
    const outcome = run(dir, ['migrate', ...REGIONS, '--dry-run', '--report', 'sts.json', '--format', 'sarif']);
    expect((JSON.parse(outcome.stdout) as SarifLog).runs[0]?.results.length).toBeGreaterThan(0);
    expect((JSON.parse(dir.read('sts.json')) as MigrateReport).summary.filesChanged).toBe(1);
  });

  it('--interactive without a terminal exits 2 and does not wait', () => {
    expect(run(project({ 'a.ts': ERROR }), ['migrate', ...REGIONS, '--interactive'])).toMatchObject({
      status: 2,
      stderr: 'error: --interactive asks questions and needs a terminal, without CI set.\n',
    });
  });

  it.each([
    [['--regions', 'eu-wset-1,eu-central-1'], '"eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?'],
    [['--regions', 'eu-west-1'], 'Name a second region of the partition aws.'],
    [['--regions', 'us-east-1,cn-north-1'], 'credentials of one partition are not known in another'],
    [['--vpc-endpoints', 'eu-west-1=nothing'], 'must be an https URL'],
  ])('exits 2 for %j with nothing written', (flags, message) => {
    const dir = project({ 'a.ts': ERROR });
    expect(run(dir, ['migrate', ...flags])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(message) as string,
    });
    expect(dir.read('a.ts')).toBe(ERROR);
  });
});

describe('the built merge-reports', () => {
  it('exits as one run over everything', () => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': CLEAN });
    for (const index of [1, 2])
      run(dir, ['check', '--shard', `${index}/2`, '--format', 'json', '--output-file', `r${index}.json`]);
    expect(run(dir, ['merge-reports', 'r1.json', 'r2.json'])).toEqual(run(dir, ['check', '--format', 'json']));
  });
});

describe('the built binary', () => {
  const many = (sites: number): string =>
    IMPORT + Array.from({ length: sites }, (_, index) => `export const f${index} = new STSClient({});\n`).join('');

  it('prints its version and the help of every command, with examples', () => {
    const dir = tree();
    expect(run(dir, ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run(dir, ['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Exit status:') as string,
    });
    for (const command of ['check', 'migrate', 'endpoints', 'init', 'update-helper', 'merge-reports']) {
      expect(run(dir, [command, '--help'])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(new RegExp(`Examples:\n {2}sts-regional ${command}`)) as string,
      });
    }
  });

  it('prints a report of many megabytes to a pipe whole', () => {
    const dir = project({ 'a.ts': many(4000) });
    expect(results(run(dir, ['check', '--format', 'json']))[0]?.errorCount).toBe(4000);
  });

  it('ends quietly when its reader goes away', () => {
    const dir = project({ 'a.ts': many(4000) });
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${binary}" check --format json | head -c 10`], {
      cwd: dir.root,
      env: cleanEnvironment,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
  });
});

describe('an interrupted run', () => {
  const many = (): Tree =>
    project(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`src/file-${String(index).padStart(4, '0')}.ts`, ERROR]),
      ),
    );
  const state = (dir: Tree): { old: string[]; changed: string[]; other: string[] } => {
    const names = readdirSync(dir.path('src'));
    const sources = names.filter((name) => name.startsWith('file-'));
    return {
      old: sources.filter((name) => dir.read(`src/${name}`) === ERROR),
      changed: sources.filter((name) => dir.read(`src/${name}`) !== ERROR),
      other: names.filter((name) => !name.startsWith('file-')),
    };
  };

  it('by Ctrl-C exits 130 with counts that are true, and a second run completes it', async () => {
    const dir = many();
    const child = spawn(
      process.execPath,
      [binary, 'migrate', ...REGIONS, '--only', 'explicit-regions', '--region-source', 'literal', '--format', 'json'],
      { cwd: dir.root, env: cleanEnvironment },
    );
    const watcher = watch(dir.path('src'), () => {
      child.kill('SIGINT');
      watcher.close();
    });
    let stdout = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    const { old, changed } = state(dir);
    expect(status).toBe(130);
    expect(old.length).toBeGreaterThan(0);
    expect((JSON.parse(stdout) as MigrateReport).summary.filesChanged).toBe(changed.length);
    expect(run(dir, ['migrate', ...REGIONS, '--only', 'explicit-regions', '--region-source', 'literal']).status).toBe(
      0,
    );
    expect(state(dir).old).toEqual([]);
  });

  it('by kill leaves every file old or new, and a second run completes it', async () => {
    const dir = many();
    const child = spawn(
      process.execPath,
      [binary, 'migrate', ...REGIONS, '--only', 'explicit-regions', '--region-source', 'literal'],
      { cwd: dir.root, env: cleanEnvironment, stdio: 'ignore' },
    );
    let events = 0;
    const watcher = watch(dir.path('src'), () => {
      events += 1;
      if (events === 25) child.kill('SIGKILL');
    });
    await once(child, 'close');
    watcher.close();
    const texts = new Set(
      readdirSync(dir.path('src'))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => dir.read(`src/${name}`)),
    );
    expect(texts.size).toBeLessThanOrEqual(2);
    expect(texts.has(ERROR)).toBe(true);
    expect(run(dir, ['migrate', ...REGIONS, '--only', 'explicit-regions', '--region-source', 'literal']).status).toBe(
      0,
    );
    expect(state(dir)).toMatchObject({ old: [], other: [] });
  });
});
