import type { Settings } from '../engine.js';
import type { Problem, Shape } from '../shape.js';
import { aBoolean, first, isRecord, listOf, mustBe, oneOf, optional, quote, recordOf } from '../shape.js';
import { closest } from '../../text/closest.js';
import { fallbacksProblem, regionsProblem, vpcEndpointsProblem } from '../../model/settings/region-problems.js';

const aName: Shape = (value, key) =>
  typeof value === 'string' && value !== '' ? undefined : mustBe(key, 'a string that is not empty', value);
const aUrl: Shape = (value, key) =>
  typeof value === 'string' && isHttps(value) ? undefined : mustBe(key, 'an https URL', value);

const aVersion: Shape = (value, key) =>
  typeof value === 'string' && (value === 'detect' || /^\d+(?:\.\d+){0,2}(?:-[\w.]+)?$/.test(value))
    ? undefined
    : mustBe(key, '"detect" or a version such as "3.1169.0"', value);

const aHelper: Shape = (value, key) => {
  if (!isRecord(value)) return mustBe(key, 'an object with a "module"', value);
  return first([
    unknownKey(value, ['module', 'names'], `${key}.`),
    aName(value['module'], `${key}.module`),
    optional(listOf(aName))(value['names'], `${key}.names`),
  ]);
};

/**
 * * The first problem of a settings object, as a sentence that names key and value; `undefined` when there is none.
 * Regions must be in the region table or in `allowedRegions` of the same object.
 */
export function settingsProblem(settings: unknown): Problem {
  if (!isRecord(settings)) return `the settings must be an object, but are ${quote(settings)}.`;
  const shapes: Record<keyof Settings, Shape> = {
    allowedRegions: listOf(aName),
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
  const help = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${prefix}${meant}"?`;
  return `"${prefix}${unknown}" is no setting. ${help}`;
}

/** Whether the value is an absolute https URL. */
function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}
