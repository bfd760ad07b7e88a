import { describe, expect, it } from 'vitest';
import { parse } from '../../src/ast/parse.js';
import { buildModel } from '../../src/model/build.js';
import { PACKAGES } from '../../src/sts/packages.js';
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
    [
      'commands and types of STS',
      "import { AssumeRoleCommand, type Credentials } from '@aws-sdk/client-sts';\n" +
        'export const command = new AssumeRoleCommand({});',
    ],
    ['STS of somebody else', 'export const header = "Strict-Transport-Security: STS";'],
    ['a file that is named after the pseudo region', "import { proxyAgent } from './aws-globals';"],
    [
      'a path that ends in the name of a class',
      "export const log = 'arn:aws:iam::1:role/stack-a1/CognitoIdentityCredentials';",
    ],
    ['a minified build', `/* aws-sdk */${'var a=new AWS.STS();'.repeat(2000)}`],
  ])('says no to %s', (_, text) => {
    expect([mayConcernStsText(text), mayConcernSts(bytesOf(text))]).toEqual([false, false]);
  });

  it.each([
    "process.env.AWS_REGION = 'aws-global';",
    'new AWS.STS();',
    "const { STSClient } = require('@aws-sdk/client-sts');",
    "import { STS /* the aggregated client */ } from '@aws-sdk/client-sts';",
    "import { fromTokenFile } from '@aws-sdk/credential-providers';",
    "import { fromNodeProviderChain } from '@aws-sdk/credential-providers';",
    "import { defaultProvider } from '@aws-sdk/credential-provider-node';",
    'new AWS.SAMLCredentials({});',
    'new AWS.CognitoIdentityCredentials({});',
    "import sts from '@middy/sts';",
    "import { STSService } from '@effect-aws/client-sts';",
    "import { aws4Interceptor } from 'aws4-axios';",
    "import { generateAuthTokenFromRole } from 'aws-msk-iam-sasl-signer-js';",
    "import aws4 from 'aws4';\naws4.sign({ service: 'sts' });",
    'fetch("https://sts.amazonaws.com");',
    'fetch(`https://sts.${region}.amazonaws.com`);',
    "fetch('https://sts.' + region + '.amazonaws.com');",
    "fetch('https://sts-fips.us-east-1.amazonaws.com');",
    "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy';",
  ])('says yes to %s', (text) => {
    expect([mayConcernStsText(text), mayConcernSts(bytesOf(text))]).toEqual([true, true]);
  });

  it('never says no to a fixture in which something is found', () => {
    const missed = readFixtures().filter(
      (fixture) =>
        fixture.input !== fixture.output &&
        !(mayConcernStsText(fixture.input) && mayConcernSts(bytesOf(fixture.input))),
    );
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

  it('never says no to a file in which the model finds a site, however a construct is imported and written', () => {
    const texts = [...PACKAGES].flatMap(([module, constructs]) =>
      constructs.flatMap(({ name, call }) => GAPS.flatMap((gap) => formsOf(module, name, call, gap))),
    );
    const withSite = texts.filter((text) => sitesIn(text) > 0);
    expect(withSite.length).toBeGreaterThan(texts.length / 2);
    expect(withSite.filter((text) => !(mayConcernStsText(text) && mayConcernSts(bytesOf(text))))).toEqual([]);
  });
});

const GAPS = ['', ' ', '\n', ' /* gap */ ', ' // gap\n'];

/** Ways in which code gets at an export and calls it; `gap` stands at every place where white space may. */
function formsOf(module: string, name: string, call: string, gap: string): string[] {
  const run = (callee: string): string =>
    `${call === 'new' ? 'new ' : ''}${gap}${callee}${gap}(${gap}{ service: 'sts', RoleArn: 'x' }${gap});`;
  if (name === '')
    return [
      `import Sts from${gap}'${module}';\n${run('Sts')}`,
      `const Sts = require(${gap}'${module}'${gap});\n${run('Sts')}`,
    ];
  return [
    `import {${gap}${name}${gap}} from '${module}';\n${run(name)}`,
    `import { ${name}${gap} as${gap || ' '}Other } from "${module}";\n${run('Other')}`,
    `import * as lib from '${module}';\n${run(`lib${gap}.${gap}${name}`)}`,
    `import lib from '${module}';\n${run(`lib[${gap}'${name}'${gap}]`)}`,
    `const {${gap}${name}${gap}:${gap}Other${gap}} = require('${module}');\n${run('Other')}`,
    `const Other = require('${module}')${gap}.${gap}${name}${gap};\n${run('Other')}`,
    `const {${gap}${name}${gap}} = await import('${module}');\n${run(name)}`,
    `import * as lib from '${module}';\nconst {${gap}${name}${gap}} = lib;\n${run(name)}`,
    `import {${gap}${name}${gap}} from '${module}';\nclass Mine extends${gap || ' '}${name}${gap}{}\nnew Mine({});`,
  ];
}

function sitesIn(text: string): number {
  const result = parse(text, '/project/file.ts');
  return 'failure' in result ? 0 : buildModel(result.source).sites.length;
}
