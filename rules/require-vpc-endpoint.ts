import { vpcEndpointsProblem } from '../src/model/region-problems.js';
import { createRule } from './create-rule.js';

export default createRule({
  name: 'require-vpc-endpoint',
  type: 'problem',
  settingsProblem: ({ vpcEndpoints = {}, allowedRegions }) =>
    withKey(vpcEndpointsProblem(vpcEndpoints, allowedRegions)),
});

const withKey = (problem: string | undefined): string | undefined => problem && `"vpcEndpoints": ${problem}`;
