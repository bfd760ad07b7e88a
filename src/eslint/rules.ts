import type { RuleName } from '../../rules/define-rule.js';
import { RULES } from '../../rules/index.js';
import { toEslintRule, type EslintRule } from './to-eslint-rule.js';

/** All rules for ESLint, in the order of precedence. */
export const rules = Object.fromEntries(RULES.map((check) => [check.name, toEslintRule(check)])) as Readonly<
  Record<RuleName, EslintRule>
>;
