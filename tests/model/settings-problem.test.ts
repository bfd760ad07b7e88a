import { describe, expect, it } from 'vitest';
import { settingsProblem } from '../../src/model/settings/settings-problem.js';
import { rules } from '../../src/eslint/rules.js';
import { Linter } from 'eslint';

const HOSTILE: readonly (readonly [unknown, string])[] = [
  [{ allowedRegions: ["x' }), evil(), ({ a: '"] }, '"allowedRegions[0]" must be a region'],
  [{ allowedRegions: ['eu-west-1\nevil: true'] }, '"allowedRegions[0]" must be a region'],
  [{ allowedRegions: 5 }, '"allowedRegions" must be a list'],
  [{ helper: { module: "src/x';evil();'y" } }, '"helper.module" must be a path'],
  [{ helper: { module: 'src/x\ny' } }, '"helper.module" must be a path'],
  [{ helper: { module: 'x'.repeat(300) } }, '"helper.module" must be a path'],
  [{ helper: { module: 5 } }, '"helper.module" must be a path'],
  [{ sdkVersion: 5 }, '"sdkVersion" must be "detect" or a version'],
  [{ vpcEndpoints: { 'us-east-1': 'https:vpce-1.sts.us-east-1.vpce.amazonaws.com' } }, 'must be an https URL'],
  [{ regions: ["us-east-1';evil()//"] }, 'is not an AWS region'],
];

/** What ESLint says when a rule runs with these settings. */
function underEslint(settings: unknown): string {
  const linter = new Linter({ configType: 'flat' });
  const plugin = { rules: { 'require-region': rules['require-region'] } } as never;
  try {
    linter.verify("import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({});", [
      { plugins: { sts: plugin }, rules: { 'sts/require-region': 'error' }, settings: { 'sts-regional': settings } },
    ]);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('settings that make no sense', () => {
  it.each(HOSTILE)('are refused by name: %j', (settings, words) => {
    expect(settingsProblem(settings)).toContain(words);
  });

  it.each(HOSTILE)('are refused with the same words under ESLint: %j', (settings) => {
    expect(underEslint(settings)).toContain(`settings['sts-regional']: ${settingsProblem(settings) ?? ''}`);
  });

  it('are few: paths with spaces, brackets and letters of any language are right', () => {
    for (const module of ['@acme/aws', './src/(shared)/[region]/sts failover', 'src/größe/sts-failover.ts'])
      expect(settingsProblem({ helper: { module } })).toBeUndefined();
    expect(settingsProblem({ allowedRegions: ['eu-south-9'], regions: ['eu-south-9'] })).toBeUndefined();
  });
});
