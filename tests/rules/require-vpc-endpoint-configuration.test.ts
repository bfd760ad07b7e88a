import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { settings } from './rule-tester.js';

const v3 = (text: string): string => `import { STSClient } from '@aws-sdk/client-sts';\n${text}`;
const v2 = (text: string): string => `import AWS from 'aws-sdk';\n${text}`;
const VIRGINIA = 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com';
const OREGON = 'https://vpce-4e5f-6a7b.sts.us-west-2.vpce.amazonaws.com';
const both = settings({ vpcEndpoints: { 'us-east-1': VIRGINIA, 'us-west-2': OREGON } });

describe('require-vpc-endpoint in a configuration', () => {
  const client = v3("new STSClient({ region: 'eu-west-1' });");
  const reported = (code: string, own: Linter.RulesRecord, preset?: 'recommended' | 'strict'): string[] => {
    const rules = { 'sts-regional/require-vpc-endpoint': 'error', ...own } satisfies Linter.RulesRecord;
    const configs = [
      ...(preset ? [plugin.configs[preset]] : []),
      { files: ['**/*.ts'], languageOptions: { parser }, plugins: { 'sts-regional': plugin }, ...both, rules },
    ];
    return new Linter().verify(code, configs, { filename: 'client.ts' }).map(({ ruleId }) => String(ruleId));
  };

  it.each(['recommended', 'strict'] as const)('is off in %s', (preset) => {
    expect(
      reported(
        client,
        { 'sts-regional/require-fallback-region': 'off', 'sts-regional/require-vpc-endpoint': 'off' },
        preset,
      ),
    ).toEqual([]);
    expect(plugin.configs[preset].rules?.['sts-regional/require-vpc-endpoint']).toBe('off');
  });

  it('outranks a warning of another rule', () => {
    expect(reported(client, {}, 'recommended')).toEqual(['sts-regional/require-vpc-endpoint']);
  });

  it('steps back for an error of a rule before it', () => {
    expect(reported(client, {}, 'strict')).toEqual(['sts-regional/require-fallback-region']);
    expect(reported(v2("new AWS.STS({ region: 'eu-west-1' });"), {}, 'recommended')).toEqual([
      'sts-regional/no-legacy-endpoint-mode',
    ]);
  });

  it('steps back for no rule that is off', () => {
    expect(reported(client, { 'sts-regional/require-fallback-region': 'off' }, 'recommended')).toEqual([
      'sts-regional/require-vpc-endpoint',
    ]);
  });

  it('steps back for what an option of another rule adds, and only then', () => {
    const code = v3("new STSClient({ region: 'us-east-9' });");
    const allowed = {
      settings: { 'sts-regional': { vpcEndpoints: { 'us-east-1': VIRGINIA }, allowedRegions: ['us-east-9'] } },
    };
    const verify = (strict: boolean): string[] =>
      new Linter()
        .verify(
          code,
          [
            {
              files: ['**/*.ts'],
              languageOptions: { parser },
              plugins: { 'sts-regional': plugin },
              ...allowed,
              rules: {
                'sts-regional/require-vpc-endpoint': 'error',
                'sts-regional/valid-region': ['error', { strict }],
              },
            },
          ],
          { filename: 'client.ts' },
        )
        .map(({ ruleId }) => String(ruleId));
    expect(verify(false)).toEqual(['sts-regional/require-vpc-endpoint']);
    expect(verify(true)).toEqual(['sts-regional/require-vpc-endpoint']); // an allowed region is valid
  });

  it.each<[Record<string, string>, string]>([
    [{ 'us-esat-1': VIRGINIA }, '"us-esat-1" is not an AWS region. Did you mean "us-east-1"?'],
    [{ 'us-west-2': VIRGINIA }, `The endpoint of us-west-2 is one of us-east-1: "${VIRGINIA}".`],
    [
      { 'us-east-1': VIRGINIA.replace('https', 'http') },
      `must be an https URL, but is "${VIRGINIA.replace('https', 'http')}".`,
    ],
    [
      { 'us-east-1': VIRGINIA.replace('https://', '') },
      `must be an https URL, but is "${VIRGINIA.replace('https://', '')}".`,
    ],
    [
      { 'us-east-1': `${VIRGINIA}/sts` },
      `The endpoint of us-east-1 must be a host without a path, a port or a user, but is "${VIRGINIA}/sts".`,
    ],
    [
      { 'us-east-1': `${VIRGINIA}:8443` },
      `The endpoint of us-east-1 must be a host without a path, a port or a user, but is "${VIRGINIA}:8443".`,
    ],
    [
      { 'us-east-1': 'https://sts.amazonaws.com' },
      'The endpoint of us-east-1 is the global host "https://sts.amazonaws.com", which no interface ' +
        'endpoint answers for.',
    ],
    [
      { 'us-east-1': 'https://sts.internal.example' },
      'The endpoint of us-east-1 is not an interface endpoint of STS: "https://sts.internal.example". It looks ' +
        'like https://vpce-0a1b2c3d-4e5f6a7b.sts.us-east-1.vpce.amazonaws.com.',
    ],
    [
      { 'us-east-1': 'https://vpce-1.s3.us-east-1.vpce.amazonaws.com' },
      'The endpoint of us-east-1 is not an interface endpoint of STS',
    ],
  ])('stops ESLint when the setting is wrong: %o', (vpcEndpoints, message) => {
    const config = {
      files: ['**/*.ts'],
      languageOptions: { parser },
      plugins: { 'sts-regional': plugin },
      settings: { 'sts-regional': { vpcEndpoints } },
      rules: { 'sts-regional/require-vpc-endpoint': 'error' as const },
    };
    expect(() => new Linter().verify(client, [config], { filename: 'client.ts' })).toThrow(message);
  });

  it.each<[Record<string, string>]>([
    [{ 'us-east-1': `${VIRGINIA}/` }],
    [{ 'us-east-1': 'https://vpce-0a1b-2c3d-us-east-1a.sts.us-east-1.vpce.amazonaws.com' }],
    [{ 'us-east-1': 'https://sts.us-east-1.amazonaws.com' }],
    [{ 'cn-north-1': 'https://vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn' }],
    [{}],
  ])('takes every name that an interface endpoint has: %o', (vpcEndpoints) => {
    const config = {
      files: ['**/*.ts'],
      languageOptions: { parser },
      plugins: { 'sts-regional': plugin },
      settings: { 'sts-regional': { vpcEndpoints } },
      rules: { 'sts-regional/require-vpc-endpoint': 'error' as const },
    };
    expect(() => new Linter().verify(client, [config], { filename: 'client.ts' })).not.toThrow();
  });
});
