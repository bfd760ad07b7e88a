import { dirname, join } from 'node:path';
import type { HelperAbsence, HelperRequest } from '../../model/settings/surroundings.js';
import { isAtLeast } from '../../sts/versions.js';
import { shownEvidence } from '../evidence.js';
import { manifestsAbove, versionBelow } from '../manifest.js';
import { displayPath } from '../paths.js';
import { resolveModule } from '../resolve-module.js';
import { oldNodeOf } from '../runtime/old-node.js';
import type { HelperContext } from './helper-context.js';
import { helperPackage, isFoundUndeclared, manifestWithout } from './helper-package.js';
import type { HelperPlacement } from './helper-placement.js';
import { sectionsForOlder } from './older-sections.js';
import { expectedConfiguration } from './test-expectation.js';

const STS_CLIENT = '@aws-sdk/client-sts';
/** The oldest SDKs that functions of the helper work with. Requests made by hand need no SDK. */
const OLDEST_SDKS = [
  {
    functions: ['createStsClient', 'stsProvider'],
    packages: [STS_CLIENT, '@aws-sdk/credential-providers'],
    major: '3.',
    oldest: '3.38',
  },
  // Up to 2.350 a request cannot be sent to another host after it was built.
  { functions: ['withStsFailover'], packages: ['aws-sdk'], major: '2.', oldest: '2.400' },
] as const;
const OLDEST_TYPESCRIPT = '4.7.0';

/** What stands in the way of importing these functions from the helper of a file. */
export function helperUseAbsence(
  file: string,
  placement: HelperPlacement,
  request: HelperRequest,
  functions: readonly string[],
  context: HelperContext,
): HelperAbsence | undefined {
  if (placement.kind === 'module') return notDeclared(file, placement.specifier, context);
  return (
    placement.absence ??
    withoutSdk(file, placement.path, request, functions, context) ??
    withoutClient(file, placement.path, request, functions, context) ??
    tooOldSdk(file, functions, context) ??
    tooOldTypeScript(file, placement.variant) ??
    tooOldNode(file, placement.variant, context) ??
    otherThanExpected(file, request, functions, context)
  );
}

function notDeclared(file: string, specifier: string, { view }: HelperContext): HelperAbsence | undefined {
  const [own] = manifestsAbove(dirname(file));
  const folder = helperPackage(file, specifier)?.folder;
  if (own !== undefined && folder === own.folder)
    return { obstacle: 'inside-helper-package', words: { package: specifier } };
  const manifest = manifestWithout(file, specifier);
  return manifest && !isFoundUndeclared(file, specifier)
    ? {
        obstacle: 'helper-package-not-declared',
        words: { package: specifier, manifest: displayPath(view.cwd, join(manifest.folder, 'package.json')) },
      }
    : undefined;
}

/** The client of the helper imports the SDK, which the package of the helper may only have through another package. */
function withoutSdk(
  file: string,
  path: string,
  { sdk, modules }: HelperRequest,
  functions: readonly string[],
  { view }: HelperContext,
): HelperAbsence | undefined {
  if (sdk !== 'v3' || !functions.includes('createStsClient') || modules.has(STS_CLIENT)) return undefined;
  const manifests = [...manifestsAbove(dirname(path))];
  const [own] = manifests;
  if (!own || manifests.some(({ dependencies }) => dependencies[STS_CLIENT] !== undefined)) return undefined;
  for (const module of modules) {
    const source = resolveModule(file, module);
    const [other] = source === undefined ? [] : manifestsAbove(dirname(source));
    if (other && other.folder !== own.folder && other.dependencies[STS_CLIENT] !== undefined)
      return {
        obstacle: 'package-without-sdk',
        words: {
          manifest: displayPath(view.cwd, join(own.folder, 'package.json')),
          package: other.name ?? displayPath(view.cwd, other.folder),
        },
      };
  }
  return undefined;
}

/** The providers depend on the client of STS before this version, and have one of their own from it on. */
const OWN_CLIENT_SINCE = '3.730.0';

/** The helper of a provider may import the client, which the package may have only through its providers. */
function withoutClient(
  file: string,
  path: string,
  { modules }: HelperRequest,
  functions: readonly string[],
  { view, sdkVersion, project }: HelperContext,
): HelperAbsence | undefined {
  const needsClient = sectionsForOlder(functions, (name) => sdkVersion ?? project.versionOf(name)).length > 0;
  if (!needsClient || modules.has(STS_CLIENT)) return undefined;
  if (versionBelow(dirname(file), '@aws-sdk/credential-providers', OWN_CLIENT_SINCE) !== undefined) return undefined;
  const manifests = [...manifestsAbove(dirname(path))];
  const [own] = manifests;
  return own && manifests.every(({ dependencies }) => dependencies[STS_CLIENT] === undefined)
    ? { obstacle: 'client-not-declared', words: { manifest: displayPath(view.cwd, join(own.folder, 'package.json')) } }
    : undefined;
}

function tooOldSdk(
  file: string,
  functions: readonly string[],
  { sdkVersion }: HelperContext,
): HelperAbsence | undefined {
  const set = sdkVersion?.replace(/^[~^]/, '');
  const tooOld = (name: string, major: string, oldest: string): string | undefined => {
    if (set === undefined) return versionBelow(dirname(file), name, oldest);
    return set.startsWith(major) && !isAtLeast(set, oldest) ? set : undefined;
  };
  for (const { packages, major, oldest, ...sdk } of OLDEST_SDKS) {
    if (!sdk.functions.some((name) => functions.includes(name))) continue;
    for (const name of packages) {
      const version = tooOld(name, major, `${oldest}.0`);
      if (version !== undefined) return { obstacle: 'sdk-too-old', words: { package: name, version, oldest } };
    }
  }
  return undefined;
}

function tooOldTypeScript(file: string, variant: string): HelperAbsence | undefined {
  const version = variant.endsWith('-ts') ? versionBelow(dirname(file), 'typescript', OLDEST_TYPESCRIPT) : undefined;
  return version === undefined ? undefined : { obstacle: 'typescript-too-old', words: { version, oldest: '4.7' } };
}

/** JavaScript runs as it is written, and the helper uses `?.` and `??`. */
function tooOldNode(file: string, variant: string, { view }: HelperContext): HelperAbsence | undefined {
  const old = variant.endsWith('-ts') ? undefined : oldNodeOf(file, view);
  return (
    old && { obstacle: 'node-too-old', words: { runtime: old.name, evidence: shownEvidence(old.evidence, view.cwd) } }
  );
}

/**
 * The helper gives a provider a time limit, and a region for each try. A client that is a mock gets what it got before.
 */
function otherThanExpected(
  file: string,
  { modules }: HelperRequest,
  functions: readonly string[],
  { view }: HelperContext,
): HelperAbsence | undefined {
  const test = functions.includes('stsProvider') ? expectedConfiguration(file, modules) : undefined;
  return test && { obstacle: 'test-expects-configuration', words: { test: shownEvidence(test, view.cwd) } };
}
