import { expect, it } from 'vitest';
import { migrationIn, runProduct } from '../../run-in-process.js';
import { tree, type Tree } from '../../tree.js';

const REMAINING = { reason: expect.any(String) as string, nextStep: expect.any(String) as string };
/** It gets a regional host. Nothing sends the request here, so it gets no failover. */
const signedOnly = (): Tree =>
  tree({
    'package.json': '{"dependencies":{"aws4":"1.13.2"}}',
    'sign.js':
      "const aws4 = require('aws4');\n" +
      "exports.signed = (keys) => aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.amazonaws.com' }, keys);\n",
  });
const MIGRATE = ['migrate', '--regions', 'eu-west-1,eu-central-1'];

it('a site that is regional afterwards and has no failover is one entry: rewritten, with what remains', async () => {
  const { summary, files } = migrationIn(await runProduct(signedOnly(), [...MIGRATE, '--format', 'json']));
  expect(summary).toMatchObject({ sitesRewritten: 1, sitesRewrittenInPart: 1, sitesSkipped: 0 });
  expect(files).toMatchObject([
    { edits: [{ line: 2, codemod: 'regional-endpoints', remaining: REMAINING }], skipped: [] },
  ]);
});

it('the text says what remains at the site, and counts it', async () => {
  const { stdout } = await runProduct(signedOnly(), MIGRATE);
  expect(stdout).toMatch(/^ +2:\d+ {2}rewritten {2}regional-endpoints {2}in part {2}\S.*\.$/m);
  expect(stdout).toContain('1 site rewritten (1 in part), 0 sites left');
});

it.each([
  ['json', ['--format', 'json', '--dry-run']],
  ['sarif', ['--format', 'sarif', '--dry-run']],
])('--fail-on-skipped counts it as something that is left, also when reports are merged: %s', async (format, args) => {
  const dir = signedOnly();
  const { stdout, status } = await runProduct(dir, [...MIGRATE, ...args, '--fail-on-skipped']);
  expect(status).toBe(1);
  dir.write({ [`report.${format}`]: stdout });
  expect((await runProduct(dir, ['merge-reports', `report.${format}`])).status).toBe(0);
  expect((await runProduct(dir, ['merge-reports', `report.${format}`, '--fail-on-skipped'])).status).toBe(1);
});
