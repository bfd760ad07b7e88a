import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STS,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { describe, expect, test, vi } from 'vitest';
import { BROKEN, refuse } from '../faults/answers.js';
import { FALLBACK, FALLBACKS, HOME, credentials, limitRequests, role } from './load.js';
import { helper, startV3World, world } from './v3-world.js';

startV3World();

const identity = (): GetCallerIdentityCommand => new GetCallerIdentityCommand({});
const unavailable = refuse(503, 'ServiceUnavailable');
const hostOf = (region: string): string => `sts.${region}.amazonaws.com`;
const hostsAsked = (): string[] => world.requests.map(({ host }) => host);

describe('the drop-in', () => {
  test('is an STSClient with its configuration', async () => {
    const sts = helper.createStsClient({ region: HOME, credentials });
    expect(sts).toBeInstanceOf(STSClient);
    await expect(sts.config.region()).resolves.toBe(HOME);
  });

  test('is the aggregated client, methods and callbacks included', async () => {
    world.host(HOME).answer = unavailable;
    const sts = helper.createStsClient({ region: HOME, credentials }, STS);
    expect(sts).toBeInstanceOf(STS);
    await expect(sts.getCallerIdentity({})).resolves.toMatchObject({ Arn: expect.stringContaining(FALLBACK) });
    const arn = await new Promise((resolve) => sts.getCallerIdentity({}, (_, output) => resolve(output?.Arn)));
    expect(arn).toContain(FALLBACK);
  });

  test("is a subclass of one's own, whose `send` runs for every region", async () => {
    world.host(HOME).answer = unavailable;
    const sent: string[] = [];
    class Audited extends STSClient {}
    Object.defineProperty(Audited.prototype, 'send', {
      writable: true,
      value(this: STSClient, ...args: Parameters<STSClient['send']>) {
        sent.push(args[0].constructor.name);
        return STSClient.prototype.send.apply(this, args);
      },
    });
    const sts = helper.createStsClient({ region: HOME, credentials }, Audited);
    await sts.send(identity());
    expect(sts).toBeInstanceOf(Audited);
    expect(sent).toEqual(['GetCallerIdentityCommand', 'GetCallerIdentityCommand']);
  });

  test('is the client that @middy/sts builds from `AwsClient: createStsClient`', async () => {
    world.host(HOME).answer = unavailable;
    const { default: sts } = await import('@middy/sts');
    const AwsClient = helper.createStsClient as never;
    const fetchData = { reader: role as never };
    const middleware = sts({ AwsClient, awsClientOptions: { region: HOME, credentials }, fetchData });
    const request = { internal: {}, context: {} };
    await middleware.before?.(request as never);
    await expect((request.internal as { reader: unknown }).reader).resolves.toHaveProperty('accessKeyId');
    expect(hostsAsked()).toEqual([hostOf(HOME), hostOf(HOME), hostOf(FALLBACK)]);
  });

  test('takes no configuration at all, as the aggregated client does', async () => {
    expect(helper.createStsClient(undefined, STS)).toBeInstanceOf(STS);
  });

  test.each(['maxAttempts', 'retryStrategy'] as const)('keeps retries of its own (%s) in every region', async (how) => {
    world.host(HOME).answer = unavailable;
    const retryStrategy = await new STSClient({ region: HOME, maxAttempts: 4 }).config.retryStrategy();
    const retries: STSClientConfig = { maxAttempts: { maxAttempts: 4 }, retryStrategy: { retryStrategy } }[how];
    const sts = helper.createStsClient({ region: HOME, credentials, ...retries });
    await expect(sts.send(identity())).resolves.toMatchObject({ $metadata: { region: FALLBACK } });
    expect(hostsAsked()).toEqual([...Array<string>(4).fill(hostOf(HOME)), hostOf(FALLBACK)]);
  });

  test('says in $metadata who served', async () => {
    world.host(HOME).answer = unavailable;
    const { $metadata } = await helper.createStsClient({ region: HOME, credentials }).send(identity());
    expect($metadata).toMatchObject({ region: FALLBACK, httpStatusCode: 200 });
  });

  test('calls back with the error', async () => {
    world.host(HOME).answer = refuse(403, 'AccessDenied');
    const sts = helper.createStsClient({ region: HOME, credentials });
    const error = await new Promise((resolve) => sts.send(identity(), resolve));
    expect(error).toMatchObject({ name: 'AccessDenied' });
  });
});

describe('home', () => {
  const TABLE = {
    ...FALLBACKS,
    'us-gov-west-1': ['us-gov-east-1', 'us-east-1'],
    'cn-north-1': ['us-east-1', 'cn-northwest-1'],
  };

  test.each([
    ['eu-west-1', 'sts.eu-central-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-east-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-northwest-1.amazonaws.com.cn'],
  ])('is AWS_REGION=%s when the call is made, and the fallback is in its partition', async (region, fallbackHost) => {
    const sts = helper.createStsClient({ credentials });
    vi.stubEnv('AWS_REGION', region);
    helper.stsPolicy.fallbacks = TABLE;
    world.host(region).answer = unavailable;
    await expect(sts.send(identity())).resolves.toMatchObject({ Arn: expect.any(String) });
    expect(new Set(hostsAsked())).toEqual(new Set([world.host(region).name, fallbackHost]));
  });

  test.each(['ap-south-1', 'eusc-de-east-1'])(
    'AWS_REGION=%s, which has no fallback, stays alone and says so',
    async (region) => {
      vi.stubEnv('AWS_REGION', region);
      const events: unknown[] = [];
      helper.stsPolicy.onFailover = ({ region: home, next, error }) => void events.push([home, next, error]);
      const sts = helper.createStsClient({ credentials });
      await expect(sts.send(identity())).resolves.toMatchObject({ $metadata: { region } });
      expect(events).toEqual([[region, undefined, undefined]]);
    },
  );

  test("is the profile's region", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    writeFileSync(join(folder, 'config'), `[default]\nregion = ${HOME}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
    vi.stubEnv('AWS_REGION', undefined);
    world.host(HOME).answer = unavailable;
    const { $metadata } = await helper.createStsClient({ credentials }).send(identity());
    rmSync(folder, { recursive: true });
    expect($metadata).toMatchObject({ region: FALLBACK });
  });
});

describe('what decides alone', () => {
  test.each<[string, STSClientConfig]>([
    ['an endpoint of its own', { region: HOME, endpoint: 'https://localstack.example' }],
    ['a region function', { region: async () => HOME }],
  ])('%s leaves the client plain', async (_, config) => {
    world.host(HOME).answer = unavailable;
    world.host('localstack.example').answer = unavailable;
    await expect(helper.createStsClient({ ...config, credentials, maxAttempts: 1 }).send(identity())).rejects.toThrow();
    expect(world.requests).toHaveLength(1);
  });

  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])('%s keeps every call on its endpoint', async (variable) => {
    vi.stubEnv(variable, 'https://localstack.example');
    world.host('localstack.example').answer = unavailable;
    await expect(
      helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 }).send(identity()),
    ).rejects.toThrow();
    expect(hostsAsked()).toEqual(['localstack.example']);
  });

  test.each<[string, object]>([
    ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', {}],
    ['ignoreConfiguredEndpointUrls', { ignoreConfiguredEndpointUrls: true }],
  ])('%s takes that back, for the SDK and for us', async (name, config) => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'https://localstack.example');
    if (name.startsWith('AWS')) vi.stubEnv(name, 'true');
    world.host(HOME).answer = unavailable;
    await helper.createStsClient({ region: HOME, credentials, maxAttempts: 1, ...config }).send(identity());
    expect(hostsAsked()).toEqual([world.host(HOME).name, world.host(FALLBACK).name]);
  });

  test('an empty AWS_ENDPOINT_URL_STS is none', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', '');
    world.host(HOME).answer = unavailable;
    await helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 }).send(identity());
    expect(hostsAsked()).toEqual([world.host(HOME).name, world.host(FALLBACK).name]);
  });

  test("a profile's endpoint_url keeps every call on its endpoint", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    writeFileSync(
      join(folder, 'config'),
      `[profile local]\nregion = us-east-1\nendpoint_url = https://localstack.example\n`,
    );
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
    vi.stubEnv('AWS_PROFILE', 'local');
    world.host('localstack.example').answer = unavailable;
    const call = helper.createStsClient({ region: 'us-east-1', credentials, maxAttempts: 1 }).send(identity());
    await expect(call).rejects.toThrow();
    rmSync(folder, { recursive: true });
    expect(hostsAsked()).toEqual(['localstack.example']);
  });
});

describe('endpoints', () => {
  test('FIPS stays FIPS, and goes only where STS has it', async () => {
    helper.stsPolicy.fallbacks = { 'us-east-1': ['eu-west-1', 'us-west-2'] };
    world.host('sts-fips.us-east-1.amazonaws.com').answer = unavailable;
    await helper
      .createStsClient({ region: 'us-east-1', useFipsEndpoint: true, credentials, maxAttempts: 1 })
      .send(identity());
    expect(hostsAsked()).toEqual(['sts-fips.us-east-1.amazonaws.com', 'sts-fips.us-west-2.amazonaws.com']);
  });

  test('dual-stack stays dual-stack', async () => {
    world.host('sts.eu-west-1.api.aws').answer = unavailable;
    await helper
      .createStsClient({ region: HOME, useDualstackEndpoint: true, credentials, maxAttempts: 1 })
      .send(identity());
    expect(hostsAsked()).toEqual(['sts.eu-west-1.api.aws', 'sts.eu-central-1.api.aws']);
  });

  test('interface endpoints of the policy serve their regions, signed for them', async () => {
    helper.stsPolicy.vpceEndpoints = {
      [HOME]: 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com',
      [FALLBACK]: 'https://vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    };
    world.host('vpce-1.sts.eu-west-1.vpce.amazonaws.com').answer = unavailable;
    await helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 }).send(identity());
    expect(hostsAsked()).toEqual([
      'vpce-1.sts.eu-west-1.vpce.amazonaws.com',
      'vpce-2.sts.eu-central-1.vpce.amazonaws.com',
    ]);
  });

  test('interface endpoints are not for clients with FIPS or dual-stack, to which the SDK refuses an endpoint', async () => {
    const endpoints = {
      'us-east-1': 'https://vpce-3.sts.us-east-1.vpce.amazonaws.com',
      [HOME]: 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com',
    };
    await expect(
      new STSClient({
        region: HOME,
        endpoint: endpoints[HOME] as string,
        useDualstackEndpoint: true,
        credentials,
      }).send(identity()),
    ).rejects.toThrow('not supported');
    helper.stsPolicy.vpceEndpoints = endpoints;
    await helper.createStsClient({ region: 'us-east-1', useFipsEndpoint: true, credentials }).send(identity());
    await helper.createStsClient({ region: HOME, useDualstackEndpoint: true, credentials }).send(identity());
    expect(hostsAsked()).toEqual(['sts-fips.us-east-1.amazonaws.com', 'sts.eu-west-1.api.aws']);
  });
});

describe('credentials', () => {
  test('that take 9 s to come are waited for: home serves, and nobody is blamed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    limitRequests(helper, 1);
    let type: (given: typeof credentials) => void = () => {};
    const slow = new Promise<typeof credentials>((resolve) => (type = resolve));
    const sts = helper.createStsClient({ region: HOME, credentials: () => slow });
    const call = sts.send(identity());
    await vi.advanceTimersByTimeAsync(9_000);
    type(credentials);
    await expect(call).resolves.toMatchObject({ $metadata: { region: HOME } });
    expect(world.host(FALLBACK).requests).toEqual([]);
  });

  test('that cannot be had, for a network error of their own, cool no region', async () => {
    const broken = helper.createStsClient({
      region: HOME,
      credentials: async () => {
        throw Object.assign(new Error('connect ECONNREFUSED 169.254.170.2:80'), { code: 'ECONNREFUSED' });
      },
    });
    await expect(broken.send(identity())).rejects.toThrow('ECONNREFUSED');
    const { $metadata } = await helper.createStsClient({ region: HOME, credentials }).send(identity());
    expect($metadata).toMatchObject({ region: HOME });
  });

  test('are asked for once, whichever region serves', async () => {
    world.host(HOME).answer = unavailable;
    let times = 0;
    const counted = async (): Promise<typeof credentials> => {
      times++;
      return credentials;
    };
    const sts = helper.createStsClient({ region: HOME, credentials: counted });
    await sts.send(identity());
    await sts.send(identity());
    expect(times).toBe(1);
  });

  test('from STS through a provider move like the client itself', async () => {
    world.host(HOME).answer = unavailable;
    const provider = helper.stsProvider((clientConfig) =>
      fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig }),
    );
    const sts = helper.createStsClient({ region: HOME, credentials: provider });
    await expect(sts.send(identity())).resolves.toMatchObject({ $metadata: { region: FALLBACK } });
    expect(world.host(FALLBACK).requests.map(({ action }) => action)).toEqual(['AssumeRole', 'GetCallerIdentity']);
  });

  test.each([
    ['is down', unavailable],
    ['hangs', BROKEN.hang],
  ])('of the default chain on EKS come from the fallback, too, while home %s', async (_, answer) => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    writeFileSync(join(folder, 'token'), 'jwt');
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'));
    vi.stubEnv('AWS_ROLE_ARN', role.RoleArn);
    vi.stubEnv('AWS_REGION', HOME);
    world.host(HOME).answer = answer;
    if (answer === BROKEN.hang) limitRequests(helper, 3); // as often as the chain asks home
    const { $metadata } = await helper.createStsClient().send(identity());
    rmSync(folder, { recursive: true });
    expect($metadata).toMatchObject({ region: FALLBACK });
    expect(world.host(FALLBACK).requests.map(({ action }) => action)).toEqual([
      'AssumeRoleWithWebIdentity',
      'GetCallerIdentity',
    ]);
  });

  test('typed as an MFA code are used once', async () => {
    world.host(HOME).answer = unavailable;
    const sts = helper.createStsClient({ region: HOME, credentials });
    const command = new GetSessionTokenCommand({
      SerialNumber: 'arn:aws:iam::123456789012:mfa/me',
      TokenCode: '123456',
    });
    await expect(sts.send(command)).rejects.toThrow();
    expect(hostsAsked()).toEqual([world.host(HOME).name]);
  });
});
