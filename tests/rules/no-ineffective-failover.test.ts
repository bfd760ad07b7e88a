import { lines, runRule } from './rule-tester.js';

const chain = (links: string): string =>
  `import { createCredentialChain, fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';\nimport { propertyProviderChain } from '@smithy/property-provider';\n${links}`;
const v3 = (...code: string[]): string => lines("import { STSClient } from '@aws-sdk/client-sts';", ...code);

runRule('no-ineffective-failover', {
  valid: [
    {
      name: 'a chain of different sources',
      code: chain(
        'createCredentialChain(fromTokenFile(), fromTemporaryCredentials({ params, clientConfig: { region: ' +
          "'eu-west-1' } }));",
      ),
    },
    {
      name: 'a chain of different roles',
      code: chain(
        "createCredentialChain(fromTemporaryCredentials({ params: a, clientConfig: { region: 'eu-west-1' } " +
          "}), fromTemporaryCredentials({ params: b, clientConfig: { region: 'eu-central-1' } }));",
      ),
    },
    {
      name: 'a chain of a provider for each role',
      code: chain(
        'createCredentialChain(...roles.map((RoleArn) => fromTemporaryCredentials({ params: { RoleArn }, ' +
          "clientConfig: { region: 'eu-west-1' } })));",
      ),
    },
    {
      name: 'a chain of one',
      code: chain(
        "createCredentialChain(fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } }));",
      ),
    },
    {
      name: 'two providers that are no chain',
      code: chain(
        "export const a = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });\n" +
          "export const b = fromTokenFile({ clientConfig: { region: 'eu-central-1' } });",
      ),
    },
    {
      name: 'a region function that knows one region',
      code: v3("new STSClient({ region: () => process.env.AWS_REGION ?? 'eu-west-1' });"),
    },
    {
      name: 'a region function that asks a list',
      code: v3(
        "const known = ['eu-west-1', 'eu-central-1'];",
        'new STSClient({ region: () => (known.includes(region) ? region : known[0]) });',
      ),
    },
    {
      name: 'a retry strategy that names no region',
      code: v3("new STSClient({ region: 'eu-west-1', retryStrategy: new ConfiguredRetryStrategy(5) });"),
    },
    {
      name: 'a function of the same name',
      code: lines(
        'const createCredentialChain = (...links) => links; // aws',
        'import { fromTokenFile } ' + "from '@aws-sdk/credential-providers';",
        "createCredentialChain(fromTokenFile({ clientConfig: { region: 'eu-west-1' } }), fromTokenFile({ " +
          "clientConfig: { region: 'eu-central-1' } }));",
      ),
    },
  ],
  invalid: [
    {
      name: 'a chain of the same provider for each region of a list',
      code: chain(
        "createCredentialChain(...['eu-west-1', 'eu-central-1'].map((region) => fromTemporaryCredentials({ " +
          'params, clientConfig: { region } })));',
      ),
      errors: [{ messageId: 'chain', data: { name: 'createCredentialChain' }, line: 3 }],
    },
    {
      name: 'the same where a constant holds the list',
      code: chain(
        'const providers = regions.map((region) => fromTokenFile({ clientConfig: { region } }));\n' +
          'export const provider = propertyProviderChain(...providers);',
      ).replace('@smithy/property-provider', '@aws-sdk/credential-providers'),
      errors: [{ messageId: 'chain' }],
    },
    {
      name: 'links that differ by region only',
      code: chain(
        'createCredentialChain(\n' +
          "  fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } }),\n" +
          "  fromTemporaryCredentials({ params, clientConfig: { region: 'eu-central-1' } }),\n" +
          ');',
      ),
      errors: [{ messageId: 'chain', data: { name: 'createCredentialChain' }, line: 3, column: 1, endColumn: 22 }],
    },
    {
      name: 'links in constants',
      code: chain(
        "const home = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });\n" +
          "const second = fromTokenFile({ clientConfig: { region: 'eu-central-1' } });\n" +
          'createCredentialChain(home, second);',
      ),
      errors: [{ messageId: 'chain', line: 5 }],
    },
    {
      name: 'a region function that goes through a list',
      code: v3(
        "const regions = ['eu-west-1', 'eu-central-1'];",
        'let next = 0;',
        'new STSClient({ region: async () => regions[next++ % 2] });',
      ),
      errors: [{ messageId: 'regionFunction' }],
    },
    {
      name: 'a region function that means to switch',
      code: v3("let failed = false;\nnew STSClient({ region: async () => (failed ? 'eu-central-1' : 'eu-west-1') });"),
      errors: [{ messageId: 'regionFunction', data: { name: 'STSClient' }, line: 3, column: 17 }],
    },
    {
      name: 'a retry strategy that means to switch',
      code: v3(
        'new STSClient({',
        "  region: 'eu-west-1',",
        "  retryStrategy: { mode: 'switch', retry: (next, args) => next({ ...args, region: 'eu-central-1' }) },",
        '});',
      ),
      errors: [{ messageId: 'retryStrategy', data: { name: 'STSClient' }, line: 4, column: 3 }],
    },
  ],
});
