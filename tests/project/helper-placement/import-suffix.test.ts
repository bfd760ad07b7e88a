import { describe, expect, it } from 'vitest';
import { tree, type Tree } from '../../cli/tree.js';
import { COMMONJS, ESM, manifest, migrateIn, tsconfig } from '../migrate-in.js';

/** How a file of a package imports the helper. */
const specifierIn = (files: Readonly<Record<string, string>>, file: string): string | undefined =>
  migrateIn(tree(files), file).specifier;

const withPackage = (
  type: 'module' | undefined,
  options: object | undefined,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  'package.json': manifest(type),
  'src/client.ts': ESM,
  ...(options && { 'tsconfig.json': tsconfig(options) }),
  ...more,
});

describe("a file's import of the helper", () => {
  it('has the extension of its own relative imports', () => {
    expect(
      specifierIn(withPackage(undefined, {}, { 'src/client.ts': `import './config.js';\n${ESM}` }), 'src/client.ts'),
    ).toBe('./aws/sts-failover.js');
    expect(
      specifierIn(
        withPackage('module', { module: 'nodenext' }, { 'src/client.ts': `import './config';\n${ESM}` }),
        'src/client.ts',
      ),
    ).toBe('./aws/sts-failover');
  });

  it('is not led by imports of data', () => {
    expect(
      specifierIn(
        withPackage(
          'module',
          { module: 'nodenext' },
          { 'src/client.ts': `import data from './data.json' with { type: 'json' };\n${ESM}` },
        ),
        'src/client.ts',
      ),
    ).toBe('./aws/sts-failover.js');
  });

  it('without any, has the extension of most of the imports in its folder', () => {
    const neighbours = { 'src/a.ts': "import './b.js';\nexport * from './c.js';\n", 'src/b.ts': "import './c';\n" };
    expect(specifierIn(withPackage(undefined, {}, neighbours), 'src/client.ts')).toBe('./aws/sts-failover.js');
  });

  it('follows the folders beside it where no file shows a habit', () => {
    const neighbours = {
      'src/jobs/a.ts': "import { b } from '../lib/b.js';\n",
      'src/lib/b.ts': "import 'fs';\nexport const b = 1;\n",
    };
    const bundled = { module: 'esnext', moduleResolution: 'bundler' };
    expect(specifierIn(withPackage('module', bundled, neighbours), 'src/client.ts')).toBe('./aws/sts-failover.js');
  });

  it('follows the nearest folder above that shows a habit', () => {
    const files = withPackage(
      'module',
      { module: 'esnext', moduleResolution: 'bundler' },
      { 'src/index.ts': "import './main.js';\n", 'src/deep/er/client.ts': ESM },
    );
    expect(specifierIn(files, 'src/deep/er/client.ts')).toBe('../../aws/sts-failover.js');
  });

  it('does not follow files in another language, nor what an earlier run wrote', () => {
    const neighbours = {
      'src/a.js': "import './b.js';\n",
      'src/b.ts': "import { createStsClient } from './aws/sts-failover.js';\n",
      'src/client.ts': ESM,
    };
    expect(specifierIn(withPackage(undefined, {}, neighbours), 'src/client.ts')).toBe('./aws/sts-failover');
  });

  it.each<[title: string, type: 'module' | undefined, options: object | undefined, suffix: string]>([
    ['module, node16 resolution', 'module', { module: 'Node16' }, '.js'],
    ['module, nodenext resolution', 'module', { module: 'esnext', moduleResolution: 'NodeNext' }, '.js'],
    [
      'module, node20 with sources named by their extension',
      'module',
      { module: 'node20', allowImportingTsExtensions: true, noEmit: true },
      '.ts',
    ],
    [
      'module, sources named by an extension that tsc rewrites',
      'module',
      { module: 'nodenext', rewriteRelativeImportExtensions: true },
      '.ts',
    ],
    ['module, bundled', 'module', { module: 'esnext', moduleResolution: 'bundler' }, ''],
    ['module, preserved for a bundler', 'module', { module: 'preserve' }, ''],
    ['module without a tsconfig', 'module', undefined, '.js'],
    ['CommonJS, node16 resolution', undefined, { module: 'node16' }, ''],
    ['CommonJS without a tsconfig', undefined, undefined, ''],
  ])('is decided by package and tsconfig where no file shows a habit: %s', (_, type, options, suffix) => {
    expect(specifierIn(withPackage(type, options), 'src/client.ts')).toBe(`./aws/sts-failover${suffix}`);
  });

  it('reads tsconfig with comments, through extends, and above the package', () => {
    const files = {
      'tsconfig.base.json': '{\n  // for all packages\n  "compilerOptions": { "moduleResolution": "bundler", },\n}\n',
      'tsconfig.json': '{ "extends": "./tsconfig.base" }',
      'packages/a/package.json': manifest('module'),
      'packages/a/src/client.ts': ESM,
    };
    expect(specifierIn(files, 'packages/a/src/client.ts')).toBe('./aws/sts-failover');
  });

  it('reads a configuration that is installed', () => {
    const files = withPackage('module', undefined, {
      'tsconfig.json': '{ "extends": "@tsconfig/web" }',
      'node_modules/@tsconfig/web/package.json': '{ "name": "@tsconfig/web" }',
      'node_modules/@tsconfig/web/tsconfig.json': tsconfig({ moduleResolution: 'bundler' }),
    });
    expect(specifierIn(files, 'src/client.ts')).toBe('./aws/sts-failover');
  });

  it('reads tsconfig.build.json, or another variant, in a package without tsconfig.json', () => {
    const bundled = tsconfig({ moduleResolution: 'bundler' });
    expect(
      specifierIn(
        withPackage('module', undefined, { 'tsconfig.build.json': bundled, 'tsconfig.a.json': '{}' }),
        'src/client.ts',
      ),
    ).toBe('./aws/sts-failover');
    expect(
      specifierIn(
        withPackage('module', undefined, { 'tsconfig.app.json': bundled, 'tsconfig.test.json': '{}' }),
        'src/client.ts',
      ),
    ).toBe('./aws/sts-failover');
  });

  it('reads what a tsconfig without files of its own refers to', () => {
    const files = withPackage('module', undefined, {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': tsconfig({ moduleResolution: 'bundler' }),
    });
    expect(specifierIn(files, 'src/client.ts')).toBe('./aws/sts-failover');
  });

  it('survives configurations that extend each other', () => {
    expect(
      specifierIn(
        withPackage('module', undefined, {
          'tsconfig.json': '{ "extends": "./tsconfig.b.json" }',
          'tsconfig.b.json': '{ "extends": "./tsconfig.json" }',
        }),
        'src/client.ts',
      ),
    ).toBe('./aws/sts-failover.js');
  });

  it('names the file where Node runs JavaScript as a module, and leaves the extension to require', () => {
    const dir: Tree = tree({ 'package.json': manifest('module'), 'src/a.js': ESM, 'src/b.cjs': COMMONJS });
    expect(migrateIn(dir, 'src/a.js').specifier).toBe('./aws/sts-failover.js');
    expect(migrateIn(dir, 'src/b.cjs').specifier).toBe('./aws/sts-failover.cjs');
    expect(specifierIn({ 'package.json': manifest(), 'src/a.js': COMMONJS }, 'src/a.js')).toBe('./aws/sts-failover');
  });
});
