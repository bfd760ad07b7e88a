import { existsSync } from 'node:fs';
import { readVpcEndpoints } from '../helper/tables.js';
import { isTypeScriptPath, type Surroundings } from '../model/settings/surroundings.js';
import type { Settings } from '../model/settings/settings.js';
import { placeHelper } from './helper-placement/helper-placement.js';
import { HELPER_FUNCTIONS, isHelperSpecifier, servesAsHelper } from './helper-placement/helper-files.js';
import { projectFactsFor, type ProjectFacts } from './project-facts.js';
import { isTestFile } from './test-files.js';
import { readSmallFile } from './read-file.js';
import { chainFor, optionIn } from './tsconfig.js';

/**
 * What rules and plans know about a file besides its text.
 *
 * @param writesHelper whether the run writes a missing helper, so that every file may import it
 */
export function surroundingsOf(
  file: string,
  settings: Settings,
  project: ProjectFacts = projectFactsFor(file),
  writesHelper = false,
): Surroundings {
  const { sdkVersion } = settings;
  const isSaid = sdkVersion !== undefined && sdkVersion !== 'detect';
  return {
    settings,
    isTest: isTestFile(file),
    isTypeScript: isTypeScriptPath(file),
    versionOf: (name) => (isSaid && name !== 'typescript' ? sdkVersion : project.versionOf(name)),
    helperSpecifier: (request) => {
      const { path, specifier } = placeHelper(file, request, settings.helper?.module, project);
      // A file that the settings name is trusted. A file at the usual path may be something else.
      const isThere = settings.helper ? existsSync(path) : servesAsHelper(path, HELPER_FUNCTIONS[request.sdk]);
      return writesHelper || isThere ? specifier : undefined;
    },
    helperVpcEndpoints: (request) => {
      const { path } = placeHelper(file, request, settings.helper?.module, project);
      if (!existsSync(path)) return writesHelper ? (settings.vpcEndpoints ?? {}) : {};
      return readVpcEndpoints(readSmallFile(path) ?? '');
    },
    keepsModuleSyntax: () => optionIn(chainFor(file, project.root), 'verbatimModuleSyntax') === true,
    isHelper: (specifier) => isHelperSpecifier(file, specifier, settings.helper?.module, project.root),
  };
}
