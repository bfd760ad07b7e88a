import { createRule } from './create-rule.js';

export default createRule({
  name: 'valid-region',
  type: 'problem',
  fixable: true,
  strict: 'Also report opt-in regions as fallback, and well-formed names that the built-in table lacks.',
});
