import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../src/cli/engine.js';
import { runIn } from '../cli/run-in-process.js';
import { tree } from '../cli/tree.js';
import { CLIENT, GLOBAL_V2, NO_REGION, ONE_REGION, project, verdicts } from './verdicts.js';

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
      "const { STSClient } = require('@aws-sdk/client-sts');\n" +
        "const { config } = require('./config');\nnew STSClient(config);",
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
      `${CLIENT}import { getConfig } from './config';\n` +
        `export const make = async () => new STSClient(await getConfig());`,
      { 'src/config.ts': 'export const getConfig = async () => ({ maxAttempts: 2 });' },
      NO_REGION,
    ],
    [
      'by the declared result of a function',
      `${CLIENT}import { getConfig } from './config';\nnew STSClient(getConfig());`,
      {
        'src/config.ts':
          'export interface Config { region: string }\n' +
          'export function getConfig(): Config { return JSON.parse(text); }',
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
      `${CLIENT}import { AppConfig } from './types';\nexport class Service {\n` +
        `  constructor(private readonly config: AppConfig) {}\n` +
        `  make() { return new STSClient({ ...this.config, maxAttempts: 2 }); }\n}`,
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
      'src/client.js':
        `const { STSClient } = require('@aws-sdk/client-sts');\n` +
        `const config = require('./config');\nexports.client = new STSClient(${before});\n`,
    });
    await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1'], { engine: lazyEngine });
    expect(dir.read('src/client.js')).toContain(`createStsClient(${after})`);
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
          "const getAwsSdk = () => {\n  const AWS = require('aws-sdk');\n" +
          '  AWS.config.region = global.region;\n  return AWS;\n};\nmodule.exports = { getAwsSdk };',
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
