import type { Node } from './source.js';

/** What can be known of an expression without running it. `node` is that expression. */
export type Value =
  | LiteralValue
  | EnvironmentValue
  | TextValue
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | InstanceValue
  | ChoiceValue
  | UnknownValue;

export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
  readonly node: Node;
}

/** `process.env.X`, or the same in another runtime. */
export interface EnvironmentValue {
  readonly kind: 'environment';
  readonly name: string;
  readonly node: Node;
}

/** A string with holes: `` `https://${service}.example.com` ``. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
  readonly node: Node;
}

export type TextPart = string | Exclude<Value, LiteralValue | TextValue>;

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Why the object may have other keys, or other values of the known keys; `undefined` when everything is known. */
  readonly open: string | undefined;
  readonly node: Node;
}

/** The reason in `open` of an object that is only known by its TypeScript type. It seldom has other keys. */
export const ONLY_ITS_TYPE = 'only its type is known';

export interface Entry {
  readonly value: Value;
  /** `sometimes`: it is set only on some paths. */
  readonly presence: 'always' | 'sometimes';
  /** The property, or the assignment that sets it. */
  readonly node: Node;
}

export interface ArrayValue {
  readonly kind: 'array';
  /** `undefined` when a spread or hole hides the elements. */
  readonly elements: readonly Value[] | undefined;
  readonly node: Node;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: Node;
  /** What it returns, over all its `return` statements. Its parameters are unknown. */
  readonly result: () => Value | undefined;
}

/** The result of `new X(…)`. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly node: Node;
}

/** One of several values. The file does not decide which. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly node: Node;
}

/** A value that is not itself a choice. */
export type Option = Exclude<Value, ChoiceValue>;

export interface UnknownValue {
  readonly kind: 'unknown';
  /** A clause for messages: "`region` is a parameter". */
  readonly reason: string;
  readonly node: Node;
}

/** The values that a value may be. */
export const optionsOf = (value: Value): readonly Option[] => (value.kind === 'choice' ? value.options : [value]);

/** A value with more options than this counts as unknown. No report could show them, and they would multiply. */
const MAX_OPTIONS = 64;

/** A choice of the options of all the values, each of them once. */
export function choice(values: readonly Value[], node: Node): Value {
  const options: Option[] = [];
  for (const value of values) {
    for (const option of optionsOf(value)) if (!options.some((other) => isSame(option, other))) options.push(option);
    if (options.length > MAX_OPTIONS)
      return { kind: 'unknown', reason: `it may be any of more than ${MAX_OPTIONS} values`, node };
  }
  const [only, ...others] = options;
  return only && others.length === 0 ? only : { kind: 'choice', options, node };
}

/**
 * Whether two options say the same about the same expression. Objects, arrays and functions are the same only if they
 * are one.
 */
function isSame(one: Option, other: Option): boolean {
  if (one === other) return true;
  if (one.node !== other.node) return false;
  if (one.kind === 'literal') return other.kind === 'literal' && one.value === other.value;
  if (one.kind === 'environment') return other.kind === 'environment' && one.name === other.name;
  return one.kind === 'unknown' && other.kind === 'unknown' && one.reason === other.reason;
}

/**
 * The same value at another node. What another file says about a name is reported and edited where the name is used.
 */
export function relocated(value: Value, node: Node, done = new Map<Value, Value>()): Value {
  let moved = done.get(value);
  if (!moved) done.set(value, (moved = moveTo(node, value, (inner) => relocated(inner, node, done))));
  return moved;
}

function moveTo(node: Node, value: Value, move: (value: Value) => Value): Value {
  switch (value.kind) {
    case 'object': {
      const entries = [...value.entries].map(
        ([key, entry]) => [key, { ...entry, node, value: move(entry.value) }] as const,
      );
      return { ...value, node, entries: new Map(entries) };
    }
    case 'choice':
      return choice(value.options.map(move), node);
    case 'array':
      return { ...value, node, elements: value.elements?.map(move) };
    case 'text':
      return {
        ...value,
        node,
        parts: value.parts.map((part) => (typeof part === 'string' ? part : (move(part) as typeof part))),
      };
    case 'function':
      return {
        ...value,
        node,
        result: () => {
          const result = value.result();
          return result && relocated(result, node);
        },
      };
    case 'instance':
      return { kind: 'unknown', reason: 'it is built in another file', node };
    default:
      return { ...value, node };
  }
}

/** A value without options: what a definition in terms of itself adds to the options. */
export const noneOf = (node: Node): Value => ({ kind: 'choice', options: [], node });

export const isNone = (value: Value): boolean => value.kind === 'choice' && value.options.length === 0;

/** `undefined`, `null` or `false`: a spread of them adds nothing to an object. */
export const isNothing = (value: Value): boolean =>
  value.kind === 'literal' && (value.value === undefined || value.value === null || value.value === false);

/** The value with a default in the place of `undefined`. */
export const withDefault = (value: Value, fallback: Value, node: Node): Value =>
  choice([...optionsOf(value).filter((option) => !isUndefined(option)), fallback], node);

const isUndefined = (option: Option): boolean => option.kind === 'literal' && option.value === undefined;
