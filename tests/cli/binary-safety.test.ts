import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MigrateReport } from '../../src/cli/migrate/migrate-report.js';
import { ROOT } from '../repository/repository.js';
import { buildBinary } from './build.js';
import type { Content, Tree } from './tree.js';
import { modesBind, tree } from './tree.js';

let binary = '';
beforeAll(() => {
  binary = buildBinary('binary-safety');
});

const MANIFEST = JSON.stringify({ name: 'orders', dependencies: { '@aws-sdk/client-sts': '^3.600.0' } });
const ERROR = `import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n`;
const MIGRATE = [
  'migrate',
  '--regions',
  'eu-west-1,eu-central-1',
  '--only',
  'explicit-regions',
  '--region-source',
  'literal',
  '--format',
  'json',
];
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  NO_COLOR: '1',
};
const project = (files: Readonly<Record<string, Content>>): Tree => tree({ 'package.json': MANIFEST, ...files });

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(dir: Tree, args: readonly string[], user: { readonly uid?: number; readonly gid?: number } = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: dir.root,
    env: ENVIRONMENT,
    encoding: 'utf8',
    ...user,
  });
  return { status, stdout, stderr };
}

/** A run as a user whom file modes bind. */
const runUnprivileged = (dir: Tree, args: readonly string[]): Run =>
  run(dir, args, modesBind ? {} : { uid: 65_534, gid: 65_534 });
const reportOf = ({ stdout }: Pick<Run, 'stdout'>): MigrateReport => JSON.parse(stdout) as MigrateReport;

const UTF_16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ERROR, 'utf16le')]);
const LATIN_1 = Buffer.from(`// caf\u00e9\n${ERROR}`, 'latin1');

describe('the built migrate', () => {
  it.each([
    ['UTF-16', UTF_16],
    ['Latin-1', LATIN_1],
  ])('names a file in %s, leaves its bytes alone, migrates the others and exits 2', (_, bytes) => {
    const dir = project({ 'a.ts': bytes, 'b.ts': ERROR });
    const outcome = run(dir, MIGRATE);
    expect(outcome.status).toBe(2);
    expect(reportOf(outcome).files).toMatchObject([
      { path: 'a.ts', status: 'failed', error: expect.stringContaining('UTF-8') as string },
      { path: 'b.ts', status: 'changed' },
    ]);
    expect(dir.bytes('a.ts').equals(bytes)).toBe(true);
  });

  it.each([
    ['a read-only file', 'closed/a.ts', 0o444],
    ['a file in a read-only directory', 'closed', 0o555],
  ])('names %s, leaves it as it is, migrates the others and exits 2', (_, path, mode) => {
    const dir = project({ 'closed/a.ts': ERROR, 'b.ts': ERROR });
    for (const open of ['.', 'closed']) chmodSync(dir.path(open), 0o777);
    for (const open of ['closed/a.ts', 'b.ts']) chmodSync(dir.path(open), 0o666);
    chmodSync(dir.path(path), mode);
    const outcome = runUnprivileged(dir, MIGRATE);
    expect(outcome.status).toBe(2);
    expect(reportOf(outcome).files).toMatchObject([
      { path: 'b.ts', status: 'changed' },
      { path: 'closed/a.ts', status: 'failed', error: 'Cannot write: permission denied' },
    ]);
    expect(dir.read('closed/a.ts')).toBe(ERROR);
    expect(readdirSync(dir.path('closed'))).toEqual(['a.ts']);
  });

  it('leaves the temporary file of a run that was killed where it may not remove it', () => {
    const leftover = `.b.ts.${2 ** 30}.sts-regional`; // beyond any process id
    const dir = project({ 'a.ts': ERROR, [`closed/${leftover}`]: 'half' });
    chmodSync(dir.path('.'), 0o777);
    chmodSync(dir.path('a.ts'), 0o666);
    chmodSync(dir.path('closed'), 0o555);
    expect(runUnprivileged(dir, MIGRATE)).toMatchObject({ status: 0 });
    expect(readdirSync(dir.path('closed'))).toEqual([leftover]);
  });

  it('keeps what somebody else wrote into a file while the run was under way', async () => {
    const theirs = `${ERROR}// written meanwhile\n`;
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const child = spawn(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(writesWhenReplaced(dir.path('b.ts'), theirs))}`,
        binary,
        ...MIGRATE,
      ],
      { cwd: dir.root, env: ENVIRONMENT },
    );
    let stdout = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(2);
    expect(reportOf({ stdout }).files).toMatchObject([
      { path: 'a.ts', status: 'changed' },
      {
        path: 'b.ts',
        status: 'failed',
        error: 'The file changed while it was being migrated; it is left as it is now.',
      },
    ]);
    expect(dir.read('b.ts')).toBe(theirs);
    expect(readdirSync(dir.root)).toEqual(['a.ts', 'b.ts', 'package.json']);
  });

  it('loses nothing when it is killed, ten times at seeded moments, and a second run completes the work', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bench', 'kill.mjs'), '10', '5', binary], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('nothing lost, every second run completed the work');
    expect(status).toBe(0);
  }, 120_000);
});

/** Code that, when a temporary file appears beside a file, writes that file as another program would: at the worst moment, without a clock. */
const writesWhenReplaced = (path: string, text: string): string => `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const write = fs.writeFileSync;
  fs.writeFileSync = (file, ...rest) => {
    write(file, ...rest);
    if (String(file).includes('.b.ts.')) write(${JSON.stringify(path)}, ${JSON.stringify(text)});
  };
  syncBuiltinESMExports();`;

describe('the built merge-reports', () => {
  const shards = (dir: Tree, command: readonly string[]): string[] =>
    [1, 2].map((index) => {
      run(dir, [
        ...command,
        '--shard',
        `${index}/2`,
        ...(command[0] === 'check' ? ['--output-file'] : ['--report']),
        `part-${index}.json`,
      ]);
      return `part-${index}.json`;
    });

  it.each([
    ['stylish', /✖ 2 problems \(2 errors, 0 warnings/],
    ['json', /^\[\{"filePath":/],
    ['sarif', /"version":\s*"2\.1\.0"/],
    ['html', /^<!doctype html>[\s\S]*STS calls: check/i],
    ['github', /^::error file=a\.ts,line=2[\s\S]*^::error file=b\.ts,line=2/m],
  ])('shows the parts of a check as %s', (format, expected) => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const { status, stdout } = run(dir, [
      'merge-reports',
      ...shards(dir, ['check', '--format', 'json']),
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
  ])('shows the parts of a migration as %s', (format, expected) => {
    const dir = project({ 'a.ts': ERROR, 'b.ts': ERROR });
    const { status, stdout } = run(dir, [
      'merge-reports',
      ...shards(dir, [...MIGRATE, '--dry-run']),
      '--format',
      format,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(expected);
  });
});

/** How each command ends with each status. 1 of `endpoints --probe` and of `update-helper --check` needs servers and old helpers: see the tests of these. */
type Case = readonly [
  command: string,
  status: number,
  files: Readonly<Record<string, Content>>,
  args: readonly string[],
];
const REPORT = JSON.stringify([
  {
    filePath: '/a.ts',
    messages: [],
    suppressedMessages: [],
    errorCount: 0,
    warningCount: 0,
    fatalErrorCount: 0,
    fixableErrorCount: 0,
    fixableWarningCount: 0,
  },
]);
const CASES: readonly Case[] = [
  ['check', 0, { 'a.ts': '' }, []],
  ['check', 1, { 'a.ts': ERROR }, []],
  ['check', 2, { 'a.ts': `${ERROR}export const = ;` }, []],
  ['migrate', 0, { 'a.ts': ERROR }, MIGRATE.slice(1)],
  ['migrate', 1, { 'a.ts': ERROR }, [...MIGRATE.slice(1), '--check']],
  ['migrate', 2, { 'a.ts': `${ERROR}export const = ;` }, MIGRATE.slice(1)],
  ['merge-reports', 0, { 'r.json': REPORT }, ['r.json']],
  [
    'merge-reports',
    1,
    { 'r.json': REPORT.replace('"warningCount":0', '"warningCount":1') },
    ['r.json', '--max-warnings', '0'],
  ],
  ['merge-reports', 2, {}, ['nowhere.json']],
  ['endpoints', 0, {}, []],
  ['endpoints', 2, {}, ['eu-wset-1']],
  ['init', 0, {}, ['--regions', 'eu-west-1,eu-central-1', '--yes']],
  ['init', 2, {}, []],
  ['update-helper', 0, {}, []],
  ['update-helper', 2, {}, ['nowhere']],
  ['audit', 0, { 'log.json': '{"Records":[]}' }, ['log.json']],
  [
    'audit',
    1,
    {
      'log.json':
        '{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","tlsDetails":{"clientProvidedHostHeader":"sts.amazonaws.com"}}',
    },
    ['log.json', '--fail-on-global'],
  ],
  ['audit', 2, { 'log.json': '{"Records":[{' }, ['log.json']],
];

describe('the exit status', () => {
  it.each(CASES)('of %s is %i', (command, status, files, args) => {
    const outcome = run(project(files), [command, ...args]);
    expect(outcome, outcome.stderr + outcome.stdout).toMatchObject({ status });
  });

  it.each(['check', 'migrate'])('of %s is 130 after Ctrl-C', async (command) => {
    const dir = project(Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/f${index}.ts`, ERROR])));
    const signal = `data:text/javascript,${encodeURIComponent(`import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; const open = fs.openSync; let sources = 0; fs.openSync = (path, ...rest) => { if (String(path).endsWith('.ts') && ++sources === 5) process.kill(process.pid, 'SIGINT'); return open(path, ...rest); }; syncBuiltinESMExports();`)}`;
    const child = spawn(
      process.execPath,
      ['--import', signal, binary, command, ...(command === 'migrate' ? MIGRATE.slice(1) : [])],
      { cwd: dir.root, env: ENVIRONMENT, stdio: 'ignore' },
    );
    expect(await once(child, 'close')).toEqual([130, null]);
  });

  it('has a row for each command of the program', () => {
    const commands = [...run(project({}), ['--help']).stdout.matchAll(/^ {2}([a-z-]+) (?:\[|<|  )/gm)]
      .map((match) => match[1])
      .filter((name) => name !== 'help');
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((name) => !CASES.some(([command]) => command === name))).toEqual([]);
  });
});
