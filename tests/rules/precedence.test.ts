import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { expect, it } from 'vitest';
import plugin from '../../src/index.js';
import type { Settings } from '../../src/model/settings/settings.js';

/** What both configurations report for a text, as `rule messageId`. */
function reported(code: string, config: 'recommended' | 'strict', settings: Settings = {}): string[] {
  const messages = new Linter().verify(
    code,
    [
      { files: ['**/*.ts'], languageOptions: { parser }, settings: { 'sts-regional': settings } },
      { files: ['**/*.ts'], ...plugin.configs[config] },
    ],
    { filename: 'client.ts' },
  );
  return messages.map(({ ruleId, messageId }) => `${String(ruleId).replace('sts-regional/', '')} ${messageId}`);
}

const v3 = (argument: string): string =>
  `import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient(${argument});`;
const v2 = (argument: string): string => `import AWS from 'aws-sdk';\nnew AWS.STS(${argument});`;

it.each([
  [
    'a global endpoint without a region',
    v3("{ endpoint: 'https://sts.amazonaws.com' }"),
    'no-global-endpoint globalEndpoint',
  ],
  [
    'a global endpoint with a misspelt region',
    v3("{ endpoint: 'https://sts.amazonaws.com', region: 'us-esat-1' }"),
    'no-global-endpoint globalEndpoint',
  ],
  [
    'a v2 client with a global endpoint',
    v2("{ endpoint: 'sts.amazonaws.com', region: 'eu-west-1' }"),
    'no-global-endpoint globalEndpoint',
  ],
  [
    'a v2 client in legacy mode with a misspelt region',
    v2("{ region: 'us-esat-1', stsRegionalEndpoints: 'legacy' }"),
    'no-legacy-endpoint-mode legacyBySetting',
  ],
  ['a v2 client without anything', v2(''), 'no-legacy-endpoint-mode legacyByDefault'],
  ['a client without a region', v3('{}'), 'require-region missingRegion'],
  [
    'an endpoint of another region',
    v3("{ endpoint: 'https://sts.eu-west-1.amazonaws.com', region: 'eu-central-1' }"),
    'no-endpoint-region-mismatch mismatch',
  ],
  ['a misspelt region, which has no fallback either', v3("{ region: 'us-esat-1' }"), 'valid-region misspelt'],
  [
    'a region function',
    v3("{ region: () => (failed ? 'eu-west-1' : 'eu-central-1') }"),
    'no-ineffective-failover regionFunction',
  ],
  ['a region without a second one', v3("{ region: 'eu-west-1' }"), 'require-fallback-region oneRegion'],
])('%s is one report', (_, code, report) => {
  expect(reported(code, 'recommended')).toEqual([report]);
  expect(reported(code, 'strict')).toEqual([report]);
});

it('lets strict say more of a site than the recommended configuration', () => {
  const code = v3("{ region: 'us-east-9' }");
  expect(reported(code, 'recommended')).toEqual(['require-fallback-region oneRegion']);
  expect(reported(code, 'strict')).toEqual(['valid-region unknownRegion']);
});

it('reports a setting that several sites share once', () => {
  expect(
    reported(
      `${v3('config')}\nnew STSClient(config);\nconst config = { region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' };`,
      'recommended',
    ),
  ).toEqual(['no-global-endpoint globalEndpoint']);
});

it.each([
  ['set in an `if`', "let host = 'sts.amazonaws.com';\n  if (region) host = `sts.${region}.amazonaws.com`;"],
  ['chosen', "const host = region ? `sts.${region}.amazonaws.com` : 'sts.amazonaws.com';"],
])('a host that is global on one path and regional on another is two reports: %s', (_, statements) => {
  const code = `export function ask(region?: string) {\n  ${statements}\n  return fetch(\`https://\${host}/\`);\n}`;
  expect(reported(code, 'recommended').sort()).toEqual([
    'no-global-endpoint globalHost',
    'require-fallback-region oneHost',
  ]);
});
