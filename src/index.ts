import type { ESLint, Linter } from 'eslint';
import { configFilesPreset } from './eslint/config-files-preset.js';
import { keyValueLanguage } from './eslint/key-value-language.js';
import { codePresets, NAMESPACE } from './eslint/presets.js';
import { rules } from './eslint/rules.js';
import { ownVersion } from './project/own-version.js';

// typescript-eslint's rule type and ESLint's own do not assign to each other, though every ESLint since 8.57 runs these
// rules.
const plugin = {
  meta: { name: 'eslint-plugin-sts-regional', version: ownVersion(), namespace: NAMESPACE },
  rules,
  languages: { 'key-value': keyValueLanguage },
  configs: {},
} as unknown as ESLint.Plugin & {
  configs: Record<'recommended' | 'strict', Linter.Config> &
    Record<'legacy-recommended' | 'legacy-strict', Linter.LegacyConfig> & { readonly 'config-files': Linter.Config[] };
};

Object.assign(plugin.configs, codePresets(plugin));

let configFiles: Linter.Config[] | undefined;
// Not enumerable, so that listing or copying the configurations loads no language plugin.
Object.defineProperty(plugin.configs, 'config-files', {
  configurable: true,
  enumerable: false,
  get: () => (configFiles ??= configFilesPreset(plugin)),
});

export default plugin;
// What `require()` and eslintrc get: the plugin object itself.
export { plugin as 'module.exports' };
