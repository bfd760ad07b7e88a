import { RULES, type RuleName } from '../../rules/index.js';
import { toEslintRule, type EslintRule } from './to-eslint-rule.js';

/** All rules for ESLint, in the order of precedence. */
export const rules = Object.fromEntries(RULES.map((rule) => [rule.name, toEslintRule(rule)])) as Readonly<
  Record<RuleName, EslintRule>
>;
