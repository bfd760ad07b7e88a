/**
 * The pages of the site and their order: the README, everything below `docs`, and the pages of the site itself. A page
 * that is added there is on the site.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The copies that the site is made from. They are here, because pages must be inside of the package. */
export const PAGES = `${ROOT}site/.cache/pages/`;
const OWN_PAGES = 'site/pages/';

export const readText = (path) => readFileSync(ROOT + path, 'utf8');

/** The place of a file of the repository on the site; `undefined` for a file that is not on it. */
export function placeOf(path) {
  if (path === 'README.md') return 'readme.md';
  if (path.startsWith(OWN_PAGES)) return path.slice(OWN_PAGES.length);
  if (!path.startsWith('docs/')) return undefined;
  const place = path.slice('docs/'.length);
  return /^(?:index|README)\.md$/.test(place) ? 'contents.md' : place; // the site has an index of its own
}

function filesOfSite() {
  const inFolder = (folder) =>
    readdirSync(ROOT + folder, { recursive: true })
      .map((name) => folder + name.replaceAll('\\', '/'))
      .filter((path) => statSync(ROOT + path).isFile());
  return ['README.md', ...inFolder('docs/'), ...inFolder(OWN_PAGES)];
}

/** The file that a page was copied from. */
export const sourceOf = (place) => filesOfSite().find((path) => placeOf(path) === place);

function copy(path) {
  const to = PAGES + placeOf(path);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(ROOT + path, to);
}

export function copyPages() {
  rmSync(PAGES, { recursive: true, force: true });
  filesOfSite().forEach(copy);
}

/** Copies again what is edited while the site is served. */
export function watchPages() {
  for (const folder of ['docs', 'site/pages'])
    watch(ROOT + folder, { recursive: true }, (_, name) => {
      const path = `${folder}/${name}`;
      if (filesOfSite().includes(path)) copy(path);
    });
  watch(`${ROOT}README.md`, () => copy('README.md'));
}

const titleOf = (path) => /^# (?:sts-regional\/)?(.+)$/m.exec(readText(path))?.[1] ?? path;

/** Pages in the order in which the README links to them, then the others by name. */
function inReadingOrder(paths) {
  const readme = readText('README.md');
  const place = (path) => {
    const at = readme.indexOf(`(${path}`);
    return at === -1 ? Infinity : at;
  };
  return paths.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1)); // Infinity - Infinity is NaN, which is false
}

const pagesIn = (folder) =>
  readdirSync(ROOT + folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

const itemsOf = (paths) =>
  inReadingOrder(paths).map((path) => ({ text: titleOf(path), link: `/${placeOf(path).replace(/\.md$/, '')}` }));

const capitalized = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** One group for each folder below `docs`. */
export function sidebar() {
  const folders = readdirSync(`${ROOT}docs`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => pagesIn(`docs/${name}`).length > 0)
    .toSorted()
    .toReversed(); // rules before codemods
  return [
    {
      text: 'Start',
      items: [
        { text: 'Overview', link: '/readme' },
        { text: 'Playground', link: '/playground' },
      ],
    },
    { text: 'Guides', items: itemsOf(pagesIn('docs')) },
    ...folders.map((name) => ({ text: capitalized(name), items: itemsOf(pagesIn(`docs/${name}`)) })),
  ];
}
