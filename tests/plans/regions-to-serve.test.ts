import { describe, expect, it } from 'vitest';
import { migratedOf } from './obstacles/example.js';

const REGIONS = { regions: ['us-east-1', 'us-west-2'] };

/** The obstacle to failover of a client with this region, in a run over regions of one partition. */
const obstacleOf = (region: string, before = ''): string | undefined => {
  const text = `import { STSClient } from '@aws-sdk/client-sts';\n${before}
export const make = (partition: string, roleArn: string) => new STSClient({ region: ${region} });\n`;
  return migratedOf({ codemod: 'failover', text, reason: '', settings: REGIONS }).skipped[0]?.obstacle;
};

describe('a branch for deployments in another partition needs no fallback', () => {
  it.each([
    ['a condition', "partition === 'aws-cn' ? 'cn-north-1' : 'us-east-1'"],
    ['several of them', "partition === 'aws-cn' ? 'cn-north-1' : isGov() ? 'us-gov-west-1' : 'us-east-1'"],
    [
      'a function',
      'regionOf(partition)',
      "const regionOf = (id) => {\n  if (id === 'aws') return 'us-east-1';\n  return 'cn-north-1';\n};",
    ],
    ['a region that is known at run time', "partition === 'aws-cn' ? 'cn-north-1' : process.env.AWS_REGION"],
  ])('%s', (_, region, before?: string) => {
    expect(obstacleOf(region, before)).toBeUndefined();
  });
});

describe('each region of a client needs a fallback', () => {
  it.each([
    ['where the role decides', "roleArn.startsWith('arn:aws-cn:') ? 'cn-north-1' : 'us-east-1'"],
    [
      'where a constant made from the role decides',
      "isChina ? 'cn-north-1' : 'us-east-1'",
      'const isChina = /aws-cn/.test(ROLE);',
    ],
    ['where no branch has one', "partition === 'aws-cn' ? 'cn-north-1' : 'eu-west-1'"],
    ['where the run names its partition', "partition === 'x' ? 'ca-central-1' : 'us-east-1'"],
    ['where it is the default', "process.env.AWS_REGION ?? 'cn-north-1'"],
    ['where it is the only one', "'cn-north-1'"],
  ])('%s', (_, region, before?: string) => {
    expect(obstacleOf(region, before)).toBe('home-without-fallback');
  });
});

/** The obstacle to failover of a provider in these clients, and the region that it names. */
const obstacleOfProvider = (version: string, options: string, ...clients: readonly string[]): string | undefined => {
  const text = `import { S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
const credentials = fromTemporaryCredentials({ params: { RoleArn: role }${options} });
${clients.map((region) => `clients.push(new S3Client({ region: ${region}, credentials }));\n`).join('')}`;
  const versions = { '@aws-sdk/credential-providers': version };
  const [left] = migratedOf({ codemod: 'failover', text, reason: '', settings: REGIONS, versions }).skipped;
  return left && `${left.obstacle}: ${/'(.*)'/.exec(left.reason)?.[1] ?? ''}`;
};

describe('a provider without a region needs a fallback for the region of its clients', () => {
  it.each([
    ['that client', '', "'ap-south-1'"],
    ['one of two clients', '', "'us-east-1'", "'ap-south-1'"],
    ['the default of a region that is known at run time', '', "process.env.AWS_REGION ?? 'ap-south-1'"],
    ['that client, as its own region is undefined', ', clientConfig: { region: undefined }', "'ap-south-1'"],
  ])('%s', (_, options, ...clients) => {
    expect(obstacleOfProvider('3.1169.0', options, ...clients)).toBe('home-without-fallback: ap-south-1');
  });
});

describe('the region of a client does not matter for a provider', () => {
  it.each([
    ['with a region of its own', '3.1169.0', ", clientConfig: { region: 'us-west-2' }"],
    ['of an SDK that does not tell the provider of its client', '3.709.0', ''],
  ])('%s', (_, version, options) => {
    expect(obstacleOfProvider(version, options, "'ap-south-1'")).toBeUndefined();
  });
});
