import { lines, runRule } from './rule-tester.js';

const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);
const params = "{ RoleArn: 'arn', RoleSessionName: 'reader' }";

/** A v2 construct that is global by default, with what is suggested for it. */
const byDefault = (name: string, before: string, after: string, data: { name: string; place: string }) => ({
  name,
  code: v2(before),
  errors: [
    {
      messageId: 'legacyByDefault',
      data: { ...data, host: 'sts.amazonaws.com' },
      line: 2,
      column: before.indexOf('new ') + 5,
      suggestions: [{ messageId: 'useRegional', output: v2(after) }],
    },
  ],
});

runRule('no-legacy-endpoint-mode', {
  valid: [
    {
      name: 'credentials of a profile, by default',
      code: v2("new AWS.SharedIniFileCredentials({ profile: 'work' });"),
    },
    { name: 'regional mode', code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });") },
    {
      name: 'regional mode in any case',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'Regional' });"),
    },
    {
      name: 'regional mode of the inner client',
      code: v2(
        `new AWS.ChainableTemporaryCredentials({ params: ${params}, stsConfig: { stsRegionalEndpoints: 'regional' } });`,
      ),
    },
    {
      name: 'regional mode in the second argument',
      code: v2(`new AWS.WebIdentityCredentials(${params}, { stsRegionalEndpoints: 'regional' });`),
    },
    {
      name: 'regional mode in a constant',
      code: v2("const config = { stsRegionalEndpoints: 'regional' };\nnew AWS.STS(config);"),
    },
    {
      name: 'regional mode assigned later',
      code: v2(
        'const config: AWS.STS.ClientConfiguration = {};',
        "config.stsRegionalEndpoints = 'regional';",
        'new AWS.STS(config);',
      ),
    },
    {
      name: 'regional mode inside a configuration object',
      code: v2("new AWS.STS(new AWS.Config({ stsRegionalEndpoints: 'regional' }));"),
    },
    {
      name: 'a client that only makes credentials of an answer',
      code: v2('const sts = new AWS.STS();', 'export const credentials = sts.credentialsFrom(answer);'),
    },
    {
      name: 'a client whose configuration is only read',
      code: v2('const sts = new AWS.STS();', 'export const { region } = sts.config;'),
    },
    { name: 'China is regional in every mode', code: v2("new AWS.STS({ region: 'cn-north-1' });") },
    { name: 'GovCloud is regional in every mode', code: v2("new AWS.STS({ region: 'us-gov-west-1' });") },
    {
      name: 'the isolated partitions are regional in every mode',
      code: v2("new AWS.STS({ region: 'us-iso-east-1' });"),
    },
    { name: 'FIPS has regional hosts only', code: v2("new AWS.STS({ region: 'us-east-1', useFipsEndpoint: true });") },
    {
      name: 'dual-stack has regional hosts only',
      code: v2("new AWS.STS({ region: 'us-east-1', useDualstackEndpoint: true });"),
    },
    { name: 'an endpoint of its own', code: v2("new AWS.STS({ endpoint: 'http://localhost:4566' });") },
    {
      name: 'Cognito in the enhanced flow calls no STS',
      code: v2("new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' });"),
    },
    {
      name: 'a configuration that cannot be read',
      code: v2('export const f = (config: object) => new AWS.STS(config);'),
    },
    {
      name: 'a spread that may hold the mode',
      code: v2("export const f = (config: object) => new AWS.STS({ region: 'eu-west-1', ...config });"),
    },
    {
      name: 'a mode that is decided at run time',
      code: v2('export const f = (mode: string) => new AWS.STS({ stsRegionalEndpoints: mode });'),
    },
    {
      name: 'the variable set to regional in the same file',
      code: v2("process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional';\nnew AWS.STS();"),
    },
    {
      name: 'a client inside the failover helper',
      code: v2("import { withStsFailover } from './aws/sts-failover-v2.js';\nwithStsFailover(new AWS.STS());"),
    },
    { name: 'another service', code: v2('new AWS.S3();') },
    { name: 'a class of the same name', code: 'class STS {}\nnew STS();' },
    { name: 'SDK v3', code: "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({});" },
  ],
  invalid: [
    {
      name: 'a configuration whose name is declared again for the request',
      code: v2(
        "var params = {}; const sts = new AWS.STS(params); var params = { RoleArn: 'r' }; sts.assumeRole(params);",
      ),
      errors: [
        {
          messageId: 'legacyByDefault',
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2(
                "var params = {}; const sts = new AWS.STS({ ...params, stsRegionalEndpoints: 'regional' }); " +
                  "var params = { RoleArn: 'r' }; sts.assumeRole(params);",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'an endpoint on some paths only',
      code: v2("new AWS.STS(local ? { endpoint: 'http://127.0.0.1:4566' } : undefined);"),
      errors: [
        {
          messageId: 'legacyWithoutEndpoint',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', unset: 'endpoint', place: '' },
        },
      ],
    },
    {
      name: 'a configuration that is known by its type, which has no mode',
      code: v2('export const f = (config: { region: string }) => new AWS.STS(config);'),
      errors: [{ messageId: 'legacyByDefault' }],
    },
    {
      name: 'the mode on AWS.config in a file without a client',
      code: v2("AWS.config.update({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
      errors: [{ messageId: 'idleFlag', data: { host: 'sts.amazonaws.com' }, line: 2 }],
    },
    byDefault('no configuration', 'new AWS.STS();', "new AWS.STS({ stsRegionalEndpoints: 'regional' });", {
      name: 'AWS.STS',
      place: '',
    }),
    byDefault(
      'no parentheses',
      'const sts = new AWS.STS;',
      "const sts = new AWS.STS({ stsRegionalEndpoints: 'regional' });",
      { name: 'AWS.STS', place: '' },
    ),
    byDefault(
      'a version only',
      "new AWS.STS({ apiVersion: '2011-06-15' });",
      "new AWS.STS({ stsRegionalEndpoints: 'regional', apiVersion: '2011-06-15' });",
      { name: 'AWS.STS', place: '' },
    ),
    byDefault(
      'a region from the environment may be missing',
      'new AWS.STS({ region: process.env.AWS_REGION || undefined });',
      "new AWS.STS({ stsRegionalEndpoints: 'regional', region: process.env.AWS_REGION || undefined });",
      { name: 'AWS.STS', place: '' },
    ),
    byDefault(
      'chained credentials',
      `new AWS.ChainableTemporaryCredentials({ params: ${params} });`,
      `new AWS.ChainableTemporaryCredentials({ stsConfig: { stsRegionalEndpoints: 'regional' }, params: ${params} });`,
      { name: 'AWS.ChainableTemporaryCredentials', place: ' in `stsConfig`' },
    ),
    byDefault(
      'web identity',
      `new AWS.WebIdentityCredentials(${params});`,
      `new AWS.WebIdentityCredentials(${params}, { stsRegionalEndpoints: 'regional' });`,
      { name: 'AWS.WebIdentityCredentials', place: ' in argument 2' },
    ),
    byDefault(
      "web identity with a region that is its first argument's",
      `new AWS.WebIdentityCredentials({ ...${params}, region: 'eu-west-1' });`,
      `new AWS.WebIdentityCredentials({ ...${params}, region: 'eu-west-1' }, { stsRegionalEndpoints: 'regional' });`,
      { name: 'AWS.WebIdentityCredentials', place: ' in argument 2' },
    ),
    byDefault(
      'token file',
      'new AWS.TokenFileWebIdentityCredentials();',
      "new AWS.TokenFileWebIdentityCredentials({ stsRegionalEndpoints: 'regional' });",
      { name: 'AWS.TokenFileWebIdentityCredentials', place: '' },
    ),
    byDefault(
      'Cognito in the basic flow',
      "new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', RoleArn: 'arn' });",
      "new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', RoleArn: 'arn' }, { " +
        "stsRegionalEndpoints: 'regional' });",
      { name: 'AWS.CognitoIdentityCredentials', place: ' in argument 2' },
    ),
    {
      name: 'a region makes the fix safe, not the host regional',
      code: v2("new AWS.STS({ region: 'eu-west-1' });"),
      output: v2("new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'eu-west-1' });"),
      errors: [{ messageId: 'legacyByDefault', line: 2, column: 5, endColumn: 12 }],
    },
    {
      name: 'a region of AWS.config does not make the fix safe',
      code: v2("AWS.config.update({ region: 'eu-west-1' });\nnew AWS.STS();"),
      errors: [
        {
          messageId: 'legacyByDefault',
          line: 3,
          column: 5,
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2(
                "AWS.config.update({ region: 'eu-west-1' });\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a parameter as region',
      code: v2('export const f = (region: string) => new AWS.STS({ region });'),
      errors: [
        {
          messageId: 'legacyByDefault',
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2(
                "export const f = (region: string) => new AWS.STS({ stsRegionalEndpoints: 'regional', region });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'the mode in AWS.config, which STS does not read',
      code: v2(
        "AWS.config.update({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });",
        "new AWS.STS({ region: 'eu-west-1' });",
      ),
      output: v2(
        "AWS.config.update({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });",
        "new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'eu-west-1' });",
      ),
      errors: [
        {
          messageId: 'ignoredGlobally',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', place: '' },
          line: 3,
          column: 5,
        },
      ],
    },
    {
      name: 'the mode assigned to AWS.config',
      code: v2("AWS.config.stsRegionalEndpoints = 'regional';\nnew AWS.STS();"),
      errors: [
        {
          messageId: 'ignoredGlobally',
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2(
                "AWS.config.stsRegionalEndpoints = 'regional';\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'legacy mode beside a region',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'legacy' });"),
      output: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
      errors: [
        {
          messageId: 'legacyBySetting',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', value: "'legacy'", place: '' },
          line: 2,
          column: 36,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'legacy mode in any case, without a region',
      code: v2("new AWS.STS({ stsRegionalEndpoints: 'LegacY' });"),
      errors: [
        {
          messageId: 'legacyBySetting',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', value: "'LegacY'", place: '' },
          suggestions: [{ messageId: 'useRegional', output: v2("new AWS.STS({ stsRegionalEndpoints: 'regional' });") }],
        },
      ],
    },
    {
      name: 'a mode that is no text',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: true });"),
      output: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'regional' });"),
      errors: [
        {
          messageId: 'ignoredSetting',
          data: { name: 'AWS.STS', host: 'sts.amazonaws.com', value: 'true', place: '' },
        },
      ],
    },
    {
      name: 'classes that take no STS configuration',
      code: v2(
        `new AWS.TemporaryCredentials(${params});`,
        "new AWS.SAMLCredentials({ RoleArn: 'arn', PrincipalArn: 'arn', SAMLAssertion: 'assertion' });",
      ),
      errors: [
        {
          messageId: 'unconfigurable',
          data: { name: 'AWS.TemporaryCredentials', host: 'sts.amazonaws.com', place: '' },
          line: 2,
        },
        { messageId: 'unconfigurable', line: 3 },
      ],
    },
    {
      name: 'credentials of a profile, which call STS for some profiles only: strict alone',
      code: v2("new AWS.SharedIniFileCredentials({ profile: 'work' });"),
      options: [{ strict: true }],
      errors: [
        {
          messageId: 'profileCredentials',
          data: { name: 'AWS.SharedIniFileCredentials', host: 'sts.amazonaws.com' },
          line: 2,
        },
      ],
    },
    {
      name: 'a region that AWS does not have: no fix, because its regional host does not exist',
      code: v2("new AWS.STS({ region: 'us-east-3' });"),
      errors: [{ messageId: 'legacyByDefault', line: 2 }],
    },
    {
      name: "the client's own module",
      code: "const STS = require('aws-sdk/clients/sts');\nnew STS();",
      errors: [
        {
          messageId: 'legacyByDefault',
          suggestions: [
            {
              messageId: 'useRegional',
              output: "const STS = require('aws-sdk/clients/sts');\nnew STS({ stsRegionalEndpoints: 'regional' });",
            },
          ],
        },
      ],
    },
    {
      name: 'the AWS of a script tag, where nothing sets AWS_REGION, without a region',
      code: 'new AWS.STS();',
      filename: 'page.js',
      errors: [{ messageId: 'legacyByDefault', suggestions: null }],
    },
    {
      name: 'the AWS of a script tag with a region',
      code: "new AWS.STS({ region: 'eu-west-1' });",
      filename: 'page.js',
      output: "new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'eu-west-1' });",
      errors: [{ messageId: 'legacyByDefault' }],
    },
  ],
});
