import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-global-endpoint',
  type: 'problem',
  fixable: true,
  hasSuggestions: true,
});
