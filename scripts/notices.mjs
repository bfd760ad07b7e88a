/** Writes the licences of the packages that were bundled, as these licences ask for. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const FILE = 'THIRD-PARTY-NOTICES.txt';
/** Licences whose text names no owner, so that one copy serves several packages. */
const SAME_FOR_ALL = ['Apache-2.0'];
const LICENCE = /^(?:licen[cs]e|notice|copying)\b/i;

/** @param modules the paths of the files that went into the bundle */
export function noticesOf(modules, folder) {
  const roots = new Set(modules.map((path) => path.replace(/^\0/, '').split('?')[0]).flatMap((path) => rootOf(path)));
  const notices = [...roots].map(noticeOf).sort(({ title: a }, { title: b }) => (a < b ? -1 : 1));
  const unique = notices.filter(({ title }, index) => title !== notices[index - 1]?.title);
  const head = 'dist holds code of these packages, under their own licences.';
  writeFileSync(join(folder, FILE), `${[head, ...unique.map(({ text }) => text)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** The folder of the package that a file is in; none for the sources of this one. */
function rootOf(path) {
  if (!path.includes(`${sep}node_modules${sep}`)) return [];
  let folder = dirname(path);
  while (!existsSync(join(folder, 'package.json')) || !manifestOf(folder).version) folder = dirname(folder);
  return [folder];
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function noticeOf(folder) {
  const { name, version, license, author } = manifestOf(folder);
  if (typeof license !== 'string') throw new Error(`${name} names no licence`);
  const title = `${name} ${version} (${license})`;
  const files = readdirSync(folder).filter((file) => LICENCE.test(file));
  if (files.length === 0 && !SAME_FOR_ALL.includes(license)) throw new Error(`${name} has no text of its licence`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const owner = `Copyright ${author?.name ?? author}. The text of the licence stands below another package.`;
  return { title, text: [title, ...(files.length > 0 ? texts : [owner])].join('\n\n') };
}
