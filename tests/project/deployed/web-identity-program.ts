import { lintFile } from '../../../src/engines/lint/lint-file.js';
import type { TextMessage } from '../../../src/engines/lint/text-message.js';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { allLeft } from '../../../src/engines/migrate/migrated.js';
import { defaultChainFrom } from '../../../src/project/deployed/default-chain.js';
import { projectFactsFor } from '../../../src/project/project-facts.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { tree, type Tree } from '../../cli/tree.js';

type Files = Readonly<Record<string, string>>;

/** A service that uses SDK v2 in the way that most do. */
export const SERVICE: Files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'package.json': '{ "name": "orders", "dependencies": { "aws-sdk": "^2.1500.0" } }',
  'src/orders.js':
    "const AWS = require('aws-sdk');\nexports.orders = () => new AWS.S3().listObjectsV2({ Bucket: 'orders' }).promise();\n",
  Dockerfile: 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/orders.js"]\n',
};

export const TOKEN = '/var/run/secrets/tokens/aws';
export const ROLE = 'arn:aws:iam::111122223333:role/orders';

/** A Dockerfile that gives the service a web identity. */
export const DOCKERFILE = `FROM node:20
WORKDIR /app
COPY . .
ENV AWS_REGION=eu-west-1
ENV AWS_ROLE_ARN=${ROLE}
ENV AWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN}
CMD ["node", "src/orders.js"]
`;

export const repository = (files: Files): Tree => tree({ ...SERVICE, ...files });

/** What the command line says of web identities in a file. */
export function reportsIn(
  dir: Tree,
  file: string,
  preset: 'recommended' | 'strict' = 'strict',
): readonly TextMessage[] {
  const linted = lintFile(dir.read(file), dir.path(file), {
    preset,
    surroundingsOf: (part) => surroundingsOf(part, {}),
    defaultChainFrom,
  });
  if (linted.status === 'unparsable') throw new Error(linted.message);
  return linted.messages.filter(({ messageId }) => messageId.startsWith('webIdentity'));
}

/** The lines where the command line reports a web identity in a file, in the strict configuration. */
export function webIdentitiesIn(
  dir: Tree,
  file: string,
  preset: 'recommended' | 'strict' = 'strict',
): readonly number[] {
  return reportsIn(dir, file, preset).map(({ line }) => line);
}

/** What `migrate` makes of a file, and what it leaves. */
export function migrated(dir: Tree, file: string): { readonly text: string; readonly left: readonly string[] } {
  const path = dir.path(file);
  const result = migrateText(dir.read(file), path, { settings: {}, project: projectFactsFor(path) });
  if (result.status === 'unparsable') throw new Error(result.message);
  return { text: result.text, left: allLeft(result).map(({ obstacle }) => obstacle) };
}
