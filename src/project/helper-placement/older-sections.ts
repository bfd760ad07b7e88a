import type { HelperSection } from '../../helper/index.js';
import { isAtLeast } from '../../sts/versions.js';

/** Providers pass the configuration of their client on from this version. */
const PASSED_ON_SINCE = '3.914.0';

/**
 * What the helper of a provider needs where the SDK may be older.
 *
 * @param versionOf the version of a package, or the start of its range
 */
export function sectionsForOlder(
  functions: readonly string[],
  versionOf: (name: string) => string | undefined,
): readonly HelperSection[] {
  const isOlder = ['@aws-sdk/credential-providers', '@aws-sdk/client-sts'].some((name) => {
    const version = versionOf(name)?.replace(/^[~^]/, '') ?? '';
    return version.startsWith('3.') && !isAtLeast(version, PASSED_ON_SINCE);
  });
  return functions.includes('stsProvider') && isOlder ? ['client', 'older'] : [];
}
