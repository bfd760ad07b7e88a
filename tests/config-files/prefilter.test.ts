import { describe, expect, it } from 'vitest';
import { configBytesMayConcernSts, mayConcernStsConfig } from '../../src/model/config/config-prefilter.js';

const answers = (text: string): readonly boolean[] => [
  mayConcernStsConfig(text),
  configBytesMayConcernSts(Buffer.from(text)),
];

describe('a configuration file is parsed', () => {
  it.each([
    ['AUDIENCE=sts.amazonaws.com'],
    ['AWS_STS_REGIONAL_ENDPOINTS=regional'],
    ['AWS_REGION=EU-WEST-1'],
    ['env:\n  - name: AWS_REGION\n    value: "eu-west-1 "\n'],
    ['{ "AWS_DEFAULT_REGION": "us-east-1a" }'],
    ['with: { aws-region: eu-wets-1 }'],
    ['[default]\nregion = eu-west1\n'],
    ['AWS_REGION=aws-global'],
    ['AWS_REGION=us-east-9'],
    ['sts_region = "EU-WEST-1"'],
    ['provider "aws" {\n  region = "us-east-1a"\n}'],
  ])('with %s', (text) => {
    expect(answers(text)).toEqual([true, true]);
  });
});

describe('a configuration file is not parsed', () => {
  it.each([
    ['AWS_REGION=eu-west-1'],
    ['AWS_REGION=${REGION}'],
    ['AWS_REGION=auto'],
    ['env:\n  - name: AWS_REGION\n    value: eu-west-1\nregion: us-central1\n'],
    ['provider: google\nregion: us-central1\n'],
    ['region: EU-WEST-1'],
    ['provider "aws" {\n  region = "eu-west-1"\n}'],
    ['provider "google" {\n  region = "us-central1a"\n}'],
    ['tests.amazonaws.example'],
    [''],
  ])('with %s', (text) => {
    expect(answers(text)).toEqual([false, false]);
  });
});
