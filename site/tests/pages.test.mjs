import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DIST } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const filesBelow = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ending));

const pages = new Map(filesBelow(DIST, '.html').map((path) => [path, readFileSync(join(DIST, path), 'utf8')]));
const attributes = (html, name) =>
  [...html.matchAll(new RegExp(`<[a-z][^>]*\\s${name}="([^"]*)"`, 'g'))].map(([, value]) =>
    value.replaceAll('&amp;', '&'),
  );
const isElsewhere = (href) => /^[a-z]+:/i.test(href);
const isFile = (path) => existsSync(path) && statSync(path).isFile();

describe('the pages', () => {
  it('are all there: one for each Markdown file below docs', () => {
    const missing = filesBelow(join(ROOT, 'docs'), '.md').filter((path) => !pages.has(path.replace(/\.md$/, '.html')));
    assert.deepEqual(
      missing.filter((path) => !/^(?:index|README)\.md$/.test(path)),
      [],
    );
  });

  it('are all in the menu', () => {
    const menu = new Set(attributes(pages.get('security.html'), 'href'));
    const missing = [...pages.keys()].filter(
      (path) => !['404.html', 'index.html'].includes(path) && !menu.has(`/${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it('link to pages and headings that exist', () => {
    const dead = [];
    for (const [path, html] of pages)
      for (const href of attributes(html, 'href').filter((each) => !isElsewhere(each))) {
        const [file, anchor = ''] = href.split('#');
        const target = posix.join(
          '/',
          file === '' ? path : file.startsWith('/') ? file : posix.join(posix.dirname(path), file),
        );
        const name = (target.endsWith('/') ? `${target}index.html` : target).slice(1);
        const isState = name === 'playground.html';
        const hasAnchor = anchor === '' || isState || pages.get(name)?.includes(`id="${decodeURIComponent(anchor)}"`);
        if (!isFile(join(DIST, name)) || !hasAnchor) dead.push(`${path}: ${href}`);
      }
    assert.deepEqual(dead, []);
  });

  it('link to files of the repository that exist', () => {
    const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
    const links = [...pages.values()]
      .flatMap((html) => attributes(html, 'href'))
      .filter((href) => href.startsWith(address));
    const files = links.flatMap((href) => /\/(?:blob|tree)\/main\/([^#]+)/.exec(href)?.[1] ?? []);
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    );
  });

  it('show images that exist', () => {
    const images = [...pages].flatMap(([path, html]) => attributes(html, 'src').map((src) => [path, src]));
    assert.deepEqual(
      images.filter(([, src]) => !src.startsWith('/') || !isFile(join(DIST, src))),
      [],
    );
  });

  it('allow the scripts in them, by their hashes, and no others', () => {
    for (const [path, html] of pages) {
      const [policy = ''] = attributes(html, 'content').filter((content) => content.startsWith('default-src'));
      const allowed = [...policy.matchAll(/'sha256-[^']+'/g)].map(([hash]) => hash).sort();
      const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
        ([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      );
      assert.deepEqual(allowed, [...new Set(scripts)].sort(), path);
      assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/, path);
    }
  });
});

describe('the script of the engines', () => {
  const [name] = filesBelow(join(DIST, 'assets'), '.js').filter((path) => path.startsWith('engine'));
  const text = readFileSync(join(DIST, 'assets', name), 'utf8');

  it('makes no code of texts, and sends nothing', () => {
    const calls = /(?<![\w.$`'"])(?:eval|new Function|importScripts|fetch|new XMLHttpRequest|new WebSocket)\(/g;
    assert.deepEqual(text.match(calls) ?? [], []);
  });
});
