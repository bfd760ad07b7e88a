import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../src/cli/files/find-files.js';
import { displayPath } from '../../../src/project/paths.js';
import { isInShard } from '../../../src/cli/files/shard.js';
import { isReport, looksMinified, saysGenerated } from '../../../src/cli/files/target-files.js';
import { UsageError } from '../../../src/cli/usage-error.js';
import { runIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

const found = (dir: Tree, paths: string[] = ['.'], cwd = dir.root): string[] =>
  findFiles(paths, cwd).files.map(({ path }) => displayPath(dir.root, path));
const empty = (...paths: string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [path, '']));

describe('a directory gives', () => {
  it(
    'JavaScript and TypeScript of every flavour, components with scripts in them, and ' +
      'no declarations or other types',
    () => {
      const yes = [
        'a.astro',
        'a.cjs',
        'a.cts',
        'a.js',
        'a.jsx',
        'a.mjs',
        'a.mts',
        'a.svelte',
        'a.ts',
        'a.tsx',
        'a.vue',
      ];
      expect(found(tree(empty(...yes, 'a.d.ts', 'a.d.mts', 'a.css.d.ts', 'a.txt', 'a.css', 'a.js.map', 'js')))).toEqual(
        yes,
      );
    },
  );

  it('configuration files by their names, and no lock files', () => {
    const yes = [
      '.aws/config',
      '.aws/credentials',
      '.env',
      '.env.production',
      '.github/workflows/ci.yml',
      'Dockerfile',
      'README.md',
      'api.dockerfile',
      'package.json',
      'serverless.yaml',
      'setup.cfg',
      'tsconfig.json',
      'wrangler.toml',
    ];
    expect(
      found(
        tree(
          empty(
            ...yes,
            'config',
            'credentials',
            'package-lock.json',
            'npm-shrinkwrap.json',
            'pnpm-lock.yaml',
            'yarn.lock',
            'poetry.lock',
            'Makefile',
            '.environment',
          ),
        ),
      ),
    ).toEqual(yes);
  });

  it('files sorted by their whole path, whatever the order of directories', () => {
    expect(found(tree(empty('a/b.ts', 'a.ts', 'a-b.ts', 'B.ts', 'a/B/c.ts')))).toEqual([
      'B.ts',
      'a-b.ts',
      'a.ts',
      'a/B/c.ts',
      'a/b.ts',
    ]);
  });

  it('nothing of node_modules, dist, version control and minified names, at any depth', () => {
    expect(
      found(
        tree(
          empty(
            'node_modules/x/a.js',
            'pkg/node_modules/x/a.js',
            'dist/a.js',
            'pkg/dist/a.js',
            '.git/hooks/a.js',
            'a.min.js',
            'a-min.js',
            'src/a.js',
          ),
        ),
      ),
    ).toEqual(['src/a.js']);
  });

  it('files in hidden directories, which may be source', () => {
    expect(found(tree(empty('.github/scripts/a.js')))).toEqual(['.github/scripts/a.js']);
  });

  it('nothing that a link points to, but the file itself where it is', () => {
    const dir = tree(empty('src/a.ts'));
    symlinkSync('src', dir.path('link'));
    symlinkSync('src/a.ts', dir.path('b.ts'));
    expect(found(dir)).toEqual(['src/a.ts']);
  });
});

describe('.gitignore', () => {
  it('is honoured with nested files, negation and directories', () => {
    const dir = tree({
      ...empty('build/a.js', 'src/a.gen.ts', 'src/keep.gen.ts', 'src/sub/b.ts', 'src/sub/c.ts', 'other/sub/c.ts'),
      '.gitignore': 'build/\n*.gen.ts\n',
      'src/.gitignore': '!keep.gen.ts\n/sub/c.ts\n',
    });
    expect(found(dir)).toEqual(['other/sub/c.ts', 'src/keep.gen.ts', 'src/sub/b.ts']);
  });

  it('of directories above counts up to the root of the repository and no further', () => {
    const dir = tree({
      ...empty('repo/pkg/a.ts', 'repo/pkg/b.ts', 'repo/pkg/c.ts', 'repo/.git/HEAD'),
      '.gitignore': 'a.ts',
      'repo/.gitignore': 'b.ts',
      'repo/.git/info/exclude': 'c.ts',
    });
    expect(found(dir, ['.'], dir.path('repo/pkg'))).toEqual(['repo/pkg/a.ts']);
  });

  it('does not empty a directory that is named although it is ignored', () => {
    const dir = tree({
      ...empty('tmp/copy/a.ts', 'tmp/copy/b.ts'),
      '.gitignore': 'tmp/',
      'tmp/copy/.gitignore': 'b.ts',
    });
    expect(found(dir)).toEqual([]);
    expect(found(dir, ['tmp/copy'])).toEqual(['tmp/copy/a.ts']);
    expect(found(dir, ['.'], dir.path('tmp/copy'))).toEqual(['tmp/copy/a.ts']);
  });
});

describe('a named path', () => {
  it('is read although a walk would pass over it', () => {
    const dir = tree({ ...empty('dist/a.js', 'b.min.js', 'c.ts'), '.gitignore': 'c.ts' });
    expect(found(dir, ['dist/a.js', 'b.min.js', 'c.ts'])).toEqual(['b.min.js', 'c.ts', 'dist/a.js']);
  });

  it('of another type is passed over without a word, so that hooks can hand over whole lists', () => {
    const dir = tree(empty('a.css', 'b.ts'));
    expect(findFiles(['a.css', 'b.ts'], dir.root)).toMatchObject({ files: [{ path: dir.path('b.ts') }], notices: [] });
  });

  it('in node_modules is left out with a notice', () => {
    const dir = tree(empty('node_modules/x/a.js'));
    expect(findFiles(['node_modules/x/a.js', 'node_modules'], dir.root)).toMatchObject({
      files: [],
      notices: [
        'node_modules/x/a.js is in node_modules and is left out.',
        'node_modules is in node_modules and is left out.',
      ],
    });
  });

  it('counts once however often it is named, absolute or relative', () => {
    const dir = tree(empty('src/a.ts'));
    expect(found(dir, ['src', 'src/a.ts', dir.path('src/a.ts'), '.'])).toEqual(['src/a.ts']);
  });

  it('may be a link inside the tree: the file it stands for is taken', () => {
    const dir = tree(empty('src/a.ts'));
    symlinkSync('src/a.ts', dir.path('b.ts'));
    expect(found(dir, ['b.ts'])).toEqual(['src/a.ts']);
  });

  it('that does not exist is an error that names every such path', () => {
    expect(() => findFiles(['x', '.', 'y'], tree().root)).toThrow(new UsageError('No such file or directory: x, y'));
  });
});

describe('an empty path', () => {
  it.each(['check', 'migrate', 'update-helper', 'merge-reports'])(
    'is wrong usage of %s, and not the working directory',
    async (command) => {
      const dir = tree({ 'a.ts': 'new STSClient({});' });
      const outcome = await runIn(dir, [command, '']);
      expect(outcome).toMatchObject({ status: 2, stdout: '' });
      expect(outcome.stderr).toContain('A path is empty');
      expect(dir.read('a.ts')).toBe('new STSClient({});');
    },
  );
});

describe('shards', () => {
  const paths = Array.from({ length: 1000 }, (_, index) => `src/module-${index % 37}/file-${index}.ts`);

  it('divide the files: each is in exactly one', () => {
    for (const path of paths)
      expect([1, 2, 3, 4].filter((index) => isInShard(path, { index, count: 4 }))).toHaveLength(1);
  });

  it('are about equal', () => {
    for (const index of [1, 2, 3, 4])
      expect(Math.abs(paths.filter((path) => isInShard(path, { index, count: 4 })).length - 250)).toBeLessThan(60);
  });

  it('depend on nothing but the path', () => {
    expect(
      ['a.ts', 'src/b.ts', 'ü.ts'].map((path) => [1, 2, 3].find((index) => isInShard(path, { index, count: 3 }))),
    ).toEqual([3, 1, 3]);
  });
});

describe('a generated file', () => {
  it.each([
    ['/* @generated */ x', true],
    ['// Code generated by protoc. DO NOT EDIT.\nx', true],
    ['#!/usr/bin/env node\n/**\n * DO NOT EDIT: this\n * is generated\n */', true],
    ['"use strict";\n// This file is auto-generated from the model\nx', true],
    ['// smithy-typescript generated code\nimport x', true],
    ['// Uses a client that was generated by smithy\nx', false],
    ['const mark = "@generated";', false],
    ['x;\n// @generated', false],
  ])('says so before its first statement: %j', (text, expected) => {
    expect(saysGenerated(text)).toBe(expected);
  });
});

describe('a report', () => {
  it.each([
    ['results of ESLint', JSON.stringify([{ filePath: '/a.ts', messages: [] }]), true],
    [
      'SARIF by its schema',
      JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [] }, null, 2),
      true,
    ],
    ['SARIF without one', JSON.stringify({ version: '2.1.0', runs: [] }), true],
    [
      'a migration of a shard',
      JSON.stringify(
        { schemaVersion: 1, mode: 'check', shard: { index: 1, count: 2 }, summary: { filesScanned: 1 } },
        null,
        2,
      ),
      true,
    ],
    ['an audit', JSON.stringify({ schemaVersion: 1, masked: false, period: {} }, null, 2), true],
    ['a proposal of regions', JSON.stringify({ schemaVersion: 1, near: 'eu-west-1' }), true],
    [
      'another JSON with a schema version',
      JSON.stringify({ schemaVersion: 1, summary: { host: 'sts.amazonaws.com' } }),
      false,
    ],
    ['a list of other things', JSON.stringify([{ path: '/a.ts', filePath: 'x' }]), false],
    [
      'configuration in version 2.1.0',
      JSON.stringify({ version: '2.1.0', endpoint: 'https://sts.amazonaws.com', runs: 3 }),
      false,
    ],
    ['configuration that names a schema of SARIF further in', JSON.stringify({ tools: [{ $schema: 'sarif' }] }), false],
  ])('is known by how it begins: %s', (_, text, expected) => {
    expect(isReport(text)).toBe(expected);
  });
});

describe('a minified file', () => {
  it('is nearly all in a few very long lines', () => {
    expect(looksMinified(`/*! licence */\n${'a();'.repeat(2000)}\n//# sourceMappingURL=x`)).toBe(true);
  });

  it('is not source with one long literal among many lines', () => {
    expect(looksMinified(`${'line();\n'.repeat(40)}const data = '${'x'.repeat(9000)}';`)).toBe(false);
  });

  it('is not a short or an empty text', () => {
    expect([looksMinified(''), looksMinified('a();')]).toEqual([false, false]);
  });
});
