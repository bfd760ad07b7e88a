import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sources that use STS, in the proportions of application code: most are typed clients of SDK v3. */
const STS_FILES = [
  (n) =>
    `import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const client = new STSClient({});

export async function assume${n}(roleArn: string) {
  const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'session-${n}' }));
  return Credentials;
}
`,
  (n) =>
    `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export async function account${n}(region: string): Promise<string | undefined> {
  const sts = new STSClient({ region });
  return (await sts.send(new GetCallerIdentityCommand({}))).Account;
}
`,
  (n) =>
    `import { S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

export const bucket${n} = new S3Client({
  region: 'eu-west-1',
  credentials: fromTemporaryCredentials({ params: { RoleArn: process.env.ROLE_ARN!, RoleSessionName: 'reader-${n}' } }),
});
`,
  (n) =>
    `const AWS = require('aws-sdk');

const sts = new AWS.STS();

exports.whoAmI${n} = () => sts.getCallerIdentity({}).promise();
`,
  (n) =>
    `const AWS = require('aws-sdk');

exports.session${n} = (name) => new AWS.STS({ region: 'us-east-1', apiVersion: '2011-06-15' }).assumeRole({ RoleArn: name, RoleSessionName: 'x' }).promise();
`,
];
/** Sources that use AWS but not STS, which a prefilter may mistake. */
const AWS_FILES = [
  (n) =>
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({ region: process.env.AWS_REGION });

export const item${n} = (id: string) => client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }));
`,
  (n) =>
    `// Requests to AWS are signed elsewhere.
export const lists${n} = ['tests', 'costs', 'requests', 'hosts'].map((name) => name.toUpperCase());
`,
];
/** Configuration files: name, beginning, repeated part. The first two are about STS. */
const CONFIG_FILES = [
  [
    'deploy.yml',
    (n) => `name: deploy-${n}\non: push\nenv:\n  AWS_REGION: eu-west-1\n  AWS_STS_REGIONAL_ENDPOINTS: legacy\njobs:\n`,
    (n) => `  step-${n}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make part-${n}\n`,
  ],
  [
    '.env',
    () => 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=regional\n',
    (n) => `PART_${n}_URL=https://part-${n}.example.com\n`,
  ],
  [
    'template.yaml',
    (n) => `AWSTemplateFormatVersion: '2010-09-09'\nDescription: Part ${n}\nResources:\n`,
    (n) => `  Queue${n}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: part-${n}\n`,
  ],
  ['tsconfig.json', () => '{ "extends": "../../tsconfig.json", "compilerOptions": {} }\n', () => ''],
];
const FILE_BYTES = 8_000;

/** Pseudo-random numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Writes a tree of source files like the monorepo of a company.
 *
 * @param {string} folder must not exist
 * @param {{ files: number, sts: number, aws: number, config: number }} shape how many files, and which shares of them
 * use STS or other parts of AWS, or are configuration, half of which is about STS
 */
export function generateTree(folder, { files, sts, aws, config }) {
  const next = numbers(20_240_229);
  const pick = (list) => list[Math.floor(next() * list.length)];
  for (let index = 0; index < files; index += 1) {
    const kind = next();
    const module = join(folder, 'packages', `service-${index % 97}`, 'src', `module-${Math.floor(index / 97) % 13}`);
    if (kind > 1 - config) {
      const [name, begin, part] = pick(CONFIG_FILES);
      mkdirSync(join(module, `part-${index}`), { recursive: true });
      writeFileSync(
        join(module, `part-${index}`, name),
        begin(index) + Array.from({ length: Math.floor(next() * 40) }, (_, n) => part(n)).join(''),
      );
      continue;
    }
    const head = kind < sts ? pick(STS_FILES)(index) : kind < sts + aws ? pick(AWS_FILES)(index) : '';
    const extension = head.includes('require(') ? 'js' : 'ts';
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, `file-${index}.${extension}`), head + filler(index, extension, next));
  }
  const dependencies = { '@aws-sdk/client-sts': '^3.600.0', 'aws-sdk': '^2.1600.0' };
  const manifest = { name: 'generated', private: true, dependencies };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Code without AWS, up to twice the usual length of a file. */
function filler(index, extension, next) {
  const wanted = FILE_BYTES * next() * 2;
  const [string, number] = extension === 'ts' ? [': string', ': number'] : ['', ''];
  const parts = [];
  for (let bytes = 0, n = 0; bytes < wanted; n += 1) {
    const parameters = `name${string}, price${number}, count${number}`;
    const [limit, digits, factor] = [100, 90, 10].map((most) => Math.floor(next() * most));
    const part = `
/** Adds what order ${n} of part ${index} costs to what is known of it. */
${extension === 'ts' ? 'export ' : ''}function total${index}_${n}(${parameters}) {
  const label = \`\${name}-\${price * count}\`;
  if (count > ${limit}) return { label, total: price * count, discount: 0.${digits + 10} };
  for (const step of [1, 2, 3]) price += step * ${factor};
  return { label, total: price * count, discount: 0 };
}
`;
    parts.push(part);
    bytes += part.length;
  }
  return parts.join('');
}
