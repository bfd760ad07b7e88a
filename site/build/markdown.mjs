/** Markdown that is written for the repository, read as pages of the site. */
import { existsSync, statSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { PAGES, placeOf, readText, ROOT, sourceOf } from './pages.mjs';

const { repository } = JSON.parse(readText('package.json'));
export const REPOSITORY = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/** The file that a text is from; `undefined` for a text of no file, such as a title. */
const sourceIn = ({ path } = {}) => path && sourceOf(placeBelow(PAGES, path));

const placeBelow = (folder, path) => relative(folder, path).split(sep).join('/');

/** Anchors as GitHub makes them, because the links in the pages are written for it. */
export const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** The README is also read on npm's page, so it names files of the repository by their addresses on GitHub. */
const ON_GITHUB = [
  `${REPOSITORY}/blob/main/`,
  `${REPOSITORY.replace('github.com', 'raw.githubusercontent.com')}/main/`,
];

/** The path of a file in the repository, from a link to it; `undefined` for a link to anything else. */
function pathOf(href, source) {
  const address = ON_GITHUB.find((start) => href.startsWith(start));
  if (address !== undefined) return href.slice(address.length);
  return isElsewhere(href) ? undefined : posix.join(posix.dirname(source), href);
}

const isElsewhere = (href) => /^(?:[a-z]+:|#|\/)/i.test(href);

/** Where a link of a page leads: to another page of the site, to a file of the repository, or as it is. */
function linkTarget(href, source) {
  const [, link, anchor] = /^([^#]*)(.*)$/.exec(href);
  const target = link === '' ? undefined : pathOf(link, source);
  if (target === undefined) return href;
  const place = target.endsWith('.md') ? placeOf(target) : undefined;
  if (place !== undefined) return `/${place}${anchor}`;
  if (!existsSync(ROOT + target)) throw new Error(`${source} links to ${target}, which does not exist.`);
  return `${REPOSITORY}/${statSync(ROOT + target).isDirectory() ? 'tree' : 'blob'}/main/${target}${anchor}`;
}

/** The file of an image, from the place of its page. */
function imageTarget(src, source) {
  const path = pathOf(src, source);
  if (path === undefined) return src;
  const target = placeOf(path);
  if (target === undefined) throw new Error(`${source} shows ${src}, which is not below docs.`);
  const way = posix.relative(posix.dirname(placeOf(source)), target);
  return way.startsWith('.') ? way : `./${way}`;
}

const rewriteHtml = (html, source) =>
  html
    .replace(/(?<=\s(?:src|srcset)=")[^"\s]+(?=")/g, (src) => imageTarget(src, source))
    .replace(/(?<=\shref=")[^"]+(?=")/g, (href) => linkTarget(href, source));

function rewriteTargets(state) {
  const source = sourceIn(state.env);
  if (source === undefined) return;
  for (const token of state.tokens.flatMap((each) => [each, ...(each.children ?? [])])) {
    if (token.type === 'link_open') token.attrSet('href', linkTarget(token.attrGet('href'), source));
    if (token.type === 'image') token.attrSet('src', imageTarget(token.attrGet('src'), source));
    if (token.type.startsWith('html_')) token.content = rewriteHtml(token.content, source);
  }
}

/** Files of the playground by the language of a code block. */
const PLAYGROUND_FILES = { ts: 'src/app.ts', js: 'src/app.js', yaml: 'serverless.yml', json: 'cdk.json' };
const TO_TRY = /^(?:Incorrect|Before)$/;
const SETTINGS = /^(?:regions|fallbacks|regionSource|allowEnvRegion|helper|sdkVersion|vpcEndpoints|allowedRegions)$/;

/** The JSON behind the language of a block is the settings of its example, or the option of a rule. */
function exampleOf(info) {
  const [, language, json] = /^(\w*)\s*(\{.*\})?$/.exec(info.trim()) ?? [];
  return json === undefined ? { language, settings: {} } : { language, settings: JSON.parse(json) };
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The address of the playground with this state; `playground/state.ts` reads it. */
export const playgroundLink = (state) =>
  `/playground.html#${deflateRawSync(JSON.stringify(state)).toString('base64url')}`;

/** Puts a link to the playground behind each example of what is wrong, on the pages of rules and codemods. */
function offerExamples(state, base) {
  const source = sourceIn(state.env);
  if (source === undefined || !/^docs\/(?:rules|codemods)\//.test(source)) return;
  const page = readText(source);
  const preset = ['recommended', 'strict'].find((name) => source.includes('codemods') || page.includes(`\`${name}\``));
  let heading = '';
  for (const [index, token] of state.tokens.entries()) {
    if (token.type === 'heading_open') heading = state.tokens[index + 1].content;
    if (token.type !== 'fence') continue;
    const { language, settings } = exampleOf(token.info);
    const file = PLAYGROUND_FILES[language];
    const isSettings = Object.keys(settings).every((key) => SETTINGS.test(key));
    if (preset === undefined || file === undefined || !TO_TRY.test(heading) || !isSettings) continue;
    const { regions = ['eu-west-1', 'eu-central-1'], sdkVersion = '', ...more } = settings;
    const link = playgroundLink({
      code: token.content,
      file,
      preset,
      sdkVersion,
      regions: regions.join(', '),
      more: Object.keys(more).length > 0 ? JSON.stringify(more, undefined, 2) : '',
    });
    token.meta = { ...token.meta, playground: base.replace(/\/$/, '') + escaped(link) };
  }
}

function namesLanguage(state) {
  for (const token of state.tokens)
    if (token.type === 'fence') token.info = exampleOf(token.info).language ?? token.info;
}

/** @param {import('markdown-it').default} md */
export function repositoryMarkdown(md, base) {
  md.core.ruler.push('targets', rewriteTargets);
  md.core.ruler.push('examples', (state) => offerExamples(state, base));
  md.core.ruler.push('languages', namesLanguage);
  const { fence } = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const block = fence(tokens, index, ...rest);
    const { playground } = tokens[index].meta ?? {};
    return playground === undefined
      ? block
      : `${block}<p class="try"><a href="${playground}">Try it in the playground</a></p>`;
  };
}
