import { describe, expect, it } from 'vitest';
import { migrationIn, runProduct } from '../../run-in-process.js';
import { tree, type Tree } from '../../tree.js';

const REQUIRES = 'SDK v2 throws "Missing region in config"';
/** The global host needs no region, and the host of a region does. */
const client = (config = ''): Tree =>
  tree({
    'package.json': '{"dependencies":{"aws-sdk":"2.1693.0"}}',
    'client.js': `const AWS = require('aws-sdk');\nexports.sts = new AWS.STS(${config});\n`,
  });
const DRY = ['migrate', '--dry-run'];
const REGIONS = ['--regions', 'eu-west-1,eu-central-1'];

describe('a client that needs a region only after the migration', () => {
  it('has a note at its place, and the run warns', async () => {
    const { stdout, stderr } = await runProduct(client(), DRY);
    expect(stdout).toMatch(/^ +2:15 .*note {2}SDK v2 throws "Missing region in config" here where .*\.$/m);
    expect(stderr).toContain(`client.js:2: ${REQUIRES} where neither AWS_REGION nor the profile names a region`);
  });

  it.each(['json', 'sarif', 'html', 'markdown'])('is told in %s', async (format) => {
    const { stdout } = await runProduct(client(), [...DRY, '--format', format]);
    expect(stdout.replaceAll(/\\?"|&quot;|&#34;/g, '"')).toContain(REQUIRES);
  });

  it('is told in merged reports', async () => {
    const dir = client();
    const { stdout } = await runProduct(dir, [...DRY, '--format', 'json']);
    const report = JSON.parse(stdout) as { files: readonly object[]; warnings: readonly string[] };
    dir.write({ 'report.json': stdout });
    const merged = await runProduct(dir, ['merge-reports', 'report.json']);
    expect(JSON.parse(merged.stdout)).toMatchObject({ files: report.files, warnings: report.warnings });
  });

  it.each([
    ["{ stsRegionalEndpoints: 'legacy' }", []],
    ["{ apiVersion: '2011-06-15' }", [...REGIONS, '--only', 'regional-endpoints,explicit-regions']],
  ])('is told for %s', async (config, flags) => {
    const { files } = migrationIn(await runProduct(client(config), [...DRY, ...flags, '--format', 'json']));
    expect(files).toMatchObject([{ edits: [{ requires: expect.stringContaining(REQUIRES) as string }] }]);
  });

  it.each<[string, string, readonly string[]]>([
    ['the helper keeps it working', '', REGIONS],
    ['it has a region', "{ region: 'eu-west-1' }", []],
    ['its region is an expression', '{ region: process.env.MY_REGION }', []],
    ['a region is written', '', [...REGIONS, '--region-source', 'literal']],
  ])('nothing is told where %s', async (_, config, flags) => {
    const { files, warnings } = migrationIn(await runProduct(client(config), [...DRY, ...flags, '--format', 'json']));
    expect(files[0]?.edits[0]).not.toHaveProperty('requires');
    expect(warnings.join()).not.toContain(REQUIRES);
  });
});
