import { createRule } from './create-rule.js';

export default createRule({
  name: 'require-fallback-region',
  type: 'suggestion',
  hasSuggestions: true,
  strict:
    'Also report `fromIni` and `fromNodeProviderChain`, which call STS for some profiles only, and code for browsers, which cannot import the failover helper.',
});
