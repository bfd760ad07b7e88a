import type { TSESTree } from '@typescript-eslint/utils';
import { ancestors, contains, enclosingFunction, isFunction, staticName, unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import { walk, type Node } from '../ast/source.js';
import type { Context } from './context.js';
import type { Site, StsModel } from './types.js';

/**
 * Whether a site or request already has a second region to go to: it is built inside a call of the failover helper, once for each region
 * of a list, or in a `catch` after another region failed.
 */
export function hasFailover(node: Node, model: StsModel, context: Pick<Context, 'isHelper'>): boolean {
  return isInsideHelper(node, model, context) || isPerRegion(node, model) || isCaught(node, model) || isCalledInTurn(node, model);
}

/** Whether the node stands in the arguments of a call of the helper, which sends the requests of what it is given to regional hosts. */
export function isInsideHelper(node: Node, model: StsModel, context: Pick<Context, 'isHelper'>): boolean {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type !== 'CallExpression') continue;
    const module = model.originOf(ancestor.callee)?.module;
    if (module !== undefined && context.isHelper(module)) return true;
  }
  return false;
}

/** `for (const region of regions) try { new STSClient({ region }) … } catch …` and `regions.map((region) => new STSClient({ region }))`. */
function isPerRegion(node: Node, model: StsModel): boolean {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === 'ForOfStatement' && ancestor.left.type === 'VariableDeclaration') {
      const [declarator] = ancestor.left.declarations;
      if (declarator?.id.type === 'Identifier' && mentions(node, declarator.id, model) && hasCatch(ancestor.body, model)) return true;
    }
    if (isFunction(ancestor)) {
      const [parameter] = ancestor.params;
      const call = ancestor.parent;
      const isMapped = call.type === 'CallExpression' && call.callee.type === 'MemberExpression' && /^(?:map|flatMap)$/.test(staticName(call.callee) ?? '');
      if (isMapped && parameter?.type === 'Identifier' && mentions(node, parameter, model)) return true;
    }
  }
  return false;
}

function mentions(node: Node, name: TSESTree.Identifier, model: StsModel): boolean {
  return variableOf(name, model.source)?.references.some((reference) => contains(node, reference.identifier)) === true;
}

function hasCatch(body: Node, model: StsModel): boolean {
  let found = false;
  walk(body, model.source.visitorKeys, (at) => {
    if (at.type === 'CatchClause') found = true;
  });
  return found;
}

/** One of two clients of different regions, the second of which is used in the `catch` after the first. */
function isCaught(node: Node, model: StsModel): boolean {
  if (!model.source.text.includes('catch')) return false; // most files, and the only cheap question
  const mine = model.sites.find((site) => site.node === node);
  if (!mine) return false;
  const regions = usedRegions(mine, model);
  return model.sites.some((other) => other !== mine && other.construct.kind === mine.construct.kind && usedRegions(other, model) !== regions && areTriedInTurn(mine, other, model));
}

/** `call('eu-west-1')` in a `try`, `call('eu-central-1')` in its `catch`: the function around the site takes the region as a parameter. */
function isCalledInTurn(node: Node, model: StsModel): boolean {
  if (!model.source.text.includes('catch')) return false;
  const around = enclosingFunction(node);
  const name = around?.type === 'FunctionDeclaration' ? around.id : around?.parent.type === 'VariableDeclarator' && around.parent.id.type === 'Identifier' ? around.parent.id : undefined;
  const takesRegion = around?.params.some((parameter) => parameter.type === 'Identifier' && mentions(node, parameter, model));
  if (!name || takesRegion !== true) return false;
  const calls = (variableOf(name, model.source)?.references ?? []).map((reference): Node => reference.identifier).filter((mention) => mention.parent?.type === 'CallExpression' && mention.parent.callee === mention);
  return calls.some((second) => triedBefore(second).some((tried) => calls.some((first) => contains(tried, first))));
}

/** What was tried before this place runs: the block of its `try`, or what `.catch(() => …)` is called on. */
function triedBefore(place: Node): readonly Node[] {
  const tried: Node[] = [];
  for (const ancestor of ancestors(place)) {
    if (ancestor.type === 'CatchClause') tried.push(ancestor.parent.block);
    if (ancestor.type === 'CallExpression' && ancestor.callee.type === 'MemberExpression' && staticName(ancestor.callee) === 'catch' && !contains(ancestor.callee, place)) tried.push(ancestor.callee.object);
  }
  return tried;
}

function usedRegions(site: Site, model: StsModel): string {
  const region = site.configuration.setting('region');
  return region.state === 'present' ? model.source.text.slice(region.node.range[0], region.node.range[1]) : '';
}

function areTriedInTurn(a: Site, b: Site, model: StsModel): boolean {
  return [[a, b], [b, a]].some(([first, second]) => placesOf(first as Site, model).some((tried) => placesOf(second as Site, model).some((caught) => {
    for (const ancestor of ancestors(caught)) if (ancestor.type === 'CatchClause' && ancestor.parent.type === 'TryStatement' && contains(ancestor.parent.block, tried)) return true;
    return false;
  })));
}

/** Where a client is built and where the constant that holds it is mentioned. */
function placesOf(site: Site, model: StsModel): readonly Node[] {
  const holder = site.node.parent;
  const variable = holder?.type === 'VariableDeclarator' && unwrap(holder.id).type === 'Identifier' ? variableOf(holder.id as TSESTree.Identifier, model.source) : undefined;
  return [site.node, ...(variable?.references.map((reference) => reference.identifier) ?? [])];
}
