import { describe, expect, it, vi } from 'vitest';
import { parse } from '../../../src/ast/parse.js';
import { type Tree } from '../../cli/tree.js';
import { CLIENT, LINTED, project, verdicts } from '../verdicts.js';

vi.mock('../../../src/ast/parse.js', async (importActual) => {
  const actual = await importActual<typeof import('../../../src/ast/parse.js')>();
  return { ...actual, parse: vi.fn(actual.parse) };
});

/** The files of the tree that were parsed since the last question, the linted one left out. */
function parsedFiles(dir: Tree): readonly string[] {
  const paths = vi
    .mocked(parse)
    .mock.calls.map(([, path]) => path)
    .filter((path) => path !== dir.path(LINTED));
  vi.mocked(parse).mockClear();
  return paths.map((path) => path.slice(dir.root.length + 1));
}

describe('nothing is reported', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'when files import each other in a circle',
      `${CLIENT}import { config } from './a';\nnew STSClient(config);`,
      { 'src/a.ts': "export { config } from './b';", 'src/b.ts': "export { config } from './a';" },
    ],
    [
      'when values are defined in terms of each other',
      `${CLIENT}import { config } from './a';\nnew STSClient(config);`,
      {
        'src/a.ts': "import { other } from './b';\nexport const config = other;",
        'src/b.ts': "import { config } from './a';\nexport const other = config;",
      },
    ],
    [
      'when types are defined in terms of each other',
      `${CLIENT}import type { A } from './a';\nexport const make = (config: A) => new STSClient(config);`,
      {
        'src/a.ts': "import type { B } from './b';\nexport type A = B;",
        'src/b.ts': "import type { A } from './a';\nexport type B = A;",
      },
    ],
    ['when the file is missing', `${CLIENT}import { config } from './nowhere';\nnew STSClient(config);`, {}],
    [
      'when the file does not parse',
      `${CLIENT}import { config } from './config';\nnew STSClient(config);`,
      { 'src/config.ts': 'export const config = {' },
    ],
    [
      'when the import is data',
      `${CLIENT}import config from './config.json';\nnew STSClient(config.aws);`,
      { 'src/config.json': '{ "aws": { "region": "eu-west-1" } }' },
    ],
    [
      'when a type says that the whole may hold more',
      `${CLIENT}import type { Config } from './types';\nexport const make = (config: Config) => new STSClient(config);`,
      { 'src/types.ts': 'export interface Config { retries: number }' },
    ],
    [
      'when the function is given the configuration',
      `${CLIENT}import { withDefaults } from './config';\n` +
        `export const make = (own: object) => new STSClient(withDefaults(own));`,
      { 'src/config.ts': 'export const withDefaults = (own: object) => ({ maxAttempts: 2, ...own });' },
    ],
    [
      'when the file fills an imported object in',
      `${CLIENT}import { config } from './config';\nconfig.region = load();\n` +
        `config.endpoint = load();\nnew STSClient(config);`,
      { 'src/config.ts': 'export const config: { region?: string; endpoint?: string } = { };' },
    ],
    [
      'when any file may fill an empty object in',
      `${CLIENT}import { config } from './config';\nexport const make = () => new STSClient(config);`,
      { 'src/config.ts': 'export const config = {};' },
    ],
    [
      'when any file may fill a part of an object in',
      `${CLIENT}import config from './config';\nexport const make = () => new STSClient(config.aws);`,
      { 'src/config.js': 'module.exports = { aws: {}, name: "shop" };' },
    ],
    [
      'when the exported object is changed where it is made',
      `${CLIENT}import { config } from './config';\nnew STSClient(config);`,
      { 'src/config.ts': 'export const config: Record<string, unknown> = {};\nfill(config);' },
    ],
  ])('%s', (_, client, others) => {
    expect(verdicts(project(client, others), 'strict')).toEqual([]);
  });
});

it('parses no file that leads to no site', () => {
  const dir = project(
    `${CLIENT}import { config } from './config';\nimport { log } from './log';\n` +
      `import type { Huge } from './huge';\nlog(config);\nnew STSClient({ region: 'eu-west-1' });\n` +
      `export const use = (huge: Huge) => huge;`,
    {
      'src/config.ts': 'export const config = {};',
      'src/log.ts': 'export const log = console.log;',
      'src/huge.ts': 'export interface Huge { a: string }',
    },
  );
  parsedFiles(dir);
  expect(verdicts(dir)).toEqual(['require-fallback-region oneRegion']);
  expect(parsedFiles(dir)).toEqual([]);
});

it('follows a chain of a thousand files no further than is of use', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`src/f${i}.ts`, `export { config } from './f${i + 1}';`]),
  );
  const dir = project(`${CLIENT}import { config } from './f0';\nnew STSClient(config);`, chain);
  parsedFiles(dir);
  expect(verdicts(dir)).toEqual([]);
  expect(parsedFiles(dir).length).toBeLessThan(10);
});
