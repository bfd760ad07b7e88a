import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from '../../../src/cli/reports/html/markup.js';
import { excerptOf, folderOf } from '../../../src/cli/reports/html/report-page.js';
import { barsOf } from '../../../src/cli/reports/html/charts.js';
import { PALETTE } from '../../../src/cli/reports/html/style.js';
import { FIXED } from '../fake-engine.js';
import { ERROR, project } from '../project.js';
import { runIn, runProduct } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

const pageOf = async (dir: Tree, ...args: readonly string[]): Promise<string> =>
  (await runIn(dir, [...args, '--format', 'html'])).stdout;
const MIXED = {
  'packages/api/src/a.ts': "const a = 1;\nexport const sts = new STSClient({});\nnew STS('legacy');\n",
  'packages/web/b.ts': '// eslint-disable-next-line -- behind a proxy\nnew STSClient({});\nnew STSClient(options);\n',
  'broken.ts': 'STS <<<<',
};

describe('check --format html', () => {
  it('is one file that asks for nothing else', async () => {
    const page = await pageOf(tree(MIXED), 'check');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|script\s+src)\b|@import|url\(|\ssrc=/i);
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; script-src &#39;sha256-/,
    );
    expect(page).not.toMatch(/\sstyle=|\son\w+=/); // the policy would forbid them
  });

  it('is the same text every time', async () => {
    const dir = tree(MIXED);
    expect(await pageOf(dir, 'check')).toBe(await pageOf(dir, 'check'));
  });

  it('shows each finding with state, rule, SDK, folder, host, code and change', async () => {
    const page = await pageOf(tree(MIXED), 'check');
    expect(page).toContain(
      'data-state="error" data-rule="require-region" data-sdk="Unknown" data-folder="packages/api" ' +
        'data-host="Decided when it runs"',
    );
    expect(page).toContain(
      'data-rule="no-legacy-endpoint-mode" data-sdk="Unknown" data-folder="packages/api" data-host="sts.amazonaws.com"',
    );
    expect(page).toContain('<mark>export const sts = new STSClient({});</mark>');
    expect(page).toContain(
      '<span class="line removed">-export const sts = new STSClient({});\n' +
        '</span><span class="line added">+export const sts = new STSClient({ region: &#39;eu-west-1&#39; });',
    );
  });

  it('shows what a comment suppresses, with its reason, and which file failed', async () => {
    const page = await pageOf(tree(MIXED), 'check');
    expect(page).toContain('data-state="suppressed" data-rule="require-region"');
    expect(page).toContain('An ESLint comment suppresses it: behind a proxy');
    expect(page).toContain('<li><code>broken.ts:1:5</code> Parsing error: Merge conflict marker encountered.</li>');
  });

  it('says so when there is nothing to show', async () => {
    const page = await pageOf(tree({ 'a.ts': 'let x;' }), 'check');
    expect(page).toContain('Every file was read, and none of them has anything to report.');
    expect(page).not.toContain('id="search"');
  });

  it('escapes code, paths and messages, so that no markup of theirs gets into the page', async () => {
    const attack = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
    const page = await pageOf(
      tree({ [`<b onclick='x'>"&/a.ts`]: `const s = "${attack}"; new STSClient({}); // ${attack}` }),
      'check',
    );
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<b onclick');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });
});

describe('migrate --format html', () => {
  it('shows what would be rewritten, what is left and why, and the helpers', async () => {
    const page = await pageOf(
      tree({ 'src/a.ts': 'new STSClient({});\nnew STSClient(options);\nfailover(STS);\n' }),
      'migrate',
      '--dry-run',
    );
    expect(page).toContain(
      'data-state="rewritten" data-rule="explicit-regions" data-sdk="AWS SDK v3" ' +
        'data-folder="src" data-host="sts.amazonaws.com"',
    );
    expect(page).toContain('>To rewrite</span>');
    expect(page).toContain(escapeHtml(`+${FIXED}`));
    expect(page).toContain(
      '<strong>1</strong> × The options come from elsewhere. <span class="quiet">Add the region there.</span>',
    );
    expect(page).toContain('<mark>new STSClient(options);</mark>');
    expect(page).toContain('<li><code>src/sts-failover.ts</code> ');
  });

  it('says that files were rewritten when they were', async () => {
    const dir = tree({ 'a.ts': 'new STSClient({});\n' });
    expect(await pageOf(dir, 'migrate')).toContain('>Rewritten</span>');
    expect(dir.read('a.ts')).toContain(FIXED);
  });

  it('is written by --report beside the text', async () => {
    const dir = tree({ 'a.ts': 'new STSClient({});\n' });
    const { stdout } = await runIn(dir, ['migrate', '--dry-run', '--report', 'out/sts.html']);
    expect(stdout).toContain('--- a/a.ts');
    expect(dir.read('out/sts.html')).toContain('<title>STS calls: migration</title>');
  });
});

describe('what a page says about its run', () => {
  const REGIONS = ['--regions', 'eu-west-1,eu-central-1'];
  const ofProduct = async (dir: Tree, ...args: readonly string[]): Promise<string> =>
    (await runProduct(dir, [...args, '--format', 'html'])).stdout;
  const fact = (label: string, value: string): string => `<dt>${label}</dt><dd>${value}</dd>`;

  it('is the project, the commit, the regions, the preset and the version', async () => {
    const page = await ofProduct(project({ 'src/a.ts': ERROR }).commit(), 'check', '--config', 'strict');
    expect(page).toContain(fact('Project', 'orders'));
    expect(page).toMatch(/<dt>Commit<\/dt><dd>[0-9a-f]{10}<\/dd>/);
    expect(page).toMatch(/<dt>Date of the commit<\/dt><dd>\d{4}-\d\d-\d\d<\/dd>/);
    expect(page).toContain(fact('Preset', 'strict'));
    expect(page).toContain('<dd>eslint-plugin-sts-regional ');
    expect(await ofProduct(project({ 'src/a.ts': ERROR }), 'migrate', '--dry-run', ...REGIONS)).toContain(
      fact('Regions', 'eu-west-1, eu-central-1'),
    );
  });

  it('has no commit outside of git and in a repository without one', async () => {
    const dir = project({ 'a.ts': ERROR });
    expect(await ofProduct(dir, 'check')).not.toContain('<dt>Commit</dt>');
    dir.git('init', '--quiet');
    expect(await ofProduct(dir, 'check')).not.toContain('<dt>Commit</dt>');
  });

  it('is the warnings, the size of the helper, and the command to go on with', async () => {
    const page = await ofProduct(project({ 'src/a.ts': ERROR }), 'migrate', '--dry-run', ...REGIONS);
    expect(page).toContain('policies with aws:RequestedRegion');
    expect(page).toMatch(/<code>src\/aws\/sts-failover\.ts<\/code> <span class="quiet">new, \d+ lines, client<\/span>/);
    expect(page).toContain('npx eslint-plugin-sts-regional migrate --regions eu-west-1,eu-central-1</code>');
  });

  it('is the line of code in each row, and what is said about it below', async () => {
    const page = await ofProduct(project({ 'src/a.ts': ERROR }), 'check');
    expect(page).toContain('<code class="said">export const sts = new STSClient({});</code>');
  });
});

describe('merge-reports --format html', () => {
  it('makes one page from the JSON of shards', async () => {
    const dir = tree({ 'a.ts': 'new STSClient({});', 'b.ts': 'new STSClient(options);' });
    for (const index of [1, 2])
      await runIn(dir, ['check', '--shard', `${index}/2`, '--format', 'json', '--output-file', `${index}.json`]);
    const page = (await runIn(dir, ['merge-reports', '1.json', '2.json', '--format', 'html'])).stdout;
    expect(page).toContain('Merged from several reports');
    expect(page.match(/<details class="site"/g)).toHaveLength(2);
  });
});

describe('parts of a page', () => {
  it('escapes every value of a template but markup', () => {
    expect(html`<p title="${`"'<>&`}">${html`<b>${['a', '<']}</b>`}${undefined}${1}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;"><b>a&lt;</b>1</p>',
    );
  });

  it('shows characters that nobody would see, such as those that reverse text', () => {
    expect(escapeHtml('a\u202Eb\u0000\uD800\u{1F600}\t\n')).toBe('a⟨U+202E⟩b⟨U+0000⟩⟨U+D800⟩\u{1F600}\t&#10;');
  });

  it('shows three lines around a site, and cuts lines that are too long to read', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    expect(excerptOf(lines, 2, 3)).toEqual({ firstLine: 1, lines: lines.slice(0, 6), marked: [2, 3] });
    expect(excerptOf(['x'.repeat(500)], 1).lines).toEqual([`${'x'.repeat(400)} … (100 more characters)`]);
  });

  it('counts a file under the first two folders of its path', () => {
    expect(['a.ts', 'src/a.ts', 'packages/api/src/a.ts'].map(folderOf)).toEqual(['.', 'src', 'packages/api']);
  });

  it('puts the most frequent value of a chart first', () => {
    const site = (rule: string, state: string) => ({
      path: 'a.ts',
      line: 1,
      column: 1,
      state,
      rule,
      sdk: '',
      host: '',
      message: '',
    });
    const bars = barsOf(
      [site('b', 'x'), site('a', 'x'), site('c', 'x'), site('c', 'y')],
      [
        { key: 'y', label: '', tone: 'bad' },
        { key: 'x', label: '', tone: 'warn' },
      ],
      ({ rule }) => rule,
    );
    expect(bars).toEqual([
      { value: 'c', total: 2, counts: [1, 1] },
      { value: 'a', total: 1, counts: [0, 1] },
      { value: 'b', total: 1, counts: [0, 1] },
    ]);
  });

  /** Relative luminance and contrast as WCAG 2.2 defines them. */
  const luminance = (color: string): number =>
    [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);
  const contrast = (a: string, b: string): number =>
    (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

  it.each([0, 1] as const)('has readable colours in scheme %i', (scheme) => {
    for (const text of ['text', 'quiet', 'link', 'bad', 'warn', 'good'] as const) {
      for (const ground of ['page', 'surface', 'sunken'] as const)
        expect(contrast(PALETTE[text][scheme], PALETTE[ground][scheme]), `${text} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
    }
    for (const ground of ['marked', 'added', 'removed'] as const)
      expect(contrast(PALETTE.text[scheme], PALETTE[ground][scheme])).toBeGreaterThanOrEqual(7);
    for (const ground of ['marked'] as const)
      expect(contrast(PALETTE.quiet[scheme], PALETTE[ground][scheme])).toBeGreaterThanOrEqual(4.5);
  });
});
