/**
 * Copies the labelled configuration files into a folder, each at the commit of its label.
 *
 *   node bench/config-files/extract.mjs --out DIR [--clones DIR] [--from https://raw.githubusercontent.com]
 *
 * CLONES has one folder owner+name for each repository: a clone, or a folder with a bare one in it. A file that is not
 * there is downloaded if --from names a host that serves owner/name/commit/path.
 */
import { join } from 'node:path';
import { cloneOf, gitIn, readOptions, writeCopy } from '../labelled.mjs';
import { readLabels } from './labels.mjs';

/** The file as the clone has it at the commit; `undefined` without the clone or the commit. */
function fromClone(clones, { repository, commit, path }) {
  const clone = clones === undefined ? undefined : cloneOf(clones, repository);
  return clone && gitIn(clone, ['show', `${commit}:${path}`]);
}

async function fromHost(host, { repository, commit, path }) {
  if (host === undefined) return undefined;
  const response = await fetch(`${host}/${repository}/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`);
  return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
}

const { clones, from, out } = readOptions(
  'node bench/config-files/extract.mjs --out DIR [--clones DIR] [--from https://raw.githubusercontent.com]',
  { clones: { type: 'string' }, from: { type: 'string' }, out: { type: 'string' } },
  (values) => values.out !== undefined && (values.clones !== undefined || values.from !== undefined),
);
let copied = 0;
for (const label of readLabels()) {
  const text = fromClone(clones, label) ?? (await fromHost(from, label));
  if (text === undefined) {
    process.stdout.write(`${label.repository} ${label.path} is not there\n`);
    continue;
  }
  writeCopy(join(out, label.file), text);
  copied += 1;
}
process.stdout.write(`${copied} files\n`);
