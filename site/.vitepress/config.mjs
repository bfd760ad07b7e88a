import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { REPOSITORY, repositoryMarkdown, slugify } from '../build/markdown.mjs';
import { copyPages, PAGES, readText, sidebar, watchPages } from '../build/pages.mjs';
import { withPolicy } from '../build/security.mjs';

const { description } = JSON.parse(readText('package.json'));
/** Where the site is served below its host: `SITE_BASE=/eslint-plugin-sts-regional/` for GitHub Pages. */
const base = process.env.SITE_BASE ?? '/';

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="9" cy="16" r="7" fill="#3451b2"/>' +
    '<circle cx="24" cy="8" r="5" fill="#3451b2"/><circle cx="24" cy="24" r="5" fill="#8da2e8"/></svg>',
)}`;

copyPages();

export default defineConfig({
  title: 'sts-regional',
  description,
  base,
  lang: 'en',
  srcDir: PAGES,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../.cache/vitepress', import.meta.url)),
  metaChunk: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: ICON }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify },
    config: (md) => repositoryMarkdown(md, base),
  },
  transformHtml: withPolicy,
  vite: { publicDir: false, plugins: [{ name: 'watch-pages', configureServer: watchPages }] },
  themeConfig: {
    nav: [
      { text: 'Playground', link: '/playground' },
      { text: 'Rules', link: '/contents#rules' },
    ],
    sidebar: sidebar(),
    outline: 'deep',
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'Repository' }],
    externalLinkIcon: true,
  },
});
