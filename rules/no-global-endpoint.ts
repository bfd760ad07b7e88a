import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-global-endpoint',
  description: 'Disallow the global STS host as an endpoint',
  type: 'problem',
  fixable: true,
  hasSuggestions: true,
});
