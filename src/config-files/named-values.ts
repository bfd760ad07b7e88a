import { settingsInText, type TextSetting } from './commands.js';
import type { ConfigDocument, ConfigEntry, Key, Range } from './types.js';

/**
 * A value with the name that it is set under, in any form: a key, `{ name, value }`, `NAME=value` in a list or a
 * command.
 */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** The range of the raw value without its quotes. */
  readonly range: Range;
  /** Keys and list positions above the name. */
  readonly path: readonly Key[];
  /** Values that are set together (in the same map, list, command or file) have the same scope. */
  readonly scope: string;
  readonly kind: 'key' | 'pair' | TextSetting['kind'];
  /** The scalar that it is, or is a part of. */
  readonly entry: ConfigEntry;
  /** CloudFormation replaces `${AWS::Region}` here. */
  readonly isSubstituted: boolean;
}

export interface NamedValues {
  readonly all: readonly NamedValue[];
  /** The value of a name in a scope. The first one counts. */
  readonly inScope: (scope: string, name: string) => string | undefined;
  /** The scalar at a path. */
  readonly at: (path: readonly Key[]) => string | undefined;
  /** The keys of the map at a path. */
  readonly keysAt: (path: readonly Key[]) => ReadonlySet<string>;
}

/** `{ name: X, value: Y }` of Kubernetes, ECS and CodeBuild, parameters of CloudFormation, and similar pairs. */
const PAIRS: readonly (readonly [name: string, value: string])[] = [
  ['name', 'value'],
  ['Name', 'Value'],
  ['key', 'value'],
  ['Key', 'Value'],
  ['ParameterKey', 'ParameterValue'],
  ['variable', 'value'],
];

type Tree = Pick<NamedValues, 'at' | 'keysAt'>;

/** Lists of pairs that set values of a Helm chart: of Terraform's provider, and of Argo CD. */
const HELM_SETTINGS = /^(?:set|set_sensitive|set_string|parameters)$/;

const VALUE_KEYS: ReadonlySet<string> = new Set(PAIRS.map(([, value]) => value));

/** CloudFormation's functions stand between a key and its value. */
const INTRINSIC = /^Fn::|^Ref$/;

/** Keys whose texts a shell runs. */
const COMMAND_KEY =
  /^(?:run|scripts?|commands?|cmds?|args|arguments|entry_?point|exec\w*|shell|inline|steps?|before_\w+|after_\w+|pre_?\w+|post_?\w+|install|build|test|deploy|tasks?|user_?data|RUN|CMD|ENTRYPOINT|hooks?)$/i;
const PROSE_KEY =
  /(?:descriptions?|comments?|title|summary|notes?|help|message|documentation|readme|tooltip|hint|example|examples|if|when)$/i;

export const scopeOf = (path: readonly Key[]): string => path.join('\u0000');

function sharedLength(a: readonly Key[], b: readonly Key[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** All values of a document of a text, with their names. */
export function namedValuesOf(document: ConfigDocument, text: string): NamedValues {
  const scalars = new Map<string, string>();
  const keys = new Map<string, Set<string>>();
  let before: readonly Key[] = [];
  for (const { path, value } of document.entries) {
    scalars.set(scopeOf(path), value);
    // Only what differs from the entry before is new. Files of megabytes have long paths.
    for (let index = sharedLength(before, path); index < path.length; index += 1) {
      const above = scopeOf(path.slice(0, index));
      const known = keys.get(above) ?? new Set();
      keys.set(above, known.add(String(path[index])));
    }
    before = path;
  }
  const at = (path: readonly Key[]): string | undefined => scalars.get(scopeOf(path));
  const keysAt = (path: readonly Key[]): ReadonlySet<string> => keys.get(scopeOf(path)) ?? new Set();
  const all = document.entries.flatMap((entry) => namedValuesAt(entry, text, { at, keysAt }));
  const scopes = new Map<string, Map<string, string>>();
  for (const { scope, name, value } of all) {
    const names = scopes.get(scope) ?? new Map<string, string>();
    if (!names.has(name)) names.set(name, value);
    scopes.set(scope, names);
  }
  return {
    all,
    at,
    inScope: (scope, name) => scopes.get(scope)?.get(name),
    keysAt,
  };
}

function namedValuesAt(entry: ConfigEntry, text: string, tree: Tree): readonly NamedValue[] {
  const { at } = tree;
  const isSubstituted = entry.tag === '!Sub' || entry.path.includes('Fn::Sub');
  const base = { value: entry.value, range: entry.range, entry, isSubstituted };
  let end = entry.path.length - 1;
  while (end >= 0 && (typeof entry.path[end] === 'number' || INTRINSIC.test(String(entry.path[end])))) end -= 1;
  const name = String(entry.path[end] ?? '');
  const above = entry.path.slice(0, Math.max(end, 0));
  const paired = VALUE_KEYS.has(name)
    ? PAIRS.map(([nameKey, valueKey]) => (valueKey === name ? at([...above, nameKey]) : undefined)).find(
        (found) => found !== undefined,
      )
    : undefined;
  if (paired !== undefined) {
    const list = above.slice(0, typeof above.at(-1) === 'number' ? -1 : undefined);
    if (HELM_SETTINGS.test(String(list.at(-1)))) return [helmValue(paired, list, base, tree)];
    return [{ ...base, name: paired, path: list, scope: scopeOf(list), kind: 'pair' }];
  }
  const option = optionBefore(entry, at);
  const named: NamedValue = {
    ...base,
    name: option ?? name,
    path: above,
    scope: scopeOf(above),
    kind: option === undefined ? 'key' : 'option',
  };
  return [named, ...(entry.isReference ? [] : inText(entry, text.slice(...entry.range), name))];
}

/**
 * `set { name = "pod.env.NAME" }`: Helm takes the name for a path. A dot in a key has a backslash before it, as in
 * `annotations.eks\.amazonaws\.com/role-arn`. A value at `env[0].value` has its name in another pair, at `env[0].name`.
 */
function helmValue(
  name: string,
  list: readonly Key[],
  base: Pick<NamedValue, 'value' | 'range' | 'entry' | 'isSubstituted'>,
  tree: Tree,
): NamedValue {
  const item = /^(.*\[\d+\]\.)value$/.exec(name)?.[1];
  const named = item === undefined ? undefined : valueOfPair(`${item}name`, list, tree);
  const keys = (named === undefined ? name : name.replace(/\[\d+\]\.value$/, '.'))
    .split(/(?<!\\)\./)
    .map((key) => key.replaceAll('\\.', '.'));
  const path = [...list, ...keys.slice(0, -1)];
  return { ...base, name: named ?? keys.at(-1) ?? name, path, scope: scopeOf(path), kind: 'key' };
}

/** How many pairs of a list are searched for each of them: a list of thousands must not take minutes. */
const MOST_PAIRS = 1_000;

/** The value of the pair of a list that has this name. */
function valueOfPair(name: string, list: readonly Key[], { at, keysAt }: Tree): string | undefined {
  const pair = [...keysAt(list)].slice(0, MOST_PAIRS).find((key) => at([...list, key, 'name']) === name);
  return pair === undefined ? undefined : at([...list, pair, 'value']);
}

/** `["aws", "--endpoint-url", "https://…"]`: the name of a value in a list of arguments. */
function optionBefore({ path }: ConfigEntry, at: (path: readonly Key[]) => string | undefined): string | undefined {
  const index = path.at(-1);
  return typeof index === 'number'
    ? /^(--[a-z][\w-]*)$/.exec(at([...path.slice(0, -1), index - 1]) ?? '')?.[1]
    : undefined;
}

/** The settings inside a text. Their scope is what they stand in: a list of `NAME=value`, or one command. */
function inText(entry: ConfigEntry, raw: string, name: string): readonly NamedValue[] {
  const {
    range: [start],
    path,
  } = entry;
  if (!/=|--|https?:/.test(raw) || PROSE_KEY.test(name)) return [];
  const isCommand = path.some((key) => typeof key === 'string' && COMMAND_KEY.test(key));
  // `- NAME=value` belongs to its list, a setting in a command to its command.
  const isListed = typeof path.at(-1) === 'number' && !/\s/.test(raw.trim());
  const holder = isListed ? path.slice(0, -1) : path;
  return settingsInText(raw, isCommand).map((setting) => ({
    name: setting.name,
    value: setting.value,
    range: [start + setting.range[0], start + setting.range[1]],
    path: holder,
    scope: scopeOf(holder),
    kind: setting.kind,
    entry,
    isSubstituted: entry.tag === '!Sub',
  }));
}
