import type { Settings } from './settings.js';
import type { Problem, Shape } from './shape.js';
import { aBoolean, first, isRecord, listOf, mustBe, oneOf, optional, quote, recordOf } from './shape.js';
import { closest } from '../../text/closest.js';
import { fallbacksProblem, regionsProblem, vpcEndpointsProblem } from './region-problems.js';

/** Longer names are refused by file systems. */
const MOST_OF_A_PATH = 200;

const aName: Shape = (value, key) =>
  typeof value === 'string' && value !== '' ? undefined : mustBe(key, 'a string that is not empty', value);
/** Regions are written into code, YAML and `.env` files, so no other character may be in one. */
const aRegion: Shape = (value, key) =>
  typeof value === 'string' && /^[a-z0-9-]+$/.test(value)
    ? undefined
    : mustBe(key, 'a region: lower-case letters, digits and hyphens', value);
/** Characters that could end the string of an import, or that file systems refuse. */
const REFUSED_IN_PATHS = /[\p{Cc}\u2028\u2029'"`\\;*?<>|]/u;

/**
 * What is wrong with the place of the helper: a path with `/`, or the name of a package. Imports are written with it.
 */
export const aHelperPath: Shape = (value, key) => {
  if (typeof value === 'string' && value.endsWith('/'))
    return `"${key}" must name a file or a package, but ${quote(value)} ends in "/": write ${quote(`${value}sts-failover`)}.`;
  return typeof value === 'string' && value !== '' && value.length <= MOST_OF_A_PATH && !REFUSED_IN_PATHS.test(value)
    ? undefined
    : mustBe(key, `a path with "/", or a package, of at most ${MOST_OF_A_PATH} characters and without quotes`, value);
};

const aUrl: Shape = (value, key) =>
  typeof value === 'string' && isHttps(value) ? undefined : mustBe(key, 'an https URL', value);

const aVersion: Shape = (value, key) =>
  typeof value === 'string' && (value === 'detect' || /^[~^]?\d+(?:\.\d+){0,2}(?:-[\w.]+)?$/.test(value))
    ? undefined
    : mustBe(key, '"detect" or a version such as "3.1169.0"', value);

const aHelper: Shape = (value, key) => {
  if (!isRecord(value)) return mustBe(key, 'an object with a "module"', value);
  return first([
    unknownKey(value, ['module', 'names'], `${key}.`),
    aHelperPath(value['module'], `${key}.module`),
    optional(listOf(aName))(value['names'], `${key}.names`),
  ]);
};

/**
 * The first problem of a settings object, as a sentence that names key and value; `undefined` when there is none.
 * Regions must be in the region table or in `allowedRegions` of the same object.
 */
export function settingsProblem(settings: unknown): Problem {
  if (!isRecord(settings)) return `the settings must be an object, but are ${quote(settings)}.`;
  const shapes: Record<keyof Settings, Shape> = {
    allowedRegions: listOf(aRegion),
    regions: listOf(aName),
    fallbacks: recordOf(listOf(aName)),
    regionSource: oneOf('env', 'literal'),
    allowEnvRegion: aBoolean,
    helper: aHelper,
    sdkVersion: aVersion,
    vpcEndpoints: recordOf(aUrl),
  };
  const present = Object.entries(shapes).filter(([key]) => settings[key] !== undefined);
  return (
    first([
      unknownKey(settings, Object.keys(shapes), ''),
      ...present.map(([key, shape]) => shape(settings[key], key)),
    ]) ?? regionNamesProblem(settings)
  );
}

function regionNamesProblem({
  regions = [],
  fallbacks = {},
  vpcEndpoints = {},
  allowedRegions = [],
}: Settings): Problem {
  const named = (key: keyof Settings, problem: Problem): Problem => problem && `"${key}": ${problem}`;
  return first([
    named('regions', regionsProblem(regions, allowedRegions)),
    named('fallbacks', fallbacksProblem(fallbacks, allowedRegions)),
    named('vpcEndpoints', vpcEndpointsProblem(vpcEndpoints, allowedRegions)),
  ]);
}

function unknownKey(value: Record<string, unknown>, known: readonly string[], prefix: string): Problem {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return undefined;
  const meant = closest(unknown, known);
  const help = meant === undefined ? `Choose one of ${known.join(', ')}.` : `Did you mean "${prefix}${meant}"?`;
  return `"${prefix}${unknown}" is not a setting. ${help}`;
}

/** Whether the value is an absolute https URL. */
function isHttps(value: string): boolean {
  return value.startsWith('https://') && URL.canParse(value);
}
