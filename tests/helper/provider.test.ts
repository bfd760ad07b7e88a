import https from 'node:https';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials, fromTokenFile, fromWebToken } from '@aws-sdk/credential-providers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { BROKEN, refuse, success } from '../faults/answers.js';
import { FALLBACK, HOME, credentials, limitRequests, role } from './load.js';
import { helper, startV3World, world } from './v3-world.js';

startV3World({ sections: ['provider', 'requests', 'endpoints'] });
beforeEach(() => void vi.stubEnv('AWS_REGION', undefined));

const unavailable = refuse(503, 'ServiceUnavailable');
const regionsAsked = (): string[] => world.requests.map(({ host }) => host.split('.')[1]!);

function temporary(clientConfig: object = {}): ReturnType<typeof fromTemporaryCredentials> {
  return helper.stsProvider(
    (regional) => fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig: regional }),
    {
      maxAttempts: 1,
      ...clientConfig,
    },
  );
}

describe('home', () => {
  test('is the region of the configuration', async () => {
    world.host(HOME).answer = unavailable;
    await temporary({ region: HOME })();
    expect(regionsAsked()).toEqual([HOME, FALLBACK]);
  });

  test('else the region of the client that asks', async () => {
    world.host(HOME).answer = unavailable;
    const s3 = new S3Client({ region: HOME, credentials: temporary() });
    await expect(s3.config.credentials()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
    expect(regionsAsked()).toEqual([HOME, FALLBACK]);
  });

  test('else AWS_REGION when the call is made', async () => {
    const provider = temporary();
    vi.stubEnv('AWS_REGION', HOME);
    world.host(HOME).answer = unavailable;
    await provider();
    expect(regionsAsked()).toEqual([HOME, FALLBACK]);
  });

  test("else the profile's region", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    writeFileSync(join(folder, 'config'), `[default]\nregion = ap-south-1\n[profile two]\nregion = ${HOME}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
    vi.stubEnv('AWS_PROFILE', 'two');
    world.host(HOME).answer = unavailable;
    await temporary()();
    rmSync(folder, { recursive: true });
    expect(regionsAsked()).toEqual([HOME, FALLBACK]);
  });

  test('else wherever the SDK goes on its own', async () => {
    world.host('us-east-1').answer = BROKEN.hang;
    limitRequests(helper, 1);
    await expect(temporary()()).resolves.toMatchObject({ accessKeyId: 'ASIA-us-west-2' });
    expect(regionsAsked()).toEqual(['us-east-1', 'us-west-2']);
  });

  test('without a fallback stays alone and says so', async () => {
    const events: unknown[] = [];
    helper.stsPolicy.onFailover = ({ region, next, error }) => void events.push([region, next, error]);
    await temporary({ region: 'ap-south-1' })();
    expect(events).toEqual([['ap-south-1', undefined, undefined]]);
  });
});

describe('what decides alone', () => {
  test.each<[string, object]>([
    ['an endpoint of its own', { region: HOME, endpoint: 'https://localstack.example' }],
    ['a region function', { region: async () => HOME }],
  ])('%s leaves the provider plain', async (_, clientConfig) => {
    world.host(HOME).answer = unavailable;
    world.host('localstack.example').answer = unavailable;
    await expect(temporary(clientConfig)()).rejects.toThrow();
    expect(world.requests).toHaveLength(1);
  });

  test('AWS_ENDPOINT_URL_STS keeps every call on its endpoint', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'https://localstack.example');
    world.host('localstack.example').answer = unavailable;
    await expect(temporary({ region: HOME })()).rejects.toThrow();
    expect(world.requests.map(({ host }) => host)).toEqual(['localstack.example']);
  });

  test.each<[string, object]>([
    ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', {}],
    ['ignoreConfiguredEndpointUrls', { ignoreConfiguredEndpointUrls: true }],
  ])('%s takes that back, for the SDK and for us', async (name, clientConfig) => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://localstack.example');
    if (name.startsWith('AWS')) vi.stubEnv(name, 'true');
    world.host(HOME).answer = unavailable;
    await temporary({ region: HOME, ...clientConfig })();
    expect(regionsAsked()).toEqual([HOME, FALLBACK]);
  });
});

describe('the deadline', () => {
  test('does not run while the first hop is waited for 9 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    limitRequests(helper, 1);
    let arrive: (given: typeof credentials) => void = () => {};
    const slow = new Promise<typeof credentials>((resolve) => (arrive = resolve));
    const provider = helper.stsProvider(
      (clientConfig) => fromTemporaryCredentials({ masterCredentials: () => slow, params: role, clientConfig }),
      { region: HOME },
    );
    const call = provider();
    await vi.advanceTimersByTimeAsync(9_000);
    arrive(credentials);
    await expect(call).resolves.toMatchObject({ accessKeyId: `ASIA-${HOME}` });
    expect(world.host(FALLBACK).requests).toEqual([]);
  });

  test('lets two hops be served by the fallback while home hangs', async () => {
    world.host(HOME).answer = BROKEN.hang;
    limitRequests(helper, 4); // two requests; the first hop inherits the handler of the second, and so two limits
    const provider = helper.stsProvider((clientConfig) => secondHop(clientConfig, firstHop(clientConfig)), {
      region: HOME,
    });
    await expect(provider()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
    expect(world.host(HOME).requests).toHaveLength(2);
  });

  test('is one of its own for each of two hops with a wrapper of their own', async () => {
    world.host(HOME).answer = unavailable;
    const first = helper.stsProvider((clientConfig) => firstHop(clientConfig), { region: HOME });
    const provider = helper.stsProvider((clientConfig) => secondHop(clientConfig, first), { region: HOME });
    await expect(provider()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
    expect(world.host(HOME).requests).toHaveLength(4);
  });
});

type Temporary = ReturnType<typeof fromTemporaryCredentials>;
const firstHop = (clientConfig: object): Temporary =>
  fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig });
const secondHop = (clientConfig: object, masterCredentials: Temporary): Temporary =>
  fromTemporaryCredentials({ masterCredentials, params: role, clientConfig });

describe('credentials close to their end', () => {
  const renewed = async (): Promise<ReturnType<typeof fromTemporaryCredentials>> => {
    world.host(HOME).lifetimeMs = 240_000;
    const provider = temporary({ region: HOME });
    await provider();
    return provider;
  };

  test('are kept while no region answers, and the regions are left in peace for a while', async () => {
    const provider = await renewed();
    world.host(HOME).answer = world.host(FALLBACK).answer = unavailable;
    await expect(provider()).resolves.toMatchObject({ accessKeyId: `ASIA-${HOME}` });
    const asked = world.requests.length;
    await expect(provider()).resolves.toMatchObject({ accessKeyId: `ASIA-${HOME}` });
    expect(world.requests).toHaveLength(asked);
  });

  test('are not kept when they have no time left', async () => {
    world.host(HOME).lifetimeMs = 20_000;
    const provider = temporary({ region: HOME });
    await provider();
    world.host(HOME).answer = world.host(FALLBACK).answer = unavailable;
    await expect(provider()).rejects.toThrow();
  });

  test('are not kept when STS refuses the role', async () => {
    const provider = await renewed();
    world.host(HOME).answer = refuse(403, 'AccessDenied');
    await expect(provider()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a role assumer', () => {
  const assumer = (): ReturnType<typeof getDefaultRoleAssumer> =>
    helper.stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), { region: HOME });

  test('fails over', async () => {
    world.host(HOME).answer = unavailable;
    await expect(assumer()(credentials, role)).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
  });

  test("never answers with another role's credentials", async () => {
    const assume = assumer();
    await assume(credentials, role);
    world.host(HOME).answer = world.host(FALLBACK).answer = unavailable;
    await expect(assume(credentials, { ...role, RoleArn: 'arn:aws:iam::123456789012:role/other' })).rejects.toThrow();
  });

  test('sends an MFA code once', async () => {
    world.host(HOME).answer = unavailable;
    await expect(assumer()(credentials, { ...role, SerialNumber: 'arn', TokenCode: '123456' })).rejects.toThrow();
    expect(regionsAsked()).toEqual([HOME]);
  });
});

test('the provider of home is made at once, as without failover, so that a test sees it', () => {
  const make = vi.fn(() => async () => credentials);
  helper.stsProvider(make, { region: HOME });
  expect(make).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ region: HOME }));
});

test('the provider of home is made only once, as a test may expect', async () => {
  const make = vi.fn(() => async () => credentials);
  await helper.stsProvider(make, { region: HOME })();
  expect(make).toHaveBeenCalledTimes(1);
});

test('without any region, and with everything down, a call ends with the error of the SDK', async () => {
  world.host('us-east-1').answer = world.host('us-west-2').answer = unavailable;
  await expect(temporary()()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  expect(regionsAsked()).toEqual(['us-east-1', 'us-west-2']);
});

test('the agent of the client that asks carries the request, proxy and certificates included', async () => {
  const agent = new https.Agent({ keepAlive: true });
  const s3 = new S3Client({ region: HOME, credentials: temporary(), requestHandler: { httpsAgent: agent } });
  await s3.config.credentials();
  expect(Object.keys(agent.freeSockets).join()).toContain(world.host(HOME).name);
  agent.destroy();
});

test('a captive portal that answers a provider costs one try', async () => {
  world.host(HOME).answer = (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>');
  await expect(temporary({ region: HOME })()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
});

test('an empty success is no success', async () => {
  world.host(HOME).answer = (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/xml' }).end('<AssumeRoleResponse/>');
  await expect(temporary({ region: HOME })()).resolves.toMatchObject({ accessKeyId: `ASIA-${FALLBACK}` });
});

test('40 calls of one client at once ask home once and the fallback once', async () => {
  world.host(HOME).answer = unavailable;
  const s3 = new S3Client({ region: HOME, credentials: temporary() });
  await Promise.all(Array.from({ length: 40 }, () => s3.config.credentials()));
  expect(regionsAsked()).toEqual([HOME, FALLBACK]);
});

test('web identity goes unsigned to either region', async () => {
  world.host(HOME).answer = unavailable;
  const provider = helper.stsProvider(
    (clientConfig) => fromWebToken({ webIdentityToken: 'jwt', roleArn: role.RoleArn, clientConfig }),
    { region: HOME, maxAttempts: 1 },
  );
  await provider();
  expect(world.requests.map(({ action, signedFor }) => [action, signedFor])).toEqual([
    ['AssumeRoleWithWebIdentity', undefined],
    ['AssumeRoleWithWebIdentity', undefined],
  ]);
});

test('a token file is read anew for every call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  const webIdentityTokenFile = join(folder, 'token');
  const provider = helper.stsProvider(
    (clientConfig) => fromTokenFile({ webIdentityTokenFile, roleArn: role.RoleArn, clientConfig }),
    { region: HOME },
  );
  const tokens: (string | null)[] = [];
  for (const token of ['first', 'second']) {
    writeFileSync(webIdentityTokenFile, token);
    await provider();
    tokens.push(world.requests.at(-1)!.parameters.get('WebIdentityToken'));
  }
  rmSync(folder, { recursive: true });
  expect(tokens).toEqual(['first', 'second']);
});

describe('requests made by hand', () => {
  test('go to home, then to the next region, with their status as the reason', async () => {
    world.host(HOME).answer = unavailable;
    world.host(FALLBACK).answer = (_, response) => void response.end(success('GetCallerIdentity', FALLBACK, 0));
    const body = await helper.withStsRegions(
      (region, signal) =>
        new Promise<string>((resolve, reject) => {
          const request = https.get(
            `https://${helper.stsHost(region)}/?Action=GetCallerIdentity`,
            { signal },
            (response) => {
              const chunks: Buffer[] = [];
              response.on('data', (chunk: Buffer) => chunks.push(chunk));
              response.on('end', () => {
                if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString());
                else reject(Object.assign(new Error(response.statusMessage), { statusCode: response.statusCode }));
              });
            },
          );
          request.on('error', reject);
        }),
      { region: HOME },
    );
    expect(body).toContain(`user/${FALLBACK}`);
  });
});
