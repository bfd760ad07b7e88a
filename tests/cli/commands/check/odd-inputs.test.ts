import { describe, expect, it } from 'vitest';
import { resultsIn, runProduct } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const IMPORT = "import { STSClient } from '@aws-sdk/client-sts';\n";
const SITE = "new STSClient({ region: 'eu-west-1' });\n";
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('code that no parser accepts is an error of its own, and no bug', () => {
  it.each([
    ['an argument that is missing', 'f(1,, STSClient);\n'],
    ['an element behind a spread that is missing', 'new STSClient(...);\n'],
    ['a class without a body', 'class A extends STSClient\n'],
    ['brackets that are never closed', '[\n'.repeat(2_000)],
  ])('%s', async (_, code) => {
    const dir = tree({ 'src/a.js': IMPORT + code + SITE, 'src/b.js': IMPORT + SITE });
    const outcome = await runProduct(dir, ['check', '--format', 'json']);
    const [broken, fine] = resultsIn(outcome);
    expect(outcome.status).toBe(2);
    expect(broken?.messages[0]?.message).toMatch(/^Parsing error/);
    expect(fine?.messages).toHaveLength(1);
  });
});

describe('code of any length or depth is read or given up', () => {
  it.each([
    ['objects that extend each other', lines(5_000, (i) => `const a${i + 1} = { ...a${i} };`), 'new STSClient(a5000);'],
    ['text that doubles', lines(40, (i) => `const t${i + 1} = t${i} + t${i};`), 'new STSClient({ region: t40 });'],
    ['names that stand for names', lines(5_000, (i) => `const a${i + 1} = a${i};`), 'new STSClient(a5000);'],
    [
      'functions that call each other',
      lines(3_000, (i) => `const f${i + 1} = () => f${i}();`),
      'new STSClient(f3000());',
    ],
    [
      'templates in templates',
      lines(3_000, (i) => `const t${i + 1} = \`\${t${i}}x\`;`),
      'new STSClient({ region: t3000 });',
    ],
  ])('%s', async (_, code, site) => {
    const start = "const a0 = { region: 'eu-west-1' };\nconst f0 = () => a0;\nconst t0 = 'eu-west-1';\n";
    const dir = tree({ 'src/a.js': `${IMPORT}${start}${code}\n${site}\n` });
    const { status, stdout, stderr } = await runProduct(dir, ['check']);
    expect([status, stderr]).toEqual([expect.toBeOneOf([0, 1]), '']);
    expect(stdout).not.toContain('crashed');
  });

  it.each(['[', '{"a":'])('settings that are nested in %s', async (open) => {
    const close = open === '[' ? ']' : '}';
    const settings = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    const dir = tree({ 'src/a.js': IMPORT + SITE, 'sts-regional.config.json': settings });
    const { status, stderr } = await runProduct(dir, ['check']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: sts-regional\.config\.json/);
    expect(stderr).not.toContain('crashed');
  });
});
