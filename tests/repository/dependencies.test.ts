import { expect, it } from 'vitest';
import { readText } from './repository.js';

it('CONTRIBUTING.md gives a reason for each production dependency', () => {
  const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: Readonly<Record<string, string>> };
  const [, section = ''] = readText('CONTRIBUTING.md').split('\n## Dependencies\n');
  const [table = ''] = section.split('\n## ');
  const explained = [...table.matchAll(/^\| `([^`]+)` \| \S/gm)].map(([, name]) => name);
  expect(explained).toEqual(Object.keys(dependencies));
});

it('no script runs where the package is installed', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Readonly<Record<string, string>> };
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) expect(scripts).not.toHaveProperty(name);
});
