import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRealSdks, type Observation } from '../harness/run-real-sdks.js';

const ROOT = join(import.meta.dirname, '../../..');
const ROLE = 'arn:aws:iam::123456789012:role/r';
const WEB_IDENTITY = {
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_WEB_IDENTITY_TOKEN_FILE: '$TOKEN_FILE',
  AWS_ROLE_ARN: ROLE,
};
const GLOBAL = 'sts.amazonaws.com AssumeRoleWithWebIdentity';

interface Case {
  readonly in: string;
  readonly variables: Readonly<Record<string, string | null>>;
  readonly credentialsFile?: string;
  /** The options of a client of S3. */
  readonly options?: string;
  /** The options of all clients. */
  readonly config?: string;
  /** The request to STS, or the error without one. */
  readonly asks: string | undefined;
}

const CASES: readonly Case[] = [
  { in: 'an environment without a region', variables: {}, asks: GLOBAL },
  { in: 'an environment with a region', variables: { AWS_REGION: 'eu-west-1' }, asks: GLOBAL },
  { in: 'the legacy mode', variables: { AWS_REGION: 'eu-west-1', AWS_STS_REGIONAL_ENDPOINTS: 'legacy' }, asks: GLOBAL },
  {
    in: 'the regional mode',
    variables: { AWS_REGION: 'eu-west-1', AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
    asks: 'sts.eu-west-1.amazonaws.com AssumeRoleWithWebIdentity',
  },
  {
    in: 'the regional mode without a region, where the client has one',
    variables: { AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
    asks: 'CredentialsError',
  },
  {
    in: 'the regional mode with the region of the AWS command line',
    variables: { AWS_DEFAULT_REGION: 'eu-west-1', AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
    asks: 'CredentialsError',
  },
  {
    in: 'a region of China',
    variables: { AWS_REGION: 'cn-north-1' },
    asks: 'sts.cn-north-1.amazonaws.com.cn AssumeRoleWithWebIdentity',
  },
  {
    in: 'an environment with static credentials',
    variables: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' },
    asks: undefined,
  },
  {
    in: 'an environment with static credentials of the old name',
    variables: { AMAZON_ACCESS_KEY_ID: 'A', AMAZON_SECRET_ACCESS_KEY: 's' },
    asks: undefined,
  },
  {
    in: 'the presence of a credentials file',
    variables: {},
    credentialsFile: '[default]\naws_access_key_id=A\naws_secret_access_key=s\n',
    asks: undefined,
  },
  {
    in: 'a client with static credentials',
    variables: {},
    options: "{ region: 'eu-west-1', accessKeyId: 'A', secretAccessKey: 's' }",
    asks: undefined,
  },
  {
    in: 'a client with an endpoint',
    variables: {},
    options: "{ region: 'eu-west-1', endpoint: 'https://s3.example.com' }",
    asks: GLOBAL,
  },
  {
    in: 'the endpoint of all clients',
    variables: { AWS_REGION: 'eu-west-1' },
    config: "{ endpoint: 'https://aws.example.com' }",
    asks: 'aws.example.com AssumeRoleWithWebIdentity',
  },
  {
    in: 'a region of China for all clients',
    variables: {},
    config: "{ region: 'cn-north-1' }",
    asks: 'sts.cn-north-1.amazonaws.com.cn AssumeRoleWithWebIdentity',
  },
  { in: 'the mode of all clients', variables: {}, config: "{ stsRegionalEndpoints: 'regional' }", asks: GLOBAL },
  {
    in: 'FIPS',
    variables: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_REGION: 'us-east-1' },
    asks: 'sts-fips.us-east-1.amazonaws.com AssumeRoleWithWebIdentity',
  },
];

describe('a client of SDK v2 whose environment names a web identity', () => {
  let observed: ReadonlyMap<string, Observation>;
  beforeAll(async () => {
    observed = await runRealSdks(
      ROOT,
      CASES.map(({ in: id, variables, credentialsFile, options = "{ region: 'eu-west-1' }", config = '{}' }) => ({
        id,
        code: `const AWS = freshV2(); AWS.config.update(${config}); await new AWS.S3(${options}).listBuckets().promise()`,
        variables: { ...WEB_IDENTITY, ...variables },
        ...(credentialsFile !== undefined && { credentialsFile }),
      })),
    );
  }, 60_000);

  it.each(CASES.map((each) => [each.asks ?? 'no STS', each.in, each.asks] as const))('asks %s in %s', (_, id, asks) => {
    const { error, requests } = observed.get(id) as Observation;
    const [request] = requests.filter(({ action }) => action.startsWith('AssumeRole'));
    expect(request ? `${request.host} ${request.action}` : error?.replace(/:.*/, '')).toBe(asks);
  });
});

it('the default chain of SDK v2 asks a task of ECS before a web identity, and the environment first of all', async () => {
  const code = `
    const AWS = freshV2();
    const order = AWS.CredentialProviderChain.defaultProviders.map((make) => make().constructor);
    const at = (name) => order.indexOf(AWS[name]);
    const names = ['EnvironmentCredentials', 'SharedIniFileCredentials', 'ECSCredentials', 'TokenFileWebIdentityCredentials'];
    const places = names.map(at);
    if (places.some((place, index) => place < 0 || place < (places[index - 1] ?? 0))) throw new Error(String(places));`;
  const observed = await runRealSdks(ROOT, [{ id: 'order', code, variables: WEB_IDENTITY }]);
  expect(observed.get('order')?.error).toBeUndefined();
});
