import ts from 'typescript';
import { expect, it } from 'vitest';
import { filesBelow, readText } from './repository.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;

/** `@scope/name` of `@scope/name/file`. */
const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** The packages that the sources import, or load when they need them. */
function packagesInSources(): string[] {
  const files = ['src', 'rules', 'codemods']
    .flatMap(filesBelow)
    .filter((path) => /^(?!src\/helper\/sources).*\.ts$/.test(path));
  const specifiers = files.flatMap((path) => {
    const text = readText(path);
    const loaded = [...text.matchAll(/\bload\('([^']+)'\)/g)].map(([, name]) => name ?? '');
    return [...ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName), ...loaded];
  });
  return [...new Set(specifiers.filter((name) => !/^(?:\.|node:)/.test(name)).map(packageOf))];
}

it('CONTRIBUTING.md gives a reason for each package that is installed or that the sources use, but for optional peers', () => {
  const [, section = ''] = readText('CONTRIBUTING.md').split('\n## Dependencies\n');
  const [table = ''] = section.split('\n## ');
  const explained = [...table.matchAll(/^\| `([^`]+)` \| \S/gm)].map(([, name]) => name);
  const { peerDependencies } = JSON.parse(readText('package.json')) as { peerDependencies: object };
  const used = packagesInSources().filter((name) => !(name in peerDependencies));
  expect(explained).toEqual([...used, ...Object.keys(manifest.dependencies)].sort());
});

it('only what cannot be bundled is installed with the package', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['typescript']);
});

it('no script runs where the package is installed', () => {
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(manifest.scripts).not.toHaveProperty(name);
});
