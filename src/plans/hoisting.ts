import type { TSESTree } from '@typescript-eslint/utils';
import { contains, isFunction, staticName, unwrap } from '../ast/parents.js';
import { isFreeAt } from '../ast/scopes.js';
import { childrenOf, someBelow, type Node } from '../ast/source.js';
import { isOfSdk, whyNotDeferrable } from '../model/sites/deferral.js';
import type { Site, StsModel } from '../model/types.js';
import { placeBefore, type PlaceBefore } from './edits/statement-before.js';

/**
 * Options of a provider that are evaluated once, before the provider: what calls something, or would be something else
 * later. The helper builds the provider again for each region.
 */
export interface Hoisted {
  readonly place: PlaceBefore;
  readonly values: readonly HoistedValue[];
}

export interface HoistedValue {
  /** The value of an option, or what is spread into the options. */
  readonly node: Node;
  readonly name: string;
  readonly property: TSESTree.Property | undefined;
}

const known = new WeakMap<StsModel, ReadonlyMap<Site, Hoisted | undefined>>();

/** Worked out for all sites of a file together, so that no two of them give one name to two values. */
export function hoistedOf(site: Site, model: StsModel): Hoisted | undefined {
  let all = known.get(model);
  if (!all) known.set(model, (all = hoistAll(model)));
  return all.get(site);
}

function hoistAll(model: StsModel): ReadonlyMap<Site, Hoisted | undefined> {
  const names = new GivenNames();
  const all = new Map<Site, Hoisted | undefined>();
  for (const site of model.sites) all.set(site, site.construct.sdk === 'v3' ? hoist(site, model, names) : undefined);
  return all;
}

/** The names that values of a file got so far, with the scopes in which they stand. */
class GivenNames {
  readonly #scopes = new Map<string, Node[]>();
  /** How often a scope has given a name for a key, so that the search for the next one need not start anew. */
  readonly #counts = new WeakMap<Node, Map<string, number>>();

  /** `roleArn`, or `roleArnValue`, `roleArnValue2`, … where that is taken. */
  next(key: string, scope: Node, isFree: (name: string) => boolean): string {
    const letters = key.replace(/[^\w$]+/g, '').replace(/^\d+/, '');
    const word = letters.replace(/^[A-Z]/, (letter) => letter.toLowerCase()) || 'value';
    const counts = this.#counts.get(scope) ?? new Map<string, number>();
    this.#counts.set(scope, counts);
    for (let count = counts.get(word) ?? 0; ; count += 1) {
      const name = count === 0 ? word : `${word}Value${count === 1 ? '' : count}`;
      if (this.#isGivenAround(name, scope) || !isFree(name)) continue;
      counts.set(word, count);
      const scopes = this.#scopes.get(name) ?? [];
      scopes.push(scope);
      this.#scopes.set(name, scopes);
      return name;
    }
  }

  #isGivenAround(name: string, scope: Node): boolean {
    return this.#scopes.get(name)?.some((other) => contains(other, scope) || contains(scope, other)) === true;
  }
}

function hoist(site: Site, model: StsModel, given: GivenNames): Hoisted | undefined {
  const [argument] = site.node.arguments;
  const literal = argument && unwrap(argument);
  if (literal?.type !== 'ObjectExpression') return undefined;
  const found = valuesBelow(literal, model);
  const [first] = found;
  const place = first && placeBefore(first.node, model.source);
  if (!first || !place || found.some(({ node }) => !isInOrder(node, found, model))) return undefined;
  const values = found.map((value) => {
    const key = (value.property && staticName(value.property)) ?? 'options';
    const isFree = (name: string): boolean =>
      isFreeAt(name, place.scope, model.source) && isFreeAt(name, value.node, model.source);
    return { ...value, name: given.next(key, place.scope, isFree) };
  });
  return { place, values };
}

/**
 * The values of options that must be evaluated once, in the order of the text; `clientConfig` moves out of the provider
 * anyway.
 */
function valuesBelow(literal: TSESTree.ObjectExpression, model: StsModel): readonly Omit<HoistedValue, 'name'>[] {
  return literal.properties.flatMap((property) => {
    if (property.type === 'SpreadElement')
      return isOnce(property.argument, model) ? [{ node: property.argument, property: undefined }] : [];
    if (staticName(property) === 'clientConfig') return [];
    const value = unwrap(property.value);
    if (value.type === 'ObjectExpression') return valuesBelow(value, model);
    const list = value.type === 'ArrayExpression' ? value.elements.filter(isObject) : [];
    if (value.type === 'ArrayExpression' && list.length === value.elements.length)
      return list.flatMap((each) => valuesBelow(each, model));
    return isOnce(property.value, model) ? [{ node: property.value, property }] : [];
  });
}

const isObject = (node: Node | null): node is TSESTree.ObjectExpression => node?.type === 'ObjectExpression';

/** Whether a value calls something, providers of the SDK included, or is not the same later. */
const isOnce = (value: Node, model: StsModel): boolean =>
  !isFunction(value) &&
  (whyNotDeferrable(value, model) !== undefined ||
    someBelow(value, model.source.visitorKeys, (at) => at.type === 'CallExpression' && isOfSdk(at.callee, model)));

/** Whether nothing that has an effect is evaluated before the value, besides those that are hoisted with it. */
function isInOrder(node: Node, found: readonly Omit<HoistedValue, 'name'>[], model: StsModel): boolean {
  const isHarmless = (at: Node): boolean => {
    if (found.some((other) => other.node === at)) return true;
    if (found.some((other) => contains(at, other.node)))
      return childrenOf(at, model.source.visitorKeys).every(isHarmless);
    return whyNotDeferrable(at, model) === undefined;
  };
  return placeBefore(node, model.source)?.between.every(isHarmless) === true;
}
