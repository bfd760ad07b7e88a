import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import type { RuleName } from '../../rules/index.js';
import { rules } from '../../src/eslint/rules.js';
import type { Settings } from '../../src/model/settings/settings.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** ESLint's own tester with the TypeScript parser, in vitest. */
const ruleTester = new RuleTester();

/** What `ruleTester.run` takes; the rules' type is ESLint's, with the message ids open. */
export type Cases = Parameters<typeof ruleTester.run<string, [{ strict?: boolean }?]>>[2];

export const runRule = (name: RuleName, cases: Cases): void =>
  ruleTester.run(name, rules[name] as never, cases as never);

/** A file of these lines. */
export const lines = (...code: readonly string[]): string => code.join('\n');

/** `settings['sts-regional']` of a case. */
export const settings = (value: Settings): { settings: Record<string, unknown> } => ({
  settings: { 'sts-regional': value },
});
