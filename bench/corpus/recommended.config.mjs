import tsParser from '@typescript-eslint/parser';
import sts from '../../dist/src/index.js';

/** The recommended configuration as it is, over code that has comments for other linters. */
export default [
  {
    ...sts.configs.recommended,
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: { parser: tsParser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  },
];
