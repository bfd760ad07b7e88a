import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { tree } from '../cli/tree.js';

const SDK = {
  'node_modules/@aws-sdk/client-sts/package.json':
    '{ "name": "@aws-sdk/client-sts", "version": "3.1169.0", "types": "index.d.ts" }',
  'node_modules/@aws-sdk/client-sts/index.d.ts':
    'export interface STSClientConfig { region?: string; endpoint?: string }\n' +
    'export declare class STSClient { constructor(config?: STSClientConfig); }',
};
const TSCONFIG =
  '{ "compilerOptions": { "strict": true, "module": "nodenext", "moduleResolution": "nodenext" }, "include": ["src"] }';

/** What ESLint reports of `src/client.ts` in a project, with the types of the compiler or without them. */
function reports(
  client: string,
  others: Readonly<Record<string, string>>,
  withTypes: boolean,
): readonly (string | null)[] {
  const dir = tree({
    'package.json': '{ "name": "x" }',
    'tsconfig.json': TSCONFIG,
    'src/client.ts': client,
    ...SDK,
    ...others,
  });
  const files = ['**/*.ts'];
  const parserOptions = withTypes ? { project: './tsconfig.json', tsconfigRootDir: dir.root } : {};
  const messages = new Linter({ cwd: dir.root }).verify(
    client,
    [
      { files, languageOptions: { parser, parserOptions } },
      { files, ...plugin.configs.recommended },
    ],
    { filename: dir.path('src/client.ts') },
  );
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the types of the compiler tell', () => {
  it.each<[string, string, Record<string, string>, readonly string[]]>([
    [
      'that a configuration of another file has a region',
      "import { STSClient } from '@aws-sdk/client-sts';\n" +
        "import type { Config } from './types.js';\n" +
        'export const make = (config: Config) => new STSClient(config);',
      { 'src/types.ts': 'export interface Config { region: string }' },
      ['sts-regional/require-fallback-region'],
    ],
    [
      'that it may have one',
      "import { STSClient } from '@aws-sdk/client-sts';\n" +
        "import { settings } from './types.js';\n" +
        'export const make = () => new STSClient(settings());',
      { 'src/types.ts': 'export declare function settings(): { region?: string };' },
      ['sts-regional/require-fallback-region'],
    ],
    [
      'nothing about the region of an unrelated type',
      "import { STSClient } from '@aws-sdk/client-sts';\n" +
        "import type { Config } from './types.js';\n" +
        'export const make = (config: Config) => new STSClient(config as object);',
      { 'src/types.ts': 'export interface Config { retries: number }' },
      [],
    ],
    [
      'that a class of another file is the client',
      "import { sdk } from './sdk.js';\nexport const sts = new sdk.STSClient({});",
      { 'src/sdk.ts': "import { STSClient } from '@aws-sdk/client-sts';\nexport const sdk = { STSClient };" },
      ['sts-regional/require-region'],
    ],
  ])('%s', (_, client, others, expected) => {
    expect(reports(client, others, true)).toEqual(expected);
    expect(reports(client, others, false)).toEqual([]);
  });

  it('the same as the text where it tells already', () => {
    const client =
      "import { STSClient } from '@aws-sdk/client-sts';\n" +
      "new STSClient({ region: 'eu-west-1' });\n" +
      'export const make = (config: { region: string }) => new STSClient(config);';
    expect(reports(client, {}, true)).toEqual([
      'sts-regional/require-fallback-region',
      'sts-regional/require-fallback-region',
    ]);
    expect(reports(client, {}, false)).toEqual(reports(client, {}, true));
  });
});
