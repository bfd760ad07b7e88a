import { describe, expect, it, vi } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { allLeft } from '../../../src/engines/migrate/migrated.js';
import type { Construct } from '../../../src/sts/packages.js';

/** Nothing else knows these packages. */
const ROWS = vi.hoisted((): readonly (readonly [string, readonly Construct[]])[] => {
  const client = {
    kind: 'v3-client',
    sdk: 'v3',
    package: '@aws-sdk/client-sts',
    call: 'new',
    configuration: { argument: 0, path: [] },
  } as const;
  return [
    ['@acme/sts-client', [{ name: 'AcmeSts', ...client, helper: 'takes' }]],
    ['@acme/old-client', [{ name: 'Assumer', ...client, helper: 'leaves' }]],
    ['@acme/client-sts', [{ name: 'STSClient', ...client, helper: 'takes' }]],
    ['acme-credentials', [{ name: '', ...client, helper: 'leaves', shownBy: 'package' }]],
  ];
});

vi.mock(import('../../../src/sts/packages.js'), async (importActual) => {
  const actual = await importActual();
  return { ...actual, PACKAGES: new Map([...actual.PACKAGES, ...ROWS]) };
});

const PATH = '/project/src/file.mjs';
const SETTINGS = { regions: ['eu-west-1', 'eu-central-1'], regionSource: 'literal' } as const;

const isLookedAt = (text: string): boolean => lazyEngine.mayConcernSts(Buffer.from(text), PATH);

async function check(text: string): Promise<readonly string[]> {
  const linted = (await lazyEngine.linter())(text, PATH, { settings: SETTINGS, preset: 'recommended' });
  return linted.status === 'linted' ? linted.messages.map(({ ruleId }) => ruleId) : [linted.message];
}

async function migrate(text: string) {
  const migrated = (await lazyEngine.migrator())(text, PATH, { settings: SETTINGS, only: ['failover'] });
  if (migrated.status === 'unparsable') throw new Error(migrated.message);
  return migrated;
}

describe('a package is one row', () => {
  const acme =
    "import { AcmeSts } from '@acme/sts-client';\nexport const client = new AcmeSts({ region: 'eu-west-1' });\n";

  it('is looked at, because the words of the prefilter follow from the rows', () => {
    expect(isLookedAt(acme)).toBe(true);
    expect(isLookedAt("import { Assumer } from '@acme/old-client';\nnew Assumer();")).toBe(true);
    expect(isLookedAt("import { other } from '@acme/sts-client';")).toBe(false);
  });

  it('is found by `check`', async () => {
    expect(await check(acme)).toEqual(['sts-regional/require-fallback-region']);
    expect(await check("import { AcmeSts } from '@acme/sts-client';\nnew AcmeSts({});\n")).toContain(
      'sts-regional/require-region',
    );
  });

  it('keeps its class where the helper may take it', async () => {
    const { text } = await migrate(acme);
    expect(text).toContain("import { AcmeSts } from '@acme/sts-client';");
    expect(text).toContain("createStsClient({ region: 'eu-west-1' }, AcmeSts)");
  });

  it('keeps a class that has the name of the one that the helper replaces', async () => {
    const { text } = await migrate(
      "import { STSClient } from '@acme/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1' });\n",
    );
    expect(text).toContain("createStsClient({ region: 'eu-west-1' }, STSClient)");
  });

  it('is left alone with a reason where the helper may not take its class', async () => {
    const text =
      "import { Assumer } from '@acme/old-client';\nexport const client = new Assumer({ region: 'eu-west-1' });\n";
    expect(await check(text)).toEqual(['sts-regional/require-fallback-region']);
    const migrated = await migrate(text);
    expect(migrated.text).toBe(text);
    expect(allLeft(migrated).map(({ reason }) => reason)).toEqual([
      '`Assumer` comes from `@acme/old-client`, whose classes the helper does not replace',
    ]);
  });

  it('is found by the name of the package where the name of the export shows nothing', async () => {
    const text = "import Client from 'acme-credentials';\nnew Client({});\n";
    expect(isLookedAt(text)).toBe(true);
    expect(await check(text)).toContain('sts-regional/require-region');
  });
});
