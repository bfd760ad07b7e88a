import { createRule } from './create-rule.js';

export default createRule({
  name: 'require-region',
  type: 'problem',
  hasSuggestions: true,
  strict: 'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only.',
});
