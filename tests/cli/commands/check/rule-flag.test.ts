import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { runIn, type Outcome } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const CLIENT =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1' });\n";
const SETTINGS = JSON.stringify({ vpcEndpoints: { 'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com' } });

const check = (files: Record<string, string>, ...flags: string[]): Promise<Outcome> =>
  runIn(tree(files), ['check', '--format', 'json', ...flags], { engine: lazyEngine });
const reports = ({ stdout }: Outcome): unknown[] =>
  (JSON.parse(stdout) as { messages: { ruleId: string; severity: number }[] }[]).flatMap(({ messages }) =>
    messages.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
  );

describe('check --rule', () => {
  it('switches a rule on that no preset has', async () => {
    const files = { 'client.ts': CLIENT, 'sts-regional.config.json': SETTINGS };
    expect(reports(await check(files))).toEqual(['sts-regional/require-fallback-region 1']);
    const outcome = await check(
      files,
      '--rule',
      'require-vpc-endpoint:error',
      '--rule',
      'sts-regional/require-fallback-region: off',
    );
    expect(reports(outcome)).toEqual(['sts-regional/require-vpc-endpoint 2']);
    expect(outcome).toMatchObject({ status: 1, stderr: '' });
  });

  it('reports an error before a warning at the same site, and exits with 1', async () => {
    const files = { 'client.ts': CLIENT, 'sts-regional.config.json': SETTINGS };
    const outcome = await check(files, '--rule', 'require-vpc-endpoint:error');
    expect(reports(outcome)).toEqual(['sts-regional/require-vpc-endpoint 2']);
    expect(outcome.status).toBe(1);
  });

  it('keeps the order of precedence among rules of one severity', async () => {
    expect(
      reports(
        await check(
          { 'client.ts': CLIENT, 'sts-regional.config.json': SETTINGS },
          '--rule',
          'require-vpc-endpoint:warn',
        ),
      ),
    ).toEqual(['sts-regional/require-fallback-region 1']);
  });

  it('changes a severity, in letters or in digits', async () => {
    expect(reports(await check({ 'client.ts': CLIENT }, '--rule', 'require-fallback-region:error'))).toEqual([
      'sts-regional/require-fallback-region 2',
    ]);
    expect(reports(await check({ 'client.ts': CLIENT }, '--rule', 'require-fallback-region:0'))).toEqual([]);
  });

  it('says that require-vpc-endpoint has nothing to go by without the setting', async () => {
    const outcome = await check({ 'client.ts': CLIENT }, '--rule', 'require-vpc-endpoint:error');
    expect(outcome.stderr).toMatch(
      /^require-vpc-endpoint reports nothing, because the settings name no "vpcEndpoints"/,
    );
  });

  it.each([
    ['require-vpc-endpoints:error', 'There is no rule "require-vpc-endpoints". Did you mean "require-vpc-endpoint"?'],
    ['require-vpc-endpoint', '"require-vpc-endpoint" must have the form rule:severity, with off, warn or error.'],
    ['require-vpc-endpoint:fatal', 'must have the form rule:severity'],
  ])('%s ends with 2', async (value, message) => {
    const outcome = await check({ 'client.ts': CLIENT }, '--rule', value);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(message);
  });
});
