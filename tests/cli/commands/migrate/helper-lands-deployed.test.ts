import { describe, expect, it } from 'vitest';
import { COMMONJS, ESM, manifest, tsconfig } from '../../../project/migrate-in.js';
import { tree, type Tree } from '../../tree.js';
import { landing, run, type Files } from './landing.js';

const CDK = JSON.stringify({
  name: 'x',
  scripts: { build: 'tsc' },
  dependencies: { '@aws-sdk/client-sts': '^3.700.0', 'aws-cdk-lib': '^2.200.0' },
});

const HEAD =
  "import * as path from 'node:path';\nimport * as fs from 'node:fs';\n" +
  "import { CustomResourceProvider } from 'aws-cdk-lib';\nimport * as lambda from 'aws-cdk-lib/aws-lambda';\n";
const stack = (code: string): string => `${HEAD}${code}\n`;
/** Keeps the helper in the sources, for files outside of them too. */
const USES_STS = "exports.STSClient = require('@aws-sdk/client-sts').STSClient;\n";
const app = (code: string, more: Files = {}): Tree =>
  tree({
    'package.json': CDK,
    'cdk.json': '{}',
    'lib/stack.ts': stack(code),
    'lib/sdk.js': USES_STS,
    'lambda/h/index.js': COMMONJS,
    ...more,
  });

describe('the helper of a folder that the CDK deploys alone', () => {
  it.each([
    ['from the folder of the application', "lambda.Code.fromAsset('lambda/h');"],
    ['from the folder of the file', "lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda', 'h'));"],
    ['from a template', 'lambda.Code.fromAsset(`${__dirname}/../lambda/h`);'],
    ['above the file', "lambda.Code.fromAsset(path.resolve(__dirname, '../lambda/h'), { exclude: ['*.md'] });"],
    [
      'of a custom resource',
      "CustomResourceProvider.getOrCreateProvider(this, 'X', { codeDirectory: path.join(__dirname, '../lambda/h') });",
    ],
    [
      'of a function',
      "new lambda.Function(this, 'X', { handler: 'index.handler', code: lambda.Code.fromAsset('lambda/h') });",
    ],
    ['through a class', "new lambda.AssetCode('lambda/h');"],
  ])('lands in that folder: %s', async (_, code) => {
    const dir = app(code);
    expect(await landing(dir)).toEqual(['lambda/h/aws/sts-failover.js']);
    expect(dir.read('lambda/h/index.js')).toContain("require('./aws/sts-failover')");
  });

  it('has no place where the user names one outside, and the next step names one inside', async () => {
    const dir = app("lambda.Code.fromAsset('lambda/h');");
    const { status, stdout } = await run(dir, '--helper-path', 'lib/sts-failover', '--fail-on-skipped');
    expect({ status, text: dir.read('lambda/h/index.js') }).toEqual({ status: 1, text: COMMONJS });
    expect(stdout).toContain(
      'The folder lambda/h is deployed without the helper lib/sts-failover.js (lib/stack.ts:5). ' +
        'Run again over that folder with `--helper-path lambda/h/sts-failover`.',
    );
    expect(await landing(dir, 'lambda/h', '--helper-path', 'lambda/h/sts-failover')).toEqual([
      'lambda/h/sts-failover.js',
    ]);
    expect(dir.read('lambda/h/index.js')).toContain("require('./sts-failover')");
  });

  it('is found again by a later run', async () => {
    const dir = app("lambda.Code.fromAsset('lambda/h');");
    await run(dir);
    dir.write({ 'lambda/h/second.js': COMMONJS });
    expect(await landing(dir)).toEqual([]);
    expect(dir.read('lambda/h/second.js')).toContain("require('./aws/sts-failover')");
  });

  it.each(['json', 'sarif', 'html', 'text'])('is missed in the report as %s', async (format) => {
    const dir = app("lambda.Code.fromAsset('lambda/h');");
    const { stdout } = await run(dir, '--helper-path', 'lib/sts-failover', '--format', format);
    expect(stdout).toContain('The folder lambda/h is deployed without the helper lib/sts-failover.js (lib/stack.ts:5)');
  });

  it('lands there where the sources are compiled beside the code that deploys them', async () => {
    const dir = tree({
      'package.json': CDK,
      'tsconfig.json': tsconfig({ rootDir: 'src', outDir: 'lib' }),
      'src/index.ts': stack(
        "CustomResourceProvider.getOrCreate(this, 'X', { codeDirectory: path.join(__dirname, 'handler') });",
      ),
      'src/handler/index.ts': ESM,
    });
    expect(await landing(dir)).toEqual(['src/handler/aws/sts-failover.ts']);
  });

  it('lands there where the sources are compiled in their place', async () => {
    const dir = app("lambda.Code.fromAsset('lambda/h');", { 'lambda/h/index.js': '', 'lambda/h/index.ts': ESM });
    expect(await landing(dir)).toEqual(['lambda/h/aws/sts-failover.ts']);
  });

  const BUNDLED = CDK.replace('"aws-cdk-lib"', '"esbuild":"^0.25.0","aws-cdk-lib"');

  it('lands there where the file is started as it is, whatever else is bundled', async () => {
    const code =
      "new lambda.Function(this, 'X', { handler: 'index.handler', code: lambda.Code.fromAsset('lambda/h') });";
    expect(await landing(app(code, { 'package.json': BUNDLED }))).toEqual(['lambda/h/aws/sts-failover.js']);
  });

  it.each<[string, string, Files?]>([
    ['the function is bundled', "new NodejsFunction(this, 'X', { entry: 'lambda/h/index.js' });"],
    ['the asset is bundled', "lambda.Code.fromAsset('lambda/h', { bundling: { image } });"],
    ['the options of the asset come from elsewhere', "lambda.Code.fromAsset('lambda/h', options);"],
    ['something may bundle into the folder', "lambda.Code.fromAsset('lambda/h');", { 'package.json': BUNDLED }],
    [
      'what is started is made first',
      "new lambda.Function(this, 'X', { handler: 'dist/index.handler', code: lambda.Code.fromAsset('lambda/h') });",
    ],
    ['the folder is the whole application', "lambda.Code.fromAsset('.');"],
    ['the folder is another one', "lambda.Code.fromAsset('lambda/h2');"],
    ['the folder is not known', 'lambda.Code.fromAsset(folder);'],
    ['the name is not of the CDK', "import { Code } from './code';\nCode.fromAsset('lambda/h');"],
    ['a test deploys it', '', { 'test/stack.test.ts': stack("lambda.Code.fromAsset('lambda/h');") }],
    [
      'nothing compiles it',
      "lambda.Code.fromAsset('lambda/h');",
      { 'package.json': CDK.replace('"tsc"', '"jest"'), 'lambda/h/index.js': '', 'lambda/h/index.ts': ESM },
    ],
    [
      'what is compiled is elsewhere',
      "lambda.Code.fromAsset('lambda/h');",
      { 'tsconfig.json': tsconfig({ outDir: 'dist' }), 'lambda/h/index.js': '', 'lambda/h/index.ts': ESM },
    ],
  ])('lands at the usual place where %s', async (_, code, more) => {
    expect(await landing(app(code, more))).toEqual([expect.stringMatching(/^lib\/aws\/sts-failover\.[jt]s$/)]);
  });
});

describe('the helper of a file that is deployed alone', () => {
  it.each([
    ['at once', "lambda.Code.fromInline(fs.readFileSync('lambda/h/index.js', 'utf8'));"],
    [
      'through names',
      "const file = path.join(__dirname, '../lambda/h', 'index.js'); const code = " +
        'fs.readFileSync(file).toString(); lambda.Code.fromInline(code);',
    ],
    [
      'in a property',
      "new CfnFunction(this, 'X', { code: { zipFile: fs.readFileSync('lambda/h/index.js', 'utf8') } });",
    ],
    ['through a class', "new lambda.InlineCode(fs.readFileSync('lambda/h/index.js', 'utf8'));"],
  ])('has no place: %s', async (_, code) => {
    const dir = app(code, { 'lambda/h/package.json': manifest() });
    expect(await landing(dir)).toEqual([
      'This file is deployed alone (lib/stack.ts:5), so it can import no other file',
    ]);
    expect(dir.read('lambda/h/index.js')).toBe(COMMONJS);
  });
});

describe('the helper of a folder that a template deploys alone', () => {
  const template = (properties: string, more = ''): string =>
    `Resources:\n  Handler:\n    Type: AWS::Serverless::Function\n    Properties:\n${properties}${more}`;
  const RUNTIME = '      Runtime: nodejs22.x\n      Handler: index.handler\n';
  const project = (text: string): Tree =>
    tree({ 'package.json': manifest(), 'template.yaml': text, 'src/sdk.js': USES_STS, 'lambda/h/index.js': COMMONJS });
  it.each([
    ['of the function', template(`      CodeUri: lambda/h/\n${RUNTIME}`)],
    [
      'of all functions',
      `Globals:\n  Function:\n    CodeUri: ./lambda/h\n    Runtime: nodejs22.x\n` +
        template('      Handler: index.handler\n'),
    ],
    ['of plain CloudFormation', template(`      Code: lambda/h\n${RUNTIME}`).replace('Serverless', 'Lambda')],
  ])('lands in that folder: %s', async (_, text) => {
    expect(await landing(project(text))).toEqual(['lambda/h/aws/sts-failover.js']);
  });

  it('has no place where the template deploys one file', async () => {
    expect(await landing(project(template(`      CodeUri: lambda/h/index.js\n${RUNTIME}`)))).toEqual([
      'This file is deployed alone (template.yaml:5), so it can import no other file',
    ]);
  });

  it.each([
    [
      'the function is bundled',
      template(`      CodeUri: lambda/h/\n${RUNTIME}`, '    Metadata:\n      BuildMethod: esbuild\n'),
    ],
    ['the function is in another language', template('      CodeUri: lambda/h/\n      Runtime: python3.13\n')],
    ['the code is uploaded by other means', template(`      CodeUri: s3://bucket/other\n${RUNTIME}`)],
    ['the folder is the whole project', template(`      CodeUri: .\n${RUNTIME}`)],
  ])('lands at the usual place where %s', async (_, text) => {
    expect(await landing(project(text))).toEqual(['src/aws/sts-failover.js']);
  });
});

describe('the helper of a folder that a script packs', () => {
  const packed = (script: string): string => JSON.stringify({ name: 'x', scripts: { pack: script } }, undefined, 2);

  it('lands in that folder where it is compiled', async () => {
    const dir = tree({
      'package.json': packed('tsc -p . && cd build/lambda && bestzip ../function.zip *'),
      'tsconfig.json': tsconfig({ rootDir: '.', outDir: 'build' }),
      'lambda/index.ts': ESM,
      'lib/stack.ts': '',
    });
    expect(await landing(dir)).toEqual(['lambda/aws/sts-failover.ts']);
  });

  it('lands in that folder where it is packed as it is', async () => {
    const dir = tree({
      'package.json': packed('cd lambda && zip -r ../function.zip .'),
      'lambda/index.js': COMMONJS,
      'lib/other.js': '',
    });
    expect(await landing(dir)).toEqual(['lambda/aws/sts-failover.js']);
  });

  it.each([
    ['the archive takes in more', 'cd lambda && zip -r ../function.zip . ../lib'],
    ['something bundles into the folder', 'webpack && cd lambda && zip -r ../function.zip .'],
  ])('lands at the usual place where %s', async (_, script) => {
    expect(
      await landing(tree({ 'package.json': packed(script), 'lambda/index.js': COMMONJS, 'lib/sdk.js': USES_STS })),
    ).toEqual(['lib/aws/sts-failover.js']);
  });
});

describe('the helper of a function with an old runtime', () => {
  const template = (runtime: string): string => `Resources:
  Login:
    Type: AWS::Lambda::Function
    Properties:
      Handler: login.handler
      Code: { S3Bucket: built, S3Key: login.zip }
      Runtime: ${runtime}
`;
  const inTemplate = (runtime: string): Files => ({
    'package.json': '{}',
    'functions/login/package.json': manifest(),
    'functions/login/login.js': COMMONJS,
    'templates/sam.yaml': template(runtime),
  });

  it('is not written, wherever the template is', async () => {
    expect(await landing(tree(inTemplate('nodejs12.x')))).toEqual([
      'This code runs on nodejs12.x (templates/sam.yaml:7), and the helper needs Node.js 14 or later',
    ]);
    expect(await landing(tree(inTemplate('nodejs22.x')))).toEqual(['functions/login/aws/sts-failover.js']);
  });
});
