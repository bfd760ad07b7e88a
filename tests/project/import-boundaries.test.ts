import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, readText } from './repository.js';

/** What the files of each folder may import of ours besides their own folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/sts': [],
  'src/ast': ['src/sts'],
  'src/config-files': ['src/ast'],
  'src/model': ['src/config-files', 'src/ast', 'src/sts'],
  'src/edits': ['src/model', 'src/ast', 'src/sts'],
  'src/checks': ['src/config-files', 'src/edits', 'src/model', 'src/ast', 'src/sts'],
  'src/eslint': ['src/config-files', 'src/checks', 'src/model'],
  'src/helper': [],
  'src/project': ['src/config-files', 'src/helper', 'src/edits', 'src/model', 'src/ast', 'src/sts'],
  'src/cli': [
    'codemods',
    'src/config-files',
    'src/project',
    'src/helper',
    'src/checks',
    'src/edits',
    'src/model',
    'src/ast',
    'src/sts',
  ],
  rules: [
    'src/eslint',
    'src/config-files',
    'src/project',
    'src/checks',
    'src/edits',
    'src/model',
    'src/ast',
    'src/sts',
  ],
  codemods: ['src/config-files', 'src/project', 'src/helper', 'src/edits', 'src/model', 'src/ast', 'src/sts'],
  src: ['rules', 'src/eslint', 'src/project', 'src/checks', 'src/model', 'src/sts'],
};

/** Folders that must work wherever text does: in an editor, a browser, another linter. */
const PURE = ['src/sts', 'src/ast', 'src/config-files', 'src/model', 'src/edits', 'src/checks'];
const FOREIGN = /^(?:eslint|jscodeshift|recast|(?:node:)?fs(?:\/.*)?)$/;

const sources = [...filesBelow('src'), ...filesBelow('rules'), ...filesBelow('codemods')].filter((path) =>
  path.endsWith('.ts'),
);
const specifiersOf = (path: string): string[] =>
  [
    ...readText(path).matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** `src/cli/git.ts` → `src/cli`, `src/index.ts` → `src`, `rules/index.ts` → `rules`. */
const layerOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('src/') ? 2 : 1)
    .filter((part) => !part.includes('.'))
    .join('/');

describe('imports go one way', () => {
  it.each(Object.keys(ALLOWED))('%s imports only what it may', (layer) => {
    const forbidden = sources
      .filter((path) => layerOf(path) === layer)
      .flatMap((path) =>
        specifiersOf(path)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => layerOf(posix.join(posix.dirname(path), specifier)))
          .filter((target) => target !== layer && !ALLOWED[layer]?.includes(target))
          .map((target) => `${path} → ${target}`),
      );
    expect(forbidden).toEqual([]);
  });

  it('sees static and dynamic imports', () => {
    expect(specifiersOf('src/checks/catalogue.ts')).toEqual(
      expect.arrayContaining(['../model/context.js', './finding.js']),
    );
    expect(specifiersOf('src/cli/engine.ts')).toEqual(
      expect.arrayContaining(['../../codemods/migrate-text.js', '../checks/lint-text.js']),
    );
  });

  it('knows every folder', () => {
    expect([...new Set(sources.map(layerOf))].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it.each(PURE)('%s knows neither ESLint nor jscodeshift nor the file system', (layer) => {
    const foreign = sources
      .filter((path) => layerOf(path) === layer)
      .flatMap((path) =>
        specifiersOf(path)
          .filter((specifier) => FOREIGN.test(specifier))
          .map((specifier) => `${path} → ${specifier}`),
      );
    expect(foreign).toEqual([]);
  });
});

describe('loading the plugin', () => {
  /** The modules that are imported when a file is; types are gone by then, and so are imports of nothing else. */
  const importedAtOnce = (path: string): string[] =>
    [...readText(path).matchAll(/^(?:import|export) (?!type\b)([^;]*?)\bfrom '([^']+)'/gm)].flatMap(
      ([, names = '', specifier = '']) => (/^\{\s*(?:type [^,}]+,?\s*)+\}\s*$/.test(names) ? [] : [specifier]),
    );

  it('loads no package: a linter and its editor wait for it', () => {
    const packages = new Map<string, string>();
    const seen = new Set(['src/index.ts']);
    for (const path of seen) {
      for (const specifier of importedAtOnce(path)) {
        if (specifier.startsWith('.')) seen.add(posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));
        else if (!specifier.startsWith('node:')) packages.set(specifier, path);
      }
    }
    expect(seen.size).toBeGreaterThan(50);
    expect([...packages]).toEqual([]);
  });
});

describe('names', () => {
  it('no file or folder is called utils', () => {
    const all = [...sources, ...filesBelow('tests'), ...filesBelow('scripts'), ...filesBelow('bench')];
    expect(all.filter((path) => /(?:^|\/)utils?(?:\.|\/)/i.test(path))).toEqual([]);
  });
});
