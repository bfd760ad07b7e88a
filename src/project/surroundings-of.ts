import { existsSync } from 'node:fs';
import { isInlinePart } from '../ast/embedded/code-part.js';
import { readVpcEndpoints } from '../helper/tables.js';
import {
  isTypeScriptPath,
  type HelperAbsence,
  type HelperRequest,
  type Surroundings,
} from '../model/settings/surroundings.js';
import type { Settings } from '../model/settings/settings.js';
import { isAtLeast } from '../sts/versions.js';
import { declaredSyntax } from './declared-syntax.js';
import { helperUseAbsence } from './helper-placement/helper-use.js';
import { helperContext, type HelperContext } from './helper-placement/helper-context.js';
import { helperPackage } from './helper-placement/helper-package.js';
import { displayPath } from './paths.js';
import { placeHelper, type HelperPlacement } from './helper-placement/helper-placement.js';
import { HELPER_FUNCTIONS, isHelperSpecifier, servesAsHelper } from './helper-placement/helper-files.js';
import { projectFactsFor, type ProjectFacts } from './project-facts.js';
import { isFixtureFile, isTestFile } from './test-files.js';
import { readSmallFile } from './read-file.js';
import { viewFrom, type RunView } from './run-view.js';
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
  view: RunView = viewFrom(process.cwd()),
): Surroundings {
  const { sdkVersion } = settings;
  const isSaid = sdkVersion !== undefined && sdkVersion !== 'detect';
  const context = helperContext(settings, project, view);
  // Code in a template runs with the SDK of its runtime, whatever this repository installs.
  const isUnknown = isInlinePart(file) && !isSaid;
  const versionOf = (name: string): string | undefined =>
    isUnknown ? undefined : isSaid && name !== 'typescript' ? sdkVersion : project.versionOf(name);
  return {
    settings,
    isTest: isTestFile(file),
    isFixture: isFixtureFile(file),
    isTypeScript: isTypeScriptPath(file),
    declaredSyntax: () => declaredSyntax(file, project),
    versionOf,
    versionBelow: (name, version) => {
      if (!isUnknown && !isSaid && project.versionBelow) return project.versionBelow(name, version);
      const known = versionOf(name);
      return known === undefined || isAtLeast(known, version) ? undefined : known;
    },
    helperSpecifier: (request) => {
      const placement = placeHelper(file, request, context);
      return writesHelper || isThere(placement, request, settings) ? placement.specifier : undefined;
    },
    helperVpcEndpoints: (request) => {
      const placement = placeHelper(file, request, context);
      if (placement.kind === 'module') return vpcEndpointsOfModule(file, placement.specifier);
      if (!existsSync(placement.path)) return writesHelper ? (settings.vpcEndpoints ?? {}) : {};
      return readVpcEndpoints(readSmallFile(placement.path) ?? '');
    },
    helperAbsence: (request, functions) =>
      absenceInText(file, context) ??
      helperUseAbsence(file, placeHelper(file, request, context), request, functions, context),
    keepsModuleSyntax: () => optionIn(chainFor(file, project.root), 'verbatimModuleSyntax') === true,
    isHelper: (specifier) => isHelperSpecifier(file, specifier, context.helper),
  };
}

const absenceInText = (file: string, { view }: HelperContext): HelperAbsence | undefined =>
  isInlinePart(file)
    ? { obstacle: 'code-in-a-text', words: { file: displayPath(view.cwd, file.replace(/\.js$/, '')) } }
    : undefined;

/**
 * Whether there is a helper to import. What the settings name is trusted. A file at the usual path may be something
 * else.
 */
const isThere = (placement: HelperPlacement, { sdk }: HelperRequest, settings: Settings): boolean =>
  placement.kind === 'module' ||
  (settings.helper ? existsSync(placement.path) : servesAsHelper(placement.path, HELPER_FUNCTIONS[sdk]));

const vpcEndpointsOfModule = (file: string, specifier: string): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...(helperPackage(file, specifier)?.entries ?? []).map((entry) => readVpcEndpoints(readSmallFile(entry) ?? '')),
  ) as Readonly<Record<string, string>>;
