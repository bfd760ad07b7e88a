import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { tree, type Tree } from '../../cli/tree.js';
import { ESM, manifest, migrateIn, tsconfig } from '../migrate-in.js';

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

const NODE_MODULES = join(import.meta.dirname, '../../../node_modules');

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

describe('a helper for each module kind of TypeScript', () => {
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
  });

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
  });
});
