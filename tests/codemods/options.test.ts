import { describe, expect, it } from 'vitest';
import { readOptions } from '../../codemods/options.js';

const VIRGINIA = 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com';
const OREGON = 'https://vpce-2.sts.us-west-2.vpce.amazonaws.com';

describe("a transform's vpc-endpoints", () => {
  it.each([
    ['as jscodeshift hands it over', { 'vpc-endpoints': `us-east-1=${VIRGINIA},us-west-2=${OREGON}` }],
    ['in the other spelling', { vpcEndpoints: `us-east-1=${VIRGINIA},us-west-2=${OREGON}` }],
    ['given twice', { 'vpc-endpoints': [`us-east-1=${VIRGINIA}`, `us-west-2=${OREGON}`] }],
  ])('are the setting, %s', (_, raw) => {
    expect(readOptions(raw).settings.vpcEndpoints).toEqual({ 'us-east-1': VIRGINIA, 'us-west-2': OREGON });
  });

  it.each([
    [`us-esat-1=${VIRGINIA}`, '--vpc-endpoints: "us-esat-1" is not an AWS region. Did you mean "us-east-1"?'],
    [`us-west-2=${VIRGINIA}`, '--vpc-endpoints: The endpoint of us-west-2 is one of us-east-1'],
    [`us-east-1=${VIRGINIA}/sts`, '--vpc-endpoints: The endpoint of us-east-1 must be a host without a path'],
    [
      `us-east-1=${VIRGINIA.replace('https', 'http')}`,
      '--vpc-endpoints: The endpoint of us-east-1 must be an https URL',
    ],
    [
      'us-east-1=https://sts.internal.example',
      '--vpc-endpoints: The endpoint of us-east-1 is not an interface endpoint of STS',
    ],
    ['us-east-1', '--vpc-endpoints: "us-east-1" must have the form region=https://host.'],
    [`us-east-1=${VIRGINIA},us-east-1=${VIRGINIA}`, '--vpc-endpoints: "us-east-1" is listed twice.'],
  ])('are refused: %s', (text, message) => {
    expect(() => readOptions({ 'vpc-endpoints': text })).toThrow(message);
  });
});
