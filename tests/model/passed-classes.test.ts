import { describe, expect, it } from 'vitest';
import { regionOf } from '../../src/model/sites/site-facts.js';
import { modelOf } from './model-of.js';

const HEAD =
  "import AWS from 'aws-sdk';\n" +
  "import { STSClient } from '@aws-sdk/client-sts';\n" +
  "import { S3Client } from '@aws-sdk/client-s3';\n";

const regionsIn = (code: string): readonly string[] => {
  const model = modelOf(HEAD + code);
  return model.sites.map((site) => {
    const region = regionOf(site, model);
    return region.state === 'given' ? region.literals.map(({ value }) => String(value)).join() : region.state;
  });
};

describe('a class that is handed to a function of the file is built with what its call passes', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a whole configuration',
      'const make = (Client, config) => new Client(config);\n' +
        'make(STSClient, {});\n' +
        "make(STSClient, { region: 'eu-west-1' });\n" +
        "make(S3Client, { region: 'us-east-1' });",
      ['absent', 'eu-west-1'],
    ],
    [
      'a part of it',
      'export function make(Client, region) { return new Client({ region, maxAttempts: 2 }); }\n' +
        "make(STSClient, 'eu-west-1');\n" +
        'make(S3Client);',
      ['eu-west-1'],
    ],
    [
      'a spread',
      "export const make = (Client, config) => new Client({ region: 'eu-west-1', ...config });\n" +
        'make(STSClient, { maxAttempts: 2 });',
      ['eu-west-1'],
    ],
    [
      'nothing, for a default',
      "export const make = (Client, config = { region: 'eu-west-1' }) => new Client(config);\nmake(STSClient);",
      ['eu-west-1'],
    ],
    [
      'a region of the class around',
      'export class Clients {\n' +
        '  make(Client, region) { return new Client({ region }); }\n' +
        "  sts() { return this.make(STSClient, 'eu-west-1'); }\n" +
        "  s3() { return this.make(S3Client, 'us-east-1'); }\n" +
        '}',
      ['eu-west-1'],
    ],
    [
      'later',
      'export const lazy = (Client, config) => { let client; return () => (client ??= new Client(config)); ' +
        '};\n' +
        "export const sts = lazy(STSClient, { region: 'eu-west-1' });",
      ['eu-west-1'],
    ],
    [
      'for SDK v2',
      'const make = (Service, config) => new Service(config);\n' +
        "make(AWS.STS, { region: 'eu-west-1' });\n" +
        'make(AWS.S3, {});',
      ['eu-west-1'],
    ],
    [
      'arguments of reflection',
      "Reflect.construct(STSClient, [{ region: 'eu-west-1' }]);\n" +
        'Reflect.construct(STSClient, []);\n' +
        'Reflect.construct(STSClient, args);',
      ['eu-west-1', 'absent', 'uncertain'],
    ],
  ])('%s', (_, code, expected) => {
    expect(regionsIn(code)).toEqual(expected);
  });

  it('and what is not known at the call stays unknown', () => {
    expect(
      regionsIn(
        'export const make = (Client, config) => new Client(config);\n' +
          'export const sts = (config) => make(STSClient, config);',
      ),
    ).toEqual(['uncertain']);
  });

  it.each([
    [
      'builds it in two places',
      'export const make = (Client, other) => (other ? new Client({}) : new Client());\nmake(STSClient);',
    ],
    [
      'goes through regions',
      'export function make(Client, command) {\n' +
        '  for (const region of REGIONS) try { return new Client({ region }).send(command); } catch {}\n' +
        '}\n' +
        'make(STSClient);',
    ],
  ])('and is left alone where the function %s', (_, code) => {
    expect(regionsIn(code)).toEqual([]);
  });
});
