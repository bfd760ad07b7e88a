import { createRequire } from 'node:module';
import type { Linter as LinterClass } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import type { Preset } from '../../../rules/define-rule.js';
import type { RuleName, Severities, Severity } from '../../../rules/index.js';
import { lintConfig } from '../../../src/engines/lint/lint-config.js';
import { lintText } from '../../../src/engines/lint/lint-text.js';
import type { LintedText } from '../../../src/engines/lint/text-message.js';
import plugin from '../../../src/index.js';
import type { Settings } from '../../../src/model/settings/settings.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';

const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'eu-west-1' });\n";
const SETTINGS: Settings = { vpcEndpoints: { 'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com' } };

/** `rule severity`, as both hosts report it. */
const reportsOf = (messages: readonly { ruleId: string | null; severity: number }[]): string[] =>
  messages.map(({ ruleId, severity }) => `${String(ruleId).replace('sts-regional/', '')} ${severity}`);

const messagesOf = (linted: LintedText) => (linted.status === 'linted' ? linted.messages : []);

function byUs(severities: Partial<Severities>, preset: Preset = 'recommended', code = CLIENT): string[] {
  const surroundings = surroundingsOf('/project/client.ts', SETTINGS);
  return reportsOf(messagesOf(lintText(code, '/project/client.ts', { preset, severities, surroundings })));
}

describe('of two rules that match one site, there reports', () => {
  it.each<[string, Partial<Severities>, string]>([
    ['the error, though the warning comes first', { 'require-vpc-endpoint': 2 }, 'require-vpc-endpoint 2'],
    ['among warnings, the first', { 'require-vpc-endpoint': 1 }, 'require-fallback-region 1'],
    [
      'among errors, the first',
      { 'require-vpc-endpoint': 2, 'require-fallback-region': 2 },
      'require-fallback-region 2',
    ],
    ['the only one that is on', { 'require-vpc-endpoint': 1, 'require-fallback-region': 0 }, 'require-vpc-endpoint 1'],
  ])('%s', (_, severities, report) => {
    expect(byUs(severities)).toEqual([report]);
  });

  it('the one that speaks, where the other one speaks in strict only', () => {
    const code = CLIENT.replace('eu-west-1', 'us-east-9');
    expect(byUs({}, 'recommended', code)).toEqual(['require-fallback-region 1']);
    expect(byUs({}, 'strict', code)).toEqual(['valid-region 2']);
  });
});

describe('what may be right', () => {
  const config = (preset: Preset): string[] =>
    reportsOf(
      messagesOf(
        lintConfig('{ "zone": "sts.amazonaws.com" }', '/project/a.json', {
          preset,
          surroundings: surroundingsOf('/project/a.json', {}),
        }),
      ),
    );

  it('is a warning, though its rule is an error', () => {
    expect(config('strict')).toEqual(['no-global-endpoint 1']);
    expect(config('recommended')).toEqual([]);
  });
});

const require = createRequire(import.meta.url);
const WORDS = ['off', 'warn', 'error'] as const;

describe.each(['eslint-v8', 'eslint-v9', 'eslint'])('in %s', (host) => {
  const { Linter } = require(host) as { readonly Linter: typeof LinterClass };

  const byEslint = (severities: Partial<Record<RuleName, Severity>>, preset: Preset, code = CLIENT): string[] => {
    const rules = Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [`sts-regional/${name}`, WORDS[severity]]),
    ) satisfies LinterClass.RulesRecord;
    const files = ['**/*.ts'];
    return reportsOf(
      new Linter({ configType: 'flat' }).verify(
        code,
        [
          { files, languageOptions: { parser }, settings: { 'sts-regional': SETTINGS } },
          { files, ...plugin.configs[preset] },
          { files, rules },
        ],
        { filename: 'client.ts' },
      ),
    );
  };

  it.each<[string, Partial<Severities>, Preset]>([
    ['an error of a rule that no configuration has outranks a warning', { 'require-vpc-endpoint': 2 }, 'recommended'],
    ['an error of the strict configuration comes first', { 'require-vpc-endpoint': 2 }, 'strict'],
    ['a rule that is off hides nothing', { 'require-vpc-endpoint': 1, 'require-fallback-region': 0 }, 'recommended'],
  ])('%s, as on the command line', (_, severities, preset) => {
    const expected = byUs(severities, preset);
    expect(expected).toHaveLength(1);
    expect(byEslint(severities, preset)).toEqual(expected);
  });

  it('one rule reports a site, though only some of those that match have the option `strict`', () => {
    const code = CLIENT.replace("'eu-west-1'", "'us-east-9', retryStrategy: { retry: () => 'eu-central-1' }");
    expect(byEslint({}, 'strict', code)).toEqual(['valid-region 2']);
    expect(byEslint({}, 'recommended', code)).toEqual(['no-ineffective-failover 2']);
  });

  it('judges a text anew when the same tree is linted with other rules', () => {
    const linter = new Linter({ configType: 'flat' });
    const verify = (rules: LinterClass.RulesRecord) =>
      linter.verify(
        linter.getSourceCode() ?? CLIENT,
        [{ files: ['**/*.ts'], languageOptions: { parser }, plugins: { 'sts-regional': plugin }, rules }],
        { filename: 'client.ts' },
      );
    expect(reportsOf(verify({ 'sts-regional/require-fallback-region': 'warn' }))).toEqual([
      'require-fallback-region 1',
    ]);
    expect(verify({ 'sts-regional/require-region': 'error' })).toEqual([]);
  });
});
