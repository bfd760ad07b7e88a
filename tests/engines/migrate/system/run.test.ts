import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import AWS from 'aws-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BROKEN, refuse } from '../../../faults/answers.js';
import { World } from '../../../faults/world.js';
import { FixtureModules, withPatience } from '../../../codemods/fixture-modules.js';
import { readFixtures, REGIONS, type Fixture } from '../../../codemods/fixtures.js';

const [HOME = '', FALLBACK = ''] = REGIONS;
/** Runs in tests/third-party, with the axios that `npm run third-party` installs. */
const NOT_INSTALLED = ['raw-axios.mjs'];
/** Modules in components need the component's own compiler: fixtures.test.ts has their text. */
const IS_MODULE = /\.[cm]?[jt]sx?$/;
const fixtures = readFixtures().filter(({ file }) => IS_MODULE.test(file) && !NOT_INSTALLED.includes(file));
const titled = fixtures.map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const);
const fixture = (file: string): Fixture => {
  const found = fixtures.find((each) => /^(?:failover|sts-regional)$/.test(each.codemod) && each.file === file);
  if (!found) throw new Error(`No fixture ${file}`);
  return found;
};

const COGNITO = `cognito-identity.${HOME}.amazonaws.com`;
const token = join(tmpdir(), `sts-token-${process.pid}`);
const modules = new FixtureModules(undefined, withPatience);
let world: World;

beforeAll(async () => {
  const hosts = [...REGIONS, 'us-east-1', 'us-west-2', 'cn-north-1', 'eusc-de-east-1'].map(
    (region) => `sts.${region}.amazonaws.com${region.startsWith('cn') ? '.cn' : ''}`,
  );
  world = await World.start(...hosts, 'sts.amazonaws.com', COGNITO);
  writeFileSync(token, 'token');
});
afterAll(async () => {
  modules.remove();
  await world.stop();
});
beforeEach(() => {
  world.heal();
  const environment = {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: HOME,
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/reader',
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  AWS.config.credentials = new AWS.EnvironmentCredentials('AWS'); // SDK v2 has looked at the environment before us
});
afterEach(() => {
  expect(world.missigned).toEqual([]);
  vi.unstubAllEnvs();
});

/** Who answers a client, or where credentials come from: an ARN or an access key, with the region in it. */
async function answerOf(asked: unknown): Promise<string> {
  if (isClient(asked)) return String((await asked.send(new GetCallerIdentityCommand({}))).Arn);
  if (asked instanceof AWS.STS) return String((await asked.getCallerIdentity().promise()).Arn);
  if (asked instanceof AWS.Credentials) return asked.getPromise().then(() => asked.accessKeyId);
  return (await (asked as () => Promise<{ readonly accessKeyId: string }>)()).accessKeyId;
}

const isClient = (value: unknown): value is STSClient =>
  typeof (value as STSClient | undefined)?.send === 'function' && 'middlewareStack' in (value as object);

it.each(titled)('%s is loaded by Node, helper included', async (_, each) => {
  await expect(modules.load(each)).resolves.toBeDefined();
});

/** Fixtures of failover that export clients. */
const EXPORT_CLIENTS = [
  'both-sdks',
  'byte-order-mark',
  'clients',
  'commented-arguments',
  'crlf',
  'directive-and-comments',
  'double-quotes-no-semicolons',
  'import-aliases',
  'import-equals',
  'type-arguments',
  'whole-modules',
];

describe('with home down, an exported client is served by the fallback', () => {
  it.each(
    titled.filter(
      ([, { codemod, file }]) => codemod === 'failover' && EXPORT_CLIENTS.includes(file.replace(/\.\w+$/, '')),
    ),
  )('%s', async (_, each) => {
    const clients = Object.values(await modules.load(each)).filter(isClient);
    expect(clients).not.toEqual([]);
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    for (const client of clients)
      await expect(client.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
        Arn: expect.stringContaining(FALLBACK),
      });
  });
});

describe('with home down, the fallback serves', () => {
  type Configured = (config: object) => unknown;
  type Assumer = (source: unknown, params: object) => Promise<unknown>;
  interface Exports {
    readonly [name: string]: unknown;
    readonly Accounts: new () => { readonly client: STSClient; readonly other: STSClient };
    readonly lazily: () => STSClient;
    readonly held: { readonly current: STSClient };
    readonly readCredentials: (region: string) => Promise<unknown>;
    readonly s3: { readonly config: { readonly credentials: unknown } };
    readonly parameter: Configured;
    readonly called: (load: () => object) => unknown;
    readonly optional: () => unknown;
    readonly provider: Configured & { readonly useFactory: () => STSClient };
    readonly legacyParameter: Configured;
    readonly assume: Assumer;
    readonly web: Assumer;
  }
  const params = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'reader' };
  const exported = (...names: readonly string[]): Asked =>
    Object.fromEntries(names.map((name) => [name, (exports) => exports[name]]));
  type Asked = Readonly<Record<string, (exports: Exports) => unknown>>;
  /** Everything in the outputs that calls STS, and is not a client that the file exports: those are above. */
  const ASKED: Readonly<Record<string, Asked>> = {
    'shapes.ts': {
      'a subclass': ({ audited }) => audited,
      'a class field': ({ Accounts }) => new Accounts().client,
      'a default of the constructor': ({ Accounts }) => new Accounts().other,
      'a factory for injection': ({ provider }) => provider.useFactory(),
      'a default parameter': ({ lazily }) => lazily(),
    },
    'handed-classes.ts': exported('typed', 'generic'),
    'type-arguments.ts': { 'an assignment to a property': ({ held }) => held.current },
    'dynamic-import.ts': {
      'a provider of an `import()`': ({ readCredentials }) => readCredentials(HOME),
    },
    'providers.ts': {
      ...exported('role', 'region', 'lines', 'nested', 'file', 'web'),
      'the credentials of another client': ({ s3 }) => s3.config.credentials,
    },
    'provider-packages.ts': exported('file', 'web'),
    'captured-name.ts': exported('credentials'),
    'commented-arguments.ts': exported('role'),
    'role-assumers.ts': {
      'a role assumer':
        ({ assume }) =>
        () =>
          assume({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }, params),
      'a role assumer with web identity':
        ({ web }) =>
        () =>
          web({ ...params, WebIdentityToken: 'token' }, {}),
    },
    'profile-providers.ts': { 'the default chain': ({ chain }) => (vi.stubEnv('AWS_ACCESS_KEY_ID', undefined), chain) },
    'chains.ts': exported('looksLikeFailover', 'mixed'),
    'both-sdks.ts': exported('old'),
    'known-at-run-time.ts': {
      ...exported('sometimes', 'branches', 'twice', 'legacy', 'stubborn'),
      'a configuration from a parameter': ({ parameter }) => parameter({ region: HOME }),
      'a configuration from a function': ({ called }) => called(() => ({ region: HOME })),
      'no configuration': ({ optional }) => optional(),
      'a provider with a configuration from a parameter': ({ provider }) => provider({ region: HOME }),
      'a client of SDK v2 with a configuration from a parameter': ({ legacyParameter }) =>
        legacyParameter({ region: HOME }),
    },
    'v2-classes.ts': exported('sts', 'chainable'),
    'v2-credentials.ts': exported(
      'temporary',
      'ofMaster',
      'ofTemporary',
      'session',
      'saml',
      'samlByName',
      'chainable',
      'chained',
      'webIdentity',
      'webIdentityOfRegion',
      'tokenFile',
      'basicFlow',
      'client',
    ),
  };
  const cases = Object.entries(ASKED).flatMap(([file, asked]) =>
    Object.entries(asked).map(([name, get]) => [`${name} (${file})`, file, get] as const),
  );

  it.each(cases)('%s', async (_, file, get) => {
    world.host(COGNITO).answer = (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end('{"IdentityId":"eu-west-1:1","Token":"token"}');
    const asked = await get((await modules.load(fixture(file))) as Exports);
    world.host(HOME).answer = refuse(503, 'ServiceUnavailable');
    await expect(answerOf(asked)).resolves.toContain(FALLBACK);
    expect(world.host(HOME).requests).not.toEqual([]);
  });
});

describe('requests made by hand', () => {
  type Ask = (token: string) => Promise<string>;
  /** What each function is called with: its token, or its region. */
  const ASKED: Readonly<Record<string, readonly string[]>> = {
    'raw-fetch.ts': ['literal', 'chained', 'prepared', 'caught', 'concatenated'],
    'raw-signed.ts': ['inOnePlace', 'bySharedSigner', 'ofRegion', 'byAws4fetch', 'byGuessing'],
    'raw-aws4.js': ['signedInPlace', 'hosted'],
    'raw-global.ts': ['signedForTheRegion'],
  };
  const cases = Object.entries(ASKED).flatMap(([file, names]) =>
    names.map((name) => [`${name} of ${file}`, file, name] as const),
  );

  it.each(cases)(
    '%s: home serves while it is well, the fallback when it is not, signed for the region of the host',
    async (_, file, name) => {
      const ask: Ask = async (given) => ((await modules.load(fixture(file)))[name] as Ask)(given);
      await expect(ask(HOME)).resolves.toContain(`ASIA-${HOME}`);
      expect(world.requests.map(({ host }) => host)).toEqual([`sts.${HOME}.amazonaws.com`]);
      for (const answer of [
        refuse(503, 'ServiceUnavailable'),
        BROKEN.reset,
        BROKEN.truncate,
        refuse(400, 'Throttling'),
      ]) {
        world.host(HOME).answer = answer;
        world.host(HOME).requests.length = 0;
        await expect(ask(HOME)).resolves.toContain(`ASIA-${FALLBACK}`);
        expect(world.host(HOME).requests).toHaveLength(1);
      }
      const signed = world.requests.filter(({ signedFor }) => signedFor !== undefined);
      expect(signed.length).toBe(file === 'raw-fetch.ts' ? 0 : world.requests.length);
    },
  );
});
