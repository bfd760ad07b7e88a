import type { TSESTree } from '@typescript-eslint/utils';
import { fieldOf } from '../../ast/class-fields.js';
import { callsOf } from '../../ast/functions.js';
import { onceFor } from '../../ast/once-for.js';
import { closest, enclosingClass, isFunction, staticName, wrapped, type FunctionNode } from '../../ast/parents.js';
import { variableNamed, variableOf } from '../../ast/scopes.js';
import type { Node } from '../../ast/source.js';
import { siteAtNode } from '../site-at-node.js';
import type { StsModel } from '../types.js';
import { mentions, namesIn } from './region-mentions.js';

/** A place where something is used, or where a function that uses it is called. */
export interface Place {
  readonly at: Node;
  /** The expressions that say where the request goes, as they are written at this place. */
  readonly destination: readonly Node[];
  /** How many calls of functions lead from here to the thing itself. */
  readonly calls: number;
  /** The function that uses it is handed on here, and the parameter with this number is its destination. */
  readonly visitedBy?: number;
}

/** How far the uses of something are followed, and to how many places. */
const MAX_STEPS = 4;
const MAX_PLACES = 40;

/** Where a site or request is used: where it is written, and by way of constants, fields and functions. */
export const placesOfUse = (node: Node, model: StsModel): readonly Place[] => placesIn(model)(node);

const placesIn = onceFor((model: StsModel) => {
  const known = new Map<Node, readonly Place[]>();
  return (node: Node): readonly Place[] => {
    let places = known.get(node);
    if (!places) known.set(node, (places = follow(node, model)));
    return places;
  };
});

function follow(node: Node, model: StsModel): readonly Place[] {
  const places: Place[] = [{ at: node, destination: destinationOf(node, model), calls: 0 }];
  const seen = new Set([node]);
  let start = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const end = places.length;
    for (const place of places.slice(start, end)) {
      for (const next of [...mentionsOf(place, model), ...callsAround(place, model)]) {
        if (seen.has(next.at) || places.length >= MAX_PLACES) continue;
        seen.add(next.at);
        places.push(next);
      }
    }
    start = end;
  }
  return places;
}

/** What says where a request goes: region and endpoint of a site, the whole configuration, or the host itself. */
function destinationOf(node: Node, model: StsModel): readonly Node[] {
  const site = siteAtNode(node, model.sites);
  if (!site) return [node];
  const said = ['region', 'endpoint', 'host'].flatMap((key) => {
    const setting = site.configuration.setting(key);
    return setting.state === 'present' ? [setting.node] : [];
  });
  return said.length > 0 || !site.configuration.node ? said : [site.configuration.node];
}

/** Where the constant, field or property is mentioned that holds what is used, or a promise of it. */
function mentionsOf(place: Place, model: StsModel): readonly Place[] {
  const { parent, child } = holderOf(place.at);
  const at = (nodes: readonly Node[]): readonly Place[] => nodes.map((node) => ({ ...place, at: node }));
  if (parent?.type === 'VariableDeclarator' && parent.init === child) return at(readsOf(parent.id, model));
  if (parent?.type === 'AssignmentExpression' && parent.right === child) {
    const target = parent.left;
    return at(target.type === 'MemberExpression' ? fieldMentions(target, model) : readsOf(target, model));
  }
  if (parent?.type === 'PropertyDefinition' && parent.value === child) return at(fieldMentions(parent, model));
  const holder = parent?.type === 'Property' ? parent.parent.parent : undefined;
  if (parent?.type === 'Property' && holder?.type === 'VariableDeclarator')
    return at(readsOf(holder.id, model).flatMap((name) => memberNamed(name, staticName(parent)) ?? []));
  return [];
}

/** What holds the value: calls and members of it are a promise of it, and `await` ends that. */
export function holderOf(node: Node): { readonly parent: Node | undefined; readonly child: Node } {
  let child = wrapped(node);
  for (let parent = child.parent; parent; parent = child.parent) {
    const isPart =
      (parent.type === 'MemberExpression' && parent.object === child) ||
      (parent.type === 'CallExpression' && parent.callee === child) ||
      (parent.type === 'AwaitExpression' && child === wrapped(node)) ||
      parent.type === 'ConditionalExpression' ||
      parent.type === 'LogicalExpression';
    if (!isPart) return { parent, child };
    child = wrapped(parent);
  }
  return { parent: undefined, child };
}

export const readsOf = (target: Node, { source }: StsModel): readonly Node[] =>
  target.type === 'Identifier'
    ? (variableOf(target, source)?.references.flatMap((reference) =>
        reference.isRead() ? [reference.identifier] : [],
      ) ?? [])
    : [];

export function fieldMentions(
  target: TSESTree.MemberExpression | TSESTree.PropertyDefinition,
  model: StsModel,
): readonly Node[] {
  const owner = enclosingClass(target);
  const name = staticName(target);
  const isOwn = target.type === 'PropertyDefinition' || target.object.type === 'ThisExpression';
  return owner && name !== undefined && isOwn
    ? fieldOf(owner, name, model.source).mentions.filter((mention) => mention !== target)
    : [];
}

const memberNamed = (object: Node, name: string | undefined): Node | undefined =>
  object.parent?.type === 'MemberExpression' && object.parent.object === object && staticName(object.parent) === name
    ? object.parent
    : undefined;

/** Where the function around a place is called or handed on, and the class around it is built. */
function callsAround(place: Place, model: StsModel): readonly Place[] {
  const around = closest(
    place.at,
    (at): at is FunctionNode | TSESTree.PropertyDefinition => isFunction(at) || at.type === 'PropertyDefinition',
  );
  if (!around) return [];
  const fn = around.type === 'PropertyDefinition' ? undefined : around;
  const built =
    fn?.parent.type === 'MethodDefinition' && fn.parent.kind !== 'constructor' ? [] : builtBy(around, model);
  const calls: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[] = fn
    ? [...callsOf(fn, model.source), ...built]
    : built;
  const isMade = (node: Node, parameter: Node): boolean =>
    namesIn(parameter, model).some((name) => mentions(node, name, model));
  const at = calls.map((call): Place => ({
    at: call,
    calls: place.calls + 1,
    destination: place.destination.map((node) => {
      const index = fn?.params.findIndex((parameter) => isMade(node, parameter)) ?? -1;
      return call.arguments[index] ?? node;
    }),
  }));
  const visitedBy =
    fn?.params.findIndex((parameter) => place.destination.some((node) => isMade(node, parameter))) ?? -1;
  return [
    ...at,
    ...handedOn(fn, model).map((node): Place => ({
      at: node,
      calls: place.calls + 1,
      destination: place.destination,
      ...(visitedBy >= 0 && { visitedBy }),
    })),
  ];
}

/** `new Name(…)` of the class whose constructor or field initialiser this is. */
function builtBy(
  member: FunctionNode | TSESTree.PropertyDefinition,
  model: StsModel,
): readonly TSESTree.NewExpression[] {
  const isMember = member.type === 'PropertyDefinition' || member.parent.type === 'MethodDefinition';
  const owner = isMember ? enclosingClass(member) : undefined;
  if (!owner?.id) return [];
  // The name has a variable of its own inside the class.
  const references = variableNamed(owner.id.name, owner.parent, model.source)?.references ?? [];
  return references.flatMap(({ identifier: { parent } }) => (parent.type === 'NewExpression' ? [parent] : []));
}

/** Where a function is an argument by its name: `promise.catch(askOther)`, `regions.map(ask)`. */
function handedOn(fn: FunctionNode | undefined, model: StsModel): readonly Node[] {
  if (!fn) return [];
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : fn.parent.type === 'VariableDeclarator' ? fn.parent.id : undefined;
  return name
    ? readsOf(name, model).filter((node) => node.parent?.type !== 'CallExpression' || node.parent.callee !== node)
    : [];
}
