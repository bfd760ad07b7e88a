import { functionAt } from '../../ast/functions.js';
import { ancestors, enclosingClass, enclosingFunction, propertyNamed, unwrap } from '../../ast/parents.js';
import { variableNamed } from '../../ast/scopes.js';
import { someBelow, type Node } from '../../ast/source.js';
import type { Surroundings } from '../settings/surroundings.js';
import { siteAtNode } from '../site-at-node.js';
import type { StsModel } from '../types.js';

type KnowsHelper = Pick<Surroundings, 'isHelper'>;

/** Whether the failover helper builds what the node would build, once for each region. */
export const isBuiltByHelper = (node: Node, model: StsModel, surroundings: KnowsHelper): boolean =>
  isInsideHelper(node, model, surroundings) ||
  isOfClassForHelper(node, model, surroundings) ||
  isFollowedByHelper(node, model, surroundings) ||
  takesClientOfHelper(node, model, surroundings);

/** Whether the node is in the arguments of a call of the helper, which sends requests to regional hosts. */
export function isInsideHelper(node: Node, model: StsModel, surroundings: KnowsHelper): boolean {
  for (const ancestor of ancestors(node))
    if (ancestor.type === 'CallExpression' && isOfHelper(ancestor.callee, model, surroundings)) return true;
  return false;
}

function isOfHelper(node: Node, model: StsModel, { isHelper }: KnowsHelper): boolean {
  const module = model.originOf(node)?.module;
  return module !== undefined && isHelper(module);
}

/** `super(config)` of a class that the file only gives to the helper: `createStsClient(config, AuditedClient)`. */
function isOfClassForHelper(node: Node, model: StsModel, surroundings: KnowsHelper): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Super') return false;
  const cls = enclosingClass(node);
  const held = cls?.type === 'ClassExpression' && cls.parent.type === 'VariableDeclarator' ? cls.parent.id : cls?.id;
  const variable =
    held?.type === 'Identifier' ? variableNamed(held.name, cls?.parent ?? held, model.source) : undefined;
  const uses = variable?.references.map(({ identifier }) => identifier) ?? [];
  return (
    uses.some((use) => isInsideHelper(use, model, surroundings)) &&
    uses.every((use) => use.parent.type !== 'NewExpression' || use.parent.callee !== use)
  );
}

/** `super(…); withStsFailover(this);` */
function isFollowedByHelper(node: Node, model: StsModel, surroundings: KnowsHelper): boolean {
  const make = node.type === 'CallExpression' && node.callee.type === 'Super' ? enclosingFunction(node) : undefined;
  return (
    make !== undefined &&
    someBelow(
      make.body,
      model.source.visitorKeys,
      (at) =>
        at.type === 'CallExpression' &&
        at.arguments[0]?.type === 'ThisExpression' &&
        isOfHelper(at.callee, model, surroundings),
    )
  );
}

/** `sts({ AwsClient: createStsClient })`: the middleware builds its client through the helper. */
function takesClientOfHelper(node: Node, model: StsModel, surroundings: KnowsHelper): boolean {
  const site = siteAtNode(node, model.sites);
  const options = site?.construct.clientClass && site.node.arguments[0];
  const given = options && propertyNamed(options, site.construct.clientClass)?.value;
  if (!given) return false;
  if (isOfHelper(unwrap(given), model, surroundings)) return true;
  const made = functionAt(given, model.source);
  return (
    made !== undefined &&
    someBelow(
      made.body,
      model.source.visitorKeys,
      (at) => at.type === 'CallExpression' && isOfHelper(at.callee, model, surroundings),
    )
  );
}
