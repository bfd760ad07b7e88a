import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { REPOSITORY, repositoryMarkdown, slugify } from '../build/markdown.mjs';
import { copyPages, PAGES, readText, sidebar, watchPages } from '../build/pages.mjs';
import { withPolicy } from '../build/security.mjs';

const { name, description } = JSON.parse(readText('package.json'));
/** Where the site is served below its host: `SITE_BASE=/eslint-plugin-sts-regional/` for GitHub Pages. */
const base = process.env.SITE_BASE ?? '/';

copyPages();

export default defineConfig({
  title: name,
  description,
  base,
  lang: 'en',
  srcDir: PAGES,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../.cache/vitepress', import.meta.url)),
  metaChunk: true,
  markdown: {
    anchor: { slugify },
    config: (md) => repositoryMarkdown(md, base),
  },
  transformHtml: withPolicy,
  vite: { publicDir: false, plugins: [{ name: 'watch-pages', configureServer: watchPages }] },
  themeConfig: {
    nav: [
      { text: 'Playground', link: '/playground' },
      { text: 'Rules', link: '/readme#rules' },
    ],
    sidebar: sidebar(),
    outline: 'deep',
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'Repository' }],
    externalLinkIcon: true,
  },
});
