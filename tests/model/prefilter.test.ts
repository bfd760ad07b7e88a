import { describe, expect, it } from 'vitest';
import { mayConcernSts, mayConcernStsText } from '../../src/model/prefilter.js';
import { modelOfText } from '../../src/model/from-text.js';
import { pathOf, readFixtures } from '../codemods/fixtures.js';

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

describe('the prefilter', () => {
  it.each([
    ['an empty file', ''],
    ['a file about nothing', 'export const one = 1;'],
    ['words that end in sts', "import { lists } from './tests'; // hosts, requests, aws"],
    ['another client of AWS', "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({});"],
    ['STS of somebody else', 'export const header = "Strict-Transport-Security: STS";'],
    ['a minified build', `/* aws-sdk */${'var a=new AWS.STS();'.repeat(2000)}`],
  ])('says no to %s', (_, text) => {
    expect([mayConcernStsText(text), mayConcernSts(bytesOf(text))]).toEqual([false, false]);
  });

  it.each([
    "new AWS.STS();",
    "const { STSClient } = require('@aws-sdk/client-sts');",
    "import { fromTokenFile } from '@aws-sdk/credential-providers';",
    "import { fromNodeProviderChain } from '@aws-sdk/credential-providers';",
    "import { defaultProvider } from '@aws-sdk/credential-provider-node';",
    "new AWS.SAMLCredentials({});",
    "new AWS.CognitoIdentityCredentials({});",
    "import sts from '@middy/sts';",
    "import aws4 from 'aws4';\naws4.sign({ service: 'sts' });",
    'fetch("https://sts.amazonaws.com");',
    'fetch(`https://sts.${region}.amazonaws.com`);',
    "fetch('https://sts.' + region + '.amazonaws.com');",
    "fetch('https://sts-fips.us-east-1.amazonaws.com');",
    "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy';",
    "import { createCredentialChain } from '@aws-sdk/credential-providers';",
  ])('says yes to %s', (text) => {
    expect([mayConcernStsText(text), mayConcernSts(bytesOf(text))]).toEqual([true, true]);
  });

  it('never says no to a fixture in which something is found', () => {
    const missed = readFixtures().filter((fixture) => fixture.input !== fixture.output && !(mayConcernStsText(fixture.input) && mayConcernSts(bytesOf(fixture.input))));
    expect(missed.map(({ codemod, file }) => `${codemod}/${file}`)).toEqual([]);
  });

  it('keeps files without STS from being parsed', () => {
    expect(modelOfText('this is no ( program', '/project/broken.js')).toBe('no-sts');
  });

  it('sees sites in most fixtures', () => {
    const found = readFixtures().filter((fixture) => {
      const result = modelOfText(fixture.input, pathOf(fixture));
      return result !== 'no-sts' && 'model' in result && result.model.sites.length > 0;
    });
    expect(found.length).toBeGreaterThan(60);
  });
});
