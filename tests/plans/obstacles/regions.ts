import type { CONFIGURATION_FILE_OBSTACLES } from '../../../src/plans/obstacles/configuration-file.js';
import type { FILE_OBSTACLES } from '../../../src/plans/obstacles/file.js';
import type { REGION_OBSTACLES } from '../../../src/plans/obstacles/region.js';
import type { REGIONAL_ENDPOINT_OBSTACLES } from '../../../src/plans/obstacles/regional-endpoint.js';
import type { Example } from './example.js';

const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\n";
const PROVIDERS = "import { fromIni, fromTokenFile } from '@aws-sdk/credential-providers';\n";
const V2 = "import AWS from 'aws-sdk';\n";

const endpoint = (text: string, reason: string, more: Partial<Example> = {}): Example => ({
  codemod: 'regional-endpoints',
  text,
  reason,
  ...more,
});

export const REGIONAL_ENDPOINTS: Readonly<Record<keyof typeof REGIONAL_ENDPOINT_OBSTACLES, Example>> = {
  'checked-elsewhere': endpoint(
    `${CLIENT}import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
const sts = new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });
export const url = getSignedUrl(sts, command);\n`,
    'The request is only signed here, and its host is part of what another party checks',
  ),
  'global-flag-elsewhere': endpoint(
    `${CLIENT}const config = { region: 'us-east-1', useGlobalEndpoint: true };
export const sts = new STSClient(config);\n`,
    '`useGlobalEndpoint` must go, but it is not set in the object literal at the call',
  ),
  'global-endpoint-in-some-cases': endpoint(
    `${CLIENT}export const sts = new STSClient({ endpoint: isGlobal ? 'https://sts.amazonaws.com' : undefined });\n`,
    'The `endpoint` of `STSClient` is the global host in some cases only',
  ),
  'global-endpoint-elsewhere': endpoint(
    `${CLIENT}const config = { endpoint: 'https://sts.amazonaws.com' };\nexport const sts = new STSClient(config);\n`,
    'The global `endpoint` must go, but it is not set in the object literal at the call',
  ),
  'aws-global-elsewhere': endpoint(
    `${CLIENT}const config = { region: 'aws-global' };\nexport const sts = new STSClient(config);\n`,
    "The region of `STSClient` is 'aws-global', but it is not written at the call",
  ),
  'aws-global-without-region': endpoint(
    `${CLIENT}export const sts = new STSClient({ region: 'aws-global' });\n`,
    "The region 'aws-global' stands for the global host, and no region is named to take its place",
    { settings: { regions: [], regionSource: 'literal' } },
  ),
  'global-variable': endpoint(
    "process.env.AWS_ENDPOINT_URL_STS = 'https://sts.amazonaws.com';\n",
    '`AWS_ENDPOINT_URL_STS` sends every client that reads it to the global host',
  ),
  'legacy-variable-elsewhere': endpoint(
    'const modes = { sts: `legacy` };\nprocess.env.AWS_STS_REGIONAL_ENDPOINTS = modes.sts;\n',
    '`AWS_STS_REGIONAL_ENDPOINTS` asks for the legacy mode, but its value is not written out here',
  ),
  'legacy-annotation-elsewhere': endpoint(
    "const flags = { sts: `false` };\nexport const annotations = { 'eks.amazonaws.com/sts-regional-endpoints': flags.sts };\n",
    '`eks.amazonaws.com/sts-regional-endpoints` is false, but its value is not written out here',
  ),
  'global-region-variable': endpoint(
    "process.env.AWS_REGION = 'aws-global';\n",
    "`AWS_REGION` is set to 'aws-global', which stands for the global host",
  ),
  'loose-global-flag': endpoint(
    "import { sdk } from './sdk';\nexport const sts = new sdk.STSClient({ useGlobalEndpoint: true });\n",
    '`useGlobalEndpoint` is given to `sdk.STSClient`, but the file does not show that it is an STS client',
  ),
  'idle-flag': endpoint(
    `${V2}AWS.config.update({ stsRegionalEndpoints: 'regional' });\n`,
    'STS clients ignore `AWS.config.stsRegionalEndpoints`',
  ),
  'no-regional-mode': endpoint(
    `${V2}export const sts = new AWS.STS({ region: 'eu-west-1' });\n`,
    'aws-sdk 2.300.0 has no regional mode',
    { versions: { 'aws-sdk': '2.300.0' } },
  ),
  'no-sts-configuration': endpoint(
    `${V2}export const role = new AWS.TemporaryCredentials({ RoleArn: 'r' });\n`,
    '`AWS.TemporaryCredentials` takes no STS configuration',
  ),
  'no-sts-configuration-nor-helper': endpoint(
    `${V2}import { createRoot } from 'react-dom/client';
export const role = new AWS.TemporaryCredentials({ RoleArn: 'r' });\n`,
    '`AWS.TemporaryCredentials` takes no STS configuration, and the helper cannot wrap it',
  ),
  'mode-elsewhere': endpoint(
    `${V2}const config = { region: 'eu-west-1' };
config.stsRegionalEndpoints = 'legacy';
export const sts = new AWS.STS(config);\n`,
    '`stsRegionalEndpoints` is assigned elsewhere, not at the call',
  ),
  'test-without-region-for-mode': endpoint(
    `${V2}export const sts = new AWS.STS();\n`,
    'This test code builds `AWS.STS` without a region, which the regional mode needs',
    { file: 'client.test.js' },
  ),
  'no-region-nor-helper': endpoint(
    `${V2}export const role = new AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'r' }, tokenCodeFn: ask });\n`,
    '`AWS.ChainableTemporaryCredentials` lacks the region that the regional mode needs, and cannot use the helper. ' +
      '`AWS.ChainableTemporaryCredentials` sends a one-time code, and a second region would need another one',
  ),
  'region-sometimes-nor-helper': endpoint(
    `${V2}if (region) AWS.config.update({ region });\n` +
      "export const role = new AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'r' }, tokenCodeFn: ask });\n",
    '`AWS.ChainableTemporaryCredentials` has a region on some paths only, the regional mode needs one on all of them, ' +
      'and the helper cannot be used. `AWS.ChainableTemporaryCredentials` sends a one-time code, and a second region ' +
      'would need another one',
  ),
  'no-place-for-mode': endpoint(
    `${V2}AWS.config.region = 'eu-west-1';\nexport const role = new AWS.WebIdentityCredentials();\n`,
    'There is no place for the STS configuration in this call of `AWS.WebIdentityCredentials`',
  ),
  'signed-without-region': endpoint(
    "import aws4 from 'aws4';\nexport const signed = aws4.sign({ service: 'sts' });\n",
    'The request is signed for the global host, and no region is known',
  ),
  'signed-options-elsewhere': endpoint(
    `import aws4 from 'aws4';
const requestOf = (region) => ({ service: 'sts', region });
export const signed = aws4.sign(requestOf('eu-west-1'));\n`,
    'The region of the request is not written in the object literal at the call',
  ),
  'stub-of-global-host': endpoint(
    "import nock from 'nock';\nnock('https://sts.amazonaws.com').get('/').reply(200);\n",
    'This stub answers for the global host `sts.amazonaws.com`',
    { file: 'client.test.js' },
  ),
  'global-request': endpoint(
    "export const ask = () => fetch('https://sts.amazonaws.com/?Action=AssumeRoleWithSAML');\n",
    'The request goes to the global host, and its region is known only where the code runs',
  ),
  'global-request-in-pieces': endpoint(
    "const service = 'sts';\nexport const ask = () => fetch(`https://${service}.amazonaws.com/?Action=AssumeRoleWithSAML`);\n",
    'The code puts the global host together from several texts',
    { settings: { regionSource: 'literal' } },
  ),
  'global-request-signed': endpoint(
    "export const ask = (headers) => fetch('https://sts.amazonaws.com/', { headers });\n",
    'The request is signed by hand, so its signing region must change together with the host',
    { settings: { regionSource: 'literal' } },
  ),
  'global-request-signed-by-hand': endpoint(
    'const scope = (day) => `${day}/eu-west-1/sts/aws4_request`;\n' +
      "export const ask = (sign) => fetch('https://sts.amazonaws.com/', { headers: sign(scope('20261201')) });\n",
    'The request is signed by hand for `eu-west-1`: its URL, its `Host` header and the signed host change together',
  ),
  'global-request-signed-for-any': endpoint(
    'const scopeOf = (region) => `20261201/${region}/sts/aws4_request`;\n' +
      "export const ask = (sign) => fetch('https://sts.amazonaws.com/', { headers: sign(scopeOf) });\n",
    'The request is signed by hand: its URL, its `Host` header, the signed host and the signed region change together',
  ),
};

const region = (text: string, reason: string, more: Partial<Example> = {}): Example => ({
  codemod: 'explicit-regions',
  text,
  reason,
  ...more,
});

export const REGIONS: Readonly<Record<keyof typeof REGION_OBSTACLES, Example>> = {
  'region-of-profile': region(
    `${PROVIDERS}export const credentials = fromIni({ profile: 'reader' });\n`,
    '`fromIni` takes the region of the profile if that has one, which `clientConfig.region` would override',
  ),
  'region-out-of-sight': region(
    `${CLIENT}export const make = (config) => new STSClient(config);\n`,
    'The configuration of `STSClient` cannot be read: `config` is a parameter',
  ),
  'test-without-region': region(
    `${CLIENT}export const sts = new STSClient({});\n`,
    'This test code builds `STSClient` without a region',
    { file: 'client.test.ts' },
  ),
  'region-unset-elsewhere': region(
    `${CLIENT}const config = { region: '' };\nexport const sts = new STSClient(config);\n`,
    "The `region` of `STSClient` is set to '' elsewhere, not at the call",
  ),
  'setting-from-spread': region(
    `${PROVIDERS}const base = { clientConfig: { maxAttempts: 2 } };
export const credentials = fromTokenFile({ ...base })();\n`,
    'The `clientConfig` of `fromTokenFile` comes from a spread, which would override anything that is added',
    { settings: { regionSource: 'literal' } },
  ),
  'no-place-for-region': region(
    `${PROVIDERS}const options = { roleArn: 'r' };\nexport const credentials = fromTokenFile(options)();\n`,
    'There is no place for a region in this call of `fromTokenFile`',
    { settings: { regionSource: 'literal' } },
  ),
  'region-read-by-sdk': region(
    `${CLIENT}export const sts = new STSClient({});\n`,
    '`STSClient` already takes its region from AWS_REGION, so writing it into the code changes nothing',
  ),
  'region-of-clients': region(
    `${PROVIDERS}export const credentials = fromTokenFile();\n`,
    '`fromTokenFile` takes the region of the client that uses it, which AWS_REGION would override',
  ),
  'no-literal-region': region(
    `${CLIENT}export const sts = new STSClient({});\n`,
    'The region of `STSClient` must be written as a literal, but this run names no region',
    { settings: { regions: [], regionSource: 'literal' } },
  ),
  'browser-without-region': region(
    `${CLIENT}import { createRoot } from 'react-dom/client';\nexport const sts = new STSClient({});\n`,
    '`STSClient` runs in browsers (it imports `react-dom/client`), which have no AWS_REGION',
  ),
};

const DEPLOYED = 'FROM node:20\nCOPY . .\n';
/** A service that gets its credentials through the default chain of SDK v2. */
const SERVICE = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'package.json': '{ "name": "orders", "dependencies": { "aws-sdk": "2.1693.0" } }',
  'orders.js': "const AWS = require('aws-sdk');\nmodule.exports = new AWS.S3();\n",
};

export const CONFIGURATION_FILES: Readonly<Record<keyof typeof CONFIGURATION_FILE_OBSTACLES, Example>> = {
  'yaml-alias': endpoint(
    'mode: &mode legacy\nenvironment:\n  AWS_STS_REGIONAL_ENDPOINTS: *mode\n',
    'The value of `AWS_STS_REGIONAL_ENDPOINTS` is a YAML alias',
    { file: 'serverless.yml' },
  ),
  'misspelt-region': endpoint('AWS_REGION=eu-wets-1\n', '`AWS_REGION` is `eu-wets-1`, which is not an AWS region', {
    file: '.env',
  }),
  'region-out-of-form': endpoint(
    'environment:\n  AWS_REGION: |\n    EU-WEST-1\n',
    'The value of `AWS_REGION` has a line end or escapes',
    { file: 'serverless.yml' },
  ),
  'global-host-without-region': endpoint(
    'AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com\n',
    '`AWS_ENDPOINT_URL_STS` names the global host, and no region is known',
    { file: '.env', settings: { regions: [] } },
  ),
  'escaped-host': endpoint(
    '# sts.amazonaws.com\nenvironment:\n  AWS_ENDPOINT_URL_STS: "https://sts\\x2eamazonaws.com"\n',
    '`AWS_ENDPOINT_URL_STS` names the global host with escaped characters',
    { file: 'serverless.yml' },
  ),
  'mode-without-region': endpoint(
    'AWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    '`AWS_STS_REGIONAL_ENDPOINTS` needs no region in legacy mode but needs one in regional mode, and none is set',
    { file: '.env' },
  ),
  'web-identity-without-region': endpoint(
    `${DEPLOYED}ENV AWS_ROLE_ARN=arn:aws:iam::111122223333:role/orders AWS_WEB_IDENTITY_TOKEN_FILE=/run/token\n`,
    'The regional mode beside `AWS_WEB_IDENTITY_TOKEN_FILE` needs a region, and none is set there',
    { file: 'Dockerfile', beside: SERVICE },
  ),
  'environment-out-of-form': endpoint(
    'services:\n  orders:\n    build: .\n    environment:\n' +
      '      AWS_ROLE_ARN: arn:aws:iam::111122223333:role/orders\n' +
      '      ? AWS_WEB_IDENTITY_TOKEN_FILE\n      : /run/token\n',
    'The environment that sets `AWS_WEB_IDENTITY_TOKEN_FILE` has no clear place for another variable',
    { file: 'compose.yaml', beside: { ...SERVICE, Dockerfile: DEPLOYED } },
  ),
  'global-host-for-all-regions': endpoint(
    'AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com\n',
    '`AWS_ENDPOINT_URL_STS` names the global host, and its region is known only where it is used',
    { file: '.env' },
  ),
};

export const FILES: Readonly<Record<keyof typeof FILE_OBSTACLES, Example>> = {
  'compiled-output': endpoint(
    `${CLIENT}export const sts = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });
//# sourceMappingURL=client.js.map\n`,
    'The file is compiled output, and the next build would undo a rewrite',
    { file: 'client.js' },
  ),
};
