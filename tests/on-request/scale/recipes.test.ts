/** The commands of docs/scale.md, taken from the page, over small repositories. `npm run scale` installs Turborepo. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tree, type Content, type Tree } from '../../cli/tree.js';
import { codeBlocks, ROOT, readText } from '../../repository/repository.js';
import { BINARY } from '../../support/built-package.js';

const TURBO = join(ROOT, '.cache', 'scale', 'node_modules', 'turbo', 'bin', 'turbo');
const MANIFEST = { name: 'orders', private: true, dependencies: { '@aws-sdk/client-sts': '3.1169.0' } };
const SITE =
  "import { STSClient } from '@aws-sdk/client-sts';\n\nexport const sts = new STSClient({ region: 'eu-west-1' });\n";
const CLEAN = "import type { STSClient } from '@aws-sdk/client-sts';\n\nexport type Client = STSClient;\n";
const GLOBAL = SITE.replace("{ region: 'eu-west-1' }", '{}');

/** The code below a heading of the page, by language, in order. */
const below = (heading: string, language: string): readonly string[] =>
  codeBlocks(readText('docs/scale.md'))
    .filter((block) => block.heading === heading && block.language === language)
    .map(({ code }) => code);
const only = (heading: string, language: string, place = 0): string => {
  const code = below(heading, language)[place];
  if (code === undefined) throw new Error(`docs/scale.md has no ${language} number ${place + 1} below "${heading}"`);
  return code;
};

/** A repository with what `npm ci` would have installed, where git ignores it. */
function repository(files: Readonly<Record<string, Content>>): Tree {
  const dir = tree({ '.gitignore': 'node_modules\n.turbo\n', 'package.json': JSON.stringify(MANIFEST), ...files });
  for (const [name, path] of Object.entries({
    'sts-regional': BINARY,
    'eslint-plugin-sts-regional': BINARY,
    turbo: TURBO,
  })) {
    mkdirSync(dir.path('node_modules', '.bin'), { recursive: true });
    symlinkSync(path, dir.path('node_modules', '.bin', name));
  }
  return dir.commit();
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A command of the page in a shell that nobody sits in front of. */
function shell(dir: Tree, command: string, env: Readonly<Record<string, string>> = {}): Ended {
  const PATH = [dir.path('node_modules', '.bin'), dirname(process.execPath), process.env['PATH']].join(':');
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', command], {
    cwd: dir.root,
    input: '',
    encoding: 'utf8',
    env: { PATH, HOME: tree().root, CI: 'true', GIT_CONFIG_GLOBAL: '/dev/null', TURBO_TELEMETRY_DISABLED: '1', ...env },
  });
  return { status, output: stdout + stderr };
}

describe('Turborepo', () => {
  it('finds everything in its cache the second time, and checks the package that changed', () => {
    const scripts = (JSON.parse(only('Turborepo', 'json', 1)) as { scripts: Record<string, string> }).scripts;
    const member = (name: string): string => JSON.stringify({ ...MANIFEST, name, version: '1.0.0', scripts });
    const dir = repository({
      'package.json': JSON.stringify({ ...MANIFEST, packageManager: 'npm@10.8.2', workspaces: ['packages/*'] }),
      'package-lock.json': JSON.stringify({ name: 'orders', lockfileVersion: 3, requires: true, packages: {} }),
      'turbo.json': only('Turborepo', 'json'),
      'sts-regional.config.json': '{ "regions": ["eu-west-1", "eu-central-1"] }',
      'packages/a/package.json': member('a'),
      'packages/a/a.ts': CLEAN,
      'packages/b/package.json': member('b'),
      'packages/b/b.ts': CLEAN,
    });
    const run = (): Ended => shell(dir, 'npx turbo run check:sts');
    expect(run()).toMatchObject({ status: 0, output: expect.stringContaining('0 cached, 2 total') as string });
    expect(run()).toMatchObject({ status: 0, output: expect.stringContaining('2 cached, 2 total') as string });
    dir.write({ 'packages/b/b.ts': GLOBAL });
    expect(run()).toMatchObject({ status: 1, output: expect.stringContaining('cache hit') as string });
  });
});

interface Workflow {
  readonly jobs: Readonly<
    Record<
      'check' | 'report',
      {
        readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
        readonly steps: readonly { readonly run?: string; readonly with?: { readonly path?: string } }[];
      }
    >
  >;
}

describe('the GitHub Actions matrix', () => {
  const { check, report } = (parse(only('A GitHub Actions matrix', 'yaml')) as Workflow).jobs;
  const commands = (steps: typeof check.steps): readonly string[] =>
    steps.flatMap(({ run }) => (run === undefined || run === 'npm ci' ? [] : [run]));
  const files = (text: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`src/file-${index}.ts`, index === 7 ? text : SITE]));

  it.each([
    ['lets shards pass and fails in the last step, which annotates it, with a finding', GLOBAL, 1],
    ['fails in one shard and in the last step with a file that does not parse', `${SITE}export const = ;\n`, 2],
  ])('%s', (_, text, status) => {
    const dir = repository(files(text));
    const shards = check.strategy?.matrix.shard ?? [];
    expect(shards).toEqual([1, 2, 3, 4]);
    const ends = shards.flatMap((shard) =>
      commands(check.steps).map(
        (command) => shell(dir, command.replaceAll('${{ matrix.shard }}', String(shard))).status,
      ),
    );
    expect(ends.filter((end) => end !== 0)).toHaveLength(status === 2 ? 1 : 0);
    const [page = '', annotate = ''] = commands(report.steps);
    if (status === 1) expect(shell(dir, page)).toMatchObject({ status: 0 });
    expect(shell(dir, annotate)).toMatchObject({
      status,
      output: expect.stringContaining('::error file=src/file-7.ts') as string,
    });
    if (status === 1) expect(dir.read('sts.html')).toContain('src/file-7.ts');
  });
});

describe('multi-gitter', () => {
  it('gets changes and 0 from the first run of the script in a clone, and no changes from the second', () => {
    const dir = repository({ 'src/a.ts': SITE });
    const reports = tree();
    dir.write({ '.git/migrate.sh': only('multi-gitter', 'sh') });
    chmodSync(dir.path('.git/migrate.sh'), 0o755);
    const run = (): Ended => shell(dir, '.git/migrate.sh', { REPORTS: reports.root, REPOSITORY: 'my-company/orders' });
    expect(run()).toMatchObject({ status: 0 });
    expect(dir.git('status', '--porcelain')).toContain(' M src/a.ts');
    expect(reports.read('orders.json')).toContain('"filesChanged": 1');
    dir.git('add', '--all');
    dir.git('commit', '--quiet', '--message', 'Migrate');
    expect(run()).toMatchObject({ status: 0 });
    expect(dir.git('status', '--porcelain')).toBe('');
  });

  it('leaves a repository without STS as it is', () => {
    const dir = repository({ 'src/a.ts': 'export const x = 1;\n' });
    dir.write({ '.git/migrate.sh': only('multi-gitter', 'sh') });
    expect(shell(dir, 'sh .git/migrate.sh', { REPORTS: tree().root, REPOSITORY: 'my-company/orders' })).toMatchObject({
      status: 0,
    });
    expect(dir.git('status', '--porcelain')).toBe('');
  });
});

describe('Sourcegraph batch changes', () => {
  it('get the same diff from the step each time', () => {
    const { steps } = parse(only('Sourcegraph batch changes', 'yaml')) as {
      readonly steps: readonly { readonly run: string }[];
    };
    const diffs = [1, 2].map(() => {
      const dir = repository({ 'src/a.ts': SITE });
      for (const { run } of steps) expect(shell(dir, run.replace(/@\d[\d.]*/, ''))).toMatchObject({ status: 0 }); // the package on test is not published
      dir.git('add', '--all');
      return dir.git('diff', '--cached');
    });
    expect(diffs[0]).toContain('+++ b/src/a.ts');
    expect(diffs[1]).toBe(diffs[0]);
  });
});
