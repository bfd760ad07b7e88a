import { describe, expect, it } from 'vitest';
import { readHelperHeader, updateHelper } from '../../../src/helper/index.js';
import { tree, type Content } from '../../cli/tree.js';
import { COMMONJS, ESM, manifest, migrateIn, tsconfig } from '../migrate-in.js';

type Files = Readonly<Record<string, Content>>;
const helperFor = (file: string, files: Files): string | undefined => migrateIn(tree(files), file).helper;

describe('the helper stays inside the repository', () => {
  it('where the package.json is above it', () => {
    expect(
      helperFor('repo/src/client.ts', { 'package.json': manifest(), 'repo/.git/HEAD': '', 'repo/src/client.ts': ESM }),
    ).toBe('repo/src/aws/sts-failover.ts');
  });

  it('where there is no package.json at all', () => {
    expect(helperFor('repo/client.js', { 'repo/.git/HEAD': '', 'repo/client.js': COMMONJS })).toBe(
      'repo/aws/sts-failover.js',
    );
  });
});

describe('the helper stays inside the package of the file', () => {
  const files = { 'package.json': manifest(), 'lib/sts.js': COMMONJS, 'lib/aws/sts.js': COMMONJS };

  it('where the usual folder is a package of its own', () => {
    expect(helperFor('lib/sts.js', { ...files, 'lib/aws/package.json': manifest() })).toBe('aws/sts-failover.js');
  });

  it('and stands beside the file in a folder that is named `aws`', () => {
    expect(helperFor('lib/aws/sts.js', files)).toBe('lib/aws/sts-failover.js');
    expect(helperFor('lib/aws/sts.js', { ...files, 'lib/aws/package.json': manifest() })).toBe(
      'lib/aws/sts-failover.js',
    );
  });
});

describe('the helper stays inside what TypeScript compiles', () => {
  const project = (options: object, more: object = {}): Files => ({
    'package.json': manifest(),
    'src/index.ts': '',
    'lambda/orders/index.ts': ESM,
    'lambda/orders/tsconfig.json': tsconfig(options, more),
  });

  it.each<[string, object, object?]>([
    ['`rootDir` names it', { rootDir: '.', outDir: '../../out' }],
    ['a composite project means its own folder', { composite: true }],
    ['the output has the layout of the sources', { outDir: '../../out' }],
    ['`include` names it', { outDir: '../../out' }, { include: ['.'] }],
  ])('where %s', (_, options, more) => {
    expect(helperFor('lambda/orders/index.ts', project(options, more))).toBe('lambda/orders/aws/sts-failover.ts');
  });

  it.each<[string, object]>([
    ['nothing is written', { noEmit: true }],
    ['the output stands beside the sources', {}],
    ['`rootDir` is wider', { rootDir: '../..', outDir: '../../out' }],
  ])('and at the usual place where %s', (_, options) => {
    expect(helperFor('lambda/orders/index.ts', project(options))).toBe('src/aws/sts-failover.ts');
  });

  it('where all sources have one folder in common, so that the output does not move', () => {
    const files = { 'package.json': manifest(), 'src/x.js': '', 'app/client.ts': ESM };
    expect(helperFor('app/client.ts', { ...files, 'tsconfig.json': tsconfig({ outDir: 'dist' }) })).toBe(
      'app/aws/sts-failover.ts',
    );
  });
});

describe('an import of the helper', () => {
  const project = (imports: string, options: object = { baseUrl: '.', paths: { '@/*': ['./src/*'] } }): Files => ({
    'package.json': manifest('module'),
    'tsconfig.json': tsconfig({ module: 'esnext', moduleResolution: 'bundler', ...options }),
    'src/config/index.ts': 'export const config = 1;\n',
    'src/api/client.ts': `${imports}\n${ESM}`,
  });
  const specifierIn = (files: Files): string =>
    /['"]([^'"]*sts-failover[^'"]*)['"]/.exec(migrateIn(tree(files), 'src/api/client.ts').text)?.[1] ?? '';

  it.each([
    ['an alias', "import { config } from '@/config';", '@/aws/sts-failover'],
    ['an alias with the file that runs', "import { config } from '@/config/index.js';", '@/aws/sts-failover.js'],
    ['relative paths', "import { config } from '../config';", '../aws/sts-failover'],
    ['packages only', "import fs from 'node:fs';", '../aws/sts-failover'],
  ])('is written as the others of the file: %s', (_, imports, specifier) => {
    expect(specifierIn(project(imports))).toBe(specifier);
  });

  it('starts at `baseUrl` where the others do', () => {
    expect(specifierIn(project("import { config } from 'src/config';", { baseUrl: '.' }))).toBe('src/aws/sts-failover');
  });

  it('is known as an import of the helper by a second run', () => {
    const dir = tree(project("import { config } from '@/config';"));
    const { text, helperText, helper = '' } = migrateIn(dir, 'src/api/client.ts');
    dir.write({ 'src/api/client.ts': text, [helper]: helperText });
    expect(migrateIn(dir, 'src/api/client.ts').text).toBe(text);
  });
});

describe('the helper of a file for Deno', () => {
  const FILE = ESM.replace('@aws-sdk', 'npm:@aws-sdk').replace("sts'", "sts@3'");

  it('imports the SDK as that file does, and is imported by its full name', () => {
    const { helper, helperText, specifier } = migrateIn(tree({ 'main.ts': FILE }), 'main.ts');
    expect({ helper, specifier }).toEqual({ helper: 'aws/sts-failover.ts', specifier: './aws/sts-failover.ts' });
    expect(helperText).toContain("from 'npm:@aws-sdk/client-sts@3';");
    expect(readHelperHeader(helperText)?.edited).toBe(false);
    expect(updateHelper(helperText, '9.9.9')).toMatchObject({
      text: expect.stringContaining("from 'npm:@aws-sdk/client-sts@3';") as string,
    });
  });

  it('is imported by its full name where only deno.json shows it', () => {
    expect(migrateIn(tree({ 'deno.json': '{}', 'main.ts': ESM }), 'main.ts').specifier).toBe('./aws/sts-failover.ts');
  });
});
