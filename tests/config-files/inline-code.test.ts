import { describe, expect, it } from 'vitest';
import { directivesOf } from '../../src/cli/directives/directives-of.js';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { lintFile } from '../../src/engines/lint/lint-file.js';
import { projectFactsFor } from '../../src/project/project-facts.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { reportsOn } from './lint.js';

const V2 = ["const AWS = require('aws-sdk');", "exports.sts = new AWS.STS({ region: 'eu-west-1' });"];
const V3 = [
  "const { STSClient } = require('@aws-sdk/client-sts');",
  '',
  'exports.sts = new STSClient({',
  "  region: 'eu-west-1',",
  "  endpoint: 'https://sts.amazonaws.com',",
  '});',
];

/** Lines below a key, with an indentation. */
const block = (head: readonly string[], code: readonly string[], indent: number): string =>
  [...head, ...code.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)), 'Last: 1', ''].join('\n');

const zipFile = (code: readonly string[], mark = '|'): string =>
  block(['Resources:', '  Orders:', '    Code:', `      ZipFile: ${mark}`], code, 8);

const rulesIn = (text: string, path = 'template.yaml'): readonly string[] =>
  reportsOn(path, text).map(({ line, ruleId }) => `${String(line)}:${ruleId.replace('sts-regional/', '')}`);

const migrated = (text: string, path = '/project/template.yaml') =>
  migrateText(text, path, { settings: { regions: ['eu-west-1', 'eu-central-1'] }, project: projectFactsFor(path) });

describe('code in a YAML file is linted', () => {
  it.each([
    ['of a function', zipFile(V2), '6:no-legacy-endpoint-mode'],
    ['of a function, with marks for its end', zipFile(V2, '|- # the code'), '6:no-legacy-endpoint-mode'],
    ['of a function, with nothing to substitute', zipFile(V2, '!Sub |'), '6:no-legacy-endpoint-mode'],
    ['below Fn::Sub', block(['Code:', '  ZipFile:', '    Fn::Sub: |'], V2, 6), '5:no-legacy-endpoint-mode'],
    ['of SAM', block(['Properties:', '  InlineCode: |'], V2, 4), '4:no-legacy-endpoint-mode'],
    [
      'of actions/github-script',
      block(
        ['steps:', '  - uses: actions/github-script@v7', '    with:', '      script: |'],
        [...V2, 'await go();', 'return 1;'],
        8,
      ),
      '6:no-legacy-endpoint-mode',
    ],
  ])('%s', (_, text, report) => {
    expect(rulesIn(text)).toEqual([report]);
    expect(rulesIn(text.replaceAll('\n', '\r\n'))).toEqual([report]);
  });

  it('with the settings around it, each once', () => {
    const text = `Variables:\n  STS_ENDPOINT: https://sts.amazonaws.com\n${zipFile(['const x = require("a");', 'url = "https://sts.amazonaws.com"'])}`;
    expect(rulesIn(text)).toEqual(['2:no-global-endpoint', '8:no-global-endpoint']);
  });

  it('and its comments switch rules off', () => {
    const directive = 'eslint-disable-next-line sts-regional/no-legacy-endpoint-mode -- why';
    expect(directivesOf(zipFile([`// ${directive}`, ...V2]), 'template.yaml')).toMatchObject([{ text: directive }]);
  });
});

describe('passed over in a YAML file is', () => {
  it.each([
    ['Python', zipFile(['import boto3', "sts = boto3.client('sts', endpoint_url='https://sts.amazonaws.com')"])],
    ['Python with words of JavaScript', zipFile(['def handler(event, context):', "  const = require('aws-sdk').STS"])],
    ['a folded block, which has no lines', zipFile(V2, '>')],
    ['code that CloudFormation fills in', zipFile([...V2, "exports.region = '${AWS::Region}';"], '!Sub |')],
    ['code with marks of a template that does not parse', zipFile([...V2, '{{ .Values.code | indent }}'])],
    ['the script of something else', block(['job:', '  script: |'], V2, 4)],
    ['the script of another step', block(['- uses: actions/github-script@v7', '- script: |'], V2, 4)],
  ])('%s', (_, text) => {
    expect(rulesIn(text)).toEqual([]);
    expect(migrated(text)).toMatchObject({ status: 'unchanged', text });
  });
});

describe('code in a YAML file that does not parse', () => {
  const text = `Variables:\n  STS_ENDPOINT: https://sts.amazonaws.com\n${zipFile([...V2, 'const = ;'])}`;

  it('is named, and the settings around it are reported', () => {
    const linted = lintFile(text, 'template.yaml', {
      preset: 'recommended',
      surroundingsOf: (part) => surroundingsOf(part, {}),
    });
    expect(linted).toMatchObject({
      status: 'linted',
      messages: [{ line: 2 }],
      unparsed: { message: expect.any(String) as string, line: 9 },
    });
  });

  it('is named and left, and the other code is rewritten', () => {
    const both = `${text}More:\n  ZipFile: |\n    ${V2.join('\n    ')}\n`;
    expect(migrated(both)).toMatchObject({
      status: 'changed',
      text: both.replace(/\{ region(?=[^{]*$)/, "{ stsRegionalEndpoints: 'regional', region"),
      unparsed: { line: 9 },
    });
  });
});

describe('a migration of code in a YAML file', () => {
  it.each([
    [
      'sets the mode',
      zipFile(V2),
      (text: string) => text.replace('{ region', "{ stsRegionalEndpoints: 'regional', region"),
    ],
    [
      'removes the endpoint with its line',
      zipFile(V3),
      (text: string) => text.replace("          endpoint: 'https://sts.amazonaws.com',\n", ''),
    ],
  ])('%s, and is done, because no helper can be loaded there', (_, text, after) => {
    const result = migrated(text);
    expect(result).toMatchObject({
      status: 'changed',
      text: after(text),
      helpers: [],
      skipped: [],
    });
  });

  it('is left where only failover is missing', () => {
    const text = zipFile(V3).replace("          endpoint: 'https://sts.amazonaws.com',\n", '');
    expect(migrated(text)).toMatchObject({ status: 'unchanged', skipped: [{ obstacle: 'code-in-a-text' }] });
  });

  it('keeps line ends and a byte order mark', () => {
    const text = `\uFEFF${zipFile(V3).replaceAll('\n', '\r\n')}`;
    expect(migrated(text)).toMatchObject({
      text: text.replace("          endpoint: 'https://sts.amazonaws.com',\r\n", ''),
    });
  });
});
