import { allRegions } from '../../sts/regions.js';
import { closest } from '../../text/closest.js';
import type { Settings } from './settings.js';
import type { Problem, Shape } from './shape.js';
import { aBoolean, described, first, isRecord, listOf, mustBe, oneOf, optional, quote, recordOf } from './shape.js';
import { fallbacksProblem, regionsProblem, vpcEndpointsProblem } from './region-problems.js';

/** Longer names are refused by file systems. */
const MOST_OF_A_PATH = 200;

const aName = described({ type: 'string', minLength: 1 }, (value, key) =>
  typeof value === 'string' && value !== '' ? undefined : mustBe(key, 'a string that is not empty', value),
);
/** Whether the region exists is another question. */
const aRegionName = described({ ...aName.schema, examples: allRegions().map(({ name }) => name) }, aName);
/** Regions are written into code, YAML and `.env` files, so no other character may be in one. */
const aRegion = described({ type: 'string', pattern: '^[a-z0-9-]+$' }, (value, key) =>
  typeof value === 'string' && /^[a-z0-9-]+$/.test(value)
    ? undefined
    : mustBe(key, 'a region: lower-case letters, digits and hyphens', value),
);
/** Characters that could end the string of an import, or that file systems refuse. */
const REFUSED_IN_PATHS = /[\p{Cc}\u2028\u2029'"`\\;*?<>|]/u;

/**
 * What is wrong with the place of the helper: a path with `/`, or the name of a package. Imports are written with it.
 */
export const aHelperPath = described({ type: 'string', minLength: 1, maxLength: MOST_OF_A_PATH }, (value, key) => {
  if (typeof value === 'string' && value.endsWith('/'))
    return `"${key}" must name a file or a package, but ${quote(value)} ends in "/": write ${quote(`${value}sts-failover`)}.`;
  return typeof value === 'string' && value !== '' && value.length <= MOST_OF_A_PATH && !REFUSED_IN_PATHS.test(value)
    ? undefined
    : mustBe(key, `a path with "/", or a package, of at most ${MOST_OF_A_PATH} characters and without quotes`, value);
});

const aUrl = described({ type: 'string', pattern: '^https://' }, (value, key) =>
  typeof value === 'string' && isHttps(value) ? undefined : mustBe(key, 'an https URL', value),
);

const VERSION = '^[~^]?\\d+(?:\\.\\d+){0,2}(?:-[\\w.]+)?$';

const aVersion = described({ anyOf: [{ const: 'detect' }, { type: 'string', pattern: VERSION }] }, (value, key) =>
  typeof value === 'string' && (value === 'detect' || new RegExp(VERSION).test(value))
    ? undefined
    : mustBe(key, '"detect" or a version such as "3.1169.0"', value),
);

const HELPER_NAMES = listOf(aName);

const aHelper = described(
  {
    type: 'object',
    properties: { module: aHelperPath.schema, names: HELPER_NAMES.schema },
    required: ['module'],
    additionalProperties: false,
  },
  (value, key) =>
    isRecord(value)
      ? first([
          unknownKey(value, ['module', 'names'], `${key}.`),
          aHelperPath(value['module'], `${key}.module`),
          optional(HELPER_NAMES)(value['names'], `${key}.names`),
        ])
      : mustBe(key, 'an object with a "module"', value),
);

/** A key that users may set: what it may hold, and what it means. */
export interface Key {
  readonly shape: Shape;
  readonly meaning: string;
}

/** All settings. The JSON schema is made from this table. */
export const SETTINGS: Readonly<Record<keyof Settings, Key>> = {
  allowedRegions: {
    shape: listOf(aRegion),
    meaning: 'Regions to accept beyond the built-in table, or opt-in regions that every account has enabled.',
  },
  regions: {
    shape: listOf(aRegionName),
    meaning: 'The regions that may be used, in order of preference.',
  },
  fallbacks: {
    shape: recordOf(listOf(aRegionName)),
    meaning:
      'Where to go when a home region fails, by home region: {"eu-west-1": ["eu-central-1"]}. By default, for each of ' +
      '"regions", the others of its partition in order.',
  },
  regionSource: {
    shape: oneOf('env', 'literal'),
    meaning:
      'Where a missing region comes from. "env", the default: from the deployment, as the SDK finds it. "literal": the ' +
      'first of "regions" is written into the code.',
  },
  allowEnvRegion: {
    shape: aBoolean,
    meaning: 'Accept a client of SDK v3 without a region where its SDK version honours AWS_REGION. Off by default.',
  },
  helper: {
    shape: aHelper,
    meaning:
      'The failover helper of this repository: the path of its module from the folder of this file, or the name of its ' +
      'package. By default it is found by its header.',
  },
  sdkVersion: {
    shape: aVersion,
    meaning: 'The SDK version to assume. "detect", the default: the installed one, else the declared one.',
  },
  vpcEndpoints: {
    shape: recordOf(aUrl),
    meaning:
      'The interface VPC endpoint of each region: {"us-east-1": "https://vpce-….sts.us-east-1.vpce.amazonaws.com"}.',
  },
};

/** Keys of a settings file that are no settings, and what ESLint's own configuration calls the same. */
const OF_THE_COMMAND_LINE: Readonly<Record<string, string>> = { rules: 'rules', ignore: 'ignores' };

export const notAnObject = (value: unknown): Problem => `the settings must be an object, but are ${quote(value)}.`;

/**
 * The first problem of a settings object, as a sentence that names key and value; `undefined` when there is none.
 * Regions must be in the region table or in `allowedRegions` of the same object.
 */
export function settingsProblem(settings: unknown): Problem {
  if (!isRecord(settings)) return notAnObject(settings);
  const foreign = Object.keys(settings).find((key) => Object.hasOwn(OF_THE_COMMAND_LINE, key));
  if (foreign !== undefined)
    return (
      `"${foreign}" is for the command line, in sts-regional.config.json. ` +
      `Use "${OF_THE_COMMAND_LINE[foreign] ?? ''}" of ESLint's configuration.`
    );
  return keysProblem(settings, SETTINGS) ?? regionNamesProblem(settings);
}

/** The first key that is unknown, or whose value has another shape. */
export function keysProblem(value: Record<string, unknown>, keys: Readonly<Record<string, Key>>): Problem {
  const present = Object.entries(keys).filter(([key]) => value[key] !== undefined);
  return first([
    unknownKey(value, Object.keys(keys), ''),
    ...present.map(([key, { shape }]) => shape(value[key], key)),
  ]);
}

/** The first region name that does not exist, is repeated, or has no business where it is. */
export function regionNamesProblem({
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
