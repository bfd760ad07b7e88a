import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/root.mjs';

const BINARY = join(ROOT, 'dist', 'src', 'cli', 'main.js');
/** What a measurement migrates the tree with. */
export const ARGS = [BINARY, 'migrate', '--regions', 'eu-west-1,eu-central-1', '--allow-dirty'];
export const FILES = 30;

/** Every file below a folder with its text. */
export function textsBelow(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => [
      join(entry.parentPath, entry.name).slice(folder.length + 1),
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  );
}

/** Writes a package with one client in each of its files. */
export function makeTree(folder) {
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'kill', type: 'module', dependencies: { '@aws-sdk/client-sts': '^3.600.0' } }),
  );
  for (let index = 0; index < FILES; index += 1) {
    writeFileSync(
      join(folder, 'src', `file-${index}.ts`),
      `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const client = new STSClient({ region: 'eu-west-1' });
export const account${index} = () => client.send(new GetCallerIdentityCommand({}));
`,
    );
  }
}
