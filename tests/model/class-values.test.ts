import { describe, expect, it } from 'vitest';
import { modelOfText } from '../../src/model/from-text.js';
import { classValuesIn } from '../../src/model/sites/class-values.js';

function classValuesOf(code: string): readonly string[] {
  const text = `import { STSClient } from '@aws-sdk/client-sts';\nimport { awsClient, createClient, factory } from './aws.js';\n${code}`;
  const result = modelOfText(text, '/project/a.ts');
  if (result === 'no-sts' || 'failure' in result) throw new Error(`Not read: ${text}`);
  return classValuesIn(result.model, { isHelper: () => false }).map(({ name }) => name);
}

describe('a client class is passed on', () => {
  it.each([
    ['to injection', "export const provider = { provide: 'sts', useClass: STSClient };\n"],
    ['to a function of another file that says it builds', 'export const client = createClient(STSClient);\n'],
    ['to a method that says it builds', 'export const client = factory.create(STSClient, {});\n'],
    ['beside the settings of a client', "export const client = awsClient(STSClient, { region: 'eu-west-1' });\n"],
  ])('%s', (_, code) => {
    expect(classValuesOf(code)).toEqual(['STSClient']);
  });
});

describe('a client class is only named', () => {
  it.each([
    ['to look up what was built elsewhere', 'container.get(STSClient)'],
    ['to look it up with options', "container.get(STSClient, { args: ['123456789012'] })"],
    ['to stand in for it', 'createMock(STSClient)'],
    ['to ask what something is', 'isInstance(client, STSClient)'],
    ['for its prototype', 'Object.create(STSClient.prototype)'],
  ])('%s', (_, code) => {
    expect(classValuesOf(`export const result = ${code};\n`)).toEqual([]);
  });

  it('for a function of the same file, which shows how it is built', () => {
    expect(
      classValuesOf(
        'function createLocal(Client) {\n  return new Client({});\n}\nexport const client = createLocal(STSClient);\n',
      ),
    ).toEqual([]);
  });
});
