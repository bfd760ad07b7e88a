/**
 * Compares SDK versions. The SDKs publish plain `major.minor.patch` numbers, so three numbers are compared. A range of
 * package.json (`^3.600.0`) only says which version is the oldest possible one.
 */

/** `exact`: this version is installed. `at-least`: this one or a later one. `unknown`: nothing that names a version. */
export type VersionKnowledge =
  | { readonly kind: 'exact'; readonly version: string }
  | { readonly kind: 'at-least'; readonly version: string }
  | { readonly kind: 'unknown' };

/** Negative, zero or positive, as `a` is older than, equal to or newer than `b`. Parts that are missing count as 0. */
export function compareVersions(a: string, b: string): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs === -1 ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
}

/** Whether `version` is `since` or later. Both are exact. */
export function isAtLeast(version: string, since: string): boolean {
  return compareVersions(version, since) >= 0;
}

/**
 * Reads a version of package.json, a lock file or the settings. `3.758.0` is exact, `^3.600.0` and `>=3` are lower
 * bounds, and `latest` and `workspace:*` say nothing.
 */
export function readVersion(text: string | undefined): VersionKnowledge {
  const match = /^\s*(?:npm:[^\s]*@)?(\^|~|>=?)?\s*v?(\d+(?:\.\d+){0,2})([.x*]*)/.exec(text ?? '');
  const [, range, version, wildcard] = match ?? [];
  if (version === undefined) return { kind: 'unknown' };
  const isExact = range === undefined && wildcard === '' && version.split('.').length === 3;
  return { kind: isExact ? 'exact' : 'at-least', version: numbersOf(version).join('.') };
}

/** A run compares the same few versions for every site. */
const parsed = new Map<string, readonly [number, number, number]>();

function numbersOf(version: string): readonly [number, number, number] {
  let numbers = parsed.get(version);
  if (!numbers) {
    const [major, minor, patch] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
    parsed.set(version, (numbers = [major ?? 0, minor ?? 0, patch ?? 0]));
  }
  return numbers;
}
