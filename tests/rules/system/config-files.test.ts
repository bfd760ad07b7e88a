import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ESLint as ESLintClass, Linter as LinterClass } from 'eslint';
import { describe, expect, it } from 'vitest';
import { configFilesPreset } from '../../../src/eslint/config-files-preset.js';
import plugin from '../../../src/index.js';
import { buildBinary } from '../../cli/build.js';
import { cured, reportsOn } from '../../config-files/lint.js';

const require = createRequire(import.meta.url);

const HOSTS = ['eslint', 'eslint-v9'].map(
  (host) => [host, (require(host) as { readonly ESLint: typeof ESLintClass }).ESLint] as const,
);

/** One file for each language, with CRLF line ends and a comment where the language has them. */
const FILES: readonly (readonly [path: string, text: string])[] = [
  [
    'tsconfig.json',
    '{\r\n' +
      '  // why\r\n' +
      '  "AWS_REGION": "EU-WEST-1",\r\n' +
      '  "AWS_STS_REGIONAL_ENDPOINTS": "legacy", "aud": "sts.amazonaws.com"\r\n' +
      '}',
  ],
  ['.vscode/settings.json', '{ "AWS_REGION": "EU-WEST-1", // why\r\n}'],
  [
    'charts/a/templates/pod.yaml',
    'env:\r\n' +
      '{{- if .Values.old }}\r\n' +
      '  - name: AWS_STS_REGIONAL_ENDPOINTS\r\n' +
      '    value: legacy # why\r\n' +
      '{{- end }}\r\n',
  ],
  ['a.json5', "{ AWS_REGION: 'eu-west-1', /* why */ endpoint: 'https://sts.amazonaws.com' }"],
  [
    'a/template.yaml',
    '# why\r\n' +
      'Environment:\r\n' +
      '  Variables: # why\r\n' +
      '    A: !Ref B\r\n' +
      '    AWS_STS_REGIONAL_ENDPOINTS: &a legacy\r\n' +
      '    STS_ENDPOINT: !Sub https://sts.amazonaws.com',
  ],
  [
    'functions/template.yaml',
    'Resources:\r\n' +
      '  A:\r\n' +
      '    Properties:\r\n' +
      '      Environment: { Variables: { AWS_STS_REGIONAL_ENDPOINTS: legacy } }\r\n' +
      '      InlineCode: | # why\r\n' +
      "        const AWS = require('aws-sdk');\r\n" +
      "        const { STSClient } = require('@aws-sdk/client-sts');\r\n" +
      "        exports.old = new AWS.STS({ region: 'eu-west-1' });\r\n" +
      '        exports.none = new STSClient({});\r\n' +
      "        exports.sts = new STSClient({ region: 'EU-WEST-1' });\r\n",
  ],
  [
    'charts/b/templates/function.yaml',
    '{{- if .Values.old }}\r\n' +
      'ZipFile: |\r\n' +
      "  const { STSClient } = require('@aws-sdk/client-sts');\r\n" +
      "  exports.sts = new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });\r\n" +
      '{{- end }}\r\n',
  ],
  ['wrangler.toml', '[vars] # why\r\nAWS_REGION = "eu-west-1"\r\nAWS_STS_REGIONAL_ENDPOINTS = "legacy"'],
  ['.env.production', 'AWS_REGION="eu-west-1" # why\r\nAWS_STS_REGIONAL_ENDPOINTS=legacy'],
  ['.aws/config', '[default]\r\nregion = eu-west-1\r\nsts_regional_endpoints = legacy'],
  ['Dockerfile', 'FROM node\r\nENV AWS_REGION=eu-west-1 AWS_STS_REGIONAL_ENDPOINTS=legacy'],
  [
    'README.md',
    '# Set-up\r\n' +
      '\r\n' +
      '1. Set\r\n' +
      '\r\n' +
      '   ```yaml\r\n' +
      '   AWS_REGION: eu-west-1\r\n' +
      '   AWS_STS_REGIONAL_ENDPOINTS: legacy # why\r\n' +
      '   ```\r\n' +
      '\r\n' +
      'never `AWS_STS_REGIONAL_ENDPOINTS=legacy`\r\n',
  ],
];

const lint = async (
  ESLint: typeof ESLintClass,
  path: string,
  text: string,
  fix = false,
): Promise<ESLintClass.LintResult> => {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs['config-files'], fix });
  const [result] = await eslint.lintText(text, { filePath: path });
  if (!result) throw new Error(`${path} was not linted`);
  return result;
};

describe.each(HOSTS)('in %s', (_, ESLint) => {
  it.each(FILES)('%s has the reports, places and cures of the command line', async (path, text) => {
    const { messages } = await lint(ESLint, path, text);
    const expected = reportsOn(path, text);
    expect(expected.length).toBeGreaterThan(0);
    expect(
      messages.map(({ ruleId, messageId, message, line, column, endLine, endColumn, fix, suggestions }) => ({
        ruleId,
        messageId,
        message,
        line,
        column,
        endLine,
        endColumn,
        fix,
        suggestion: suggestions?.[0]?.fix,
      })),
    ).toEqual(
      expected.map(({ ruleId, messageId, message, line, column, endLine, endColumn, fix, suggestions }) => ({
        ruleId,
        messageId,
        message,
        line,
        column,
        endLine,
        endColumn,
        fix,
        suggestion: suggestions?.[0]?.fix,
      })),
    );
  });

  it.each(FILES)('%s is fixed in place', async (path, text) => {
    const { output } = await lint(ESLint, path, text, true);
    const fixed = reportsOn(path, text)
      .filter(({ fix }) => fix)
      .reverse()
      .reduce(cured, text);
    expect(output ?? text).toBe(fixed);
  });

  it.each([
    [
      '.env',
      '# eslint-disable-next-line sts-regional/no-legacy-endpoint-mode -- an old server\n' +
        'AWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    ],
    ['a.yaml', '# eslint-disable sts-regional/no-legacy-endpoint-mode\nAWS_STS_REGIONAL_ENDPOINTS: legacy\n'],
    [
      'tsconfig.json',
      '{\n  "AWS_STS_REGIONAL_ENDPOINTS": "legacy" // eslint-disable-line sts-regional/no-legacy-endpoint-mode\n}\n',
    ],
  ])('comments of %s switch a rule off', async (path, text) => {
    const { messages, suppressedMessages } = await lint(ESLint, path, text);
    expect(messages).toEqual([]);
    expect(suppressedMessages).toHaveLength(1);
  });
});

describe('where languages do not exist yet', () => {
  const { Linter } = require('eslint-v8') as { readonly Linter: typeof LinterClass };

  it('the parser of YAML is enough', () => {
    const linter = new Linter({ configType: 'flat' });
    const messages = linter.verify(
      'AWS_STS_REGIONAL_ENDPOINTS: legacy\n',
      [
        {
          files: ['**/*.yml'],
          plugins: { 'sts-regional': plugin },
          languageOptions: { parser: require('yaml-eslint-parser') as LinterClass.Parser },
          rules: { 'sts-regional/no-legacy-endpoint-mode': 'error' },
        },
      ],
      'a.yml',
    );
    expect(messages).toMatchObject([{ messageId: 'legacyVariable', line: 1, column: 29 }]);
  });
});

describe('configuration of all files', () => {
  it('is no error in a language that a rule knows nothing of', async () => {
    const { default: json } = (await import('@eslint/json')) as unknown as { readonly default: ESLintClass.Plugin };
    const eslint = new HOSTS[0]![1]({
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.strict, { files: ['**/*.json'], plugins: { json }, language: 'json/json' }],
    });
    const [result] = await eslint.lintText('{ "AWS_STS_REGIONAL_ENDPOINTS": "legacy" }', { filePath: 'a.json' });
    expect(result?.messages).toMatchObject([{ messageId: 'legacyVariable', line: 1, column: 34 }]);
  });
});

describe('the language plugins', () => {
  it('are loaded when the configuration is asked for, not before', () => {
    const script = `import plugin from ${JSON.stringify(pathToFileURL(join(dirname(buildBinary()), '..', 'index.js')).href)};
      const copy = { ...plugin, configs: { ...plugin.configs } };
      const loaded = () => Object.keys(process.getBuiltinModule('module')._cache).filter((path) => /eslint-plugin-(?:yml|toml)/.test(path)).length > 0;
      console.log(JSON.stringify([Object.keys(copy.configs), loaded(), plugin.configs['config-files'].length, loaded()]));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    });
    expect(JSON.parse(output)).toEqual([
      ['recommended', 'strict', 'legacy-recommended', 'legacy-strict'],
      false,
      6,
      true,
    ]);
  });

  it('are named when they are missing, with the command that installs them', () => {
    expect(() => configFilesPreset(plugin, (name) => (name === 'eslint-plugin-yml' ? undefined : {}))).toThrow(
      "sts-regional: configs['config-files'] reads configuration files with language plugins, and " +
        'eslint-plugin-yml cannot be found. Install what is missing: npm install --save-dev eslint-plugin-yml',
    );
  });
});
