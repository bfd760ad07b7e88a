import { dirname } from 'node:path';
import { isInlinePart } from '../../ast/embedded/code-part.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { Construct } from '../../sts/packages.js';
import { PRESENT_V3 } from '../../sts/sdk-behaviour.js';
import { shownEvidence } from '../../project/evidence.js';
import { foundVersion } from '../../project/manifest.js';
import type { VersionExplanation } from './explanation.js';

/** The SDK version that predictions about a construct are for, and what says so. */
export function versionOf(
  { sdk, package: name }: Construct,
  file: string,
  surroundings: Surroundings,
  { cwd, assumed }: { readonly cwd: string; readonly assumed: string | undefined },
): VersionExplanation | undefined {
  if (sdk === 'raw') return undefined;
  const version = surroundings.versionOf(name);
  if (sdk === 'v3' && !name.startsWith('@aws-sdk/'))
    return { package: name, version, how: `it brings an SDK of its own; version ${PRESENT_V3} of the SDK is assumed` };
  return {
    package: name,
    version: version ?? assumed,
    how: howFound(name, version, file, surroundings, { cwd, assumed }),
  };
}

function howFound(
  name: string,
  version: string | undefined,
  file: string,
  { settings }: Surroundings,
  { cwd, assumed }: { readonly cwd: string; readonly assumed: string | undefined },
): string {
  if (version === undefined) {
    const why = isInlinePart(file)
      ? 'the code runs with the SDK of its runtime'
      : `no node_modules and no package.json above the file has ${name}`;
    return assumed === undefined ? why : `${why}; this version is assumed, because the code gives it to a client`;
  }
  if (settings.sdkVersion !== undefined && settings.sdkVersion !== 'detect')
    return 'as the setting "sdkVersion" or --sdk-version says';
  const found = foundVersion(dirname(file), name);
  const place = found ? shownEvidence(found.evidence(), cwd) : '';
  if (found?.range === undefined)
    return found?.by === 'lock file' ? `locked in ${place}; nothing is installed` : `installed: ${place}`;
  return found.range.trim() === version
    ? `declared in ${place}; nothing is installed`
    : `the lowest that "${found.range}" in ${place} allows; nothing is installed`;
}
