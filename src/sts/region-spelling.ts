import { editDistance } from '../text/closest.js';
import type { Region } from './partition.js';
import { allRegions, findRegion, normaliseRegion } from './regions.js';

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
