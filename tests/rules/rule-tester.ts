import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import type { Rule } from '../../rules/create-rule.js';
import type { Settings } from '../../src/model/settings.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** ESLint's own tester with the TypeScript parser, in vitest. */
export const ruleTester = new RuleTester();

/** What `ruleTester.run` takes; the rules' type is ESLint's, with the message ids open. */
export type Cases = Parameters<typeof ruleTester.run<string, [{ strict?: boolean }?]>>[2];

export const runRule = (name: string, rule: Rule, cases: Cases): void =>
  ruleTester.run(name, rule as never, cases as never);

/** `settings['sts-regional']` of a case. */
export const settings = (value: Settings): { settings: Record<string, unknown> } => ({
  settings: { 'sts-regional': value },
});
