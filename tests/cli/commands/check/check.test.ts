import { chmodSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LintResult } from '../../../../src/cli/commands/check/lint-result.js';
import { runIn } from '../../run-in-process.js';
import { modesBind, tree } from '../../tree.js';

const ERROR = 'const a = new STSClient({});\n';
const WARNING = 'const a = new STSClient(options);\n';
const CLEAN = 'import { STSClient } from "x";\n';

const parse = (stdout: string): LintResult[] => JSON.parse(stdout) as LintResult[];

describe('exit status of check', () => {
  it.each([
    ['0 without candidates', { 'a.ts': 'let x;' }, [], 0],
    ['0 without findings', { 'a.ts': CLEAN }, [], 0],
    ['0 with warnings only', { 'a.ts': WARNING }, [], 0],
    ['1 with an error', { 'a.ts': ERROR }, [], 1],
    ['1 with a warning that strict makes an error', { 'a.ts': WARNING }, ['--config', 'strict'], 1],
    ['0 with as many warnings as allowed', { 'a.ts': WARNING }, ['--max-warnings', '1'], 0],
    ['1 with more warnings than allowed', { 'a.ts': WARNING }, ['--max-warnings', '0'], 1],
    ['2 with a file that cannot be parsed', { 'a.ts': '<<<< STS' }, [], 2],
    ['2 with a file that cannot be parsed and errors elsewhere', { 'a.ts': '<<<< STS', 'b.ts': ERROR }, [], 2],
    ['2 when a rule crashes', { 'a.ts': 'crash(STS)' }, [], 2],
    ['0 with a broken file that has no STS in it', { 'a.ts': '<<<<' }, [], 0],
  ])('is %s', async (_, files, flags, status) => {
    expect((await runIn(tree(files), ['check', ...flags])).status).toBe(status);
  });

  it('is 2 for a path that does not exist, which is named, and nothing is linted', async () => {
    const outcome = await runIn(tree({ 'a.ts': ERROR }), ['check', 'a.ts', 'nowhere']);
    expect(outcome).toMatchObject({ status: 2, stdout: '', stderr: 'error: No such file or directory: nowhere\n' });
  });

  it('says in words when only the number of warnings is to blame', async () => {
    expect((await runIn(tree({ 'a.ts': WARNING }), ['check', '--max-warnings', '0'])).stderr).toBe(
      'Found 1 warning, more than --max-warnings 0 allows.\n',
    );
  });
});

describe('check --format json', () => {
  it('prints ESLint results with absolute paths, counts, and the source of files with messages', async () => {
    const dir = tree({ 'b.ts': `${ERROR}new STS('legacy')\n`, 'a.ts': CLEAN, 'c.ts': 'no candidate' });
    const [a, b, ...others] = parse((await runIn(dir, ['check', '--format', 'json'])).stdout);
    expect(others).toEqual([]);
    expect(a).toEqual({
      filePath: dir.path('a.ts'),
      messages: [],
      suppressedMessages: [],
      errorCount: 0,
      fatalErrorCount: 0,
      warningCount: 0,
      fixableErrorCount: 0,
      fixableWarningCount: 0,
      usedDeprecatedRules: [],
    });
    expect(b).toMatchObject({
      filePath: dir.path('b.ts'),
      errorCount: 2,
      fixableErrorCount: 1,
      fatalErrorCount: 0,
      source: dir.read('b.ts'),
    });
    expect(b?.messages.map(({ ruleId, line, column }) => [ruleId, line, column])).toEqual([
      ['sts-regional/require-region', 1, 11],
      ['sts-regional/no-legacy-endpoint-mode', 2, 1],
    ]);
  });

  it('has a fatal message for a file that cannot be parsed, and goes on', async () => {
    const results = parse(
      (await runIn(tree({ 'a.ts': 'STS\n  <<<<', 'b.ts': ERROR }), ['check', '--format', 'json'])).stdout,
    );
    expect(results[0]).toMatchObject({
      fatalErrorCount: 1,
      errorCount: 1,
      messages: [
        {
          ruleId: null,
          fatal: true,
          severity: 2,
          message: 'Parsing error: Merge conflict marker encountered.',
          line: 2,
          column: 3,
        },
      ],
    });
    expect(results[1]).toMatchObject({ errorCount: 1, fatalErrorCount: 0 });
  });

  it.runIf(modesBind)('has a fatal message for a directory and a file that cannot be read, and goes on', async () => {
    const dir = tree({ 'a/x.ts': ERROR, 'b.ts': ERROR, 'c.ts': ERROR });
    chmodSync(dir.path('a'), 0);
    chmodSync(dir.path('b.ts'), 0);
    const outcome = await runIn(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(2);
    expect(parse(outcome.stdout).map(({ filePath, messages }) => [filePath, messages[0]?.message])).toEqual([
      [dir.path('a'), 'Cannot read the directory: permission denied'],
      [dir.path('b.ts'), 'Cannot read the file: permission denied'],
      [dir.path('c.ts'), 'Found by require-region.'],
    ]);
  });

  it.runIf(process.platform === 'linux')('says of a file name that is not UTF-8 why the file is not read', async () => {
    const dir = tree();
    const name = Buffer.concat([Buffer.from(dir.path('caf')), Buffer.from([0xe9]), Buffer.from('.ts')]);
    writeFileSync(name, ERROR);
    const outcome = await runIn(dir, ['check', '--format', 'json']);
    unlinkSync(name); // the tree cannot remove it
    expect(parse(outcome.stdout).map(({ messages }) => messages[0]?.message)).toEqual([
      'Cannot read the file: its name is not valid UTF-8, so it cannot be opened; rename it',
    ]);
  });

  it('is one empty list when there is nothing to lint', async () => {
    expect(await runIn(tree(), ['check', '--format', 'json'])).toMatchObject({ status: 0, stdout: '[]\n' });
  });

  it('counts columns without the byte order mark and gives a BOM-less source', async () => {
    const [result] = parse(
      (await runIn(tree({ 'a.ts': '\uFEFFnew STSClient({})' }), ['check', '--format', 'json'])).stdout,
    );
    expect(result).toMatchObject({ source: 'new STSClient({})', messages: [{ column: 1 }] });
  });
});

describe('ESLint comments', () => {
  it('suppress what they disable, with their justification, and count as nothing', async () => {
    const dir = tree({
      'a.ts': `// eslint-disable-next-line sts-regional/require-region -- moved to the proxy\n${ERROR}`,
    });
    const outcome = await runIn(dir, ['check', '--format', 'json']);
    expect(outcome.status).toBe(0);
    expect(parse(outcome.stdout)).toMatchObject([
      {
        errorCount: 0,
        messages: [],
        suppressedMessages: [
          {
            ruleId: 'sts-regional/require-region',
            suppressions: [{ kind: 'directive', justification: 'moved to the proxy' }],
          },
        ],
      },
    ]);
  });
});

describe('check --format stylish', () => {
  it('lists findings by file and ends with honest counts', async () => {
    const dir = tree({ 'src/a.ts': `${ERROR}${WARNING}`, 'src/b.ts': '<<<< STS', 'src/c.ts': 'let x;' });
    expect((await runIn(dir, ['check'])).stdout).toBe(
      [
        'src/a.ts',
        '  1:11  error    Found by require-region.  sts-regional/require-region',
        '    1 | const a = new STSClient({});',
        '      |           ^^^^^^^^^^^^^^^^^',
        '  2:11  warning  Found by require-fallback-region.  sts-regional/require-fallback-region',
        '    2 | const a = new STSClient(options);',
        '      |           ^^^^^^^^^^^^^^^^^^^^^^',
        '',
        'src/b.ts',
        '  1:1  error    Parsing error: Merge conflict marker encountered.',
        '',
        '✖ 3 problems (2 errors, 1 warning; 3 files scanned, 1 parsed, 1 failed)',
        'migrate can put right 1 of 2 findings, once it knows your regions. To see how:',
        '  npx eslint-plugin-sts-regional migrate --dry-run',
        '',
      ].join('\n'),
    );
  });

  it('says that there is no problem', async () => {
    expect((await runIn(tree({ 'a.ts': CLEAN }), ['check'])).stdout).toBe('✔ No problems (1 file scanned, 1 parsed)\n');
  });

  it.each([
    ['a terminal', { isTTY: true }, true],
    ['no terminal', {}, false],
    ['a terminal with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal with NO_COLOR, whatever it holds', { isTTY: true, env: { NO_COLOR: '0' } }, false],
    ['a terminal with an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['no terminal with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR and NO_COLOR', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
  ])('is coloured or not as asked: %s', async (_, world, colored) => {
    expect((await runIn(tree({ 'a.ts': ERROR }), ['check'], world)).stdout.includes('\u001B[')).toBe(colored);
  });
});

describe('check --format github', () => {
  it('prints one annotation per finding, with paths relative to the checkout', async () => {
    const dir = tree({ 'pkg/a, b.ts': ERROR });
    const outcome = await runIn(dir, ['check', '--format', 'github'], {
      cwd: dir.path('pkg'),
      env: { GITHUB_WORKSPACE: dir.root },
    });
    expect(outcome.stdout).toBe(
      '::error file=pkg/a%2C ' +
        'b.ts,line=1,col=11,endLine=1,endColumn=28,title=sts-regional/require-region::Found by require-region.\n',
    );
  });
});

describe('check --output-file', () => {
  it('writes the report there, without colour, with the directories above it', async () => {
    const dir = tree({ 'a.ts': ERROR });
    const outcome = await runIn(dir, ['check', '--output-file', 'out/report.txt'], { env: { FORCE_COLOR: '1' } });
    expect(outcome).toMatchObject({ status: 1, stdout: '' });
    expect(dir.read('out/report.txt')).toContain('a.ts\n  1:11  error');
  });

  it('ends with 2 when the file cannot be written', async () => {
    const dir = tree({ 'a.ts': ERROR, taken: '' });
    const outcome = await runIn(dir, ['check', '--output-file', 'taken/report.txt']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain('The report cannot be written to taken/report.txt');
  });
});

describe('progress', () => {
  it('is never written where nobody watches', async () => {
    expect((await runIn(tree({ 'a.ts': CLEAN }), ['check'])).stderr).toBe('');
    expect((await runIn(tree({ 'a.ts': CLEAN }), ['check'], { isTTY: true, env: { CI: 'true' } })).stderr).toBe('');
  });
});

describe('an interrupted check', () => {
  it('reports what it has seen, says what it has not, and ends with 130', async () => {
    const interruption = new AbortController();
    interruption.abort();
    const outcome = await runIn(tree({ 'a.ts': ERROR, 'b.ts': ERROR }), ['check'], {
      interrupted: interruption.signal,
    });
    expect(outcome).toEqual({
      status: 130,
      stdout: '✔ No problems (0 files scanned, 0 parsed)\n',
      stderr: 'Stopped: 2 of 2 files not looked at.\n',
    });
  });
});

describe('links', () => {
  it('out of the tree are not followed, even when they are named', async () => {
    const outside = tree({ 'x.ts': ERROR });
    const dir = tree({ 'a.ts': CLEAN });
    symlinkSync(outside.root, dir.path('directory'));
    symlinkSync(outside.path('x.ts'), dir.path('file.ts'));
    expect((await runIn(dir, ['check'])).status).toBe(0);
    const named = await runIn(dir, ['check', 'directory', 'file.ts']);
    expect(named.status).toBe(0);
    expect(named.stderr.match(/links out of the tree are not followed/g)).toHaveLength(2);
  });
});
