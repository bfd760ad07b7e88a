/**
 * In which country a region is, for rules about where data may go. Countries are ISO 3166-1 alpha-2. Those of regions
 * with a published place are in the generated table.
 */
import type { Region } from './partition.js';
import { allRegions } from './regions.js';

/** Countries that AWS names for a partition whose places it does not publish (AWS GovCloud (US) User Guide). */
const COUNTRY_OF_PARTITION: Readonly<Record<string, string>> = { 'aws-us-gov': 'US' };

/** The member states (https://european-union.europa.eu/principles-countries-history/eu-countries_en, 27 of them). */
const EUROPEAN_UNION: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Names for several countries. */
const AREAS: Readonly<Record<string, readonly string[]>> = {
  eu: EUROPEAN_UNION,
  /** European Economic Area (https://www.efta.int/eea). */
  eea: [...EUROPEAN_UNION, 'IS', 'LI', 'NO'],
};

/** What keeps regions out of a proposal. */
export interface Residency {
  /** Areas and countries, one of which a region must be in: `eu`, `de`. */
  readonly within?: readonly string[];
  /** Names of regions. */
  readonly exclude?: readonly string[];
}

/** The country of a region; `undefined` where AWS does not publish it. */
export const countryOf = ({ location, partition }: Region): string | undefined =>
  location?.country ?? COUNTRY_OF_PARTITION[partition];

/** Whether a region may be used. One whose country is not known is in no area. */
export function isAllowed(region: Region, { within, exclude = [] }: Residency): boolean {
  if (exclude.includes(region.name)) return false;
  if (within === undefined) return true;
  const country = countryOf(region);
  return country !== undefined && within.some((area) => countriesOf(area).includes(country));
}

const countriesOf = (area: string): readonly string[] => AREAS[area.toLowerCase()] ?? [area.toUpperCase()];

/** The areas and countries that have a region. */
export const knownAreas = (): readonly string[] => [
  ...Object.keys(AREAS),
  ...[...new Set(allRegions().flatMap((region) => countryOf(region)?.toLowerCase() ?? []))].sort(),
];

/** Whether some region is in the area. */
export const isKnownArea = (area: string): boolean => knownAreas().includes(area.toLowerCase());
