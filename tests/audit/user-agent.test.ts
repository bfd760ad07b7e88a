/**
 * User agents in the forms that SDKs and tools send, seen in CloudTrail records of AWS's user guides, of
 * panther-labs/panther-analysis, invictus-ir/aws_dataset and DataDog/stratus-red-team, in issues of the SDKs'
 * repositories, and in recorded requests of public test suites.
 */
import { describe, expect, it } from 'vitest';
import { READS_SETTING, adviceFor } from '../../src/audit/advice.js';
import type { Agent } from '../../src/audit/user-agent/parse.js';
import { parseUserAgent } from '../../src/audit/user-agent/parse.js';
import { readText } from '../repository/repository.js';
import { SDK_NAMES } from '../../src/audit/user-agent/sdks.js';

const USER_AGENTS = JSON.parse(readText('tests/audit/fixtures/user-agents.json')) as readonly {
  readonly userAgent: string;
  readonly agent: Agent;
}[];

describe('user agents', () => {
  it.each(USER_AGENTS)('$userAgent', ({ userAgent, agent }) => {
    expect(parseUserAgent(userAgent)).toEqual(agent);
  });

  it.each([
    ['', 'unknown'],
    ['   ', 'unknown'],
    ['((((((', 'unknown'],
    ['<script>alert(1)</script>', 'unknown'],
    ["=cmd|'/c calc'!A1", 'unknown'],
    ['\u001b[31maws-sdk-js/3.1.0\u001b[0m', 'unknown'],
    ['aws-sdk-js', 'js-v2'],
    ['x'.repeat(100_000), 'unknown'],
    [`${'('.repeat(50_000)}${')'.repeat(50_000)}`, 'unknown'],
  ])('that nobody would send are read too: %.40j', (userAgent, sdk) => {
    expect(parseUserAgent(userAgent).sdk).toBe(sdk);
  });
});

describe('advice', () => {
  const ids = Object.keys(SDK_NAMES) as Agent['sdk'][];

  it.each(ids)('for %s says something, and where to read more', (sdk) => {
    for (const version of ['0.1.0', '1.39.0', '1.99.0', '2.0.0', '3.1.0', undefined]) {
      const { text, page } = adviceFor({ sdk, ...(version !== undefined && { version }) }, false);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(page).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|registry\.terraform\.io)\//);
    }
  });

  it('names a rule and a codemod for JavaScript, and for nothing else', () => {
    const withRule = ids.filter((sdk) => adviceFor({ sdk }, false).rule !== undefined);
    expect(withRule).toEqual(['js-v3', 'js-v2']);
  });

  it.each([
    ['boto3', '1.39.17', 'Update Boto3 to 1.40.0'],
    ['boto3', '1.40.0', 'regional by default since 1.40.0'],
    ['boto3', '2.0.0', 'regional by default since 1.40.0'],
    ['boto3', undefined, 'Update Boto3 to 1.40.0'],
    ['cli-v1', '1.41.15', 'Update AWS CLI to 1.42.0'],
    ['cli-v1', '1.42.0', 'regional by default since 1.42.0'],
  ] as const)('for %s %s depends on its default', (sdk, version, text) => {
    expect(adviceFor({ sdk, ...(version !== undefined && { version }) }, false).text).toContain(text);
  });

  it('mentions the annotation of EKS for the SDKs that read the variable it sets', () => {
    expect(adviceFor({ sdk: 'js-v2' }, true).text).toContain('eks.amazonaws.com/sts-regional-endpoints');
    expect(adviceFor({ sdk: 'js-v3' }, true).text).not.toContain('eks.amazonaws.com');
    expect(READS_SETTING.has('js-v3')).toBe(false);
  });
});
