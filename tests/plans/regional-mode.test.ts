import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import type { Migrated } from '../../src/engines/migrate/migrated.js';
import type { Settings } from '../../src/model/settings/settings.js';
import { PROJECT, REGIONS } from '../codemods/fixtures.js';

const ROLE = "{ RoleArn: 'arn', SerialNumber: 'mfa' }";
const SDK = "import AWS from 'aws-sdk';\n";

function migrated(text: string, settings: Settings = {}): Migrated {
  const result = migrateText(text, '/project/a.js', { settings: { regions: REGIONS, ...settings }, project: PROJECT });
  if (result.status === 'unparsable') throw new Error(result.message);
  return result;
}

describe('the regional mode is not given to a client that has no region and that the helper cannot take', () => {
  it.each([
    ['in a page', 'var sts = new AWS.STS();\n', 'script tag'],
    [
      'for a web identity in a page',
      "AWS.config.credentials = new AWS.WebIdentityCredentials({ RoleArn: 'arn', WebIdentityToken: 'token' });\n",
      'script tag',
    ],
    [
      'that asks for a one-time code',
      `${SDK}export const role = new AWS.ChainableTemporaryCredentials({ params: ${ROLE}, tokenCodeFn: ask });\n`,
      'one-time code',
    ],
    [
      'of an app of Meteor',
      'STS = new AWS.STS();\nMeteor.startup(() => STS.getCallerIdentity());\n',
      'import the helper',
    ],
  ])('%s', (_, text, reason) => {
    const { status, skipped } = migrated(text);
    expect(status).toBe('unchanged');
    expect(skipped).toEqual([
      expect.objectContaining({
        reason: expect.stringContaining(reason) as string,
        nextStep: "Give it a region together with `stsRegionalEndpoints: 'regional'`, or use `--region-source literal`",
      }),
    ]);
  });
});

describe('the regional mode is not given to a client that has a region on some paths, and the helper cannot take', () => {
  it.each([
    ['of `AWS.config`', 'if (region) AWS.config.update({ region });\nvar sts = new AWS.STS();\n'],
    ['of its own', 'var sts = new AWS.STS({ ...(region && { region }) });\n'],
    [
      'of its own, by an assignment',
      'var config = {};\nif (a) config.region = region;\nvar sts = new AWS.STS(config);\n',
    ],
  ])('%s', (_, text) => {
    for (const regionSource of ['env', 'literal'] as const) {
      const { status, skipped } = migrated(text, { regionSource });
      expect(status).toBe('unchanged');
      expect(skipped).toEqual([
        expect.objectContaining({ reason: expect.stringContaining('has a region on some paths only') as string }),
      ]);
    }
  });
});

describe('the regional mode is given', () => {
  it.each([
    [
      'with the region that is asked for',
      'var sts = new AWS.STS();\n',
      { regionSource: 'literal' },
      `var sts = new AWS.STS({ region: '${REGIONS[0]}', stsRegionalEndpoints: 'regional' });\n`,
    ],
    [
      'beside a region that is set where there is none',
      "if (!AWS.config.region) AWS.config.update({ region: 'eu-west-1' });\nvar sts = new AWS.STS();\n",
      {},
      "if (!AWS.config.region) AWS.config.update({ region: 'eu-west-1' });\n" +
        "var sts = new AWS.STS({ stsRegionalEndpoints: 'regional' });\n",
    ],
    [
      'beside the region of `AWS.config`',
      "AWS.config.region = 'eu-west-1';\nvar sts = new AWS.STS();\n",
      {},
      "AWS.config.region = 'eu-west-1';\nvar sts = new AWS.STS({ stsRegionalEndpoints: 'regional' });\n",
    ],
    [
      'where the helper finds the region',
      `${SDK}export const sts = new AWS.STS();\n`,
      {},
      `${SDK}import { withStsFailover } from './aws/sts-failover-v2.js';
export const sts = withStsFailover(new AWS.STS({ stsRegionalEndpoints: 'regional' }));\n`,
    ],
  ] as const)('%s', (_, text, settings, expected) => {
    expect(migrated(text, settings).text).toBe(expected);
  });
});

describe('an SDK without the regional mode', () => {
  const leftWith = (regions: readonly string[], region: string): readonly string[] => {
    const project = { ...PROJECT, versionOf: () => '2.493.0' };
    const text = `${SDK}export const sts = new AWS.STS({ region: '${region}' });\n`;
    const result = migrateText(text, '/project/a.js', { settings: { regions }, project });
    if (result.status === 'unparsable') throw new Error(result.message);
    return result.skipped.map(({ reason }) => reason);
  };

  it('is no reason where only a fallback region is missing, since the helper needs no mode', () => {
    expect(leftWith(['us-east-1', 'us-west-2'], 'ap-northeast-1')).toEqual([
      "The region 'ap-northeast-1' has no fallback region in this run",
    ]);
    expect(leftWith([], 'ap-northeast-1')).toEqual(['This run names no region to fall back to']);
  });

  it('does not keep the helper from a client whose region has a fallback', () => {
    expect(leftWith(['ap-northeast-1', 'us-west-2'], 'ap-northeast-1')).toEqual([]);
  });
});
