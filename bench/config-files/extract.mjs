/**
 * Copies the labelled configuration files into a folder, each at the commit of its label.
 *
 *   node bench/config-files/extract.mjs --out DIR [--clones DIR] [--from https://raw.githubusercontent.com]
 *
 * DIR of the clones: one folder owner+name for each repository, a clone or a folder with a bare one in it. What is not there is downloaded
 * when --from names a host that serves owner/name/commit/path.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabels } from './labels.mjs';

const isRepository = (folder) => existsSync(join(folder, 'HEAD')) || existsSync(join(folder, '.git'));

/** The repository in a folder: the folder itself or one directly in it. */
function repositoryIn(folder) {
  if (!existsSync(folder)) return undefined;
  return [folder, ...readdirSync(folder).map((name) => join(folder, name))].find(isRepository);
}

/** The file as the clone has it at the commit; `undefined` without the clone or the commit. */
function fromClone(clones, { repository, commit, path }) {
  const folder = clones === undefined ? undefined : repositoryIn(join(clones, repository.replace('/', '+')));
  if (folder === undefined) return undefined;
  try {
    return execFileSync('git', ['-C', folder, 'show', `${commit}:${path}`], {
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

async function fromHost(host, { repository, commit, path }) {
  if (host === undefined) return undefined;
  const response = await fetch(`${host}/${repository}/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`);
  return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
}

const { values } = parseArgs({
  options: { clones: { type: 'string' }, from: { type: 'string' }, out: { type: 'string' } },
});
if (values.out === undefined || (values.clones === undefined && values.from === undefined)) {
  process.stderr.write(
    'Usage: node bench/config-files/extract.mjs --out DIR [--clones DIR] [--from https://raw.githubusercontent.com]\n',
  );
  process.exit(2);
}
let copied = 0;
for (const label of readLabels()) {
  const text = fromClone(values.clones, label) ?? (await fromHost(values.from, label));
  if (text === undefined) {
    process.stdout.write(`${label.repository} ${label.path} is not there\n`);
    continue;
  }
  const target = join(values.out, label.file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  copied += 1;
}
process.stdout.write(`${copied} files\n`);
