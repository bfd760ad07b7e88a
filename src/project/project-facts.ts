import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestsAbove, versionBelow, versionFor } from './manifest.js';

/** What the repository says about a file: its package, module system and installed SDKs. */
export interface ProjectFacts {
  /** The folder of the nearest package.json. */
  readonly root: string | undefined;
  readonly moduleType: 'module' | 'commonjs';
  /** Whether the package is compiled from TypeScript. */
  readonly usesTypeScript: boolean;
  readonly versionOf: (packageName: string) => string | undefined;
  /** The version, or the range, of a package that is older than a version. */
  readonly versionBelow?: (packageName: string, version: string) => string | undefined;
}

const facts = new Map<string, ProjectFacts>();

/** The facts for a file. They are the same for each file of a folder and read once. */
export function projectFactsFor(file: string): ProjectFacts {
  const folder = dirname(file);
  let found = facts.get(folder);
  if (!found) {
    const [manifest] = manifestsAbove(folder);
    found = {
      root: manifest?.folder,
      moduleType: manifest?.type ?? 'commonjs',
      usesTypeScript: manifest !== undefined && existsSync(join(manifest.folder, 'tsconfig.json')),
      versionOf: (packageName) => versionFor(folder, packageName),
      versionBelow: (packageName, version) => versionBelow(folder, packageName, version),
    };
    facts.set(folder, found);
  }
  return found;
}
