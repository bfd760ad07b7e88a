import type { Node } from './source.js';

/** What can be known of an expression without running it. `node` is the expression that the knowledge is about. */
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

/** `process.env.X` and its relatives. */
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
  /** Why there may be keys, or values of the known keys, that we cannot see; `undefined` when all is known. */
  readonly open: string | undefined;
  readonly node: Node;
}

/** Why an object is open of which only the TypeScript type is known: code that type-checks seldom gives it more keys. */
export const ONLY_ITS_TYPE = 'only its type is known';

export interface Entry {
  readonly value: Value;
  /** `sometimes`: set on one branch only. */
  readonly presence: 'always' | 'sometimes';
  /** The property, or the assignment that sets it. */
  readonly node: Node;
}

export interface ArrayValue {
  readonly kind: 'array';
  /** `undefined` when a spread or hole makes the elements unknowable. */
  readonly elements: readonly Value[] | undefined;
  readonly node: Node;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: Node;
  /** What it returns, over all its `return` statements; its parameters stay unknown. */
  readonly result: () => Value | undefined;
}

/** The result of `new X(…)`. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly node: Node;
}

/** One of several values, depending on something that the file does not decide. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly node: Node;
}

/** A value that is no choice itself. */
export type Option = Exclude<Value, ChoiceValue>;

export interface UnknownValue {
  readonly kind: 'unknown';
  /** A clause for people: "`region` is a parameter". */
  readonly reason: string;
  readonly node: Node;
}

/** The values that a value may be. */
export const optionsOf = (value: Value): readonly Option[] => (value.kind === 'choice' ? value.options : [value]);

/** A value with more options than this is given up: no report could show them, and they would multiply. */
const MAX_OPTIONS = 64;

/** One of several values. What is the same in two of them counts once. */
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

/** Whether two options say the same of the same expression. Of objects and the like there is one for each expression. */
function isSame(one: Option, other: Option): boolean {
  if (one === other) return true;
  if (one.node !== other.node) return false;
  if (one.kind === 'literal') return other.kind === 'literal' && one.value === other.value;
  if (one.kind === 'environment') return other.kind === 'environment' && one.name === other.name;
  return one.kind === 'unknown' && other.kind === 'unknown' && one.reason === other.reason;
}

/** The same value as known at another node: what another file says of a name is reported and edited where the name stands. */
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

/** What a value that is defined in terms of itself adds to the values that it may be: none. */
export const noneOf = (node: Node): Value => ({ kind: 'choice', options: [], node });

export const isNone = (value: Value): boolean => value.kind === 'choice' && value.options.length === 0;

/** `undefined`, `null` and `false`: spread into an object, they add nothing. */
export const isNothing = (value: Value): boolean =>
  value.kind === 'literal' && (value.value === undefined || value.value === null || value.value === false);

/** A value where a default takes the place of `undefined`. */
export const withDefault = (value: Value, fallback: Value, node: Node): Value =>
  choice([...optionsOf(value).filter((option) => !isUndefined(option)), fallback], node);

const isUndefined = (option: Option): boolean => option.kind === 'literal' && option.value === undefined;
