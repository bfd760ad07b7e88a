import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readVpcEndpoints } from '../helper/tables.js';
import { isTestPath, isTypeScriptPath, type Context } from '../model/context.js';
import type { Settings } from '../model/settings.js';
import { placeHelper } from './helper-placement.js';
import { HELPER_FUNCTIONS, isHelperSpecifier, servesAsHelper } from './helper-files.js';
import { manifestsAbove, versionFor } from './manifest.js';
import { chainFor, optionIn } from './tsconfig.js';

/** What the repository around a file says: its package, module system and installed SDKs. */
export interface ProjectFacts {
  /** The folder of the nearest package.json. */
  readonly root: string | undefined;
  readonly moduleType: 'module' | 'commonjs';
  /** Whether the package is compiled from TypeScript. */
  readonly usesTypeScript: boolean;
  readonly versionOf: (packageName: string) => string | undefined;
}

const facts = new Map<string, ProjectFacts>();

/** The facts for a file, read once for each folder. Nothing is read until a fact is asked for that needs it. */
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
    };
    facts.set(folder, found);
  }
  return found;
}

/**
 * What checks and plans know of a file besides its text.
 *
 * @param writesHelper the run writes the helper where it is missing, so that every file may import it
 */
export function contextFor(
  file: string,
  settings: Settings,
  project: ProjectFacts = projectFactsFor(file),
  writesHelper = false,
): Context {
  const { sdkVersion } = settings;
  return {
    settings,
    isTest: isTestPath(file),
    isTypeScript: isTypeScriptPath(file),
    versionOf: sdkVersion !== undefined && sdkVersion !== 'detect' ? () => sdkVersion : project.versionOf,
    helperSpecifier: (request) => {
      const { path, specifier } = placeHelper(file, request, settings.helper?.module, project);
      // A file that the settings name is believed; at the usual place anything may be.
      const isThere = settings.helper ? existsSync(path) : servesAsHelper(path, HELPER_FUNCTIONS[request.sdk]);
      return writesHelper || isThere ? specifier : undefined;
    },
    helperVpcEndpoints: (request) => {
      const { path } = placeHelper(file, request, settings.helper?.module, project);
      return existsSync(path)
        ? readVpcEndpoints(readFileSync(path, 'utf8'))
        : writesHelper
          ? (settings.vpcEndpoints ?? {})
          : {};
    },
    keepsModuleSyntax: () => optionIn(chainFor(file, project.root), 'verbatimModuleSyntax') === true,
    isHelper: (specifier) => isHelperSpecifier(file, specifier, settings.helper?.module, project.root),
  };
}
