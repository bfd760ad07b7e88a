import { describe, expect, it } from 'vitest';
import { renderHelper, type HelperVariant } from '../../../src/helper/index.js';
import { tree, type Tree } from '../../cli/tree.js';
import { COMMONJS, ESM, manifest, migrateIn, tsconfig } from '../migrate-in.js';

const helper = (variant: HelperVariant): string =>
  renderHelper(variant, { fallbacks: { 'eu-west-1': ['eu-central-1'] }, version: '0.0.1' });

describe('the module kind of a TypeScript file decides which helper it can import', () => {
  it('is named by its source where the package names sources', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': tsconfig({ module: 'nodenext', rewriteRelativeImportExtensions: true }),
      'src/a.cts': ESM,
    });
    expect(migrateIn(dir, 'src/a.cts').specifier).toBe('./aws/sts-failover.cts');
  });
});

describe('TypeScript checks nothing but the exports of a helper in JavaScript', () => {
  it.each([
    ['tsconfig.json', true],
    ['jsconfig.json', true],
    ['tsconfig.json', false],
  ])('where %s sets checkJs: %s', (config, checkJs) => {
    const dir = tree({
      'package.json': manifest('module'),
      [config]: tsconfig({ module: 'nodenext', checkJs, noEmit: true }),
      'src/a.js': ESM,
    });
    const { helper: path, helperText } = migrateIn(dir, 'src/a.js');
    expect(path).toBe('src/aws/sts-failover.js');
    expect(helperText.startsWith('// @ts-nocheck ')).toBe(checkJs);
  });
});

describe('JavaScript in a package with TypeScript', () => {
  const mixed = (type: 'module' | undefined, config: string, more: Readonly<Record<string, string>>): Tree =>
    tree({ 'package.json': manifest(type), 'tsconfig.json': config, 'src/index.ts': 'export {};\n', ...more });

  it('shares the helper of TypeScript when it is compiled together with it', () => {
    const dir = mixed(
      'module',
      tsconfig({ module: 'nodenext', allowJs: true, outDir: 'out' }, { include: ['src/**/*'] }),
      { 'src/a.js': ESM, 'scripts/b.js': ESM },
    );
    expect(migrateIn(dir, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.ts',
      specifier: './aws/sts-failover.js',
    });
    expect(migrateIn(dir, 'scripts/b.js')).toMatchObject({
      helper: 'src/aws/sts-failover.js',
      specifier: '../src/aws/sts-failover.js',
    });
  });

  it('shares it when TypeScript checks both for a bundler', () => {
    const bundled = mixed('module', tsconfig({ moduleResolution: 'bundler', allowJs: true, noEmit: true }), {
      'src/a.js': ESM,
      'src/b.js': "import './a';\n",
    });
    expect(migrateIn(bundled, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.ts',
      specifier: './aws/sts-failover',
    });
  });

  it.each([
    ['Node runs as a module', 'module', ESM, './aws/sts-failover.js'],
    ['Node runs as CommonJS', undefined, COMMONJS, './aws/sts-failover'],
    ['Babel or a bundler compiles', undefined, ESM, './aws/sts-failover.js'],
  ] as const)('has a `.js` helper, like the file itself, where %s', (_, type, code, specifier) => {
    const checked = tsconfig({ module: 'nodenext', checkJs: true, noEmit: true });
    for (const config of ['{}', checked])
      expect(migrateIn(mixed(type, config, { 'src/a.js': code }), 'src/a.js')).toMatchObject({
        helper: 'src/aws/sts-failover.js',
        specifier,
      });
  });

  it('has a `.cjs` or `.mjs` helper only where Node takes `.js` for the other module system', () => {
    expect(migrateIn(mixed('module', '{}', { 'src/a.cjs': COMMONJS }), 'src/a.cjs').helper).toBe(
      'src/aws/sts-failover.cjs',
    );
    expect(migrateIn(mixed(undefined, '{}', { 'src/a.mjs': ESM }), 'src/a.mjs').helper).toBe(
      'src/aws/sts-failover.mjs',
    );
  });

  it('has a `.cjs` helper where the `.js` one is for code that a bundler compiles', () => {
    const dir = mixed(undefined, '{}', { 'src/a.js': COMMONJS, 'src/aws/sts-failover.js': helper('v3-esm') });
    expect(migrateIn(dir, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.cjs',
      specifier: './aws/sts-failover.cjs',
    });
  });

  it('goes on with the one that is there', () => {
    for (const stem of ['sts-failover', 'sts-failover-js']) {
      const dir = mixed(undefined, '{}', { 'src/a.js': COMMONJS, [`src/aws/${stem}.js`]: helper('v3-cjs') });
      expect(migrateIn(dir, 'src/a.js')).toMatchObject({
        helper: `src/aws/${stem}.js`,
        specifier: `./aws/${stem}`,
      });
    }
  });

  it('keeps the plain name where TypeScript is only in tests and settings of tools', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': '{}',
      'src/a.js': ESM,
      'vitest.config.ts': '',
      'tests/a.test.ts': '',
      'src/env.d.ts': '',
    });
    expect(migrateIn(dir, 'src/a.js').helper).toBe('src/aws/sts-failover.js');
  });
});

describe('TypeScript in a package that has a JavaScript helper', () => {
  it('imports that helper when its tsconfig takes in JavaScript', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': tsconfig({ module: 'nodenext', allowJs: true }),
      'src/a.ts': ESM,
      'src/aws/sts-failover.js': helper('v3-esm'),
    });
    expect(migrateIn(dir, 'src/a.ts')).toMatchObject({
      helper: 'src/aws/sts-failover.js',
      specifier: './aws/sts-failover.js',
    });
  });
});

describe('helpers in two languages, which would overwrite each other where TypeScript compiles beside its sources', () => {
  const both = (more: Readonly<Record<string, string>>): Tree =>
    tree({ 'package.json': manifest(), 'tsconfig.json': '{}', 'src/a.js': COMMONJS, 'src/b.ts': ESM, ...more });

  it('have names of their own, whichever file is migrated first', () => {
    const fromJavaScript = both({});
    expect(migrateIn(fromJavaScript, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover-js.js',
      specifier: './aws/sts-failover-js',
    });
    expect(migrateIn(fromJavaScript, 'src/b.ts').helper).toBe('src/aws/sts-failover.ts');
  });

  it('keep them after that', () => {
    const dir = both({
      'src/aws/sts-failover-js.js': helper('v3-cjs'),
      'src/aws/sts-failover.ts': helper('v3-ts'),
      'src/aws/sts-failover.js': helper('v3-ts'),
    });
    expect(migrateIn(dir, 'src/a.js').helper).toBe('src/aws/sts-failover-js.js');
    expect(migrateIn(dir, 'src/b.ts').helper).toBe('src/aws/sts-failover.ts');
  });

  it('leave the first its name when the other comes later', () => {
    const later = both({ 'src/aws/sts-failover.js': helper('v3-cjs') });
    expect(migrateIn(later, 'src/a.js').helper).toBe('src/aws/sts-failover.js');
    expect(migrateIn(later, 'src/b.ts')).toMatchObject({
      helper: 'src/aws/sts-failover-ts.ts',
      specifier: './aws/sts-failover-ts',
    });
  });

  it('are told apart from what a compiler made of a helper', () => {
    const dir = tree({
      'package.json': manifest(),
      'tsconfig.json': '{}',
      'src/a.js': COMMONJS,
      'src/aws/sts-failover.js': helper('v3-ts'),
    });
    expect(migrateIn(dir, 'src/a.js').helper).toBe('src/aws/sts-failover-js.js');
  });

  it('have names of their own without a tsconfig.json, too', () => {
    const dir = tree({ 'package.json': manifest(), 'src/a.js': COMMONJS, 'src/b.ts': ESM });
    expect(migrateIn(dir, 'src/a.js').helper).toBe('src/aws/sts-failover-js.js');
  });
});
