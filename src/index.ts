import type { ESLint, Linter } from 'eslint';
import { keyValueLanguage } from './eslint/key-value-language.js';
import { rules } from './eslint/rules.js';
import { PRESETS } from './engines/lint/choose-findings.js';
import type { RuleName } from '../rules/define-rule.js';
import { configFilesPreset } from './eslint/config-files-preset.js';
import { ownVersion } from './project/own-version.js';

const NAMESPACE = 'sts-regional';
const SEVERITIES = { 0: 'off', 1: 'warn', 2: 'error' } as const;

function ruleEntries(preset: keyof typeof PRESETS): Linter.RulesRecord {
  return Object.fromEntries(
    (Object.keys(rules) as RuleName[]).map((name) => {
      const severity = SEVERITIES[PRESETS[preset][name]];
      const takesOptions = (rules[name].meta.schema as readonly unknown[]).length > 0;
      return [
        `${NAMESPACE}/${name}`,
        preset === 'strict' && takesOptions && severity !== 'off' ? [severity, { strict: true }] : severity,
      ];
    }),
  );
}

// typescript-eslint's rule type and ESLint's own do not assign to each other, though every ESLint since 8.57 runs these rules.
const plugin = {
  meta: { name: 'eslint-plugin-sts-regional', version: ownVersion(), namespace: NAMESPACE },
  rules,
  languages: { 'key-value': keyValueLanguage },
  configs: {},
} as unknown as ESLint.Plugin & {
  configs: Record<'recommended' | 'strict', Linter.Config> &
    Record<'legacy-recommended' | 'legacy-strict', Linter.LegacyConfig> & { readonly 'config-files': Linter.Config[] };
};

Object.assign(plugin.configs, {
  recommended: {
    name: `${NAMESPACE}/recommended`,
    plugins: { [NAMESPACE]: plugin },
    rules: ruleEntries('recommended'),
  },
  strict: { name: `${NAMESPACE}/strict`, plugins: { [NAMESPACE]: plugin }, rules: ruleEntries('strict') },
  'legacy-recommended': { plugins: [NAMESPACE], rules: ruleEntries('recommended') },
  'legacy-strict': { plugins: [NAMESPACE], rules: ruleEntries('strict') },
});

let configFiles: Linter.Config[] | undefined;
// Not enumerable, so that whoever lists or copies the configurations loads no language plugin.
Object.defineProperty(plugin.configs, 'config-files', {
  configurable: true,
  enumerable: false,
  get: () => (configFiles ??= configFilesPreset(plugin)),
});

export default plugin;
// What `require()` and eslintrc get: the plugin object itself.
export { plugin as 'module.exports' };
