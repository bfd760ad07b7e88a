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

const itemOf = (path, text = titleOf(path)) => ({ text, link: `/${placeOf(path).replace(/\.md$/, '')}` });

/** The groups of `docs/README.md`: its headings, and the pages that it lists below each. */
const contents = () =>
  readText('docs/README.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      text: section.split('\n', 1)[0],
      items: [...section.matchAll(/^- \[([^\]]+)\]\(([\w./-]+\.md)\)/gm)].map(([, text, page]) =>
        itemOf(`docs/${page}`, text),
      ),
    }));

/** The table of contents as a menu. Pages that it does not list come last. */
export function sidebar() {
  const [start, ...groups] = contents();
  const first = [
    itemOf('README.md', 'Overview'),
    itemOf('docs/README.md', 'Contents'),
    itemOf('site/pages/playground.md', 'Playground'),
  ];
  const menu = [{ ...start, items: [...first, ...start.items] }, ...groups];
  const listed = new Set(menu.flatMap(({ items }) => items.map(({ link }) => link)));
  const others = filesOfSite()
    .filter((path) => path.startsWith('docs/') && path.endsWith('.md'))
    .map((path) => itemOf(path))
    .filter(({ link }) => !listed.has(link));
  return [...menu, { text: 'More', items: others }].filter(({ items }) => items.length > 0);
}
