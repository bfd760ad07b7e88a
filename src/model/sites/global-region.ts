import { optionsOf, type Value } from '../../ast/value.js';
import type { Site } from '../types.js';

/** Whether the region of a site may be `aws-global`, by which SDK v3 goes to the global host. */
export function asksForGlobalRegion(site: Site): boolean {
  const region = site.configuration.setting('region');
  return region.state === 'present' && regionsIn(region.value).includes('aws-global');
}

/** The regions that are written out in a value, or that a function in its place returns. */
const regionsIn = (value: Value): readonly unknown[] =>
  optionsOf(value).flatMap((option) => {
    const given = option.kind === 'function' ? option.result() : option;
    return given ? optionsOf(given).flatMap((each) => (each.kind === 'literal' ? [each.value] : [])) : [];
  });
