import { describe, expect, it, vi } from 'vitest';
import { parse } from '../../src/ast/parse.js';
import { lintText } from '../../src/engines/lint/lint-text.js';
import { lazyEngine } from '../../src/cli/engine.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { importsFor } from '../../src/project/imported-values.js';
import { runIn } from '../cli/run-in-process.js';
import { tree, type Tree } from '../cli/tree.js';

vi.mock('../../src/ast/parse.js', async (importActual) => {
  const actual = await importActual<typeof import('../../src/ast/parse.js')>();
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

const LINTED = 'src/client.ts';
const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\n";

/** What the command line reports of `src/client.ts`: rule and message, `*` where it needed other files. */
function verdicts(dir: Tree, preset: 'recommended' | 'strict' = 'recommended'): readonly string[] {
  const path = dir.path(LINTED);
  const linted = lintText(dir.read(LINTED), path, {
    preset,
    surroundings: surroundingsOf(path, { sdkVersion: '3.1169.0' }),
    imports: importsFor(path),
  });
  return linted.status === 'linted'
    ? linted.messages.map(
        (message) =>
          `${message.ruleId.slice('sts-regional/'.length)} ${message.messageId}${message.crossFile ? '*' : ''}`,
      )
    : [linted.message];
}

const project = (client: string, others: Readonly<Record<string, string>>): Tree =>
  tree({ 'package.json': '{ "name": "x" }', [LINTED]: client, ...others });

const ONE_REGION = ['require-fallback-region oneRegion*'];
const NO_REGION = ['require-region missingRegion*'];
const GLOBAL_V2 = ['no-legacy-endpoint-mode legacyByDefault*'];

describe('a configuration from another file of the project is read', () => {
  it.each<[string, string, Record<string, string>, readonly string[]]>([
    [
      'as a constant',
      `${CLIENT}import { config } from './config';\nnew STSClient(config);`,
      { 'src/config.ts': "export const config = { region: 'eu-west-1' };" },
      ONE_REGION,
    ],
    [
      'as the default export',
      `${CLIENT}import config from './config';\nnew STSClient(config);`,
      { 'src/config.ts': 'export default { maxAttempts: 2 };' },
      NO_REGION,
    ],
    [
      'as a property of an exported object',
      `${CLIENT}import { settings } from './config';\nnew STSClient(settings.sts);`,
      { 'src/config.ts': "export const settings = { sts: { region: 'eu-west-1' } };" },
      ONE_REGION,
    ],
    [
      'as a spread constant',
      `${CLIENT}import { shared } from './config';\nnew STSClient({ ...shared, maxAttempts: 2 });`,
      { 'src/config.ts': 'export const shared = { retryMode: "adaptive" };' },
      NO_REGION,
    ],
    [
      'through an index file',
      `${CLIENT}import { config } from './settings';\nnew STSClient(config);`,
      {
        'src/settings/index.ts': "export * from './aws';",
        'src/settings/aws.ts': "export { home as config } from './home';",
        'src/settings/home.ts': "export const home = { region: 'eu-west-1' };",
      },
      ONE_REGION,
    ],
    [
      'through a path of tsconfig.json',
      `${CLIENT}import { config } from '@/config';\nnew STSClient(config);`,
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/config.ts': "export const config = { region: 'eu-west-1' };",
      },
      ONE_REGION,
    ],
    [
      'through a package of the workspace',
      `${CLIENT}import { config } from '@x/config';\nnew STSClient(config);`,
      {
        'package.json': '{ "name": "x", "workspaces": ["packages/*"] }',
        'packages/config/package.json': '{ "name": "@x/config" }',
        'packages/config/src/index.ts': "export const config = { region: 'eu-west-1' };",
      },
      ONE_REGION,
    ],
    [
      'through require',
      "const { STSClient } = require('@aws-sdk/client-sts');\nconst { config } = require('./config');\nnew STSClient(config);",
      { 'src/config.js': "module.exports = { config: { region: 'eu-west-1' } };" },
      ONE_REGION,
    ],
    [
      'from a function',
      `${CLIENT}import { getConfig } from './config';\nnew STSClient(getConfig());`,
      { 'src/config.ts': "export function getConfig() { return { region: 'eu-west-1' }; }" },
      ONE_REGION,
    ],
    [
      'from an awaited function',
      `${CLIENT}import { getConfig } from './config';\nexport const make = async () => new STSClient(await getConfig());`,
      { 'src/config.ts': 'export const getConfig = async () => ({ maxAttempts: 2 });' },
      NO_REGION,
    ],
    [
      'by the declared result of a function',
      `${CLIENT}import { getConfig } from './config';\nnew STSClient(getConfig());`,
      {
        'src/config.ts':
          'export interface Config { region: string }\nexport function getConfig(): Config { return JSON.parse(text); }',
      },
      ONE_REGION,
    ],
    [
      'by the interface of a parameter',
      `${CLIENT}import type { Config } from './types';\nexport const make = (config: Config) => new STSClient(config);`,
      {
        'src/types.ts':
          'export interface Config extends Base { maxAttempts?: number }\ninterface Base { region: string }',
      },
      ONE_REGION,
    ],
    [
      'by the class of a field',
      `${CLIENT}import { AppConfig } from './types';\nexport class Service {\n  constructor(private readonly config: AppConfig) {}\n  make() { return new STSClient({ ...this.config, maxAttempts: 2 }); }\n}`,
      { 'src/types.ts': 'export class AppConfig { region!: string }' },
      ONE_REGION,
    ],
    [
      'completed after the import',
      `${CLIENT}import { config } from './config';\nconfig.region = 'eu-west-1';\nnew STSClient(config);`,
      { 'src/config.ts': 'export const config: { maxAttempts: number; region?: string } = { maxAttempts: 2 };' },
      ONE_REGION,
    ],
    [
      'with a region that any file may fill in',
      `${CLIENT}import { config } from './config';\nnew STSClient(config);`,
      { 'src/config.ts': "export const config = { region: '' };" },
      ONE_REGION,
    ],
    [
      'where it asks for the global host',
      `${CLIENT}import { config } from './config';\nnew STSClient(config);`,
      { 'src/config.ts': "export const config = { region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' };" },
      ['no-global-endpoint globalEndpoint*'],
    ],
  ])('%s', (_, client, others, expected) => {
    expect(verdicts(project(client, others))).toEqual(expected);
  });
});

/** A client whose region is `R` of a CommonJS file. */
const REGION_OF_CONFIG =
  "const { STSClient } = require('@aws-sdk/client-sts');\nconst config = require('./config');\nexports.client = new STSClient({ region: config.R });";
const OTHERS = {
  'src/r.js': "exports.R = 'eu-west-1';",
  'src/fill.js': "module.exports = (target) => { target.R = 'eu-west-1'; };",
};

/** Which region makes no difference: that there is one can be seen at the call. */
const SOME_REGION = ['require-fallback-region oneRegion'];

describe('a region that a CommonJS file exports is a region', () => {
  it.each<[string, string]>([
    ['by another name for exports', "const config = exports;\nconfig.R = 'eu-west-1';\nexports.a = 1;"],
    [
      'by another name for module.exports',
      "const config = module.exports;\nconfig.R = 'eu-west-1';\nmodule.exports.load = () => 1;",
    ],
    [
      'by another name for the object that replaces exports',
      "const config = module.exports = { a: 1 };\nconfig.R = 'eu-west-1';",
    ],
    ['by a name of a name', "const config = exports;\nconst self = config;\nself.R = 'eu-west-1';\nexports.a = 1;"],
    [
      'by a key that is set before the object is exported',
      "const c = { a: 1 };\nc.R = 'eu-west-1';\nmodule.exports = c;",
    ],
    [
      'by a key that is set after the object is exported',
      "const c = { a: 1 };\nmodule.exports = c;\nc.R = 'eu-west-1';",
    ],
    [
      'by a key that is set through another name',
      "const c = { a: 1 };\nconst d = c;\nd.R = 'eu-west-1';\nmodule.exports = c;",
    ],
    [
      'by Object.assign to the exported object',
      "const c = { a: 1 };\nObject.assign(c, { R: 'eu-west-1' });\nmodule.exports = c;",
    ],
    ['by Object.assign to exports', "exports.a = 1;\nObject.assign(module.exports, { R: 'eu-west-1' });"],
    [
      'by a loop over another object',
      "const o = { R: 'eu-west-1' };\nexports.a = 1;\nfor (const k of Object.keys(o)) module.exports[k] = o[k];",
    ],
    ['by a function', "exports.a = 1;\nfunction init() { exports.R = 'eu-west-1'; }\ninit();"],
    ['on one branch', "exports.R = undefined;\nif (process.env.STAGE) exports.R = 'eu-west-1';"],
    [
      'by a function that sets what was undefined',
      "exports.R = undefined;\nexports.init = () => { exports.R = 'eu-west-1'; };",
    ],
    [
      'by a definition',
      "exports.a = 1;\nObject.defineProperty(exports, 'R', { enumerable: true, value: 'eu-west-1' });",
    ],
    [
      'by a getter',
      "exports.a = 1;\nObject.defineProperty(exports, 'R', { enumerable: true, get: () => 'eu-west-1' });",
    ],
    [
      'by __exportStar',
      "Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = 1;\n__exportStar(require('./r'), exports);",
    ],
    ['by a spread', "module.exports = { a: 1, ...require('./r') };"],
    ['by another file that is given exports', "exports.a = 1;\nrequire('./fill')(exports);"],
    ['by another file that is given the module', "exports.a = 1;\nrequire('./fill-module')(module);"],
    ['by a function that is given exports', "exports.a = 1;\n(function (e) { e.R = 'eu-west-1'; })(exports);"],
    ['by a function whose result is kept', 'exports.a = 1;\nconst done = fill(exports);'],
    ['by this', "exports.a = 1;\nthis.R = 'eu-west-1';"],
    ['by another key of an exported chain', "exports = module.exports = { a: 1 };\nexports.R = 'eu-west-1';"],
    [
      'by an object that is replaced on one branch',
      "module.exports = { a: 1 };\nif (process.env.STAGE) module.exports = { R: 'eu-west-1' };",
    ],
    ['by a name that is set later', "let self;\nexports.a = 1;\nself = exports;\nself.R = 'eu-west-1';"],
    [
      'by exports that is another object first',
      "exports = { R: 'eu-west-1' };\nexports.a = 1;\nmodule.exports = exports;",
    ],
    ['by a method', "const c = { a: 1, load() { this.R = 'eu-west-1'; } };\nc.load();\nmodule.exports = c;"],
    ['by an exported method', "exports.a = 1;\nexports.load = function () { this.R = 'eu-west-1'; };"],
    [
      'by a name for the exports of the module',
      "exports.a = 1;\nconst { exports: config } = module;\nconfig.R = 'eu-west-1';",
    ],
    ['by a name for the module', "exports.a = 1;\nconst self = module;\nself.exports.R = 'eu-west-1';"],
    ['by a pattern', "exports.a = 1;\n[exports.R] = ['eu-west-1'];"],
    ['by a file that another one hands on', "module.exports = require('./r');\nmodule.exports.a = 1;"],
  ])('%s', (_, config) => {
    expect(verdicts(project(REGION_OF_CONFIG, { ...OTHERS, 'src/config.js': config }))).toEqual(SOME_REGION);
    expect(
      verdicts(
        project(REGION_OF_CONFIG.replace('const config =', 'const { R } =').replace('config.R', 'R'), {
          ...OTHERS,
          'src/config.js': config,
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it.each<[string, string]>([
    ['by its path', "const c = { sts: { a: 1 } };\nc.sts.region = 'eu-west-1';\nmodule.exports = c;"],
    ['by the path of exports', "exports.sts = { a: 1 };\nexports.sts.region = 'eu-west-1';"],
    [
      'by a name for it',
      "const c = { sts: { a: 1 } };\nconst sts = c.sts;\nsts.region = 'eu-west-1';\nmodule.exports = c;",
    ],
    ['by a name that is taken out', "exports.sts = { a: 1 };\nconst { sts } = exports;\nsts.region = 'eu-west-1';"],
    ['by the name that it had before', "const sts = { a: 1 };\nmodule.exports = { sts };\nsts.region = 'eu-west-1';"],
    [
      'by Object.assign',
      "module.exports = { sts: { a: 1 } };\nObject.assign(module.exports.sts, { region: 'eu-west-1' });",
    ],
    ['by a function that is given it', 'const c = { sts: { a: 1 } };\nfill(c.sts);\nmodule.exports = c;'],
  ])('as a key of an inner object, %s', (_, config) => {
    const dir = project(
      "const { STSClient } = require('@aws-sdk/client-sts');\nconst c = require('./config');\nexports.client = new STSClient(c.sts);",
      { 'src/config.js': config },
    );
    expect(verdicts(dir).filter((verdict) => verdict.startsWith('require-region'))).toEqual([]);
  });

  it('by a key that is set after the object is put into the exported one', () => {
    expect(
      verdicts(
        project(REGION_OF_CONFIG.replace('config.R', 'config.c.R'), {
          'src/config.js': "const c = { a: 1 };\nmodule.exports = { c };\nc.R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it('by a key that is added to the default export', () => {
    expect(
      verdicts(
        project(`${CLIENT}import config from './config.js';\nnew STSClient({ region: config.R });`, {
          'src/config.js': "module.exports = { a: 1 };\nmodule.exports.R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it('by a name that an ES module hands on', () => {
    expect(
      verdicts(
        project(`${CLIENT}import * as config from './config';\nnew STSClient({ region: config.R });`, {
          'src/config.ts': "export const a = 1;\nexport { R } from './r';",
          'src/r.ts': "export const R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });
});

describe('migrate keeps a region that another file sets', () => {
  it.each<[string, string, string, string]>([
    [
      'on its exports',
      "const config = exports;\nconfig.R = 'eu-west-1';\nexports.a = 1;",
      '{ region: config.R }',
      '{ region: config.R }',
    ],
    [
      'in a part of them',
      "const c = { sts: { a: 1 } };\nc.sts.region = 'eu-west-1';\nmodule.exports = c;",
      'config.sts',
      'config.sts',
    ],
  ])('%s', async (_, config, before, after) => {
    const dir = tree({
      'package.json': '{ "name": "x", "dependencies": { "@aws-sdk/client-sts": "3.1169.0" } }',
      'src/config.js': config,
      'src/client.js': `const { STSClient } = require('@aws-sdk/client-sts');\nconst config = require('./config');\nexports.client = new STSClient(${before});\n`,
    });
    await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1'], { engine: lazyEngine });
    expect(dir.read('src/client.js')).toContain(`createStsClient(${after})`);
  });
});

describe('a CommonJS file that can be read whole says that there is no region', () => {
  it.each<[string, string]>([
    ['by names', 'exports.a = 1;'],
    ['by an object', 'module.exports = { a: 1 };'],
    ['by a name of an object', 'const c = { a: 1 };\nc.b = 2;\nmodule.exports = c;'],
    [
      'compiled by tsc',
      "'use strict';\nvar __importDefault = (this && this.__importDefault) || function (mod) { return mod; };\nObject.defineProperty(exports, '__esModule', { value: true });\nexports.a = exports.b = void 0;\nexports.a = 1;\nexports.b = exports.a + 1;",
    ],
    ['which is its own default', 'module.exports = { a: 1 };\nmodule.exports.default = module.exports;'],
    ['which asks who runs it', 'module.exports = { a: 1 };\nif (require.main === module) console.log(module.exports);'],
  ])('%s', (_, config) => {
    expect(verdicts(project(REGION_OF_CONFIG, { 'src/config.js': config }))).toEqual([
      'require-region regionIsNothing*',
    ]);
  });
});

describe('an SDK that another file of the project hands on is known', () => {
  it.each<[string, string, Record<string, string>, readonly string[]]>([
    [
      're-exported',
      "import { AWS } from './aws';\nnew AWS.STS({ region: 'eu-west-1' });",
      { 'src/aws.ts': "export { default as AWS } from 'aws-sdk';" },
      GLOBAL_V2,
    ],
    [
      'as module.exports',
      "const AWS = require('./aws');\nnew AWS.STS({ region: 'eu-west-1' });",
      {
        'src/aws.js':
          "const AWSXRay = require('aws-xray-sdk-core');\nmodule.exports = AWSXRay.captureAWS(require('aws-sdk'));",
      },
      GLOBAL_V2,
    ],
    [
      'by a function',
      "const { getAwsSdk } = require('./aws');\nconst AWS = getAwsSdk();\nconst sts = new AWS.STS();",
      {
        'src/aws.js':
          "const getAwsSdk = () => {\n  const AWS = require('aws-sdk');\n  AWS.config.region = global.region;\n  return AWS;\n};\nmodule.exports = { getAwsSdk };",
      },
      GLOBAL_V2,
    ],
    [
      'by the default function',
      "import getAwsSdk from './aws';\nconst AWS = await getAwsSdk();\nexport const sts = new AWS.STS();",
      { 'src/aws.ts': "export default async function load() { return import('aws-sdk'); }" },
      GLOBAL_V2,
    ],
    [
      'by a function of a third file',
      "import { getAwsSdk } from './aws';\nnew (getAwsSdk().STS)();",
      {
        'src/aws.ts': "export { load as getAwsSdk } from './load';",
        'src/load.ts': "import AWS from 'aws-sdk';\nexport const load = () => AWS;",
      },
      GLOBAL_V2,
    ],
    [
      'which may have set a region',
      "import AWS from './aws';\nnew AWS.STS({ stsRegionalEndpoints: 'regional' });",
      { 'src/aws.ts': "import AWS from 'aws-sdk';\nAWS.config.update({ region: 'eu-west-1' });\nexport default AWS;" },
      [],
    ],
  ])('%s', (_, client, others, expected) => {
    expect(verdicts(project(client, others))).toEqual(expected);
  });
});

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
      `${CLIENT}import { withDefaults } from './config';\nexport const make = (own: object) => new STSClient(withDefaults(own));`,
      { 'src/config.ts': 'export const withDefaults = (own: object) => ({ maxAttempts: 2, ...own });' },
    ],
    [
      'when the file fills an imported object in',
      `${CLIENT}import { config } from './config';\nconfig.region = load();\nconfig.endpoint = load();\nnew STSClient(config);`,
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
    `${CLIENT}import { config } from './config';\nimport { log } from './log';\nimport type { Huge } from './huge';\nlog(config);\nnew STSClient({ region: 'eu-west-1' });\nexport const use = (huge: Huge) => huge;`,
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
