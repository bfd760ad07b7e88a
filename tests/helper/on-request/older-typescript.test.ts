/**
 * The helper and its call sites, compiled with compilers and SDKs of their time. `npm run older-typescript` installs
 * them, and scripts/suites.mjs names them.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderHelper, type HelperVariant } from '../../../src/helper/index.js';
import { installedSets } from '../../support/installed-sets.js';
import { ALL_SECTIONS } from '../load.js';
import { PROJECTS } from '../projects.js';

const V3_CALL_SITES = `
import { AssumeRoleCommand, STS, STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import { createStsClient, stsHost, stsPolicy, stsProvider, withStsRegions } from './sts-failover';

export const client: STSClient = createStsClient({ region: 'eu-west-1', maxAttempts: 3 });
export const aggregated: STS = createStsClient({}, STS);
export const key: Promise<string | undefined> = client
  .send(new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 's' }))
  .then(({ Credentials }) => Credentials?.AccessKeyId);
export const assumer: ReturnType<typeof getDefaultRoleAssumer> = stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), { region: 'eu-west-1' });
export const host: Promise<string> = withStsRegions(async (region, signal) => (typeof signal === 'object' ? stsHost(region) : ''));
stsPolicy.onFailover = ({ region, next, error }): void => console.warn(region, next, error);
`;

const V2_CALL_SITES = `
import { ChainableTemporaryCredentials, STS, WebIdentityCredentials } from 'aws-sdk';
import { stsPolicy, withStsFailover } from './sts-failover';

export const client: STS = withStsFailover(new STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' }));
const params = { RoleArn: 'arn', RoleSessionName: 's' };
export const chainable: ChainableTemporaryCredentials = withStsFailover(new ChainableTemporaryCredentials({ params }));
export const web: WebIdentityCredentials = withStsFailover(new WebIdentityCredentials({ ...params, WebIdentityToken: 't' }));
stsPolicy.onFailover = ({ region, next, error }): void => console.warn(region, next, error);
`;

/** Not all of these SDKs need the last one. */
const sections = [...ALL_SECTIONS, 'older' as const];

/** What the compiler of the release says about a project: nothing, if all is well. */
function compile(folder: string, variant: HelperVariant, callSites: string, project: object): string {
  const files = {
    'sts-failover.ts': renderHelper(variant, {
      fallbacks: { 'eu-west-1': ['eu-central-1'] },
      version: '0.0.0',
      sections,
    }),
    'call-sites.ts': callSites,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'ES2019',
        lib: ['ES2019', 'DOM'],
        module: 'CommonJS',
        moduleResolution: 'node',
        types: ['node'],
        skipLibCheck: true,
        noEmit: true,
        ...project,
      },
      files: ['sts-failover.ts', 'call-sites.ts'],
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return spawnSync(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  }).stdout;
}

describe.each(installedSets('older-typescript'))('%s', (_set, folder) => {
  test.each(Object.entries(PROJECTS))('compiles the v2 helper with %s', (_, project) => {
    expect(compile(folder, 'v2-ts', V2_CALL_SITES, project)).toBe('');
  });

  test.each(Object.entries(PROJECTS))('compiles the v3 helper with %s', (_, project) => {
    expect(compile(folder, 'v3-ts', V3_CALL_SITES, project)).toBe('');
  });

  test('compiles the v3 helper without the types of a browser', () => {
    expect(compile(folder, 'v3-ts', V3_CALL_SITES, { lib: ['ES2019'], strict: true })).toBe('');
  });
});
