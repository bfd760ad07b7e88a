import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderHelper, type HelperVariant } from '../../src/helper/index.js';
import { ALL_SECTIONS } from './load.js';
import { PROJECTS } from './projects.js';

/**
 * Compiles the helper and its call sites with compilers and SDKs of their time, which npm installs below .cache once. That
 * needs the network and minutes, so it runs when asked for: `OLD_TYPESCRIPT=1 npx vitest run tests/helper/older-typescript`.
 */
const wanted = process.env['OLD_TYPESCRIPT'] === '1';
const CACHE = fileURLToPath(new URL('../../.cache/typescript/', import.meta.url));

interface Release {
  readonly typescript: string;
  /** Version of `@types/node`. */
  readonly node: string;
  /** Version of `aws-sdk`. */
  readonly v2: string;
  /** Version of `@aws-sdk/client-sts`. */
  readonly v3: string;
}

const RELEASES: readonly Release[] = [
  { typescript: '4.7.4', node: '16.18.126', v2: '2.1200.0', v3: '3.193.0' },
  { typescript: '4.9.5', node: '18.19.130', v2: '2.1300.0', v3: '3.300.0' },
  { typescript: '5.2.2', node: '20.8.10', v2: '2.1500.0', v3: '3.450.0' },
  { typescript: '5.5.4', node: '22.5.0', v2: '2.1693.0', v3: '3.914.0' },
];

const V3_CALL_SITES = `
import { AssumeRoleCommand, STS, STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import { createStsClient, stsHost, stsPolicy, stsProvider, withStsRegions } from './sts-failover';

export const client: STSClient = createStsClient({ region: 'eu-west-1', maxAttempts: 3 });
export const aggregated: STS = createStsClient({}, STS);
export const key: Promise<string | undefined> = client
  .send(new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 's' }))
  .then(({ Credentials }) => Credentials?.AccessKeyId);
export const assumer: ReturnType<typeof getDefaultRoleAssumer> = stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), { region: 'eu-west-1' });
export const host: Promise<string> = withStsRegions(async (region, signal) => (signal.aborted ? '' : stsHost(region)));
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

function install(folder: string, { typescript, node, v2, v3 }: Release): void {
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return; // npm writes it last
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const packages = [`typescript@${typescript}`, `@types/node@${node}`, `aws-sdk@${v2}`, `@aws-sdk/client-sts@${v3}`];
  const options = ['--save-exact', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', ['install', ...options, ...packages], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

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

describe.skipIf(!wanted).each(RELEASES)('TypeScript $typescript with @types/node $node', (release) => {
  const folder = join(CACHE, `${release.typescript}-node-${release.node}`);
  beforeAll(() => install(folder, release), 600_000);

  test.each(Object.entries(PROJECTS))('compiles the v2 helper with %s', (_, project) => {
    expect(compile(folder, 'v2-ts', V2_CALL_SITES, project)).toBe('');
  });

  test.each(Object.entries(PROJECTS))('compiles the v3 helper with %s', (_, project) => {
    expect(compile(folder, 'v3-ts', V3_CALL_SITES, project)).toBe('');
  });
});
