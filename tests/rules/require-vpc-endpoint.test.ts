import type { Settings } from '../../src/model/settings/settings.js';
import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string =>
  lines("import { STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';", ...code);
const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);
const providers = (...code: string[]): string =>
  lines(
    "import { fromIni, fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';",
    "import { S3Client } from '@aws-sdk/client-s3';",
    ...code,
  );
const helper = (...code: string[]): string =>
  lines("import { createStsClient, stsProvider, withStsRegions } from './aws/sts-failover.js';", ...code);

const VIRGINIA = 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com';
const OREGON = 'https://vpce-4e5f-6a7b.sts.us-west-2.vpce.amazonaws.com';
const both = settings({ vpcEndpoints: { 'us-east-1': VIRGINIA, 'us-west-2': OREGON } });
const china = settings({ vpcEndpoints: { 'cn-north-1': 'https://vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn' } });
const toIreland = {
  name: 'STSClient',
  host: 'sts.eu-west-1.amazonaws.com',
  region: 'eu-west-1',
  advice: 'Add one, or use `us-east-1`',
};
const global = { host: 'sts.amazonaws.com', advice: 'Use `us-east-1`, which has one' };

runRule('require-vpc-endpoint', {
  valid: [
    {
      name: 'without the setting, anything',
      code: v3(
        "new STSClient({ region: 'eu-west-1' });",
        "new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });",
      ),
    },
    {
      name: 'with a setting that lists none, anything',
      code: v3("new STSClient({ region: 'eu-west-1' });"),
      ...settings({ vpcEndpoints: {} }),
    },
    {
      name: 'a region that has an endpoint: private DNS answers for its name',
      code: v3("new STSClient({ region: 'us-east-1' });"),
      ...both,
    },
    {
      name: 'a choice between regions that have one',
      code: v3("export const f = (west: boolean) => new STSClient({ region: west ? 'us-west-2' : 'us-east-1' });"),
      ...both,
    },
    {
      name: 'an interface endpoint itself, listed or not',
      code: v3(
        `new STSClient({ region: 'us-east-1', endpoint: '${VIRGINIA}' });`,
        "new STSClient({ region: 'eu-west-1', endpoint: 'https://vpce-9.sts.eu-west-1.vpce.amazonaws.com' });",
      ),
      ...both,
    },
    {
      name: 'a zonal name of one',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: " +
          "'https://vpce-9-8-eu-west-1a.sts.eu-west-1.vpce.amazonaws.com' });",
      ),
      ...both,
    },
    {
      name: 'FIPS and dual-stack where the region has an endpoint: whether private DNS covers their names is unknown',
      code: v3(
        "new STSClient({ region: 'us-east-1', useFipsEndpoint: true });",
        "new STSClient({ region: 'us-east-1', useDualstackEndpoint: true });",
      ),
      ...both,
    },
    {
      name: 'a region that only the run time knows',
      code: v3(
        'new STSClient({ region: process.env.AWS_REGION });',
        "new STSClient({ region: process.env.AWS_REGION ?? 'eu-west-1' });",
        'new STSClient({});',
      ),
      ...both,
    },
    {
      name: 'a configuration that cannot be read',
      code: v3('export const f = (config: object) => new STSClient(config);'),
      ...both,
    },
    {
      name: 'an endpoint of another kind',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });",
        "export const f = (endpoint: string) => new STSClient({ region: 'eu-west-1', endpoint });",
      ),
      ...both,
    },
    { name: 'a test', filename: 'client.test.ts', code: v3("new STSClient({ region: 'eu-west-1' });"), ...both },
    {
      name: 'a presigned URL, which somebody else uses',
      code: lines(
        "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';",
        v3("export const url = getSignedUrl(new STSClient({ region: 'eu-west-1' }), command);"),
      ),
      ...both,
    },
    { name: "a misspelt region is another rule's", code: v3("new STSClient({ region: 'us-esat-1' });"), ...both },
    {
      name: 'profile providers, which call STS for some profiles only',
      code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });"),
      ...both,
    },
    {
      name: 'the helper, at home in a region that has one',
      code: helper(
        "createStsClient({ region: 'us-east-1' });",
        "stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region: 'us-west-2' });",
        'withStsRegions(call, { region });',
      ),
      ...both,
    },
    {
      name: 'the helper, with an endpoint of its own',
      code: helper("createStsClient({ region: 'eu-west-1', endpoint });"),
      ...both,
    },
    {
      name: "a function of the same name that is not the helper's",
      code: "import { createStsClient } from './clients.js';\ncreateStsClient({ region: 'eu-west-1' });",
      ...both,
    },
    { name: 'an audience', code: "export const trust = { audience: 'sts.amazonaws.com' };", ...both },
    {
      name: 'v2 in regional mode',
      code: v2("new AWS.STS({ region: 'us-east-1', stsRegionalEndpoints: 'regional' });"),
      ...both,
    },
    {
      name: 'v2 attended by the helper, which sends it to the host of its region',
      code: lines(
        "import { withStsFailover } from './aws/sts-failover-v2.js';",
        v2("withStsFailover(new AWS.STS({ region: 'us-east-1' }));"),
      ),
      ...both,
    },
    {
      name: 'requests to interface endpoints',
      code:
        'export const f = (id: string, region: string) => ' +
        '[fetch(`https://${id}.sts.eu-west-1.vpce.amazonaws.com/`), ' +
        'fetch(`https://${id}.sts.${region}.vpce.amazonaws.com/`)];',
      ...both,
    },
    {
      name: 'a request to a host made from a region',
      code:
        'export const who = (region: string) => ' +
        'fetch(`https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity`);',
      ...both,
    },
  ],
  invalid: [
    {
      name: 'a region without an endpoint',
      code: v3("new STSClient({ region: 'eu-west-1' });"),
      ...both,
      errors: [{ messageId: 'noEndpoint', data: toIreland, line: 2, column: 17, endColumn: 36 }],
    },
    {
      name: 'a choice that includes one',
      code: v3("export const f = (near: boolean) => new STSClient({ region: near ? 'eu-west-1' : 'us-east-1' });"),
      ...both,
      errors: [{ messageId: 'noEndpoint', data: toIreland }],
    },
    {
      name: 'one whose partition has no endpoint at all',
      code: v3("new STSClient({ region: 'eu-west-1' });"),
      ...china,
      errors: [{ messageId: 'noEndpoint', data: { ...toIreland, advice: 'Create one and add it' } }],
    },
    {
      name: 'a regional host as endpoint',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
      ...both,
      errors: [{ messageId: 'noEndpoint', data: toIreland, column: 48 }],
    },
    {
      name: 'FIPS and dual-stack of such a region',
      code: v3(
        "new STSClient({ region: 'us-east-2', useFipsEndpoint: true });",
        "new STSClient({ region: 'us-east-2', useDualstackEndpoint: true });",
      ),
      ...both,
      errors: [
        { messageId: 'noEndpoint', line: 2 },
        { messageId: 'noEndpoint', line: 3 },
      ],
    },
    {
      name: 'a provider',
      code: providers("fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });"),
      ...both,
      errors: [{ messageId: 'noEndpoint', data: { ...toIreland, name: 'fromTemporaryCredentials' } }],
    },
    {
      name: 'a provider that takes the region of the client around it',
      code: providers("new S3Client({ region: 'eu-west-1', credentials: fromTokenFile() });"),
      ...settings({ ...(both.settings['sts-regional'] as Settings), sdkVersion: '3.1169.0' }),
      errors: [{ messageId: 'noEndpoint', data: { ...toIreland, name: 'fromTokenFile' }, column: 50 }],
    },
    {
      name: 'a role assumer',
      code: v3("getDefaultRoleAssumer({ region: 'eu-west-1' });"),
      ...both,
      errors: [{ messageId: 'noEndpoint' }],
    },
    {
      name: 'the helper, at home in a region without one',
      code: helper("createStsClient({ region: 'eu-west-1' });"),
      ...both,
      errors: [{ messageId: 'noEndpoint', data: { ...toIreland, name: 'createStsClient' }, column: 19 }],
    },
    {
      name: 'its providers and requests',
      code: helper(
        "stsProvider((clientConfig) => fromTokenFile({ clientConfig }), { region: 'eu-west-1' });",
        "withStsRegions(call, { region: 'eu-west-1' });",
      ),
      ...both,
      errors: [
        { messageId: 'noEndpoint', line: 2 },
        { messageId: 'noEndpoint', line: 3 },
      ],
    },
    {
      name: 'v2 attended by the helper',
      code: lines(
        "import { withStsFailover } from './aws/sts-failover-v2.js';",
        v2("withStsFailover(new AWS.STS({ region: 'eu-west-1' }));"),
      ),
      ...both,
      errors: [{ messageId: 'noEndpoint' }],
    },
    {
      name: 'a request to the host of such a region',
      code: "export const who = () => fetch('https://sts.eu-west-1.amazonaws.com/');",
      ...both,
      errors: [{ messageId: 'hostWithoutEndpoint', data: { ...toIreland, name: 'sts.eu-west-1.amazonaws.com' } }],
    },
    {
      name: 'the global host as endpoint',
      code: v3("new STSClient({ region: 'us-east-1', endpoint: 'https://sts.amazonaws.com' });"),
      ...both,
      errors: [{ messageId: 'globalHost', data: { ...global, name: 'STSClient' }, column: 48 }],
    },
    {
      name: 'the region aws-global',
      code: v3("new STSClient({ region: 'aws-global' });"),
      ...both,
      errors: [{ messageId: 'globalHost' }],
    },
    {
      name: 'useGlobalEndpoint',
      code: v3("new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });"),
      ...both,
      errors: [{ messageId: 'globalHost' }],
    },
    {
      name: 'a request to the global host',
      code: "export const who = () => fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity');",
      ...both,
      errors: [{ messageId: 'globalRequest', data: global }],
    },
    {
      name: 'v2 in its global mode, even in a region that has an endpoint',
      code: v2("new AWS.STS({ region: 'us-east-1' });"),
      ...both,
      errors: [{ messageId: 'globalHost', data: { ...global, name: 'AWS.STS' }, column: 5 }],
    },
    {
      name: 'an aws4 signature without a host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'us-east-1' });",
      ...both,
      errors: [{ messageId: 'globalHost', data: { ...global, name: 'aws4.sign' } }],
    },
  ],
});
