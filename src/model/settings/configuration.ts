import { closest } from '../../text/closest.js';
import { noSuch } from '../../text/no-such.js';
import type { Settings } from './settings.js';
import type { Problem, Shape } from './shape.js';
import { aString, described, first, isRecord, listOf, mustBe, quote } from './shape.js';
import { keysProblem, notAnObject, regionNamesProblem, SETTINGS, type Key } from './settings-problem.js';

/** What a rule reports as: `off`, a warning or an error, in words or as ESLint counts them. */
export type SeverityName = 'off' | 'warn' | 'error' | 0 | 1 | 2;

/**
 * What a settings file says, or `sts-regional` in package.json: the settings that every program uses, and what only the
 * command line does. Under ESLint, ESLint's own configuration has the severities and the ignored files.
 */
export interface Configuration extends Settings {
  readonly $schema?: string;
  /** Severities that differ from those of the configuration that `check` uses, by rule. */
  readonly rules?: Readonly<Record<string, SeverityName>>;
  /** Files that are not read: patterns of `.gitignore`, from the folder of the file with the settings. */
  readonly ignore?: readonly string[];
}

const SEVERITY_NAMES: readonly unknown[] = ['off', 'warn', 'error', 0, 1, 2] satisfies readonly SeverityName[];

const aSeverity = described({ enum: SEVERITY_NAMES }, (value, key) => {
  if (SEVERITY_NAMES.includes(value)) return undefined;
  const meant = typeof value === 'string' ? closest(value, ['off', 'warn', 'error']) : undefined;
  const problem = mustBe(key, '"off", "warn" or "error"', value);
  return meant === undefined ? problem : `${problem} Did you mean "${meant}"?`;
});

/** A pattern that matches nothing is a mistake that nobody would see. */
export const aPattern = described({ type: 'string', minLength: 1 }, (value, key) => {
  if (typeof value !== 'string' || value.trim() === '') return mustBe(key, 'a pattern as in .gitignore', value);
  if (value.startsWith('#')) return `"${key}" is ${quote(value)}, which .gitignore takes for a comment.`;
  if (/^!?\.{1,2}\//.test(value)) {
    const own = quote(value.replace(/^(!?)\.\//, '$1/'));
    const help = value.includes('../')
      ? 'a pattern cannot name a folder above its own.'
      : `patterns start without "./". Write ${own}.`;
    return `"${key}" is ${quote(value)}, which matches nothing: ${help}`;
  }
  return undefined;
});

/** The name of a rule without that of the plugin. */
export const withoutPrefix = (rule: string): string => rule.replace(/^sts-regional\//, '');

/** Severities by rule. The name of a rule may have the plugin's prefix. */
function rulesShape(known: readonly string[]): Shape {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(known.map((name) => [name, aSeverity.schema])),
    patternProperties: { [`^sts-regional/(?:${known.join('|')})$`]: aSeverity.schema },
    additionalProperties: false,
  };
  const entryProblem = (key: string, name: string, severity: unknown): Problem =>
    known.includes(withoutPrefix(name))
      ? aSeverity(severity, `${key}["${name}"]`)
      : `"${key}": ${noSuch('rule', withoutPrefix(name), known)}`;
  return described(schema, (value, key) =>
    isRecord(value)
      ? first(Object.entries(value).map(([name, severity]) => entryProblem(key, name, severity)))
      : mustBe(key, 'an object with rules and severities', value),
  );
}

/** The keys of a settings file, where the rules have these names. */
export const configurationKeys = (rules: readonly string[]): Readonly<Record<keyof Configuration, Key>> => ({
  ...SETTINGS,
  rules: {
    shape: rulesShape(rules),
    meaning:
      'Severities on the command line, by rule, where they differ from those of --config: ' +
      '{"require-fallback-region": "error"}. Under ESLint, its own configuration decides.',
  },
  ignore: {
    shape: listOf(aPattern),
    meaning:
      'Files that the command line does not read: patterns as in .gitignore, from the folder of this file. ' +
      'Under ESLint, its own configuration decides.',
  },
  $schema: { shape: aString, meaning: 'The JSON schema of this file, for editors.' },
});

/**
 * The first problem of what a settings file says, as a sentence that names key and value.
 *
 * @param rules the names of the rules that there are
 */
export function configurationProblem(value: unknown, rules: readonly string[]): Problem {
  if (!isRecord(value)) return notAnObject(value);
  return keysProblem(value, configurationKeys(rules)) ?? regionNamesProblem(value);
}

/** What only the command line uses is put apart: its severities and patterns are the rest. */
export function settingsIn({ $schema, rules, ignore, ...settings }: Configuration): Settings {
  return settings;
}
