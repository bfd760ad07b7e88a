import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PASSES } from '../../../src/engines/migrate/codemods.js';
import { parse } from '../../../src/ast/parse.js';
import { findingsOf, runningIn } from '../../../src/engines/lint/choose-findings.js';
import { applyEdits } from '../../../src/text/edit.js';
import { modelOfText } from '../../../src/model/from-text.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { migrate, pathOf, PROJECT, REGIONS, type Fixture } from '../../codemods/fixtures.js';

/** Ways to build something that calls STS, with `C` for its configuration. */
const CONSTRUCTIONS = [
  'new STSClient(C)',
  'new STS(C)',
  'new sts.STSClient(C)',
  'new (sts.STS)(C)',
  'new (require("@aws-sdk/client-sts").STSClient)(C)',
  'getDefaultRoleAssumer(C)',
  'fromTemporaryCredentials({ params, clientConfig: C })',
  'fromTemporaryCredentials({ masterCredentials: fromTokenFile({ clientConfig: C }), params })',
  'fromTokenFile({ clientConfig: C })()',
  'fromTokenFile()',
  'fromIni({ profile: "p", clientConfig: C })',
  'new AWS.STS(C)',
  'new AWS.STS',
  'new AWS.ChainableTemporaryCredentials({ params, stsConfig: C })',
  'new AWS.WebIdentityCredentials((params), C)',
  'new AWS.WebIdentityCredentials(params)',
  'new AWS.TemporaryCredentials({ RoleArn: "r", RoleSessionName: "s" })',
  'new AWS.TemporaryCredentials(params, master)',
  'new AWS.TokenFileWebIdentityCredentials(C)',
  'new Sub(C)',
] as const;

const SETTINGS = [
  "region: 'eu-west-1'",
  'region',
  'region: process.env.AWS_REGION',
  "region: ''",
  'region: undefined',
  "region: 'aws-global'",
  "endpoint: 'https://sts.amazonaws.com'",
  "endpoint: 'https://sts.eu-west-1.amazonaws.com'",
  'useGlobalEndpoint: true',
  'maxAttempts: 2',
  'credentials',
  '...config',
  '...(region && { region })',
  "stsRegionalEndpoints: 'legacy'",
  "stsRegionalEndpoints: 'regional'",
  'useFipsEndpoint: true',
  '/* note */ logger: console',
] as const;

/** Where the construction stands, with `X` for it. The lines around it must stay as they are. */
const PLACES = [
  'export const x = X;',
  'export default X;',
  'f(X);',
  'class A {\n  sts = X;\n}',
  'export const g = async (config, region) => {\n  return (X);\n};',
  'const { a = X } = {};',
  'if (a) f(X), g();',
  'export const h = () => X;',
  'const t = `${X}`;',
  '(X).send(command);',
  'const o = {\n\tx: X,\n};',
  'let late;\nlate ??= X;',
  'await X;',
  'for (const region of regions) {\n  try { await f(X); } catch {}\n}',
] as const;

const HEADERS = [
  `import { STS, STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import * as sts from '@aws-sdk/client-sts';
import { fromIni, fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';
import AWS from 'aws-sdk';`,
  `const { STS, STSClient, getDefaultRoleAssumer } = require("@aws-sdk/client-sts");
const sts = require("@aws-sdk/client-sts")
const { fromIni, fromTemporaryCredentials, fromTokenFile } = require("@aws-sdk/credential-providers");
var AWS = require("aws-sdk");`,
  `'use strict'
import sts, { STS } from '@aws-sdk/client-sts' // v3
import { STSClient,
  getDefaultRoleAssumer } from '@aws-sdk/client-sts'
import { fromIni, fromTokenFile } from '@aws-sdk/credential-providers';import * as AWS from 'aws-sdk'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'`,
];

const configurations = fc
  .record({
    settings: fc.uniqueArray(fc.constantFrom(...SETTINGS), {
      maxLength: 4,
      selector: (setting) => /^\w+/.exec(setting)?.[0] ?? setting,
    }),
    layout: fc.constantFrom(
      (list: readonly string[]) => `{ ${list.join(', ')} }`,
      (list: readonly string[]) => `{\n    ${list.join(',\n    ')},\n  }`,
      (list: readonly string[]) => `{${list.join(',')}}`,
      (list: readonly string[]) => `{\n    // first\n    ${list.join(', // why\n    ')}\n  }`,
    ),
  })
  .map(({ settings, layout }) => (settings.length === 0 ? '{}' : layout(settings)));

const arguments_ = fc.oneof(
  { weight: 6, arbitrary: configurations },
  fc.constantFrom('', 'config', 'a ? config : { region }', '(config)', '{ ...config } as never'),
);

const statements = fc
  .tuple(fc.constantFrom(...PLACES), fc.constantFrom(...CONSTRUCTIONS), arguments_)
  .map(([place, construction, configuration]) => {
    const written =
      configuration === '' && /: C/.test(construction)
        ? construction.replace(/,? ?\w+: C/, '')
        : construction.replace('C)', `${configuration})`).replace(': C', `: ${configuration}`);
    return place.replace('X', () => written);
  });

const files = fc
  .record({
    header: fc.constantFrom(...HEADERS),
    body: fc.array(statements, { minLength: 1, maxLength: 4 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    extension: fc.constantFrom('ts', 'js'),
    regionSource: fc.constantFrom('env' as const, 'literal' as const),
    profileProviders: fc.boolean(),
  })
  .map(({ header, body, lineEnd, extension, regionSource, profileProviders }): Fixture => {
    const plain = extension === 'js' ? body.map((text) => text.replaceAll(' as never', '')) : body;
    const input = `${header}\nclass Sub extends STSClient {}\n${plain
      .map(
        (text, index) =>
          `// kept ${index}\n${text
            .replace(/\b(const|let) (?!\{)(\w+)/g, `$1 $2${index}`)
            .replace(/\blate \?\?=/, `late${index} ??=`)
            .replace('export default', index === 0 ? 'export default' : 'void')}\n`,
      )
      .join('')}// kept at the end\n`;
    return {
      codemod: 'sts-regional',
      file: `generated.${extension}`,
      input: input.replaceAll('\n', lineEnd),
      output: '',
      settings: { regions: REGIONS, regionSource },
      profileProviders,
    };
  })
  .filter(({ input, file }) => 'source' in parse(input, `/project/${file}`));

const keptLines = (text: string): string[] => text.match(/\/\/ kept.*/g) ?? [];

describe('for files of any make', () => {
  it('migration leaves a file that parses, has its other lines, and is left alone by a second run', () => {
    fc.assert(
      fc.property(files, (fixture) => {
        const { text } = migrate(fixture.input, fixture);
        expect(parse(text, pathOf(fixture))).toHaveProperty('source');
        expect(keptLines(text)).toEqual(keptLines(fixture.input));
        expect(/(?<!\r)\n/.test(text)).toBe(/(?<!\r)\n/.test(fixture.input));
        expect(migrate(text, fixture).text).toBe(text);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('all codemods together do what they do in turn', () => {
    fc.assert(
      fc.property(files, (fixture) => {
        expect(migrate(fixture.input, fixture).text).toBe(
          PASSES.reduce((text, pass) => migrate(text, fixture, [pass]).text, fixture.input),
        );
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it('a fix of a rule leaves a file that parses and no longer has that finding', () => {
    fc.assert(
      fc.property(files, (fixture) => {
        const findingsIn = (text: string) => {
          const result = modelOfText(text, pathOf(fixture));
          if (result === 'no-sts' || 'failure' in result) throw new Error(`Not read: ${text}`);
          const surroundings = surroundingsOf(pathOf(fixture), fixture.settings, PROJECT);
          return findingsOf(result.model, surroundings, runningIn('recommended'));
        };
        for (const { cure, rule, messageId, where } of findingsIn(fixture.input)) {
          const planned = cure();
          if (planned.kind !== 'fix') continue;
          const fixed = applyEdits(fixture.input, planned.edits);
          const again = findingsIn(fixed).filter(
            (finding) =>
              finding.rule === rule && finding.messageId === messageId && finding.where.range[0] === where.range[0],
          );
          expect(again).toEqual([]);
        }
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
