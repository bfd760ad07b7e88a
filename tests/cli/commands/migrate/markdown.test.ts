import { describe, expect, it } from 'vitest';
import { ERROR, project } from '../../project.js';
import { migrationIn, runIn, runProduct } from '../../run-in-process.js';
import { LEFT, SITE } from '../../fake-engine.js';
import { tree } from '../../tree.js';

const MIGRATE = ['migrate', '--regions', 'eu-west-1,eu-central-1'];
const DRY = [...MIGRATE, '--dry-run'];

describe('migrate --format markdown', () => {
  it('is a summary for a pull request: counts, what deploying it asks for, the helper, and every site', async () => {
    const { stdout } = await runProduct(project({ 'src/a.ts': ERROR }).commit(), [...DRY, '--format', 'markdown']);
    const lines = stdout.replace(/\d+ lines/, 'N lines').split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '## AWS STS: regional endpoints',
        expect.stringMatching(
          /^\*\*1 site in 1 file to rewrite\.\*\* 2 files scanned by eslint-plugin-sts-regional [\d.]+, commit [0-9a-f]{7} of \d{4}-\d\d-\d\d, regions eu-west-1, eu-central-1\.$/,
        ),
        '### Before this is deployed',
        expect.stringMatching(/^- With failover, requests may go to eu-\S+, eu-\S+: policies with aws:RequestedRegion/),
        '- `src/aws/sts-failover.ts`: new, N lines, client',
        '| place | codemod |',
        expect.stringMatching(/^\| `src\/a\.ts:\d+` \| `failover` \|$/),
      ]),
    );
  });

  it('folds a long list and says how much it leaves out', async () => {
    const dir = tree({ 'a.ts': `${SITE}${LEFT}`.repeat(120) });
    const { stdout } = await runIn(dir, ['migrate', '--format', 'markdown']);
    expect(stdout).toContain('**120 sites in 1 file rewritten, 120 sites with something left to do.**');
    expect(stdout.match(/<details><summary>120 sites<\/summary>/g)).toHaveLength(2);
    expect(stdout.match(/^\| `a\.ts:/gm)).toHaveLength(200);
    expect(stdout.match(/^and 20 more$/gm)).toHaveLength(2);
    expect(stdout.length).toBeLessThan(65_536);
  });

  it('shows names of files as code, whatever is in them', async () => {
    const dir = tree({ 'a`|b.ts': SITE, '<img src=x>@team.ts': '<<<< STS' });
    const { stdout } = await runIn(dir, ['migrate', '--format', 'markdown']);
    expect(stdout).toContain('| `` a`\\|b.ts:1 `` | `explicit-regions` |');
    expect(stdout).toContain('- `<img src=x>@team.ts`: Parsing error: ');
  });

  it('is what --report writes to a file that ends in .md, again and again, and no run takes it for code', async () => {
    const dir = project({ 'src/a.ts': ERROR }).commit();
    expect((await runProduct(dir, [...DRY, '--report', 'sts.md'])).status).toBe(0);
    const first = dir.read('sts.md');
    expect((await runProduct(dir, [...DRY, '--report', 'sts.md'])).status).toBe(0);
    expect(dir.read('sts.md')).toBe(first.replace('2 files scanned', '3 files scanned'));
  });
});

describe('migrate --format json', () => {
  it('has the warnings, what is in the helper, and the patch of each file', async () => {
    const dir = project({ 'src/a.ts': ERROR });
    const { helperFiles, warnings, files } = migrationIn(await runProduct(dir, [...MIGRATE, '--format', 'json']));
    expect(helperFiles).toEqual([
      {
        path: 'src/aws/sts-failover.ts',
        isNew: true,
        sections: ['client'],
        lines: dir.read('src/aws/sts-failover.ts').split('\n').length - 1,
      },
    ]);
    expect(warnings).toEqual([expect.stringContaining('aws:RequestedRegion')]);
    expect(files.map(({ diff }) => diff)).toEqual([
      expect.stringMatching(/^--- a\/src\/a\.ts\n\+\+\+ b\/src\/a\.ts\n@@ /),
    ]);
  });

  it('is merged with all of that', async () => {
    const dir = project({ 'src/a.ts': ERROR });
    const { stdout } = await runProduct(dir, [...DRY, '--format', 'json']);
    dir.write({ 'one.json': stdout });
    const merged = migrationIn(await runProduct(dir, ['merge-reports', 'one.json']));
    expect(merged).toEqual(JSON.parse(stdout));
  });
});
