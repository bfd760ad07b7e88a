import { InvalidArgumentError } from 'commander';
import { RULE_NAMES, type RuleName } from '../../rules/index.js';
import { CODEMOD_NAMES } from '../engines/migrate/codemods.js';
import { addPairs } from '../model/settings/pairs.js';
import type { CodemodName, Severities } from './engine.js';
import type { Shard } from './files/shard.js';
import { closest } from '../text/closest.js';

/** A path, one of any number. The empty one of a variable without a value would mean the working directory, with everything in it. */
export function path(text: string, previous: readonly string[] = []): readonly string[] {
  if (text === '')
    throw new InvalidArgumentError(
      'A path is empty, perhaps because a variable has no value. Give it one, or leave the path out.',
    );
  return [...previous, text];
}

/** `--max-warnings 10`: a whole number, zero included. */
export function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number, zero or more.');
  return Number(text);
}

/** `--repeat 5`: a whole number in a range, its ends included. */
export function countWithin(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = count(text);
    if (number < least || number > most) throw new InvalidArgumentError(`It must be from ${least} to ${most}.`);
    return number;
  };
}

/** `--shard 2/4`: the second of four parts. */
export function shard(text: string): Shard {
  const [, index, parts] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined || parts === undefined || Number(index) < 1 || Number(index) > Number(parts))
    throw new InvalidArgumentError('It must be i/n with i from 1 to n, for example 2/4.');
  return { index: Number(index), count: Number(parts) };
}

/** `--regions eu-west-1,eu-central-1`. May be given several times. */
export function list(text: string, previous: readonly string[] = []): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('It must be a comma-separated list without empty entries.');
  return [...previous, ...items];
}

/** `--only failover`. May be a list, and may be given several times. */
export function codemods(text: string, previous: readonly CodemodName[] = []): readonly CodemodName[] {
  const names = list(text);
  const unknown = names.find((name) => !CODEMOD_NAMES.includes(name as CodemodName));
  if (unknown !== undefined) {
    const meant = closest(unknown, CODEMOD_NAMES);
    throw new InvalidArgumentError(
      `There is no codemod "${unknown}". ${meant === undefined ? `Known are ${CODEMOD_NAMES.join(', ')}.` : `Did you mean "${meant}"?`}`,
    );
  }
  return [...previous, ...(names as CodemodName[])];
}

const SEVERITIES: Readonly<Record<string, Severities[RuleName]>> = {
  off: 0,
  warn: 1,
  error: 2,
  '0': 0,
  '1': 1,
  '2': 2,
};

/** `--rule require-vpc-endpoint:error`, as ESLint's flag of that name; the plugin's prefix may stand before the rule. */
export function ruleSeverity(text: string, previous: Partial<Severities> = {}): Partial<Severities> {
  const [, name = '', word = ''] = /^(?:sts-regional\/)?([^:]*):\s*(\S*)$/.exec(text.trim()) ?? [];
  const severity = SEVERITIES[word];
  if (severity === undefined)
    throw new InvalidArgumentError(`"${text}" must have the form rule:severity, with off, warn or error.`);
  if (!RULE_NAMES.includes(name as RuleName)) {
    const meant = closest(name, RULE_NAMES);
    throw new InvalidArgumentError(
      `There is no rule "${name}". ${meant === undefined ? `Known are ${RULE_NAMES.join(', ')}.` : `Did you mean "${meant}"?`}`,
    );
  }
  return { ...previous, [name]: severity };
}

/** `--fallbacks eu-west-1=eu-central-1+eu-north-1,us-east-1=us-west-2`. */
export function fallbacks(
  text: string,
  previous: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, readonly string[]>> {
  return pairs(previous, text, 'home=fallback+fallback', (regions) => regions.split('+').map((name) => name.trim()));
}

/** `--vpc-endpoints us-east-1=https://vpce-1.sts.us-east-1.vpce.amazonaws.com`. */
export function vpcEndpoints(
  text: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return pairs(previous, text, 'region=https://host', (url) => url);
}

/** `--sdk-version 3.1169.0`, or `detect`. */
export function sdkVersion(text: string): string {
  if (text !== 'detect' && !/^\d+(?:\.\d+){0,2}(?:-[\w.]+)?$/.test(text))
    throw new InvalidArgumentError('It must be "detect" or a version such as 3.1169.0.');
  return text;
}

function pairs<Value>(
  previous: Readonly<Record<string, Value>>,
  text: string,
  form: string,
  read: (text: string) => Value,
): Readonly<Record<string, Value>> {
  const entries = list(text);
  try {
    return addPairs(previous, entries, form, read);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
