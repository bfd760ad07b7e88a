import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** Formats of lines: variables, INI, TOML and Dockerfiles. */
export const lines: readonly Shape[] = [
  {
    is: 'an endpoint, the mode and a region in capitals',
    path: '.env',
    text: `# shared
STS_ENDPOINT=https://sts.amazonaws.com
AWS_STS_REGIONAL_ENDPOINTS=legacy
AWS_REGION=EU-WEST-1
`,
    reports: [`2:${GLOBAL}`, `3:${LEGACY}`, `4:${REGION}`],
  },
  {
    is: 'quoted values with comments',
    path: '.env.production',
    text: `AWS_ENDPOINT_URL_STS="https://sts.amazonaws.com" # the old one
AWS_STS_REGIONAL_ENDPOINTS='legacy'
AWS_REGION="eu-west-1 "
`,
    reports: [`1:${GLOBAL}`, `2:${LEGACY}`, `3:${REGION}`],
  },
  {
    is: 'exported variables',
    path: '.envrc',
    text: `export AWS_STS_REGIONAL_ENDPOINTS=legacy
export AWS_REGION=eu-west-1
`,
    reports: [`1:${LEGACY}`],
  },
  {
    is: 'the region that stands for the global host',
    path: '.env.test',
    text: `AWS_REGION=aws-global
`,
    reports: [`1:${GLOBAL}`],
  },
  {
    is: 'regions for users to fill in',
    path: '.env.example',
    text: `AWS_REGION=your-region
AWS_DEFAULT_REGION=<aws-region>
S3_REGION=xx-xxxx-x
AMAZON_REGION=
`,
    reports: [],
  },
  {
    is: 'regions of other stores',
    path: '.env.sample',
    text: `AWS_REGION=auto
AWS_S3_ENDPOINT=https://example.r2.cloudflarestorage.com
`,
    reports: [],
  },
  {
    is: 'regions that tests make up',
    path: 'fixtures/.env.test',
    text: `AWS_REGION=us-test-1
AWS_DEFAULT_REGION=local-01
AMAZON_REGION=us-test1
`,
    reports: [],
  },
  {
    is: 'a placeholder of letters',
    path: '.env.sample',
    text: `AWS_REGION=xx-xxxx-x
AWS_DEFAULT_REGION=xxx
`,
    reports: [],
  },
  {
    is: 'a region that the table does not know, well formed',
    path: '.env',
    text: `AWS_REGION=us-east-9
`,
    reports: [],
    strict: [`1:${REGION}`],
  },
  {
    is: 'a zone instead of a region',
    path: '.env',
    text: `AWS_REGION=us-east-1a
`,
    reports: [`1:${REGION}`],
  },
  {
    is: 'variables of this file',
    path: '.env.local',
    text: `REGION=eu-west-1
AWS_REGION=\${REGION}
AWS_ENDPOINT_URL_STS=https://sts.\${REGION}.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'hosts that bypass the proxy, and whom a token is for',
    path: 'deploy/app.env',
    text: `NO_PROXY=localhost,sts.amazonaws.com
no_proxy=sts.amazonaws.com
OPENID_PROVIDERS__EKS__AUDIENCE=sts.amazonaws.com
OIDC_CLIENT_ID=sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'lines that are switched off',
    path: '.env',
    text: `#AWS_STS_REGIONAL_ENDPOINTS=legacy
# AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com
AWS_STS_REGIONAL_ENDPOINTS=regional
`,
    reports: [],
  },
  {
    is: 'profiles in the legacy mode',
    path: '.aws/config',
    text: `[default]
region = eu-west-1
sts_regional_endpoints = legacy

[profile build]
role_arn=arn:aws:iam::111122223333:role/build
sts_regional_endpoints=LEGACY
`,
    reports: [`3:${LEGACY}`, `7:${LEGACY}`],
  },
  {
    is: 'profiles in the legacy mode, copied to another name',
    path: 'deploy/aws-profiles',
    text: `# for the build
[profile build]
region = eu-west-1
sts_regional_endpoints = legacy
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'a text without an ending that is no AWS configuration',
    path: 'deploy/NOTES',
    text: `[build]
sts_regional_endpoints = legacy
`,
    reports: [],
  },
  {
    is: 'profiles in the regional mode',
    path: '.aws/config',
    text: `[default]
region = eu-west-1
sts_regional_endpoints = regional
`,
    reports: [],
  },
  {
    is: 'the mode beside keys',
    path: '.aws/credentials',
    text: `[default]
aws_access_key_id = EXAMPLE
sts_regional_endpoints = legacy
`,
    reports: [`3:${LEGACY}`],
  },
  {
    is: 'the host of one service',
    path: '.aws/config',
    text: `[profile dev]
services = dev
region = eu-west-1

[services dev]
sts =
  endpoint_url = https://sts.amazonaws.com
s3 =
  endpoint_url = https://s3.eu-west-1.amazonaws.com
`,
    reports: [`7:${GLOBAL}`],
  },
  {
    is: 'the host of a profile',
    path: '.aws/config',
    text: `[profile dev]
endpoint_url = https://sts.amazonaws.com
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'misspelt, global and missing regions of profiles',
    path: '.aws/config',
    text: `[profile one]
region = eu-west1
[profile two]
region = aws-global
[profile three]
region =
sso_region = eu-west-1
`,
    reports: [`2:${REGION}`, `4:${GLOBAL}`],
  },
  {
    is: 'a region of another tool',
    path: 'setup.cfg',
    text: `[upload]
region = us-east1
audience = sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'an endpoint of a tool',
    path: 'vault/agent.ini',
    text: `[aws]
sts_endpoint = https://sts.amazonaws.com
sts_region = us-east-1
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'an endpoint in a table',
    path: 'config.toml',
    text: `[storage.aws]
region = "eu-west-1"
sts_endpoint = "https://sts.amazonaws.com" # global

[storage.aws.session]
audience = "sts.amazonaws.com"
`,
    reports: [`3:${GLOBAL}`],
  },
  {
    is: 'the service as the table',
    path: 'config.toml',
    text: `[aws.sts]
endpoint = 'https://sts.amazonaws.com'
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'variables of a site',
    path: 'netlify.toml',
    text: `[build.environment]
  AWS_STS_REGIONAL_ENDPOINTS = "legacy"

[[headers]]
  for = "/*"
  [headers.values]
    Content-Security-Policy = "connect-src 'self' https://sts.amazonaws.com"
`,
    reports: [`2:${LEGACY}`],
  },
  {
    is: 'a query over logs',
    path: 'rules/assume_role.toml',
    text: `[rule]
name = "A role was assumed"
query = '''
event.dataset:aws.cloudtrail and event.provider:sts.amazonaws.com and event.action:AssumeRole
'''
`,
    reports: [],
  },
  {
    is: 'a region of a deployment',
    path: 'samconfig.toml',
    text: `version = 0.1
[default.deploy.parameters]
region = "eu-wets-1"
`,
    reports: [`3:${REGION}`],
  },
  {
    is: 'variables of an image',
    path: 'Dockerfile',
    text: `FROM node:22
ARG STS_ENDPOINT=https://sts.amazonaws.com
ENV AWS_STS_REGIONAL_ENDPOINTS=legacy \\
    AWS_REGION="eu-west-1"
ENV AWS_ENDPOINT_URL_STS https://sts.amazonaws.com
`,
    reports: [`2:${GLOBAL}`, `3:${LEGACY}`, `5:${GLOBAL}`],
  },
  {
    is: 'the regional mode of an image',
    path: 'docker/Dockerfile.prod',
    text: `FROM node:22
ENV AWS_STS_REGIONAL_ENDPOINTS="regional"
ENV NO_PROXY=localhost,sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'the legacy mode of a command in an image',
    path: 'Dockerfile',
    text: `FROM node:22
RUN export AWS_STS_REGIONAL_ENDPOINTS=legacy && node build.js
`,
    reports: [`2:${LEGACY}`],
  },
];
