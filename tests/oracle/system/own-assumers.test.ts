import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelOf } from '../../model/model-of.js';
import { runRealSdks, type Observation, type RealCase } from '../harness/run-real-sdks.js';

const ROOT = join(import.meta.dirname, '../../..');
const CREDENTIALS = "async () => ({ accessKeyId: 'A', secretAccessKey: 's' })";
const BOTH = `roleAssumer: ${CREDENTIALS}, roleAssumerWithWebIdentity: ${CREDENTIALS}`;
const PROFILES =
  '[profile base]\naws_access_key_id=A\naws_secret_access_key=s\n[profile role]\nrole_arn=arn:aws:iam::123456789012:role/r\nsource_profile=base\n[profile web]\nrole_arn=arn:aws:iam::123456789012:role/r\nweb_identity_token_file=$TOKEN_FILE\n';
const WEB_IDENTITY = {
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_WEB_IDENTITY_TOKEN_FILE: '$TOKEN_FILE',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/r',
};

/** A provider in a place where it assumes a role, and whether the SDK asks STS for it. */
const CASES: readonly (readonly [boolean, string, Pick<RealCase, 'variables'>])[] = [
  [false, `fromIni({ profile: 'role', ${BOTH} })`, { variables: {} }],
  [false, `fromIni({ profile: 'web', ${BOTH} })`, { variables: {} }],
  [true, `fromIni({ profile: 'web', roleAssumer: ${CREDENTIALS} })`, { variables: {} }],
  [
    true,
    "fromIni({ profile: 'role', roleAssumer: undefined, roleAssumerWithWebIdentity: undefined })",
    { variables: {} },
  ],
  [false, `fromNodeProviderChain({ profile: 'role', ${BOTH} })`, { variables: {} }],
  [false, `fromNodeProviderChain({ ${BOTH} })`, { variables: WEB_IDENTITY }],
  [true, `fromNodeProviderChain({ roleAssumer: ${CREDENTIALS} })`, { variables: WEB_IDENTITY }],
  [false, `fromTokenFile({ roleAssumerWithWebIdentity: ${CREDENTIALS} })`, { variables: WEB_IDENTITY }],
  [true, `fromTokenFile({ roleAssumer: ${CREDENTIALS} })`, { variables: WEB_IDENTITY }],
  [
    false,
    `fromWebToken({ roleArn: 'arn', webIdentityToken: 't', roleAssumerWithWebIdentity: ${CREDENTIALS} })`,
    { variables: {} },
  ],
];

/** What a title says of a provider. */
const does = (asks: boolean): string => (asks ? 'asks STS itself' : 'never asks STS');

describe('a provider that is given the functions which assume roles', () => {
  let observed: ReadonlyMap<string, Observation>;
  beforeAll(async () => {
    observed = await runRealSdks(
      ROOT,
      CASES.map(([, provider, { variables }]) => ({
        id: provider,
        code: `await require('@aws-sdk/credential-providers').${provider}()`,
        variables,
        profileFile: PROFILES,
      })),
    );
  });

  it.each(CASES.map(([asks, provider]) => [does(asks), provider, asks] as const))('%s: %s', (_, provider, asks) => {
    const { error, requests } = observed.get(provider) as Observation;
    expect(error).toBeUndefined();
    expect(requests.length > 0).toBe(asks);
    expect(
      modelOf(
        `const { fromIni, fromNodeProviderChain, fromTokenFile, fromWebToken } = require('@aws-sdk/credential-providers');\nmodule.exports = ${provider};`,
        'a.cjs',
      ).sites.map(({ callsSts }) => callsSts),
    ).toEqual([asks]);
  });

  it.each([
    [
      false,
      'export const provider = fromNodeProviderChain({ roleAssumer: make(), roleAssumerWithWebIdentity: make() });',
    ],
    [
      false,
      'async function assume() {}\nexport const provider = fromIni({ roleAssumer: assume, roleAssumerWithWebIdentity: assume });',
    ],
    [
      false, // the role assumer is another site
      "import { getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';\nimport { fromTokenFile } from '@aws-sdk/credential-providers';\nexport const provider = fromTokenFile({ roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity() });",
    ],
    [
      true,
      'export const of = (fields) => fromIni({ roleAssumer: fields.roleAssumer, roleAssumerWithWebIdentity: fields.web });',
    ],
  ])('is a site that calls STS as far as the code shows: %s, in %s', (calls, code) => {
    expect(
      modelOf(`import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';\n${code}`).sites[0]
        ?.callsSts,
    ).toBe(calls);
  });

  it('and whose own region a role assumer of the SDK never learns', async () => {
    const id = 'assumer of the SDK';
    const code = `await require('@aws-sdk/credential-providers').fromTokenFile({
      clientConfig: { region: 'us-west-2' },
      roleAssumerWithWebIdentity: require('@aws-sdk/client-sts').getDefaultRoleAssumerWithWebIdentity({ region: 'eu-west-1' }),
    })()`;
    const runs = await runRealSdks(ROOT, [{ id, code, variables: WEB_IDENTITY }]);
    expect(runs.get(id)?.requests.map(({ host }) => host)).toEqual(['sts.eu-west-1.amazonaws.com']);
  });
});
