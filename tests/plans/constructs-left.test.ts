import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { PROJECT, REGIONS } from '../codemods/fixtures.js';
import { readText } from '../repository/repository.js';

const CLIENT = "import { STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';\n";

function leftOf(code: string): readonly { readonly reason: string; readonly nextStep: string }[] {
  const result = migrateText(CLIENT + code, '/project/a.ts', {
    settings: { regions: REGIONS },
    only: ['failover'],
    project: PROJECT,
  });
  if (result.status === 'unparsable') throw new Error(result.message);
  return result.skipped;
}

describe('what the failover codemod cannot rewrite is listed with a next step', () => {
  it.each([
    [
      'a class that injection builds',
      "export const provider = { provide: 'sts', useClass: STSClient };\n",
      'built out of sight',
      'useFactory',
    ],
    [
      'a class that reflection builds',
      "export const client = Reflect.construct(STSClient, [{ region: 'eu-west-1' }]);\n",
      'built out of sight',
      'where it is used',
    ],
    [
      'a class that a function builds beside others',
      "const make = (Client, config) => new Client(config);\nexport const [sts, date] = [make(STSClient, { region: 'eu-west-1' }), make(Date, 0)];\n",
      'built out of sight',
      'where it is used',
    ],
    [
      'a class that a function of another file builds',
      "import { createClient } from './aws.js';\nexport const client = createClient(STSClient);\n",
      'built out of sight',
      'createStsClient',
    ],
    [
      'a class that a method builds',
      "import { factory } from './aws.js';\nexport const client = factory.create(STSClient, {});\n",
      'built out of sight',
      'createStsClient',
    ],
    [
      'a class beside the settings of a client',
      "import { awsClient } from './aws.js';\nexport const client = awsClient(STSClient, { region: 'eu-west-1' });\n",
      'built out of sight',
      'createStsClient',
    ],
    [
      'a subclass with its own constructor',
      "export class Fixed extends STSClient {\n  constructor() {\n    super({ region: 'eu-west-1' });\n  }\n}\n",
      'inside a class',
      'createStsClient(config, YourClass)',
    ],
    [
      'a server of another kind, with a region of its own',
      "export const client = new STSClient({ endpoint: 'http://localhost:9000', region: 'local' });\n",
      'has an endpoint of its own',
      'Remove the endpoint',
    ],
    [
      'a region that AWS does not have',
      "export const client = new STSClient({ region: 'local' });\n",
      'none that AWS has',
      'Correct the region',
    ],
    [
      'a role assumer with plug-ins',
      "export const assume = getDefaultRoleAssumer({ region: 'eu-west-1' }, []);\n",
      'as it is written',
      'stsProvider',
    ],
  ])('%s', (_, code, reason, nextStep) => {
    expect(leftOf(code)).toEqual([
      expect.objectContaining({
        reason: expect.stringContaining(reason) as string,
        nextStep: expect.stringContaining(nextStep) as string,
      }),
    ]);
  });

  it('says where to read how, when the next step needs the helper', () => {
    const [request] = leftOf("export const who = (signed) => fetch('https://sts.eu-west-1.amazonaws.com/', signed);\n");
    const [, page = '', anchor = ''] = /\(how: https:.*\/blob\/main\/(.*)#(.*)\)$/.exec(request?.nextStep ?? '') ?? [];
    expect(readText(page).toLowerCase()).toContain(`\n## ${anchor.replaceAll('-', ' ')}\n`);
  });

  it.each([
    ['to look up what was built elsewhere', 'container.get(STSClient)'],
    ['to look it up with options', "container.get(STSClient, { args: ['123456789012'] })"],
    ['to stand in for it', 'createMock(STSClient)'],
    ['to ask what something is', 'isInstance(client, STSClient)'],
    ['for its prototype', 'Object.create(STSClient.prototype)'],
  ])('says nothing of a class that is only named: %s', (_, code) => {
    expect(
      leftOf(`import { client, container, createMock, isInstance } from './aws.js';\nexport const result = ${code};\n`),
    ).toEqual([]);
  });

  it('says nothing of a class for a function of the same file, where the client is rewritten', () => {
    expect(
      leftOf(
        'function createLocal(Client) {\n  return new Client({});\n}\nexport const client = createLocal(STSClient);\n',
      ),
    ).toEqual([]);
  });
});
