import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-legacy-endpoint-mode',
  type: 'problem',
  fixable: true,
  hasSuggestions: true,
  strict: 'Also report `SharedIniFileCredentials`, which calls STS for some profiles only.',
});
