import type { Node } from './source.js';
import { choice, isNothing, optionsOf, type Option, type Entry, type ObjectValue, type Value } from './value.js';

/**
 * An object under construction: properties, spreads and later assignments are applied in the order in which they run.
 */
export class ObjectBuilder {
  readonly #entries = new Map<string, Entry>();
  #open: string | undefined;

  constructor(readonly node: Node) {}

  static from(value: ObjectValue): ObjectBuilder {
    const builder = new ObjectBuilder(value.node);
    for (const [key, entry] of value.entries) builder.#entries.set(key, entry);
    builder.#open = value.open;
    return builder;
  }

  set(key: string, value: Value, node: Node): this {
    this.#entries.set(key, { value, presence: 'always', node });
    return this;
  }

  /** The value under a key has changed in place. */
  replace(key: string, value: Value): this {
    const before = this.#entries.get(key);
    if (before) this.#entries.set(key, { ...before, value });
    return this;
  }

  /** An assignment that runs only on some paths. */
  setSometimes(key: string, value: Value, node: Node): this {
    const before = this.#entries.get(key);
    this.#entries.set(
      key,
      before ? { ...before, value: choice([before.value, value], node) } : { value, presence: 'sometimes', node },
    );
    return this;
  }

  /** From here on any key may have been added or replaced. */
  openUp(reason: string, node: Node): this {
    this.#open ??= reason;
    for (const [key, entry] of this.#entries)
      this.#entries.set(key, { ...entry, value: choice([entry.value, { kind: 'unknown', reason, node }], node) });
    return this;
  }

  /** `{ ...value }` or `Object.assign(target, value)`. */
  spread(value: Value, node: Node): this {
    const options = optionsOf(value);
    const [only] = options;
    if (options.length === 1 && only?.kind === 'object') return this.#spreadObject(only, node);
    const inAll = keysOfAll(options);
    for (const [key, entries] of inAll)
      this.set(
        key,
        choice(
          entries.map((entry) => entry.value),
          node,
        ),
        entries[0]?.node ?? node,
      );
    for (const option of options) {
      if (option.kind === 'object') {
        for (const [key, entry] of option.entries) if (!inAll.has(key)) this.setSometimes(key, entry.value, entry.node);
        if (option.open !== undefined) this.openUp(option.open, node);
      } else if (option.kind === 'unknown') this.openUp(option.reason, node);
      else if (!isNothing(option) && option.kind !== 'literal' && option.kind !== 'environment')
        this.openUp('the spread value is not an object literal', node);
    }
    return this;
  }

  #spreadObject(object: ObjectValue, node: Node): this {
    if (object.open !== undefined) this.openUp(object.open, node);
    for (const [key, entry] of object.entries) {
      if (entry.presence === 'always') this.set(key, entry.value, entry.node);
      else this.setSometimes(key, entry.value, entry.node);
    }
    return this;
  }

  build(): ObjectValue {
    return { kind: 'object', entries: new Map(this.#entries), open: this.#open, node: this.node };
  }
}

/** The keys that every option is sure to have, with the entry of each. */
function keysOfAll([first, ...others]: readonly Option[]): ReadonlyMap<string, readonly Entry[]> {
  const keys = new Map<string, readonly Entry[]>();
  for (const key of first?.kind === 'object' ? first.entries.keys() : []) {
    const entries = [first, ...others].map((option) =>
      option?.kind === 'object' ? option.entries.get(key) : undefined,
    );
    if (entries.every((entry): entry is Entry => entry?.presence === 'always')) keys.set(key, entries);
  }
  return keys;
}

/** What one key of a value holds, over all the options of the value. */
export type PropertyState =
  | { readonly state: 'absent' }
  /** `isWhole`: every option can be read, so it is also known which of them lack the key. */
  | {
      readonly state: 'present';
      readonly value: Value;
      readonly always: boolean;
      readonly isWhole: boolean;
      readonly node: Node;
    }
  | { readonly state: 'unknown'; readonly reason: string };

/** Looks up a key in an object, or in each of several options. `undefined` and `null` have no keys. */
export function lookUp(value: Value, key: string): PropertyState {
  const found: Entry[] = [];
  let missing = false;
  let unknown: string | undefined;
  for (const option of optionsOf(value)) {
    if (option.kind === 'object') {
      const entry = option.entries.get(key);
      if (entry) found.push(entry);
      else if (option.open !== undefined) unknown ??= option.open;
      else missing = true;
    } else if (isNothing(option)) missing = true;
    else unknown ??= option.kind === 'unknown' ? option.reason : 'its value is not an object literal';
  }
  const [first] = found;
  if (!first) return unknown === undefined ? { state: 'absent' } : { state: 'unknown', reason: unknown };
  const values = found.map((entry) => entry.value);
  if (unknown !== undefined) values.push({ kind: 'unknown', reason: unknown, node: first.node });
  return {
    state: 'present',
    value: choice(values, first.node),
    always: !missing && unknown === undefined && found.every((entry) => entry.presence === 'always'),
    isWhole: unknown === undefined,
    node: first.node,
  };
}
