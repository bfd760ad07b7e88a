import { expect, it } from 'vitest';
import { ERROR, project } from '../../project.js';
import { runProduct } from '../../run-in-process.js';

it('shows the sites first in a dry run, and the helper in one line unless --show-helper asks for it', async () => {
  const dir = project({ 'src/a.ts': ERROR });
  const dryRun = ['migrate', '--regions', 'eu-west-1,eu-central-1', '--dry-run'];
  const { stdout } = await runProduct(dir, dryRun);
  expect(stdout).toMatch(/^--- a\/src\/a\.ts\n/);
  expect(stdout).toMatch(
    /^Helper to write: src\/aws\/sts-failover\.ts \(client; \d+ lines; --show-helper prints it\)$/m,
  );
  expect(stdout).not.toContain('/dev/null');
  const whole = (await runProduct(dir, [...dryRun, '--show-helper'])).stdout;
  expect(whole.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/src/a.ts', '+++ b/src/aws/sts-failover.ts']);
  expect(whole).toMatch(/^Helper to write: src\/aws\/sts-failover\.ts \(client; \d+ lines\)$/m);
});
