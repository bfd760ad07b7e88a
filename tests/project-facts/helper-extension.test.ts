import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { renderHelper, type HelperVariant } from '../../src/helper/index.js';
import { tree, type Tree } from '../cli/tree.js';
import { COMMONJS, ESM, manifest, migrateIn, tsconfig } from './place.js';

/** Migrates files one after the other and writes everything. */
function migrateOnDisk(dir: Tree, ...files: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    files.map((file) => {
      const { text, helper, helperText } = migrateIn(dir, file);
      if (helper !== undefined) {
        mkdirSync(dirname(dir.path(helper)), { recursive: true });
        writeFileSync(dir.path(helper), helperText);
      }
      writeFileSync(dir.path(file), text);
      return [file, helper];
    }),
  );
}

const NODE_MODULES = join(import.meta.dirname, '../../node_modules');

/** Compiles files as the package's tsconfig says; the messages. */
function compile(dir: Tree, ...files: readonly string[]): readonly string[] {
  symlinkSync(NODE_MODULES, dir.path('node_modules'));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(dir.path('tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    dir.root,
  );
  const program = ts.createProgram(
    files.map((file) => dir.path(file)),
    { ...options, types: ['node'], skipLibCheck: true },
  );
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

const helper = (variant: HelperVariant): string =>
  renderHelper(variant, { fallbacks: { 'eu-west-1': ['eu-central-1'] }, version: '0.0.1' });

describe('the module kind of a TypeScript file decides which helper it can import', () => {
  it('.cts in a package of modules has a .cts helper, .ts and .mts share the .ts one, and all compile', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': tsconfig({ module: 'node16', target: 'es2022', strict: true, outDir: 'out', rootDir: '.' }),
      'src/a.cts': ESM,
      'src/b.ts': ESM,
      'src/c.mts': ESM,
    });
    expect(migrateOnDisk(dir, 'src/a.cts', 'src/b.ts', 'src/c.mts')).toEqual({
      'src/a.cts': 'src/aws/sts-failover.cts',
      'src/b.ts': 'src/aws/sts-failover.ts',
      'src/c.mts': 'src/aws/sts-failover.ts',
    });
    expect(dir.read('src/a.cts')).toContain("from './aws/sts-failover.cjs'");
    expect(compile(dir, 'src/a.cts', 'src/b.ts', 'src/c.mts')).toEqual([]);
    expect(dir.read('out/src/aws/sts-failover.cjs')).toContain('require("@aws-sdk/client-sts")');
  }, 30_000);

  it('.mts in a CommonJS package has an .mts helper, .ts and .cts share the .ts one, and all compile', () => {
    const dir = tree({
      'package.json': manifest(),
      'tsconfig.json': tsconfig({ module: 'node16', target: 'es2022', strict: true, outDir: 'out', rootDir: '.' }),
      'src/a.mts': ESM,
      'src/b.ts': ESM,
      'src/c.cts': ESM,
    });
    expect(migrateOnDisk(dir, 'src/a.mts', 'src/b.ts', 'src/c.cts')).toEqual({
      'src/a.mts': 'src/aws/sts-failover.mts',
      'src/b.ts': 'src/aws/sts-failover.ts',
      'src/c.cts': 'src/aws/sts-failover.ts',
    });
    expect(dir.read('src/a.mts')).toContain("from './aws/sts-failover.mjs'");
    expect(compile(dir, 'src/a.mts', 'src/b.ts', 'src/c.cts')).toEqual([]);
  }, 30_000);

  it('is named by its source where the package names sources', () => {
    const dir = tree({
      'package.json': manifest('module'),
      'tsconfig.json': tsconfig({ module: 'nodenext', rewriteRelativeImportExtensions: true }),
      'src/a.cts': ESM,
    });
    expect(migrateIn(dir, 'src/a.cts').specifier).toBe('./aws/sts-failover.cts');
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
