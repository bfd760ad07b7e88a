import { expect, it } from 'vitest';
import { ERROR, project } from '../../project.js';
import { runProduct } from '../../run-in-process.js';

it('a dry run has the summary, the sites and the patch, and the helper in one line unless --show-helper asks for it', async () => {
  const dir = project({ 'src/a.ts': ERROR });
  const dryRun = ['migrate', '--regions', 'eu-west-1,eu-central-1', '--dry-run'];
  const { stdout } = await runProduct(dir, dryRun);
  const [summary, sites, patch, ...rest] = stdout.split('\n\n');
  expect(summary).toMatch(/^2 files scanned, .* 1 site to rewrite/);
  expect(sites).toMatch(/^src\/a\.ts\n {5}\d:\d+ {2}to rewrite/);
  expect([patch, ...rest].join('\n\n')).toMatch(/^--- a\/src\/a\.ts\n/);
  expect(summary).toContain('Regional endpoints alone need no new file: --only regional-endpoints,explicit-regions');
  expect(stdout).toMatch(
    /^Helper to write: src\/aws\/sts-failover\.ts \(client; \d+ lines; --show-helper prints it\)$/m,
  );
  expect(stdout).not.toContain('/dev/null');
  const whole = (await runProduct(dir, [...dryRun, '--show-helper'])).stdout;
  expect(whole.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/src/a.ts', '+++ b/src/aws/sts-failover.ts']);
  expect(whole).toMatch(/^Helper to write: src\/aws\/sts-failover\.ts \(client; \d+ lines\)$/m);
});
