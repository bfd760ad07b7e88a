import { lines, runRule, settings } from './rule-tester.js';

const ENV = "...(process.env['AWS_REGION'] && { region: process.env['AWS_REGION'] })";
const providers = (...code: string[]): string =>
  lines(
    'import { fromIni, fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken }' +
      " from '@aws-sdk/credential-providers';",
    "import { S3, S3Client } from '@aws-sdk/client-s3';",
    ...code,
  );
const strict: { options: [{ strict: boolean }] } = { options: [{ strict: true }] };

/** One client without a region in TypeScript: what is suggested for it. */
const missing = (name: string, wrap: (text: string) => string, before: string, after: string, more: object = {}) => ({
  name,
  code: wrap(before),
  errors: [{ messageId: 'missingRegion', suggestions: [{ messageId: 'readRegion', output: wrap(after) }] }],
  ...more,
});

const missingLiteral = (name: string, before: string, after: string, version: string) => ({
  name,
  code: providers(before),
  errors: [{ messageId: 'missingRegion', suggestions: [{ messageId: 'addRegion', output: providers(after) }] }],
  ...settings({ sdkVersion: version, regions: ['eu-west-1'], regionSource: 'literal' }),
});

/** No provider of this version takes the region of the client that uses it. */
const BEFORE_CALLERS = settings({ sdkVersion: '3.700.0' });

/** Ways that a provider gets to the one client that uses it. Newer SDK versions give it the region of that client. */
const WAYS_TO_THE_CLIENT: Readonly<Record<string, readonly string[]>> = {
  'a constant': [
    'const provider = fromTemporaryCredentials({ params });',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials: provider });",
  ],
  'a shorthand property': [
    'const credentials = fromTokenFile();',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials });",
  ],
  'a configuration object': [
    "const config = { region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) };",
    'export const s3 = new S3Client(config);',
  ],
  'a class field': [
    'export class Store {',
    '  credentials = fromTemporaryCredentials({ params });',
    "  client = new S3Client({ region: 'eu-west-1', credentials: this.credentials });",
    '}',
  ],
  'a parameter default': [
    'export function store(credentials = fromTemporaryCredentials({ params })) {',
    "  return new S3Client({ region: 'eu-west-1', credentials });",
    '}',
  ],
  'the result of a function': [
    'const provide = () => fromTemporaryCredentials({ params });',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials: provide() });",
  ],
  'a wrapper': [
    'const credentials = memoize(fromTemporaryCredentials({ params }));',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials });",
  ],
  'a condition': [
    'const credentials = role ? fromTemporaryCredentials({ params }) : fromTokenFile();',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials });",
  ],
  'another provider': [
    'const masterCredentials = fromTokenFile();',
    'const credentials = fromTemporaryCredentials({ params, masterCredentials });',
    "export const s3 = new S3Client({ region: 'eu-west-1', credentials });",
  ],
  'two clients of one region': [
    'const credentials = fromTokenFile();',
    "export const clients = [new S3Client({ region: 'eu-west-1', credentials }), new S3({ region: 'eu-west-1', credentials })];",
  ],
};

runRule('require-region', {
  valid: [
    {
      name: 'a provider in a client of a version that nothing names: the present one takes the region of the client',
      code: providers("new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) });"),
    },
    ...Object.entries(WAYS_TO_THE_CLIENT).map(([way, code]) => ({
      name: `a provider that gets to its client by way of ${way}`,
      code: providers(...code),
      ...settings({ sdkVersion: '3.1169.0' }),
    })),
    {
      name: 'the first of two hops, which the SDK tells the region of the second',
      code: providers(
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: " +
          'fromTokenFile() });',
      ),
      ...settings({ sdkVersion: '3.917.0' }),
    },
    {
      name: 'inside the failover helper',
      code: lines(
        "import { stsProvider } from './aws/sts-failover.js';",
        providers('stsProvider((clientConfig) => fromTokenFile({ clientConfig }));'),
      ),
    },
    {
      name: 'AWS_REGION accepted for a provider of a version that reads it',
      code: providers('fromTemporaryCredentials({ params });'),
      ...settings({ allowEnvRegion: true, sdkVersion: '3.778.0' }),
    },
    {
      name: 'the region of clientConfig',
      code: providers("fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } });"),
    },
    {
      name: 'the region of parentClientConfig',
      code: providers("fromWebToken({ roleArn, webIdentityToken, parentClientConfig: { region: 'eu-west-1' } });"),
      ...settings({ sdkVersion: '3.1169.0' }),
    },
    {
      name: 'the region of parentClientConfig of a role assumer',
      code: lines(
        "import { getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';",
        "getDefaultRoleAssumerWithWebIdentity({ parentClientConfig: { region: 'eu-west-1' } });",
      ),
      ...settings({ sdkVersion: '3.1169.0' }),
    },
    {
      name: 'the region of the client that the provider is written in, which newer versions pass on',
      code: providers("new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) });"),
      ...settings({ sdkVersion: '3.734.0' }),
    },
    {
      name: 'profile providers call STS for some profiles only',
      code: providers("fromIni({ profile: 'reader' });\nfromNodeProviderChain();"),
    },
    {
      name: 'profile providers with a region',
      code: providers("fromIni({ clientConfig: { region: 'eu-west-1' } });"),
      ...strict,
    },
  ],
  invalid: [
    {
      name: 'a configuration that is handed on, in an SDK that does not tell the provider its region',
      code: providers("export const f = () => ({ region: 'eu-west-1', credentials: fromTokenFile() });"),
      ...BEFORE_CALLERS,
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it calls `sts.us-east-1.amazonaws.com`, whatever its client has',
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'readRegion',
              output: providers(
                `export const f = () => ({ region: 'eu-west-1', credentials: fromTokenFile({ clientConfig: { ${ENV} } }) });`,
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a provider whose clients have different regions',
      code: providers(
        'const credentials = fromTokenFile();',
        "export const clients = [new S3Client({ region: 'eu-west-1', credentials }), new S3({ region: 'us-west-2', credentials })];",
      ),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it takes that of the first client that uses it',
            place: '`clientConfig.region`',
          },
        },
      ],
      ...settings({ sdkVersion: '3.1169.0' }),
    },
    missing(
      'a constant for a client without a region',
      providers,
      'const credentials = fromTokenFile();\nexport const s3 = new S3Client({ credentials });',
      `const credentials = fromTokenFile({ clientConfig: { ${ENV} } });\nexport const s3 = new S3Client({ credentials });`,
      BEFORE_CALLERS,
    ),
    {
      name: 'parentClientConfig, which this provider does not read',
      code: providers("fromTemporaryCredentials({ params, parentClientConfig: { region: 'eu-west-1' } });"),
      errors: [{ messageId: 'missingRegion' }],
      ...settings({ sdkVersion: '3.1169.0' }),
    },
    missingLiteral(
      'assumed credentials',
      'fromTemporaryCredentials({ params });',
      "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, params });",
      '3.700.0',
    ),
    missingLiteral(
      'assumed credentials with other client settings',
      'fromTemporaryCredentials({ params, clientConfig: { maxAttempts: 2 } });',
      "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1', maxAttempts: 2 } });",
      '3.700.0',
    ),
    missing(
      'a token file',
      providers,
      'fromTokenFile();',
      `fromTokenFile({ clientConfig: { ${ENV} } });`,
      BEFORE_CALLERS,
    ),
    missing(
      'a web token',
      providers,
      'fromWebToken({ roleArn, webIdentityToken });',
      `fromWebToken({ clientConfig: { ${ENV} }, roleArn, webIdentityToken });`,
      BEFORE_CALLERS,
    ),
    missingLiteral(
      'a provider that is called at once',
      'await fromTokenFile()();',
      "await fromTokenFile({ clientConfig: { region: 'eu-west-1' } })();",
      '3.1169.0',
    ),
    missingLiteral(
      'a provider inside a client whose region older versions do not pass on',
      "new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ params }) });",
      "new S3Client({ region: 'eu-west-1', credentials: fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, params }) });",
      '3.733.0',
    ),
    missingLiteral(
      'a provider inside a client without a region',
      'new S3Client({ credentials: fromTokenFile() });',
      "new S3Client({ credentials: fromTokenFile({ clientConfig: { region: 'eu-west-1' } }) });",
      '3.1169.0',
    ),
    missing(
      'AWS_REGION accepted, but not read by this version',
      providers,
      'fromTokenFile();',
      `fromTokenFile({ clientConfig: { ${ENV} } });`,
      settings({ allowEnvRegion: true, sdkVersion: '3.500.0' }),
    ),
    missing(
      'the profile provider, in strict',
      providers,
      "fromIni({ profile: 'reader' });",
      `fromIni({ clientConfig: { ${ENV} }, profile: 'reader' });`,
      { ...strict, ...BEFORE_CALLERS },
    ),
    missing(
      'the provider chain, in strict',
      providers,
      'fromNodeProviderChain();',
      `fromNodeProviderChain({ clientConfig: { ${ENV} } });`,
      { ...strict, ...BEFORE_CALLERS },
    ),
    {
      name: 'a provider that some client will use, from whose region AWS_REGION would take it away',
      code: providers('export const credentials = fromTokenFile();'),
      ...settings({ sdkVersion: '3.1169.0' }),
      errors: [{ messageId: 'missingRegion', suggestions: null }],
    },
    {
      name: 'a provider that some client will use, whose region it takes first',
      code: providers('export const credentials = fromTokenFile();'),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: "it takes its client's, AWS_REGION or `sts.us-east-1.amazonaws.com`",
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers("export const credentials = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });"),
            },
          ],
        },
      ],
    },
    {
      name: 'a provider that the code calls itself, for no client',
      code: providers('export const credentials = await fromTokenFile()();'),
      ...settings({ sdkVersion: '3.1169.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it takes AWS_REGION, else calls `sts.us-east-1.amazonaws.com`',
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "export const credentials = await fromTokenFile({ clientConfig: { region: 'eu-west-1' } })();",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'the first of two hops in an SDK that does not tell it the region of the second',
      code: providers(
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: " +
          'fromTokenFile() });',
      ),
      ...settings({ sdkVersion: '3.901.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          data: {
            name: 'fromTokenFile',
            destination: 'it calls `sts.us-east-1.amazonaws.com`, whatever `fromTemporaryCredentials` has',
            place: '`clientConfig.region`',
          },
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' }, masterCredentials: " +
                  "fromTokenFile({ clientConfig: { region: 'eu-west-1' } }) });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'two hops, each with its own client',
      code: providers('fromTemporaryCredentials({ params, masterCredentials: fromTemporaryCredentials({ params }) });'),
      ...settings({ sdkVersion: '3.700.0', regions: ['eu-west-1'], regionSource: 'literal' }),
      errors: [
        {
          messageId: 'missingRegion',
          column: 1,
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, params, masterCredentials: fromTemporaryCredentials({ params }) });",
              ),
            },
          ],
        },
        {
          messageId: 'missingRegion',
          column: 55,
          suggestions: [
            {
              messageId: 'addRegion',
              output: providers(
                "fromTemporaryCredentials({ params, masterCredentials: fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' }, params }) });",
              ),
            },
          ],
        },
      ],
    },
  ],
});
