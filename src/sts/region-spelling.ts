import { editDistance } from '../text/closest.js';
import type { Region } from './partition.js';
import { allRegions, findRegion, isPseudoRegion, isWellFormedRegion, normaliseRegion } from './regions.js';

/** The largest distance that still counts as a typo: two letters, in names of at least seven. */
const MAX_TYPO_DISTANCE = 2;

/**
 * The one region that a misspelt name can mean; `undefined` when none is near, when two are equally near, or when only
 * the number differs (`us-east-3` may be a new region, and not a typo for us-east-1).
 */
export function closestRegion(misspelt: string): string | undefined {
  const wanted = normaliseRegion(misspelt).replaceAll('_', '-');
  if (findRegion(wanted)) return wanted;
  const near = allRegions()
    .map(({ name }) => ({ name, distance: editDistance(wanted, name) }))
    .filter(({ distance }) => distance <= MAX_TYPO_DISTANCE)
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = near;
  if (best === undefined || best.distance === second?.distance || differsInNumberOnly(wanted, best.name))
    return undefined;
  return best.name;
}

/** `YOUR_REGION`, `<region>`, `${AWS_REGION}`: something puts a region in its place before the code runs. */
export const isSubstituted = (text: string): boolean => /^[A-Z_]+$|[<>{}$]/.test(text);

/** `your-region`, `aws-region-here`, `xx-xxxx-x`: words that a person is to put a region in place of. */
export const isPlaceholder = (text: string): boolean =>
  isSubstituted(text) ||
  /^(?:x+[-_]?)+$/i.test(text) ||
  /^(?:(?:your|my|the|a|some|any|insert|enter|replace|change|target|aws|sts)[-_ ])*(?:aws)?region(?:[-_ ](?:here|name|id|code|me))*$/i.test(
    text,
  );

/** Names that tests and emulators give their regions: `us-test-1` is not a typo of `us-west-1`. */
const INVENTED = /test|fake|mock|dummy|local|example/;

/** What is wrong with a region as it is written. */
export type RegionFault =
  | { readonly kind: 'untidy'; readonly tidy: string }
  | { readonly kind: 'misspelt'; readonly closest: string }
  /** Well-formed, but not in the table: it may be new. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'no-region' };

/** `undefined` when nothing is wrong with a name. */
export function regionFault(region: string, allowed: readonly string[] = []): RegionFault | undefined {
  if (region === '' || isPseudoRegion(region) || allowed.includes(region) || findRegion(region)) return undefined;
  const tidy = normaliseRegion(region);
  if (findRegion(tidy)) return { kind: 'untidy', tidy };
  const closest = INVENTED.test(tidy) ? undefined : closestRegion(tidy);
  // `us-east-3` may be new; `us-esat-1` is a slip.
  if (isWellFormedRegion(tidy) && (closest === undefined || closest.replace(/\d+$/, '') === tidy.replace(/\d+$/, '')))
    return { kind: 'unknown' };
  if (closest !== undefined) return { kind: 'misspelt', closest };
  return { kind: isPlaceholder(region) ? 'placeholder' : 'no-region' };
}

/** The same for a configuration file, where `EMEA` or `local` may be a region of something else. */
export function regionFaultInConfig(region: string, allowed?: readonly string[]): RegionFault | undefined {
  const fault = INVENTED.test(region) ? undefined : regionFault(region, allowed);
  return fault?.kind === 'no-region' || fault?.kind === 'placeholder' ? undefined : fault;
}

/**
 * Regions that a text may mean, most likely first, for people to choose from. A name that differs only in upper case
 * and underscores is the only one. Otherwise it is regions that have the text in their name, place or country, and then
 * those with a similar spelling. {@link closestRegion} is for what a program may decide.
 */
export function similarRegions(text: string, limit = 3): readonly Region[] {
  const wanted = normaliseRegion(text).replaceAll('_', '-');
  const itself = findRegion(wanted);
  if (itself) return [itself];
  const named =
    wanted.length < 3
      ? []
      : allRegions().filter(({ name, description, location }) =>
          [name, description, location?.place ?? ''].some((label) => label.toLowerCase().includes(wanted)),
        );
  const spelt = allRegions()
    .map((region) => ({ region, distance: editDistance(wanted, region.name) }))
    .filter(({ distance }) => distance <= MAX_TYPO_DISTANCE + 1)
    .sort((a, b) => a.distance - b.distance)
    .map(({ region }) => region);
  return [...new Set([...named, ...spelt])].slice(0, limit);
}

function differsInNumberOnly(a: string, b: string): boolean {
  const number = /\d+$/;
  return number.test(a) && a.replace(number, '') === b.replace(number, '');
}
