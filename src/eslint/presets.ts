import type { ESLint, Linter } from 'eslint';
import type { Preset } from '../../rules/define-rule.js';
import { RULES, ruleNamed, type RuleName } from '../../rules/index.js';

export const NAMESPACE = 'sts-regional';

/** The severity of some rules in the recommended configuration, as the entries of a configuration. */
export const recommendedRules = (names: Iterable<RuleName>): Linter.RulesRecord =>
  Object.fromEntries([...names].map((name) => [`${NAMESPACE}/${name}`, ruleNamed(name).severity.recommended]));

/** All rules as a configuration has them; the strict one gives them their option `strict`. */
const entriesOf = (preset: Preset): Linter.RulesRecord =>
  Object.fromEntries(
    RULES.map(({ name, severity, ...rule }) => {
      const takesStrict = preset === 'strict' && severity.strict !== 'off' && 'strict' in rule;
      return [`${NAMESPACE}/${name}`, takesStrict ? [severity.strict, { strict: true }] : severity[preset]];
    }),
  );

/** The configurations for files of code: flat ones, and those of eslintrc. */
export const codePresets = (plugin: ESLint.Plugin) => ({
  recommended: flat('recommended', plugin),
  strict: flat('strict', plugin),
  'legacy-recommended': { plugins: [NAMESPACE], rules: entriesOf('recommended') },
  'legacy-strict': { plugins: [NAMESPACE], rules: entriesOf('strict') },
});

const flat = (preset: Preset, plugin: ESLint.Plugin): Linter.Config => ({
  name: `${NAMESPACE}/${preset}`,
  plugins: { [NAMESPACE]: plugin },
  rules: entriesOf(preset),
});
