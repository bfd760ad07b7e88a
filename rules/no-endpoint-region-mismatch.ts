import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-endpoint-region-mismatch',
  type: 'problem',
});
