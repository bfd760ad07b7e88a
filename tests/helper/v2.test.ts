import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AWS from 'aws-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { refuse } from '../faults/answers.js';
import { World } from '../faults/world.js';
import { FALLBACK, HOME, limitRequests, loadHelper, role, type V2Helper } from './load.js';

const GLOBAL = 'sts.amazonaws.com';
let world: World;
let helper: V2Helper;
let shipped: V2Helper['stsPolicy'];

beforeAll(async () => {
  world = await World.start(
    ...[HOME, FALLBACK, 'us-east-1', 'us-west-2'].map((region) => `sts.${region}.amazonaws.com`),
    ...[GLOBAL, 'sts.cn-north-1.amazonaws.com.cn', 'sts.cn-northwest-1.amazonaws.com.cn', 'localstack.example'],
    ...[
      'sts-fips.us-east-1.amazonaws.com',
      'sts-fips.us-west-2.amazonaws.com',
      'vpce-1.sts.eu-west-1.vpce.amazonaws.com',
      'vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    ],
  );
  helper = await loadHelper('v2-esm');
  shipped = { ...helper.stsPolicy };
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  helper.resetStsHealth();
  Object.assign(helper.stsPolicy, shipped);
  limitRequests(helper);
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AMAZON_REGION', undefined);
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  AWS.config.update({ region: undefined as never });
  vi.unstubAllEnvs();
});

const masterCredentials = new AWS.Credentials('AKIAEXAMPLE', 'secret');
const unavailable = refuse(503, 'ServiceUnavailable');
const hostsAsked = (): string[] => [...new Set(world.requests.map(({ host }) => host))];
const arnOf = async (sts: AWS.STS): Promise<string | undefined> => (await sts.getCallerIdentity().promise()).Arn;

function client(options: AWS.STS.ClientConfiguration = {}): AWS.STS {
  return helper.withStsFailover(new AWS.STS({ credentials: masterCredentials, maxRetries: 0, ...options }));
}

describe('home', () => {
  test.each<[string, () => AWS.STS]>([
    ['the explicit region', () => client({ region: HOME })],
    ['AWS.config.region', () => (AWS.config.update({ region: HOME }), client())],
    ['AWS_REGION', () => (vi.stubEnv('AWS_REGION', HOME), client({ region: new AWS.Config().region as string }))],
  ])('is %s, asked at its regional host whatever the mode of the SDK', async (_, make) => {
    world.host(HOME).answer = unavailable;
    await expect(arnOf(make())).resolves.toContain(FALLBACK);
    expect(hostsAsked()).toEqual([world.host(HOME).name, world.host(FALLBACK).name]);
  });

  test('has its fallback in its own partition', async () => {
    helper.stsPolicy.fallbacks = { 'cn-north-1': ['us-east-1', 'cn-northwest-1'] };
    world.host('cn-north-1').answer = unavailable;
    await arnOf(client({ region: 'cn-north-1' }));
    expect(hostsAsked()).toEqual(['sts.cn-north-1.amazonaws.com.cn', 'sts.cn-northwest-1.amazonaws.com.cn']);
  });

  test('that nobody knows leaves the client as it was, and is told once', async () => {
    const events: unknown[] = [];
    helper.stsPolicy.onFailover = ({ region, next, error }) => void events.push([region, next, error]);
    const sts = client();
    await arnOf(sts);
    await arnOf(sts);
    expect(hostsAsked()).toEqual([GLOBAL]);
    expect(events).toEqual([[undefined, undefined, undefined]]);
  });

  test.each([undefined, ''])(
    'that nobody knows (%o) leaves even a client in regional mode at the global host, where the SDK alone throws',
    async (region) => {
      const options: AWS.STS.ClientConfiguration = {
        credentials: masterCredentials,
        stsRegionalEndpoints: 'regional',
        ...(region !== undefined && { region }),
      };
      await expect(arnOf(new AWS.STS(options))).rejects.toMatchObject({
        code: 'ConfigError',
        message: 'Missing region in config',
      });
      const sts = helper.withStsFailover(new AWS.STS(options));
      await expect(arnOf(sts)).resolves.toContain('us-east-1');
      await expect(arnOf(sts)).resolves.toContain('us-east-1');
      expect(hostsAsked()).toEqual([GLOBAL]);
    },
  );
});

describe('endpoints', () => {
  test('of its own stay', async () => {
    world.host('localstack.example').answer = unavailable;
    await expect(arnOf(client({ region: HOME, endpoint: 'https://localstack.example' }))).rejects.toThrow();
    expect(hostsAsked()).toEqual(['localstack.example']);
  });

  test('with FIPS stay FIPS', async () => {
    helper.stsPolicy.fallbacks = { 'us-east-1': ['eu-west-1', 'us-west-2'] };
    world.host('sts-fips.us-east-1.amazonaws.com').answer = unavailable;
    await arnOf(client({ region: 'us-east-1', useFipsEndpoint: true } as AWS.STS.ClientConfiguration));
    expect(hostsAsked()).toEqual(['sts-fips.us-east-1.amazonaws.com', 'sts-fips.us-west-2.amazonaws.com']);
  });

  test('of the policy serve their regions', async () => {
    helper.stsPolicy.vpceEndpoints = {
      [HOME]: 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com',
      [FALLBACK]: 'https://vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    };
    world.host('vpce-1.sts.eu-west-1.vpce.amazonaws.com').answer = unavailable;
    await arnOf(client({ region: HOME }));
    expect(hostsAsked()).toEqual([
      'vpce-1.sts.eu-west-1.vpce.amazonaws.com',
      'vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    ]);
  });

  test('of the policy are not for clients with FIPS, whose host says so', async () => {
    helper.stsPolicy.vpceEndpoints = { 'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com' };
    await arnOf(client({ region: 'us-east-1', useFipsEndpoint: true } as AWS.STS.ClientConfiguration));
    expect(hostsAsked()).toEqual(['sts-fips.us-east-1.amazonaws.com']);
  });

  test('of presigned requests are home, since somebody else sends them', async () => {
    const sts = client({ region: HOME, stsRegionalEndpoints: 'regional' });
    world.host(HOME).answer = unavailable;
    await arnOf(sts);
    const request = sts.getCallerIdentity() as unknown as { presign(seconds: number): string };
    expect(request.presign(60)).toContain(`https://${world.host(HOME).name}/`);
  });
});

describe('every way to send', () => {
  test('with a callback', async () => {
    world.host(HOME).answer = unavailable;
    const sts = client({ region: HOME });
    const arn = await new Promise((resolve) =>
      sts.getCallerIdentity({}, (_: AWS.AWSError, data: AWS.STS.GetCallerIdentityResponse) => resolve(data.Arn)),
    );
    expect(arn).toContain(FALLBACK);
  });

  test('with events, which come in the order of the SDK', async () => {
    world.host(HOME).answer = unavailable;
    const request = client({ region: HOME }).getCallerIdentity();
    const events: string[] = [];
    const done = new Promise((resolve) => request.on('complete', resolve));
    for (const event of ['retry', 'success', 'error', 'complete'] as const)
      request.on(event as 'success', () => events.push(event));
    request.send();
    await done;
    expect(events).toEqual(['retry', 'success', 'complete']);
  });

  test('customized by the application, before or after (as X-Ray does)', async () => {
    world.host(HOME).answer = unavailable;
    const seen: string[] = [];
    const sts = new AWS.STS({ region: HOME, credentials: masterCredentials, maxRetries: 0 }) as AWS.STS & {
      customizeRequests(handler: () => void): void;
    };
    const customize = (name: string): void => sts.customizeRequests(() => void seen.push(name));
    customize('before');
    helper.withStsFailover(sts);
    await arnOf(sts);
    customize('after');
    await expect(arnOf(sts)).resolves.toContain(FALLBACK);
    expect(seen).toEqual(['before', 'after']);
  });
});

describe('errors', () => {
  test("are home's when every region failed", async () => {
    world.host(HOME).answer = unavailable;
    world.host(FALLBACK).answer = refuse(403, 'AccessDenied');
    await expect(arnOf(client({ region: HOME }))).rejects.toMatchObject({ code: 'ServiceUnavailable' });
  });

  test('of expired credentials are left to the SDK, which renews them in the same region', async () => {
    let first = true;
    world.host(HOME).answer = (request, response, action) => {
      const answer = first ? refuse(400, 'ExpiredTokenException') : refuse(403, 'AccessDenied');
      first = false;
      answer(request, response, action);
    };
    await expect(arnOf(client({ region: HOME, maxRetries: 1 }))).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(hostsAsked()).toEqual([world.host(HOME).name]);
  });

  test.each(['ServiceUnavailable', 'ExpiredTokenException'])(
    'do not make an MFA code go out twice: %s',
    async (code) => {
      world.host(HOME).answer = refuse(code === 'ServiceUnavailable' ? 503 : 400, code);
      const call = client({ region: HOME, maxRetries: 3 })
        .getSessionToken({ SerialNumber: 'arn', TokenCode: '123456' })
        .promise();
      await expect(call).rejects.toMatchObject({ code });
      expect(world.requests).toHaveLength(1);
    },
  );
});

describe('credentials', () => {
  beforeEach(() => {
    AWS.config.update({ region: HOME });
    world.host(HOME).answer = unavailable;
  });

  test.each<[string, () => AWS.Credentials]>([
    [
      'ChainableTemporaryCredentials',
      () => helper.withStsFailover(new AWS.ChainableTemporaryCredentials({ params: role, masterCredentials })),
    ],
    ['TemporaryCredentials', () => helper.withStsFailover(new AWS.TemporaryCredentials(role, masterCredentials))],
    [
      'WebIdentityCredentials',
      () => helper.withStsFailover(new AWS.WebIdentityCredentials({ ...role, WebIdentityToken: 'jwt' })),
    ],
    [
      'SAMLCredentials',
      () =>
        helper.withStsFailover(
          new AWS.SAMLCredentials({
            RoleArn: role.RoleArn,
            PrincipalArn: 'arn:aws:iam::123456789012:saml-provider/p',
            SAMLAssertion: 'assertion',
          }),
        ),
    ],
  ])('%s come from the fallback', async (_, make) => {
    const given = make();
    await given.getPromise();
    expect(given.accessKeyId).toBe(`ASIA-${FALLBACK}`);
    expect(hostsAsked()).toEqual([world.host(HOME).name, world.host(FALLBACK).name]);
  });

  test('made of temporary ones are signed for as without the helper: by the master for TemporaryCredentials, in turn for ChainableTemporaryCredentials', async () => {
    const { TemporaryCredentials, ChainableTemporaryCredentials } = AWS;
    const signersOf = async (given: AWS.Credentials): Promise<(string | undefined)[]> => {
      world.host(FALLBACK).requests.length = 0;
      await given.getPromise();
      return world.host(FALLBACK).requests.map(({ signedBy }) => signedBy);
    };
    const first = helper.withStsFailover(new TemporaryCredentials(role, masterCredentials));
    await first.getPromise();
    await expect(signersOf(helper.withStsFailover(new TemporaryCredentials(role, first)))).resolves.toEqual([
      'AKIAEXAMPLE',
    ]);
    await expect(
      signersOf(helper.withStsFailover(new ChainableTemporaryCredentials({ params: role, masterCredentials: first }))),
    ).resolves.toEqual([`ASIA-${FALLBACK}`]);
  });

  test('TokenFileWebIdentityCredentials come from the fallback', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    writeFileSync(join(folder, 'token'), 'jwt');
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'));
    vi.stubEnv('AWS_ROLE_ARN', role.RoleArn);
    const given = helper.withStsFailover(new AWS.TokenFileWebIdentityCredentials());
    await given.getPromise();
    rmSync(folder, { recursive: true });
    expect(given.accessKeyId).toBe(`ASIA-${FALLBACK}`);
  });
});

test.each<[string, () => { getPromise: () => Promise<void>; accessKeyId: string }]>([
  [
    'WebIdentityCredentials',
    () => {
      class Own extends AWS.WebIdentityCredentials {
        constructor() {
          super({ ...role, WebIdentityToken: 'jwt' }, { region: HOME });
          helper.withStsFailover(this);
        }
      }
      return new Own();
    },
  ],
  [
    'ChainableTemporaryCredentials',
    () => {
      class Own extends AWS.ChainableTemporaryCredentials {
        constructor() {
          super({ params: role, masterCredentials, stsConfig: { region: HOME } });
          helper.withStsFailover(this);
        }
      }
      return new Own();
    },
  ],
])('a class of your own that extends %s gives itself to the helper', async (_, make) => {
  world.host(HOME).answer = unavailable;
  const own = make();
  await own.getPromise();
  expect(own.accessKeyId).toBe(`ASIA-${FALLBACK}`);
});

test('a class of your own that extends the client gives itself to the helper', async () => {
  class Own extends AWS.STS {
    constructor() {
      super({ credentials: masterCredentials, region: HOME, maxRetries: 0 });
      helper.withStsFailover(this);
    }
  }
  world.host(HOME).answer = unavailable;
  await expect(arnOf(new Own())).resolves.toContain(FALLBACK);
});

test('an object that stands in for the client in tests is left alone', () => {
  const standIn = { getCallerIdentity: () => ({ promise: async () => ({ Arn: 'stub' }) }) };
  expect(helper.withStsFailover(standIn)).toBe(standIn);
});

test('30 calls at once are signed for the region they go to', async () => {
  world.host(HOME).answer = unavailable;
  const sts = client({ region: HOME });
  const arns = await Promise.all(Array.from({ length: 30 }, () => arnOf(sts)));
  expect(arns.every((arn) => arn?.endsWith(FALLBACK))).toBe(true);
});
