import { describe, expect, it } from 'vitest';
import { deploymentsInCode } from '../../../src/project/deployed/in-code.js';
import { viewFrom } from '../../../src/project/run-view.js';
import { oldNodeOf } from '../../../src/project/runtime/old-node.js';
import { tree, type Tree } from '../../cli/tree.js';
import { COMMONJS, migrateIn } from '../migrate-in.js';

type Files = Readonly<Record<string, string>>;

/** What says that a file runs on an old Node.js: the name and the place. */
function oldNode(dir: Tree, file: string, more: Partial<ReturnType<typeof viewFrom>> = {}): string | undefined {
  const found = oldNodeOf(dir.path(file), { ...viewFrom(dir.root), ...more });
  return found && `${found.name} (${found.evidence.file.slice(dir.root.length + 1)}:${found.evidence.line})`;
}
const oldNodeWith = (files: Files, file = 'a.js'): string | undefined =>
  oldNode(tree({ 'package.json': '{ "name": "a" }', [file]: '', ...files }), file);

describe('the helper in JavaScript', () => {
  it.each([
    [
      'Electron',
      { 'package.json': '{ "devDependencies": { "electron": "^7.1.1" } }' },
      'the Node.js of Electron ^7.1.1 (package.json:1)',
    ],
    ['a Lambda function', { 'serverless.yml': 'provider:\n  runtime: nodejs12.x\n' }, 'nodejs12.x (serverless.yml:2)'],
  ])('is not written for %s with a Node.js older than 14', (_, files, words) => {
    const dir = tree({ 'package.json': '{}', ...files, 'a.js': COMMONJS });
    const { helper, skipped } = migrateIn(dir, 'a.js');
    expect(helper).toBeUndefined();
    expect(skipped.join()).toContain(`This code runs on ${words}, and the helper needs Node.js 14 or later`);
  });

  it('is written for TypeScript, which is compiled for its runtime', () => {
    const dir = tree({
      'package.json': '{}',
      '.nvmrc': '12',
      'a.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({ region: 'eu-west-1' });\n",
    });
    expect(migrateIn(dir, 'a.ts').helper).toBe('aws/sts-failover.ts');
  });
});

describe('an old Node.js', () => {
  const lock = '{\n  "dependencies": {\n    "electron": { "version": "7.1.1" }\n  }\n}\n';

  it.each<[string, Files, string]>([
    ['engines', { 'package.json': '{\n  "engines": { "node": ">=8 <13" }\n}' }, 'Node.js >=8 <13 (package.json:2)'],
    ['volta', { 'package.json': '{ "volta": { "node": "12.22.1" } }' }, 'Node.js 12.22.1 (package.json:1)'],
    [
      'the locked version of Electron',
      { 'package.json': '{ "dependencies": { "electron": ">=7" } }', 'package-lock.json': lock },
      'the Node.js of Electron 7.1.1 (package-lock.json:3)',
    ],
    ['.nvmrc', { '.nvmrc': 'v12.13.0\n' }, 'Node.js v12.13.0 (.nvmrc:1)'],
    ['the name of a release in .nvmrc', { '.nvmrc': 'lts/erbium\n' }, 'Node.js lts/erbium (.nvmrc:1)'],
    ['.node-version', { '.node-version': '10' }, 'Node.js 10 (.node-version:1)'],
    ['.tool-versions', { '.tool-versions': 'python 3.12\nnodejs 12.22.1\n' }, 'Node.js 12.22.1 (.tool-versions:2)'],
    ['an action', { 'action.yml': "runs:\n  using: 'node12'\n" }, 'node12 (action.yml:2)'],
    [
      'the runtime of serverless.ts',
      { 'serverless.ts': "x = {\n  runtime: 'nodejs10.x',\n}" },
      'nodejs10.x (serverless.ts:2)',
    ],
    [
      'one function of serverless.yml',
      { 'serverless.yml': 'runtime: nodejs20.x\nfunctions:\n  a:\n    runtime: nodejs8.10\n' },
      'nodejs8.10 (serverless.yml:4)',
    ],
    [
      'Terraform',
      { 'main.tf': 'resource "aws_lambda_function" "a" {\n  runtime = "nodejs12.x"\n}\n' },
      'nodejs12.x (main.tf:2)',
    ],
    ['an image', { Dockerfile: '# x\nFROM node:8-alpine\nCOPY . .\n' }, 'node:8-alpine (Dockerfile:2)'],
    ['an image by an argument', { Dockerfile: 'ARG NODE=12\nFROM node:${NODE}\n' }, 'node:12 (Dockerfile:2)'],
    ['an image of Lambda', { Dockerfile: 'FROM public.ecr.aws/lambda/nodejs:12\n' }, 'nodejs:12 (Dockerfile:1)'],
    [
      'the image of the last stage',
      { Dockerfile: 'FROM node:20 AS build\nFROM node:erbium\n' },
      'node:erbium (Dockerfile:2)',
    ],
  ])('is named by %s', (_, files, expected) => {
    expect(oldNodeWith(files)).toBe(expected);
  });

  it.each<[string, Files]>([
    ['engines', { 'package.json': '{ "engines": { "node": ">=12" } }' }],
    ['Electron', { 'package.json': '{ "dependencies": { "electron": "^12.0.0" } }' }],
    ['.nvmrc', { '.nvmrc': 'lts/*\n' }],
    ['.nvmrc', { '.nvmrc': '14\n' }],
    ['.tool-versions', { '.tool-versions': 'python 3.12\n' }],
    ['an action', { 'action.yml': 'runs:\n  using: node20\n' }],
    [
      'a comment of serverless.yml',
      { 'serverless.yml': 'provider:\n  # runtime: nodejs8.10\n  runtime: nodejs20.x\n' },
    ],
    ['a variable of serverless.yml', { 'serverless.yml': 'provider:\n  runtime: nodejs${opt:node}\n' }],
    ['another language', { 'serverless.yml': 'provider:\n  runtime: python3.8\n' }],
    ['an image', { Dockerfile: 'FROM node:lts-alpine3.12\n' }],
    ['an image of something else', { Dockerfile: 'FROM node:8 AS build\nFROM nginx:1.12\n' }],
    [
      'an image that has a version of its own',
      { Dockerfile: 'FROM mcr.microsoft.com/azure-functions/node:3.0-node16\n' },
    ],
    ['one of several images', { Dockerfile: 'FROM node:20\n', 'Dockerfile.old': 'FROM node:8\n' }],
  ])('is not named by %s', (_, files) => {
    expect(oldNodeWith(files)).toBeUndefined();
  });
});

describe('a file that names an old Node.js says something about', () => {
  const packages = { 'package.json': '{}', 'app/package.json': '{}' };

  it.each([
    ['a version file', '.nvmrc', '12', 'Node.js 12 (.nvmrc:1)'],
    ['serverless.yml', 'serverless.yml', 'runtime: nodejs12.x', 'nodejs12.x (serverless.yml:1)'],
    ['a Dockerfile', 'Dockerfile', 'FROM node:8', undefined],
    ['an action', 'action.yml', 'using: node12', undefined],
  ])('packages below it: %s', (_, name, text, expected) => {
    expect(oldNodeWith({ ...packages, [name]: text }, 'app/src/a.js')).toBe(expected);
  });

  it.each([
    ['.nvmrc', '12', '20'],
    ['Dockerfile', 'FROM node:8', 'FROM node:20'],
  ])('nothing that a nearer %s speaks of', (name, old, recent) => {
    expect(oldNodeWith({ [name]: old, [`src/${name}`]: recent }, 'src/a.js')).toBeUndefined();
  });

  it('nothing beside its folder', () => {
    expect(oldNodeWith({ 'docker/Dockerfile': 'FROM node:8' }, 'src/a.js')).toBeUndefined();
  });
});

describe('the runtime of functions in a template', () => {
  const FUNCTION = (name: string, runtime: string, code: string, handler = 'index.handler'): string =>
    `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties:\n` +
    `      Handler: ${handler}\n      CodeUri: ${code}\n      Runtime: ${runtime}\n`;
  const template = (...functions: readonly string[]): Files => ({
    'template.yaml': `Resources:\n${functions.join('')}`,
  });

  it('is that of the files in the folder of their code', () => {
    const files = template(FUNCTION('Old', 'nodejs12.x', 'old/'), FUNCTION('New', 'nodejs20.x', 'new/'));
    expect(oldNodeWith(files, 'old/a.js')).toBe('nodejs12.x (template.yaml:7)');
    expect(oldNodeWith(files, 'new/a.js')).toBeUndefined();
    expect(oldNodeWith(files, 'scripts/a.js')).toBeUndefined();
  });

  it('is that of packages below the template, too', () => {
    const files = { ...template(FUNCTION('Old', 'nodejs12.x', 'old/')), 'old/package.json': '{}' };
    expect(oldNodeWith(files, 'old/a.js')).toBe('nodejs12.x (template.yaml:7)');
  });

  it('is that of all functions where the template says so once', () => {
    const files = {
      'template.yaml':
        'Globals:\n  Function:\n    Runtime: nodejs10.x\n' +
        'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src\n',
    };
    expect(oldNodeWith(files, 'src/a.js')).toBe('nodejs10.x (template.yaml:3)');
  });

  it('is that of the files around its handler where the code comes from an archive', () => {
    const old = FUNCTION('Old', 'nodejs12.x', 's3://bucket/old.zip', 'old.handler');
    const files = template(old, FUNCTION('New', 'nodejs20.x', 's3://bucket/new.zip', 'src/new.handler'));
    expect(oldNodeWith({ ...files, 'src/old.js': '' }, 'src/old.js')).toBe('nodejs12.x (template.yaml:7)');
    expect(oldNodeWith({ ...files, 'src/new.js': '' }, 'src/new.js')).toBeUndefined();
  });

  it('is that of everything below the template where no handler is found', () => {
    const files = template(FUNCTION('Old', 'nodejs12.x', 's3://bucket/old.zip', 'built.handler'));
    expect(oldNodeWith(files, 'src/a.js')).toBe('nodejs12.x (template.yaml:7)');
    expect(oldNodeWith({ ...files, 'src/package.json': '{}' }, 'src/a.js')).toBeUndefined();
  });

  it('says nothing where the code is a text of the template', () => {
    const inline = 'Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Runtime: nodejs12.x\n';
    const files = { 'template.yaml': `${inline}      Code:\n        ZipFile: exports.handler = () => {};\n` };
    expect(oldNodeWith(files, 'src/a.js')).toBeUndefined();
  });
});

describe('the runtime of a function of the CDK', () => {
  const stack = (runtime: string): string => `import * as lambda from 'aws-cdk-lib/aws-lambda';
export const handler = new lambda.Function(stack, 'F', {
  runtime: lambda.Runtime.${runtime},
  handler: 'index.handler',
  code: lambda.Code.fromAsset('lambda'),
});
`;
  const oldIn = (runtime: string, file: string): string | undefined => {
    const dir = tree({
      'package.json': '{ "dependencies": { "aws-cdk-lib": "^2.0.0" } }',
      'lib/stack.ts': stack(runtime),
      [file]: '',
    });
    const path = dir.path('lib/stack.ts');
    return oldNode(dir, file, { deploymentsAround: () => deploymentsInCode(path, dir.read('lib/stack.ts')) });
  };

  it('is that of the files in the folder that it deploys', () => {
    expect(oldIn('NODEJS_12_X', 'lambda/index.js')).toBe('NODEJS_12_X (lib/stack.ts:3)');
    expect(oldIn('NODEJS_12_X', 'scripts/a.js')).toBeUndefined();
    expect(oldIn('NODEJS_20_X', 'lambda/index.js')).toBeUndefined();
    expect(oldIn('NODEJS_LATEST', 'lambda/index.js')).toBeUndefined();
  });
});
