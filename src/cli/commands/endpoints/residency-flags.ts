import { Option } from 'commander';
import type { Region } from '../../../sts/partition.js';
import { similarRegions } from '../../../sts/region-spelling.js';
import { findRegion } from '../../../sts/regions.js';
import { countryOf, isKnownArea, knownAreas, type Residency } from '../../../sts/residency.js';
import { UsageError } from '../../usage-error.js';
import { list } from '../option-values.js';

/** Flags that keep regions out of a proposal; every command that proposes regions has them. */
export interface ResidencyFlags {
  readonly within?: readonly string[];
  readonly exclude?: readonly string[];
}

export const withinOption = (): Option =>
  new Option('--within <areas>', 'propose only regions in these: eu, eea, or countries such as us,de').argParser(list);

export const excludeOption = (): Option => new Option('--exclude <a,b>', 'never propose these regions').argParser(list);

/**
 * What the flags allow.
 *
 * @throws UsageError for an area without regions, and for a region that does not exist
 */
export function residencyOf({ within, exclude }: ResidencyFlags): Residency {
  const unknown = within?.find((area) => !isKnownArea(area));
  if (unknown !== undefined)
    throw new UsageError(`--within: no region is in "${unknown}". Choose among ${knownAreas().join(', ')}.`);
  for (const name of exclude ?? []) regionNamed(name, '--exclude');
  return { ...(within && { within }), ...(exclude && { exclude }) };
}

/** Why there is no proposal for code in a region: it is the home, and may not be used. */
export function homeNotAllowed(region: Region, { within = [], exclude = [] }: Residency): string {
  if (exclude.includes(region.name))
    return `--exclude: the code runs in ${region.name}, so that is the home. Leave it out of --exclude.`;
  const country = countryOf(region);
  const where = country === undefined ? 'in a country that AWS does not publish' : `in ${country}`;
  return (
    `--within ${within.join(',')}: the code runs in ${region.name}, so that is the home, and it is ${where}. ` +
    'Allow that country too, or name another region.'
  );
}

/**
 * The region of a flag's value.
 *
 * @throws UsageError with the regions that may be meant
 */
export function regionNamed(name: string, flag: string): Region {
  const region = findRegion(name);
  if (region) return region;
  const similar = similarRegions(name).map(({ name: other, description }) => `${other} (${description})`);
  const help = similar.length === 0 ? '"sts-regional endpoints" lists them all.' : `Did you mean ${oneOf(similar)}?`;
  throw new UsageError(`${flag}: "${name}" is not an AWS region. ${help}`);
}

/** `a, b or c`. */
const oneOf = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), items.at(-1)].filter((part) => part !== '').join(' or ');
