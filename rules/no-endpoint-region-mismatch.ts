import { createRule } from './create-rule.js';

export default createRule({
  name: 'no-endpoint-region-mismatch',
  description: 'Disallow an STS endpoint of one region with the signing region of another',
  type: 'problem',
});
