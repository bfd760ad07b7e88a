import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foundVersion, versionBelow } from '../../src/project/manifest.js';
import { tree } from '../cli/tree.js';

const manifest = (range: string) => JSON.stringify({ devDependencies: { typescript: range } });
const npm = (content: object) => ({ 'package-lock.json': JSON.stringify(content, undefined, 2) });

/** Which version the code in a folder has. */
const versionIn = (files: Record<string, string>, folder = '.') => {
  const found = foundVersion(join(tree({ 'package.json': '{}', ...files }).root, folder), 'typescript');
  return found && `${found.version} by ${found.by}`;
};

describe('without an installation, the version is that of the lock file', () => {
  it.each<[format: string, files: Record<string, string>]>([
    ['npm 6', npm({ lockfileVersion: 1, dependencies: { typescript: { version: '3.3.3', dev: true } } })],
    ['npm 7', npm({ lockfileVersion: 3, packages: { '': {}, 'node_modules/typescript': { version: '3.3.3' } } })],
    ['npm-shrinkwrap.json', { 'npm-shrinkwrap.json': '{ "dependencies": { "typescript": { "version": "3.3.3" } } }' }],
    [
      'Yarn 1',
      {
        'yarn.lock':
          '# yarn lockfile v1\n\n\n"@a/typescript@^3.3.0":\n  version "9.0.0"\n\n' +
          'typescript@^2.0.0:\n  version "2.9.2"\n\ntypescript@^3.2.0, typescript@^3.3.0:\n  version "3.3.3"\n',
      },
    ],
    [
      'Yarn 4',
      {
        'yarn.lock':
          '"typescript@npm:^3.3.0, typescript@npm:~3.3.1":\n  version: 3.3.3\n  resolution: "typescript@npm:3.3.3"\n\n' +
          '"typescript@patch:typescript@npm%3A^3.3.0#x":\n  version: 3.3.3\n',
      },
    ],
    [
      'pnpm 6',
      {
        'pnpm-lock.yaml':
          'lockfileVersion: 5.3\n\nspecifiers:\n  typescript: ^3.3.0\n\ndevDependencies:\n  typescript: 3.3.3\n',
      },
    ],
    [
      'pnpm 8',
      {
        'pnpm-lock.yaml':
          "lockfileVersion: '6.0'\n\ndevDependencies:\n  typescript:\n    specifier: ^3.3.0\n    version: 3.3.3\n",
      },
    ],
    [
      'pnpm 10',
      {
        'pnpm-lock.yaml':
          "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    devDependencies:\n      typescript:\n" +
          '        specifier: ^3.3.0\n        version: 3.3.3\n\npackages:\n\n  typescript@9.9.9:\n    resolution: {}\n',
      },
    ],
  ])('of %s', (_, files) => {
    expect(versionIn({ ...files, 'package.json': manifest('^3.3.0') })).toBe('3.3.3 by lock file');
  });

  it.each<[manager: string, files: Record<string, string>]>([
    [
      'npm',
      npm({
        packages: {
          'node_modules/typescript': { version: '5.0.0' },
          'a/node_modules/typescript': { version: '3.3.3' },
        },
      }),
    ],
    ['Yarn', { 'yarn.lock': 'typescript@5.0.0:\n  version "5.0.0"\n\ntypescript@^3.3.0:\n  version "3.3.3"\n' }],
    [
      'pnpm',
      {
        'pnpm-lock.yaml':
          'importers:\n\n  .:\n    devDependencies:\n      typescript: 5.0.0\n\n' +
          '  a:\n    devDependencies:\n      typescript: 3.3.3\n\n  b:\n    devDependencies:\n      typescript: 5.0.0\n',
      },
    ],
  ])('for a workspace of %s, its own', (_, files) => {
    expect(versionIn({ ...files, 'package.json': manifest('5.0.0'), 'a/package.json': manifest('^3.3.0') }, 'a')).toBe(
      '3.3.3 by lock file',
    );
  });
});

describe('a lock file', () => {
  it('comes after what is installed', () => {
    const installed = { 'node_modules/typescript/package.json': '{ "version": "3.9.9" }' };
    const files = {
      ...npm({ dependencies: { typescript: { version: '3.3.3' } } }),
      'package.json': manifest('^3.3.0'),
    };
    expect(versionIn({ ...files, ...installed })).toBe('3.9.9 by installation');
  });

  it.each<[what: string, files: Record<string, string>]>([
    ['is not JSON', { 'package-lock.json': '<<<<<<< HEAD' }],
    ['is empty', { 'yarn.lock': '', 'pnpm-lock.yaml': '' }],
    ['holds another range', { 'yarn.lock': 'typescript@^4.0.0:\n  version "4.0.0"\n' }],
    ['names a link', npm({ packages: { 'node_modules/typescript': { resolved: 'packages/typescript', link: true } } })],
  ])('that %s leaves the range of package.json', (_, files) => {
    expect(versionIn({ ...files, 'package.json': manifest('^3.3.0') })).toBe('3.3.0 by package.json');
  });

  it('shows that a package is too old where its range does not', () => {
    const folder = tree({
      'package.json': manifest('^4.2.0'),
      ...npm({ packages: { 'node_modules/typescript': { version: '4.2.4' } } }),
    }).root;
    expect(versionBelow(folder, 'typescript', '4.7.0')).toBe('4.2.4');
  });

  it('shows that a package is new enough', () => {
    const folder = tree({
      'package.json': manifest('>=3'),
      ...npm({ packages: { 'node_modules/typescript': { version: '5.4.2' } } }),
    }).root;
    expect(versionBelow(folder, 'typescript', '4.7.0')).toBeUndefined();
  });

  it('is shown with the line that names the version', () => {
    const folder = tree({
      'package.json': manifest('^3.3.0'),
      'yarn.lock': '# yarn lockfile v1\n\ntypescript@^3.3.0:\n  version "3.3.3"\n',
    }).root;
    expect(foundVersion(folder, 'typescript')?.evidence()).toMatchObject({ line: 3 });
  });
});
