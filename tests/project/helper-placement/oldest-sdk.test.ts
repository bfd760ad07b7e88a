import { describe, expect, it } from 'vitest';
import { tree } from '../../cli/tree.js';
import { migrateIn } from '../migrate-in.js';

const CODE = {
  'aws-sdk': "const AWS = require('aws-sdk');\nmodule.exports = new AWS.TemporaryCredentials({ RoleArn: 'r' });\n",
  '@aws-sdk/client-sts':
    "const { STSClient } = require('@aws-sdk/client-sts');\n" +
    "module.exports = new STSClient({ region: 'eu-west-1' });\n",
};

describe('the helper', () => {
  const helperFor = (name: keyof typeof CODE, version: string) => {
    const dir = tree({ 'package.json': JSON.stringify({ dependencies: { [name]: version } }), 'a.js': CODE[name] });
    const { helper, skipped } = migrateIn(dir, 'a.js');
    return helper ?? skipped.join('\n');
  };

  it.each([
    ['aws-sdk', '2.300.0', 'aws-sdk 2.300.0 has no regional mode. Update aws-sdk to 2.525.0 or newer'],
    ['@aws-sdk/client-sts', '3.30.0', '`@aws-sdk/client-sts` is 3.30.0 here, and the helper needs 3.38 or later'],
    ['@aws-sdk/client-sts', '~3.30.0', '`@aws-sdk/client-sts` is ~3.30.0 here, and the helper needs 3.38 or later'],
  ] as const)('is not written for %s %s', (name, version, words) => {
    expect(helperFor(name, version)).toContain(words);
  });

  it.each([
    ['aws-sdk', '2.1693.0'],
    ['aws-sdk', '^2.300.0'],
    ['@aws-sdk/client-sts', '3.38.0'],
  ] as const)('is written for %s %s', (name, version) => {
    expect(helperFor(name, version)).toMatch(/sts-failover/);
  });
});
