/**
 * A repository in a network without a way out, migrated by the built command line: real SDKs, loopback servers under
 * the names of two interface endpoints with certificates for them, and no other host that resolves.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildBinary } from '../cli/build.js';
import { refuse } from '../faults/answers.js';
import { FAULTS, inflict } from '../faults/faults.js';
import { World } from '../faults/world.js';
import { limitRequests, type V3Helper } from './load.js';

const HOME = 'us-east-1';
const FALLBACK = 'us-west-2';
const HOSTS = {
  [HOME]: `vpce-0a1b-2c3d.sts.${HOME}.vpce.amazonaws.com`,
  [FALLBACK]: `vpce-4e5f-6a7b-${FALLBACK}a.sts.${FALLBACK}.vpce.amazonaws.com`,
};
const ENDPOINTS = `${HOME}=https://${HOSTS[HOME]},${FALLBACK}=https://${HOSTS[FALLBACK]}`;
const FLAGS = ['--regions', `${HOME},${FALLBACK}`, '--vpc-endpoints', ENDPOINTS];

const ROLE = "{ RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'test' }";
const KEYS = "{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }";

/** Each module asks STS once and gives the access key that came back. */
const SOURCES: Readonly<Record<string, string>> = {
  client: `import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const sts = new STSClient({ region: '${HOME}', credentials: ${KEYS} });
export const ask = async () => (await sts.send(new AssumeRoleCommand(${ROLE}))).Credentials.AccessKeyId;
`,
  pinned: `import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const sts = new STSClient({ region: '${HOME}', endpoint: 'https://${HOSTS[HOME]}', credentials: ${KEYS} });
export const ask = async () => (await sts.send(new AssumeRoleCommand(${ROLE}))).Credentials.AccessKeyId;
`,
  provider: `import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

const provider = fromTemporaryCredentials({ masterCredentials: ${KEYS}, params: ${ROLE}, clientConfig: { region: '${HOME}' } });
export const ask = async () => (await provider()).accessKeyId;
`,
  token: `import { fromWebToken } from '@aws-sdk/credential-providers';

const provider = fromWebToken({ roleArn: 'arn:aws:iam::123456789012:role/reader', roleSessionName: 'test', webIdentityToken: 'token', clientConfig: { region: '${HOME}' } });
export const ask = async () => (await provider()).accessKeyId;
`,
  v2: `import AWS from 'aws-sdk';

const sts = new AWS.STS({ region: '${HOME}', credentials: new AWS.Credentials('AKIAEXAMPLE', 'secret') });
export const ask = async () => (await sts.assumeRole(${ROLE}).promise()).Credentials.AccessKeyId;
`,
  v2Pinned: `import AWS from 'aws-sdk';

const sts = new AWS.STS({ region: '${HOME}', endpoint: '${HOSTS[HOME]}', credentials: new AWS.Credentials('AKIAEXAMPLE', 'secret') });
export const ask = async () => (await sts.assumeRole(${ROLE}).promise()).Credentials.AccessKeyId;
`,
};

type Helper = Pick<V3Helper, 'stsPolicy' | 'resetStsHealth'>;

/** Below the packages of the repository, so that the application finds the SDKs. */
const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
let binary = '';
let folder = '';
let world: World;
let helpers: Helper[];
const asks = new Map<string, () => Promise<string>>();

const path = (...parts: string[]): string => join(folder, 'src', ...parts);
const migrate = (...flags: string[]) =>
  spawnSync(process.execPath, [binary, 'migrate', '--format', 'json', ...flags], { cwd: folder, encoding: 'utf8' });
const load = async <T>(file: string): Promise<T> => (await import(/* @vite-ignore */ pathToFileURL(file).href)) as T;

beforeAll(async () => {
  binary = buildBinary();
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'vpc-'));
  mkdirSync(path());
  const dependencies = {
    '@aws-sdk/client-sts': '^3.1169.0',
    '@aws-sdk/credential-providers': '^3.1169.0',
    'aws-sdk': '^2.1693.0',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'application', type: 'module', dependencies }));
  for (const [name, source] of Object.entries(SOURCES)) writeFileSync(path(`${name}.js`), source);
  expect(migrate(...FLAGS)).toMatchObject({ status: 0, stderr: expect.not.stringContaining('endpoint') as string });
  world = await World.start(...Object.values(HOSTS));
  helpers = await Promise.all(['sts-failover.js', 'sts-failover-v2.js'].map((name) => load<Helper>(path('aws', name))));
  for (const name of Object.keys(SOURCES))
    asks.set(name, (await load<{ ask: () => Promise<string> }>(path(`${name}.js`))).ask);
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  world.reset();
  for (const helper of helpers) {
    helper.resetStsHealth();
    limitRequests(helper);
  }
  for (const name of ['AWS_REGION', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  vi.unstubAllEnvs();
});

const hostsAsked = (): string[] => [...new Set(world.requests.map(({ host }) => host))];

describe.each(Object.keys(SOURCES))('a migrated %s', (name) => {
  const ask = (): Promise<string> | undefined => asks.get(name)?.();

  test('asks the interface endpoint of its own region while that answers', async () => {
    expect(await ask()).toBe(`ASIA-${HOME}`);
    expect(hostsAsked()).toEqual([HOSTS[HOME]]);
  });

  test.each(FAULTS.filter(({ fault }) => ['503', 'DNS ENOTFOUND', 'RegionDisabled'].includes(fault)))(
    'goes on to the next interface endpoint, signed for its region: $fault',
    async (fault) => {
      inflict(world.host(HOME), fault);
      expect(await ask()).toBe(`ASIA-${FALLBACK}`);
      const signed = world.host(FALLBACK).requests.map(({ signedFor }) => signedFor);
      expect(new Set(signed)).toEqual(new Set([name === 'token' ? undefined : FALLBACK]));
    },
  );
});

describe('the migration', () => {
  test('writes the endpoints into both helpers', () => {
    for (const name of ['sts-failover.js', 'sts-failover-v2.js'])
      expect(readFileSync(path('aws', name), 'utf8')).toContain(
        `  vpceEndpoints: {\n    '${HOME}': 'https://${HOSTS[HOME]}',\n    '${FALLBACK}': 'https://${HOSTS[FALLBACK]}',\n  },`,
      );
  });

  test('takes the endpoint out where the helper has the same one', () => {
    expect(readFileSync(path('pinned.js'), 'utf8')).toContain(
      `createStsClient({ region: '${HOME}', credentials: ${KEYS} })`,
    );
    expect(readFileSync(path('v2Pinned.js'), 'utf8')).toContain(
      `withStsFailover(new AWS.STS({ region: '${HOME}', stsRegionalEndpoints: 'regional', credentials`,
    );
  });

  test('finds nothing to do in a second run, and nothing to say', () => {
    const second = migrate(...FLAGS);
    expect(JSON.parse(second.stdout)).toMatchObject({
      summary: { filesChanged: 0, sitesRewritten: 0, sitesSkipped: 0 },
      helpers: [],
    });
    expect(second.stderr).not.toContain('vpceEndpoints');
  });

  test('leaves a helper that has other endpoints as it is, and says what to put there', () => {
    const before = readFileSync(path('aws', 'sts-failover.js'), 'utf8');
    const other = `https://vpce-9999-8888.sts.${HOME}.vpce.amazonaws.com`;
    const run = migrate(
      '--regions',
      `${HOME},${FALLBACK},us-east-2`,
      '--vpc-endpoints',
      `${HOME}=${other},us-east-2=https://vpce-7.sts.us-east-2.vpce.amazonaws.com`,
    );
    expect(run.status).toBe(0);
    expect(run.stderr).toContain(`No interface endpoint is named for ${FALLBACK}: `);
    expect(run.stderr).toContain(
      `src/aws/sts-failover.js existed before this run, so its interface endpoints stay as they are. Add to its \`stsPolicy.vpceEndpoints\`:\n  '${HOME}': '${other}', // instead of https://${HOSTS[HOME]}\n  'us-east-2': 'https://vpce-7.sts.us-east-2.vpce.amazonaws.com',\n`,
    );
    expect(readFileSync(path('aws', 'sts-failover.js'), 'utf8')).toBe(before);
  });

  test('leaves a client at an endpoint that the helper does not know, and says what to do', () => {
    writeFileSync(path('other.js'), SOURCES['pinned']?.replaceAll('vpce-0a1b-2c3d', 'vpce-9999-8888') ?? '');
    const { files } = JSON.parse(migrate(...FLAGS).stdout) as {
      files: { path: string; skipped: { reason: string; nextStep: string }[] }[];
    };
    rmSync(path('other.js'));
    const reason = `\`STSClient\` goes to the interface endpoint \`vpce-9999-8888.sts.${HOME}.vpce.amazonaws.com\`, but the helper uses \`${HOSTS[HOME]}\` in '${HOME}'`;
    expect(files.find(({ path: file }) => file === 'src/other.js')?.skipped).toEqual([
      expect.objectContaining({ reason, nextStep: 'Use one of the two in both places, then run again' }),
    ]);
  });
});

describe('a provider whose region only its profile names', () => {
  test('comes back to its own interface endpoint when the public host does not answer', async () => {
    const file = path('profile.js');
    writeFileSync(
      file,
      `import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\nimport { stsProvider } from './aws/sts-failover.js';\n\nexport const ask = async () => (await stsProvider((clientConfig) => fromTemporaryCredentials({ masterCredentials: ${KEYS}, params: ${ROLE}, clientConfig }))()).accessKeyId;\n`,
    );
    writeFileSync(path('config'), `[default]\nregion = ${HOME}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', path('config'));
    const { ask } = await load<{ ask: () => Promise<string> }>(file);
    expect(await ask()).toBe(`ASIA-${HOME}`);
    expect(hostsAsked()).toEqual([HOSTS[HOME]]);
  });

  test('and goes on to the next one when that does not answer either', async () => {
    vi.stubEnv('AWS_CONFIG_FILE', path('config'));
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    const { ask } = await load<{ ask: () => Promise<string> }>(path('profile.js'));
    expect(await ask()).toBe(`ASIA-${FALLBACK}`);
  });
});
