import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUp } from '../../../project/folders-up.js';
import { manifestsAbove, versionFor } from '../../../project/manifest.js';
import type { Setup } from './step.js';

interface PackageManager {
  readonly name: string;
  readonly lockFiles: readonly string[];
  /** Adds a development dependency. */
  readonly add: string;
}

const NPM: PackageManager = {
  name: 'npm',
  lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
  add: 'npm install --save-dev',
};

const PACKAGE_MANAGERS: readonly PackageManager[] = [
  NPM,
  { name: 'pnpm', lockFiles: ['pnpm-lock.yaml'], add: 'pnpm add --save-dev' },
  { name: 'yarn', lockFiles: ['yarn.lock'], add: 'yarn add --dev' },
  { name: 'bun', lockFiles: ['bun.lock', 'bun.lockb'], add: 'bun add --dev' },
];

/** Which of the packages the code in a folder does not have, neither installed nor declared. */
export const missingPackages = (names: readonly string[], folder: string): readonly string[] =>
  names.filter((name) => !isDeclared(name, folder) && versionFor(folder, name) === undefined);

/** The command that installs packages for the code in a folder. */
export function installCommand(names: readonly string[], { cwd, root }: Pick<Setup, 'cwd' | 'root'>): string {
  const { name, add } = packageManagerOf(cwd, root);
  // pnpm refuses to add a dependency to the root of a workspace without this flag.
  return [
    add,
    ...(name === 'pnpm' && existsSync(join(cwd, 'pnpm-workspace.yaml')) ? ['--workspace-root'] : []),
    ...names,
  ].join(' ');
}

/** Whether a package.json here or above asks for the package. */
export const isDeclared = (packageName: string, folder: string): boolean =>
  [...manifestsAbove(folder)].some(({ dependencies }) => packageName in dependencies);

/** The package manager that package.json names, else the one with the nearest lock file, else npm. */
function packageManagerOf(cwd: string, root: string | undefined): PackageManager {
  const [named] = [...manifestsAbove(cwd)].flatMap(({ packageManager }) => packageManager?.split('@')[0] ?? []);
  const locked = [...foldersUp(cwd, root ?? cwd)].flatMap((folder) =>
    PACKAGE_MANAGERS.filter(({ lockFiles }) => lockFiles.some((file) => existsSync(join(folder, file)))),
  );
  return PACKAGE_MANAGERS.find(({ name }) => name === named) ?? locked[0] ?? NPM;
}
