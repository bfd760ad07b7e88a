import type { Settings } from '../engine.js';
import { closest } from './closest.js';
import { fallbacksProblem, regionsProblem, vpcEndpointsProblem } from '../../model/region-problems.js';

type Problem = string | undefined;
type Check = (value: unknown, key: string) => Problem;

const quote = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value)) ?? String(value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const aString: Check = (value, key) => (typeof value === 'string' && value !== '' ? undefined : `"${key}" must be a string that is not empty, but is ${quote(value)}.`);
const aBoolean: Check = (value, key) => (typeof value === 'boolean' ? undefined : `"${key}" must be true or false, but is ${quote(value)}.`);

const oneOf =
  (...choices: readonly string[]): Check =>
  (value, key) => (choices.includes(value as string) ? undefined : `"${key}" must be ${choices.map(quote).join(' or ')}, but is ${quote(value)}.`);

const listOf =
  (item: Check): Check =>
  (value, key) => {
    if (!Array.isArray(value)) return `"${key}" must be a list, but is ${quote(value)}.`;
    return first(value.map((entry: unknown, index) => item(entry, `${key}[${index}]`)));
  };

const recordOf =
  (item: Check): Check =>
  (value, key) => {
    if (!isRecord(value)) return `"${key}" must be an object, but is ${quote(value)}.`;
    return first(Object.entries(value).map(([entry, content]) => item(content, `${key}["${entry}"]`)));
  };

const aUrl: Check = (value, key) => (typeof value === 'string' && isHttps(value) ? undefined : `"${key}" must be an https URL, but is ${quote(value)}.`);

const aVersion: Check = (value, key) =>
  typeof value === 'string' && (value === 'detect' || /^\d+(?:\.\d+){0,2}(?:-[\w.]+)?$/.test(value)) ? undefined : `"${key}" must be "detect" or a version such as "3.1169.0", but is ${quote(value)}.`;

const aHelper: Check = (value, key) => {
  if (!isRecord(value)) return `"${key}" must be an object with a "module", but is ${quote(value)}.`;
  const names = value['names'];
  return first([unknownKey(value, ['module', 'names'], `${key}.`), aString(value['module'], `${key}.module`), names === undefined ? undefined : listOf(aString)(names, `${key}.names`)]);
};

/**
 * What is wrong with a settings object, in one sentence that names key and value; `undefined` when nothing is. Regions must be in the
 * region table or in the object's own `allowedRegions`.
 */
export function settingsProblem(settings: unknown): Problem {
  if (!isRecord(settings)) return `the settings must be an object, but are ${quote(settings)}.`;
  const checks: Record<keyof Settings, Check> = {
    allowedRegions: listOf(aString),
    regions: listOf(aString),
    fallbacks: recordOf(listOf(aString)),
    regionSource: oneOf('env', 'literal'),
    allowEnvRegion: aBoolean,
    helper: aHelper,
    sdkVersion: aVersion,
    vpcEndpoints: recordOf(aUrl),
  };
  const present = Object.entries(checks).filter(([key]) => settings[key] !== undefined);
  return first([unknownKey(settings, Object.keys(checks), ''), ...present.map(([key, check]) => check(settings[key], key))]) ?? regionNamesProblem(settings);
}

function regionNamesProblem({ regions = [], fallbacks = {}, vpcEndpoints = {}, allowedRegions = [] }: Settings): Problem {
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
  return `"${prefix}${unknown}" is no setting.${meant === undefined ? ` Known are ${known.join(', ')}.` : ` Did you mean "${prefix}${meant}"?`}`;
}

/** Whether the value is an absolute https URL. */
function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}

function first(problems: readonly Problem[]): Problem {
  return problems.find((problem) => problem !== undefined);
}
