import { lines, runRule } from './rule-tester.js';

const v3 = (...code: string[]): string => lines("import { STSClient } from '@aws-sdk/client-sts';", ...code);

runRule('require-fallback-region', {
  valid: [
    {
      name: 'an endpoint on every path',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: process.env.STS_ENDPOINT ?? 'http://127.0.0.1:4566' });",
      ),
    },
  ],
  invalid: [
    {
      name: 'a region and an endpoint on some paths only',
      code: v3(
        'export const f = (c: { region?: string; url?: string }) => new STSClient({ ...(c.region && { region: ' +
          'c.region }), ...(c.url && { endpoint: c.url }) });',
      ),
      errors: [{ messageId: 'oneRegionWithoutEndpoint', data: { name: 'STSClient', unset: 'endpoint' } }],
    },
    ...[
      "{ region: 'eu-west-1', ...(local && { endpoint: 'http://127.0.0.1:4566' }) }",
      "{ region: 'eu-west-1', endpoint: local ? 'http://127.0.0.1:4566' : undefined }",
      "local ? { region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' } : { region: 'eu-west-1' }",
    ].map((config) => ({
      name: `an endpoint on some paths only: ${config}`,
      code: v3(`new STSClient(${config});`),
      errors: [{ messageId: 'oneRegionWithoutEndpoint', data: { name: 'STSClient', unset: 'endpoint' } }],
    })),
    {
      name: 'an endpoint that is set in an if',
      code: v3(
        "const config: { region: string; endpoint?: string } = { region: 'eu-west-1' };",
        "if (local) config.endpoint = 'http://127.0.0.1:4566';",
        'new STSClient(config);',
      ),
      errors: [{ messageId: 'oneRegionWithoutEndpoint' }],
    },
    {
      name: 'an endpoint in a variable of the environment',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: process.env.STS_ENDPOINT });"),
      errors: [{ messageId: 'oneRegionWithoutEndpoint', data: { name: 'STSClient', unset: 'STS_ENDPOINT' } }],
    },
  ],
});
