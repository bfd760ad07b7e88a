import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-ineffective-failover',
  type: 'problem',
});
