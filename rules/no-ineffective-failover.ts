import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-ineffective-failover',
  description: 'Disallow code that looks like failover between regions and is none',
  type: 'problem',
});
