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
      helper: 'src/aws/sts-failover.mjs',
      specifier: '../src/aws/sts-failover.mjs',
    });
  });

  it('shares it when both go through a bundler or Babel', () => {
    const bundled = mixed('module', tsconfig({ moduleResolution: 'bundler', allowJs: true, noEmit: true }), {
      'src/a.js': ESM,
      'src/b.js': "import './a';\n",
    });
    expect(migrateIn(bundled, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.ts',
      specifier: './aws/sts-failover',
    });
    expect(migrateIn(mixed(undefined, '{}', { 'src/a.js': ESM }), 'src/a.js').helper).toBe('src/aws/sts-failover.ts');
  });

  it('has one of its own that no compiled file overwrites when Node runs it as it is', () => {
    const checked = tsconfig({ module: 'nodenext', checkJs: true, noEmit: true });
    expect(migrateIn(mixed('module', checked, { 'src/a.js': ESM }), 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.mjs',
      specifier: './aws/sts-failover.mjs',
    });
    expect(migrateIn(mixed(undefined, '{}', { 'src/a.js': COMMONJS }), 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.cjs',
      specifier: './aws/sts-failover.cjs',
    });
  });

  it('goes on with the one that is there', () => {
    const dir = mixed(undefined, '{}', { 'src/a.js': COMMONJS, 'src/aws/sts-failover.js': helper('v3-cjs') });
    expect(migrateIn(dir, 'src/a.js')).toMatchObject({
      helper: 'src/aws/sts-failover.js',
      specifier: './aws/sts-failover',
    });
  });

  it('does not take what a compiler made of a helper for one', () => {
    const dir = mixed(undefined, '{}', { 'src/a.js': COMMONJS, 'src/aws/sts-failover.js': helper('v3-ts') });
    expect(migrateIn(dir, 'src/a.js').helper).toBe('src/aws/sts-failover.cjs');
  });

  it('keeps the plain name where TypeScript is only in tests, settings of tools and the helper', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': '{}',
      'src/a.js': ESM,
      'vitest.config.ts': '',
      'tests/a.test.ts': '',
      'src/env.d.ts': '',
      'src/aws/sts-failover.ts': helper('v3-ts'),
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
