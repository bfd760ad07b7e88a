import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { COMMONJS, ESM, manifest, tsconfig } from '../../../project/migrate-in.js';
import { runIn, type Outcome } from '../../run-in-process.js';
import { tree, type Content, type Tree } from '../../tree.js';

type Files = Readonly<Record<string, Content>>;

const run = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });
const warningsOf = async (dir: Tree, ...args: readonly string[]): Promise<readonly string[]> => {
  const { status, stderr } = await run(dir, ...args);
  expect(status).toBe(0);
  return stderr.split('\n').filter((line) => line.includes('will be missing'));
};

describe('a helper outside of package.json#files', () => {
  const published = (more: object): string => JSON.stringify({ name: 'x', type: 'module', ...more }, undefined, 2);

  it('is warned about where a published file imports it', async () => {
    const dir = tree({ 'package.json': published({ files: ['index.js', 'session.js'] }), 'index.js': ESM });
    expect(await warningsOf(dir)).toEqual([
      'aws/sts-failover.js will be missing where index.js runs: `files` leaves it out of the published ' +
        'package (package.json:4). Add it to `files`, or name another place with --helper-path ' +
        'or the setting `helper.module`.',
    ]);
  });

  it.each<[string, Files]>([
    ['its folder is published', { 'package.json': published({ files: ['./index.js', 'aws/'] }), 'index.js': ESM }],
    ['a pattern has it', { 'package.json': published({ files: ['**/*.js'] }), 'index.js': ESM }],
    ['everything is published', { 'package.json': published({ files: ['./'] }), 'index.js': ESM }],
    ['there is no such list', { 'package.json': published({}), 'index.js': ESM }],
    ['nothing is published', { 'package.json': published({ files: ['index.js'], private: true }), 'index.js': ESM }],
    [
      'the file that imports it is not published',
      { 'package.json': published({ files: ['lib'] }), 'scripts/deploy.js': ESM },
    ],
    [
      'a file of the same name is published',
      { 'package.json': published({ files: ['index.js'] }), 'scripts/index.js': ESM },
    ],
    [
      'what is published is compiled',
      {
        'package.json': published({ files: ['bin', 'dist'] }),
        'tsconfig.json': tsconfig({ outDir: 'dist' }),
        'bin/run.ts': ESM,
      },
    ],
  ])('is silent where %s', async (_, files) => {
    expect(await warningsOf(tree(files))).toEqual([]);
  });
});

const CDK = JSON.stringify({
  name: 'x',
  scripts: { build: 'tsc' },
  dependencies: { '@aws-sdk/client-sts': '^3.700.0', 'aws-cdk-lib': '^2.200.0' },
});

const HEAD =
  "import * as path from 'node:path';\nimport * as fs from 'node:fs';\n" +
  "import { CustomResourceProvider } from 'aws-cdk-lib';\nimport * as lambda from 'aws-cdk-lib/aws-lambda';\n";
const stack = (code: string): string => `${HEAD}${code}\n`;
const app = (code: string, more: Files = {}): Tree =>
  tree({ 'package.json': CDK, 'cdk.json': '{}', 'lib/stack.ts': stack(code), 'lambda/h/index.js': COMMONJS, ...more });

const ALONE =
  /^lib\/aws\/sts-failover\.js will be missing where lambda\/h\/index\.js runs: lambda\/h is deployed without it \(lib\/stack\.ts:5\)\. Give the folder a helper of its own: on the code as it was before, run `sts-regional migrate lambda\/h --helper-path lambda\/h\/sts-failover`\.$/;

describe('a helper outside of a folder that the CDK deploys', () => {
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
  ])('is warned about: %s', async (_, code) => {
    expect(await warningsOf(app(code))).toEqual([expect.stringMatching(ALONE)]);
  });

  it('is inside once the folder has its own, as the warning says', async () => {
    const dir = app("lambda.Code.fromAsset('lambda/h');");
    expect(await warningsOf(dir, 'lambda/h', '--helper-path', 'lambda/h/sts-failover')).toEqual([]);
    expect(dir.read('lambda/h/index.js')).toContain("require('./sts-failover')");
  });

  it('is warned about where the sources are compiled beside the code that deploys them', async () => {
    const dir = tree({
      'package.json': CDK,
      'tsconfig.json': tsconfig({ rootDir: 'src', outDir: 'lib' }),
      'src/index.ts': stack(
        "CustomResourceProvider.getOrCreate(this, 'X', { codeDirectory: path.join(__dirname, 'handler') });",
      ),
      'src/handler/index.ts': ESM,
    });
    expect(await warningsOf(dir)).toEqual([
      expect.stringContaining(
        'src/aws/sts-failover.ts will be missing where src/handler/index.ts runs: src/handler is ' +
          'deployed without it (src/index.ts:5). ',
      ),
    ]);
  });

  it('is warned about where the sources are compiled in their place', async () => {
    const dir = app("lambda.Code.fromAsset('lambda/h');", { 'lambda/h/index.js': '', 'lambda/h/index.ts': ESM });
    expect(await warningsOf(dir)).toEqual([
      expect.stringContaining(
        'lib/aws/sts-failover.ts will be missing where lambda/h/index.ts runs: lambda/h is ' +
          'deployed without it (lib/stack.ts:5). ',
      ),
    ]);
  });

  const BUNDLED = CDK.replace('"aws-cdk-lib"', '"esbuild":"^0.25.0","aws-cdk-lib"');

  it('is warned about in the file that is started as it is, whatever else is bundled', async () => {
    const code =
      "new lambda.Function(this, 'X', { handler: 'index.handler', code: lambda.Code.fromAsset('lambda/h') });";
    expect(await warningsOf(app(code, { 'package.json': BUNDLED }))).toEqual([expect.stringMatching(ALONE)]);
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
  ])('is silent where %s', async (_, code, more) => {
    expect(await warningsOf(app(code, more))).toEqual([]);
  });
});

describe('a helper beside a file whose text is deployed', () => {
  it.each([
    ['at once', "lambda.Code.fromInline(fs.readFileSync('lambda/h/index.js', 'utf8'));"],
    [
      'through names',
      "const file = path.join(__dirname, '../lambda/h', 'index.js'); const code = " +
        'fs.readFileSync(file).toString(); lambda.Code.fromInline(code);',
    ],
  ])('is warned about: %s', async (_, code) => {
    expect(await warningsOf(app(code, { 'lambda/h/package.json': manifest() }))).toEqual([
      'lambda/h/aws/sts-failover.js will be missing where lambda/h/index.js runs: the text of that file ' +
        'alone is deployed (lib/stack.ts:5). It can import no file: take the change back, or deploy ' +
        'its folder with `Code.fromAsset`.',
    ]);
  });
});

describe('a helper outside of a folder that a template deploys', () => {
  const template = (properties: string, more = ''): string =>
    `Resources:\n  Handler:\n    Type: AWS::Serverless::Function\n    Properties:\n${properties}${more}`;
  const RUNTIME = '      Runtime: nodejs22.x\n      Handler: index.handler\n';
  const project = (text: string): Tree =>
    tree({ 'package.json': manifest(), 'template.yaml': text, 'src/other.js': '', 'lambda/h/index.js': COMMONJS });
  const WARNING =
    /^src\/aws\/sts-failover\.js will be missing where lambda\/h\/index\.js runs: lambda\/h is deployed without it \(template\.yaml:\d\)\. /;

  it.each([
    ['of the function', template(`      CodeUri: lambda/h/\n${RUNTIME}`)],
    [
      'of all functions',
      `Globals:\n  Function:\n    CodeUri: ./lambda/h\n    Runtime: nodejs22.x\n` +
        template('      Handler: index.handler\n'),
    ],
    ['of plain CloudFormation', template(`      Code: lambda/h\n${RUNTIME}`).replace('Serverless', 'Lambda')],
  ])('is warned about: %s', async (_, text) => {
    expect(await warningsOf(project(text))).toEqual([expect.stringMatching(WARNING)]);
  });

  it.each([
    [
      'the function is bundled',
      template(`      CodeUri: lambda/h/\n${RUNTIME}`, '    Metadata:\n      BuildMethod: esbuild\n'),
    ],
    ['the function is in another language', template('      CodeUri: lambda/h/\n      Runtime: python3.13\n')],
    ['the code is uploaded by other means', template(`      CodeUri: s3://bucket/lambda/h\n${RUNTIME}`)],
    ['the folder is the whole project', template(`      CodeUri: .\n${RUNTIME}`)],
  ])('is silent where %s', async (_, text) => {
    expect(await warningsOf(project(text))).toEqual([]);
  });
});

describe('a helper outside of a folder that a script packs', () => {
  const packed = (script: string): string => JSON.stringify({ name: 'x', scripts: { pack: script } }, undefined, 2);

  it('is warned about where that folder is compiled', async () => {
    const dir = tree({
      'package.json': packed('tsc -p . && cd build/lambda && bestzip ../function.zip *'),
      'tsconfig.json': tsconfig({ rootDir: '.', outDir: 'build' }),
      'lambda/index.ts': ESM,
      'lib/stack.ts': '',
    });
    expect(await warningsOf(dir)).toEqual([
      'lib/aws/sts-failover.ts will be missing where lambda/index.ts runs: lambda is deployed without it ' +
        '(package.json:4). Give the folder a helper of its own: on the code as it was before, run ' +
        '`sts-regional migrate lambda --helper-path lambda/sts-failover`.',
    ]);
  });

  it('is warned about where that folder is packed as it is', async () => {
    const dir = tree({
      'package.json': packed('cd lambda && zip -r ../function.zip .'),
      'lambda/index.js': COMMONJS,
      'lib/other.js': '',
    });
    expect(await warningsOf(dir)).toEqual([
      expect.stringContaining(
        'lib/aws/sts-failover.js will be missing where lambda/index.js runs: lambda is deployed ' +
          'without it (package.json:4). ',
      ),
    ]);
  });

  it.each([
    ['the archive takes in more', 'cd lambda && zip -r ../function.zip . ../lib'],
    ['something bundles into the folder', 'webpack && cd lambda && zip -r ../function.zip .'],
  ])('is silent where %s', async (_, script) => {
    expect(
      await warningsOf(tree({ 'package.json': packed(script), 'lambda/index.js': COMMONJS, 'lib/other.js': '' })),
    ).toEqual([]);
  });
});
