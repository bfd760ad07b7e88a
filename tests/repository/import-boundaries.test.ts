import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, readText } from './repository.js';

/** The layers from the bottom up. A file imports from its own layer and from those that are listed for it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/text': [],
  'src/sts': ['src/text'],
  'src/ast': ['src/text'],
  'src/config-files': ['src/text', 'src/ast'],
  'src/model': ['src/text', 'src/sts', 'src/ast', 'src/config-files'],
  'src/plans': ['src/text', 'src/sts', 'src/ast', 'src/model'],
  'src/helper': [],
  'src/audit': ['src/text', 'src/sts'],
  'src/project': ['src/text', 'src/sts', 'src/ast', 'src/config-files', 'src/model', 'src/plans', 'src/helper'],
  rules: ['src/text', 'src/sts', 'src/ast', 'src/model', 'src/plans'],
  'src/engines': [
    'src/text',
    'src/sts',
    'src/ast',
    'src/config-files',
    'src/model',
    'src/plans',
    'src/helper',
    'src/project',
    'rules',
  ],
  'src/eslint': ['src/text', 'src/ast', 'src/config-files', 'src/model', 'src/project', 'rules', 'src/engines'],
  codemods: ['src/model', 'src/project', 'src/engines'],
  'src/cli': [
    'src/text',
    'src/sts',
    'src/ast',
    'src/config-files',
    'src/model',
    'src/plans',
    'src/helper',
    'src/project',
    'src/audit',
    'rules',
    'src/engines',
  ],
  src: ['src/eslint', 'src/project', 'rules', 'src/engines'],
};

/** Folders that work wherever text does: in an editor, in a browser, in another linter. */
const PURE = ['src/text', 'src/sts', 'src/audit', 'src/ast', 'src/config-files', 'src/model', 'src/plans', 'rules'];
const FOREIGN = /^(?:eslint|jscodeshift|recast|(?:node:)?fs(?:\/.*)?)$/;

const sources = [...filesBelow('src'), ...filesBelow('rules'), ...filesBelow('codemods')].filter((path) =>
  path.endsWith('.ts'),
);

const IMPORT = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm;

/** Every module that a file names, those of types included. */
const specifiersOf = (path: string): string[] =>
  [...readText(path).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** The files of ours that a file imports. */
const importsOf = (path: string): string[] =>
  specifiersOf(path)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));

/** `src/cli/git.ts` → `src/cli`, `src/index.ts` → `src`, `rules/index.ts` → `rules`. */
const layerOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('src/') ? 2 : 1)
    .filter((part) => !part.includes('.'))
    .join('/');

/** Groups of files that import each other, directly or through others (Tarjan's strongly connected components). */
function circlesAmong(files: readonly string[]): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    stack.push(file);
    for (const next of importsOf(file).filter((path) => files.includes(path))) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(file) !== index) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return circles;
}

describe('imports go one way', () => {
  it.each(Object.keys(MAY_IMPORT))('%s imports only what it may', (layer) => {
    const forbidden = sources
      .filter((path) => layerOf(path) === layer)
      .flatMap((path) =>
        importsOf(path)
          .filter((target) => layerOf(target) !== layer && !MAY_IMPORT[layer]?.includes(layerOf(target)))
          .map((target) => `${path} → ${target}`),
      );
    expect(forbidden).toEqual([]);
  });

  it('never goes round in a circle, types included', () => {
    expect(circlesAmong(sources)).toEqual([]);
  });

  it('is seen for static and dynamic imports', () => {
    expect(importsOf('src/engines/lint/lint-text.ts')).toContain('src/model/build.ts');
    expect(importsOf('src/cli/engine.ts')).toContain('src/engines/migrate/migrate-text.ts');
  });

  it('is said for every folder', () => {
    expect([...new Set(sources.map(layerOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
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
  /** The modules that are loaded together with a file: imports of types alone are gone by then. */
  const loadedWith = (path: string): string[] =>
    [...readText(path).matchAll(/^(?:import|export) (?!type\b)([^;]*?)\bfrom '([^']+)'/gm)].flatMap(
      ([, names = '', specifier = '']) => (/^\{\s*(?:type [^,}]+,?\s*)+\}\s*$/.test(names) ? [] : [specifier]),
    );

  it('loads no package: a linter and its editor wait for it', () => {
    const packages = new Map<string, string>();
    const seen = new Set(['src/index.ts']);
    for (const path of seen) {
      for (const specifier of loadedWith(path)) {
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
