import { InvalidArgumentError } from 'commander';
import { CODEMOD_NAMES } from '../../engines/migrate/codemods.js';
import type { HelperSection } from '../../helper/index.js';
import { aHelperPath } from '../../model/settings/settings-problem.js';
import { addPairs } from '../../model/settings/pairs.js';
import type { CodemodName } from '../engine.js';
import type { Shard } from '../files/shard.js';
import { noSuch } from '../../text/no-such.js';

/**
 * A path; may be given several times. An empty one usually comes from an unset variable, and would mean the whole
 * working directory.
 */
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

/** `--repeat 5`: a whole number from `least` to `most`. */
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

/** `--regions eu-west-1,eu-central-1`; may be given several times. */
export function list(text: string, previous: readonly string[] = []): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('It must be a comma-separated list without empty entries.');
  return [...previous, ...items];
}

/** `--helper-path src/aws/sts-failover`. Imports are written with it. */
export function helperPath(text: string): string {
  const problem = aHelperPath(text, 'path');
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}

const SECTIONS = ['client', 'provider', 'requests'] as const satisfies readonly HelperSection[];

/** `--sections client,provider`: parts of the failover helper. */
export function sections(text: string, previous: readonly HelperSection[] = []): readonly HelperSection[] {
  const names = list(text);
  const unknown = names.find((name) => !SECTIONS.some((section) => section === name));
  if (unknown !== undefined) throw new InvalidArgumentError(noSuch('section', unknown, SECTIONS));
  return [...previous, ...(names as HelperSection[])];
}

/** `--only failover`: one codemod or a list; may be given several times. */
export function codemods(text: string, previous: readonly CodemodName[] = []): readonly CodemodName[] {
  const names = list(text);
  const unknown = names.find((name) => !CODEMOD_NAMES.includes(name as CodemodName));
  if (unknown !== undefined) throw new InvalidArgumentError(noSuch('codemod', unknown, CODEMOD_NAMES));
  return [...previous, ...(names as CodemodName[])];
}

/** `--rule require-vpc-endpoint:error`; may be given several times. `rule-severities.ts` reads them. */
export function texts(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
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
