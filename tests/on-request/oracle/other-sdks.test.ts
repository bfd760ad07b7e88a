/**
 * The predictions over older SDKs, at both sides of every version where a behaviour changes, and over the newest one:
 * minutes and hundreds of megabytes.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRESENT_V3 } from '../../../src/sts/sdk-behaviour.js';
import { isAtLeast } from '../../../src/sts/versions.js';
import { disagreements, installedVersion, isInstalled } from '../../oracle/agreement.js';
import { matrixOf } from '../../oracle/matrix.js';
import { installedSets } from '../../support/installed-sets.js';

const SDKS = ['aws-sdk', '@aws-sdk/client-sts', '@aws-sdk/credential-providers'];
const AROUND_SDKS = ['aws4-axios', '@effect-aws/client-sts', 'aws-msk-iam-sasl-signer-js'];
/** Of the helper alone: an SDK without FIPS, from before what the predictions speak of. */
const HELPER_ONLY = 'v3-38';
const installed = installedSets('oracle').flatMap(([set, root]) =>
  (set === HELPER_ONLY ? [] : set === 'around' ? AROUND_SDKS : SDKS)
    .filter((name) => isInstalled(root, name))
    .map((name) => [set, `${name} ${installedVersion(root, name)}`, root, name] as const),
);

describe.each(installed)('of the set %s, %s', (set, _title, root, name) => {
  it('goes where predict says', async () => {
    const present = set === 'around' || (name !== 'aws-sdk' && isAtLeast(installedVersion(root, name), PRESENT_V3));
    const cases = matrixOf([name], { present }).filter(({ construct }) => hasExport(root, name, construct.name));
    expect(cases.length).toBeGreaterThan(100);
    expect(await disagreements(root, cases, (each) => installedVersion(root, each))).toEqual([]);
  });
});

/** Some exports came later than their package. */
function hasExport(root: string, packageName: string, exportName: string): boolean {
  // Modules of unknown versions: all that is asked is whether a property is there.
  const exports = createRequire(join(root, 'oracle.js'))(packageName) as Record<string, unknown>;
  return exports[exportName.replace(/\..*$/, '')] !== undefined;
}
