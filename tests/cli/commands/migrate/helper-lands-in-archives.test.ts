import { describe, expect, it } from 'vitest';
import { COMMONJS, manifest } from '../../../project/migrate-in.js';
import { tree, type Tree } from '../../tree.js';
import { landing, type Files } from './landing.js';

const archive = (source: string): string =>
  `data "archive_file" "h" {\n  type        = "zip"\n  ${source}\n  output_path = "out/h.zip"\n}\n` +
  'resource "aws_lambda_function" "h" {\n  filename = data.archive_file.h.output_path\n' +
  '  handler  = "index.handler"\n  runtime  = "nodejs20.x"\n}\n';
const moduleOf = (source: string): string =>
  `module "h" {\n  source      = "terraform-aws-modules/lambda/aws"\n  source_path = ${source}\n` +
  '  handler     = "index.handler"\n  runtime     = "nodejs20.x"\n}\n';

/** Two files that use STS, so that the helper would land above both. */
const repository = (terraform: Files): Tree =>
  tree({ 'package.json': manifest(), 'lambda/h/index.js': COMMONJS, 'other/index.js': COMMONJS, ...terraform });

describe('the helper of a folder that Terraform puts into an archive', () => {
  it.each<[string, Files]>([
    ['beside the module', { 'main.tf': archive('source_dir = "${path.module}/lambda/h"') }],
    ['from the working directory', { 'main.tf': archive('source_dir = "lambda/h"') }],
    ['above the module', { 'infra/main.tf': archive('source_dir = "${path.module}/../lambda/h"') }],
    ['with the module for functions', { 'main.tf': moduleOf('"./lambda/h"') }],
    ['in a list', { 'infra/main.tf': moduleOf('["${path.module}/../lambda/h"]') }],
    [
      'in JSON',
      { 'main.tf.json': JSON.stringify({ data: { archive_file: { h: { type: 'zip', source_dir: 'lambda/h' } } } }) },
    ],
  ])('lands in that folder: %s', async (_, terraform) => {
    const dir = repository(terraform);
    expect(await landing(dir)).toEqual(['aws/sts-failover.js', 'lambda/h/aws/sts-failover.js']);
    expect(dir.read('lambda/h/index.js')).toContain("require('./aws/sts-failover')");
  });

  it('has no place where one file is the whole archive', async () => {
    const dir = repository({ 'main.tf': archive('source_file = "${path.module}/lambda/h/index.js"') });
    expect(await landing(dir)).toEqual([
      'aws/sts-failover.js',
      'This file is deployed alone (main.tf:3), so it can import no other file',
    ]);
    expect(dir.read('lambda/h/index.js')).toBe(COMMONJS);
  });

  it.each([
    ['the path is known only where it runs', archive('source_dir = "${path.module}/lambda/${var.name}"')],
    ['it is built first', moduleOf('[{ path = "./lambda/h", commands = ["npm run bundle", ":zip"] }]')],
    ['the module is another', moduleOf('"./lambda/h"').replace('terraform-aws-modules/lambda/aws', './modules/x')],
  ])('lands where it would without Terraform when %s', async (_, text) => {
    expect(await landing(repository({ 'main.tf': text }))).toEqual(['aws/sts-failover.js']);
  });
});

describe('the helper of a function whose archive is made elsewhere', () => {
  const template = (code: string): string =>
    'Resources:\n  Login:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: index.handler\n' +
    `      Runtime: nodejs20.x\n      Code: { S3Bucket: built, S3Key: ${code} }\n`;
  const withTemplate = (code: string, folder: string, more: Files = {}): Tree =>
    tree({
      'package.json': manifest(),
      'backend/template.yaml': template(code),
      [`server/${folder}/index.js`]: COMMONJS,
      ...more,
    });

  it.each([
    ['its function', 'x.zip', 'Login'],
    ['its archive', 'built/demo-login.zip', 'login'],
  ])('lands in the folder with the name of %s', async (_, code, folder) => {
    expect(await landing(withTemplate(code, folder))).toEqual([`server/${folder}/aws/sts-failover.js`]);
  });

  it.each<[string, string, Files]>([
    ['the folder has another name', 'other', {}],
    ['the code may be bundled', 'Login', { 'package.json': '{"devDependencies":{"esbuild":"^0.25.0"}}' }],
  ])('lands in the source folder where %s', async (_, folder, more) => {
    expect(await landing(withTemplate('x.zip', folder, more))).toEqual(['server/aws/sts-failover.js']);
  });
});
