import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-legacy-endpoint-mode',
  description: 'Disallow SDK v2 clients that go to the global STS host by their mode',
  type: 'problem',
  fixable: true,
  hasSuggestions: true,
  strict: 'Also report `SharedIniFileCredentials`, which calls STS for some profiles only.',
});
