import { createRule } from './create-rule.js';

export default createRule({
  name: 'valid-region',
  description: 'Require region names that exist, and fallback regions that can work',
  type: 'problem',
  fixable: true,
  strict: 'Also report opt-in regions as fallback, and well-formed names that the built-in table lacks.',
});
