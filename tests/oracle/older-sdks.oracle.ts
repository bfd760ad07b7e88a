/** Run by `npm run oracle`, which installs the versions; not part of `npm test`, because that takes minutes and hundreds of megabytes. */
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { disagreements, installedVersion, isInstalled } from './agreement.js';
import { matrixOf } from './matrix.js';

const roots = (process.env['STS_ORACLE_SETS'] ?? '').split('\n').filter((root) => root !== '');
const packages = ['aws-sdk', '@aws-sdk/client-sts', '@aws-sdk/credential-providers'];
const installed = roots.flatMap((root) =>
  packages
    .filter((name) => isInstalled(root, name))
    .map((name) => [`${name} ${installedVersion(root, name)}`, root, name] as const),
);

describe.each(installed)('%s', (_title, root, name) => {
  it(`of the set ${basename(root)} goes where predict says`, async () => {
    const cases = matrixOf([name], { present: false }).filter(({ construct }) => hasExport(root, name, construct.name));
    expect(cases.length).toBeGreaterThan(100);
    expect(await disagreements(root, cases, (each) => installedVersion(root, each))).toEqual([]);
  });
});

/** Some exports came later than their package. */
function hasExport(root: string, packageName: string, exportName: string): boolean {
  // Modules of unknown versions: all that is asked is whether a property is there.
  const exports = createRequire(join(root, 'oracle.js'))(packageName) as Record<string, unknown>;
  return exports[exportName.replace(/\.\(\)$/, '')] !== undefined;
}
