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

/** A string with holes: `` `https://sts.${region}.amazonaws.com` ``. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly (string | Exclude<Value, LiteralValue | TextValue>)[];
  readonly node: Node;
}

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
  readonly options: readonly Value[];
  readonly node: Node;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** A clause for people: "`region` is a parameter". */
  readonly reason: string;
  readonly node: Node;
}

/** All values that are no choice themselves. */
export function optionsOf(value: Value): readonly Exclude<Value, ChoiceValue>[] {
  return value.kind === 'choice' ? value.options.flatMap(optionsOf) : [value];
}

export function choice(options: readonly Value[], node: Node): Value {
  const [first, ...others] = options;
  return first && others.length === 0 ? first : { kind: 'choice', options, node };
}

/** The same value as known at another node: what another file says of a name is reported and edited where the name stands. */
export function relocated(value: Value, node: Node): Value {
  switch (value.kind) {
    case 'object':
      return {
        ...value,
        node,
        entries: new Map(
          [...value.entries].map(([key, entry]) => [key, { ...entry, node, value: relocated(entry.value, node) }]),
        ),
      };
    case 'choice':
      return { ...value, node, options: value.options.map((option) => relocated(option, node)) };
    case 'array':
      return { ...value, node, elements: value.elements?.map((element) => relocated(element, node)) };
    case 'text':
      return {
        ...value,
        node,
        parts: value.parts.map((part) => (typeof part === 'string' ? part : (relocated(part, node) as typeof part))),
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

/** What a value that is defined in terms of itself adds to itself: none of the values that it may be. */
export const noneOf = (node: Node): Value => ({ kind: 'choice', options: [], node });

export const isNone = (value: Value): boolean => value.kind === 'choice' && optionsOf(value).length === 0;

export const isNothing = (value: Value): boolean =>
  value.kind === 'literal' && (value.value === undefined || value.value === null || value.value === false);
