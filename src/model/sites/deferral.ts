import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { RESULT } from '../../ast/origin.js';
import { isFunction, rootOf, shortText, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { childrenOf, type Node } from '../../ast/source.js';
import { packageOf } from '../../sts/packages.js';
import { HELPER_FUNCTIONS } from '../helper-functions.js';
import type { StsModel } from '../types.js';

/** Calls that return the same, or something equally good, whenever and however often they run. */
const HARMLESS_CALLS =
  /^(?:String|Number|Boolean|Symbol|BigInt|Date\.now|Math\.\w+|JSON\.stringify|Object\.(?:freeze|assign|keys|values|entries)|(?:crypto\.)?randomUUID|(?:path\.)?(?:join|resolve)|process\.(?:cwd|uptime)|parseInt|parseFloat)$/;

/** What else is harmless at a certain place. */
export interface Harmless {
  /** Calls that may be made, and awaited, once for each region. */
  readonly call?: (call: TSESTree.CallExpression | TSESTree.NewExpression) => boolean;
  /** Variables that are created for each region, so changing what they hold has no effect elsewhere. */
  readonly own?: ReadonlySet<Scope.Variable>;
}

/**
 * Why an expression cannot be evaluated later, or once for each region, instead of once where it is: it awaits, has a
 * side effect, calls something unknown, or reads a variable that the code sets again. `undefined` when it can.
 */
export function whyNotDeferrable(
  node: Node,
  model: StsModel,
  { call: isHarmless = () => false, own = new Set() }: Harmless = {},
): string | undefined {
  const { text, visitorKeys } = model.source;
  const name = (at: Node): string => `\`${shortText(at, text)}\``;
  const isOwn = (at: Node): boolean => {
    const root = rootOf(at);
    const variable = root.type === 'Identifier' ? variableOf(root, model.source) : undefined;
    return variable !== undefined && own.has(variable);
  };
  const visit = (at: Node): string | undefined => {
    if (at !== node && isFunction(at)) return undefined; // runs later anyway
    switch (at.type) {
      case 'AwaitExpression': {
        const awaited = unwrap(at.argument);
        if (awaited.type !== 'CallExpression' || !isHarmless(awaited)) return 'it awaits something';
        break;
      }
      case 'YieldExpression':
        return 'it yields';
      case 'UpdateExpression':
      case 'AssignmentExpression': {
        const target = at.type === 'UpdateExpression' ? at.argument : at.left;
        if (target.type !== 'MemberExpression' || !isOwn(target)) return `it changes ${name(target)}`;
        break;
      }
      case 'TaggedTemplateExpression':
        return `it calls ${name(at.tag)}`;
      case 'CallExpression':
      case 'NewExpression':
        if (
          !isHarmlessCall(at.callee, model) &&
          !isHarmless(at) &&
          !(at.callee.type === 'MemberExpression' && isOwn(at.callee))
        )
          return `it calls ${name(at.callee)}`;
        break;
      case 'Identifier': {
        const why = isOwn(at) ? undefined : whyUnsteady(at, node, model);
        if (why !== undefined) return why;
        break;
      }
      default:
    }
    for (const child of childrenOf(at, visitorKeys)) {
      const why = visit(child);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return visit(node);
}

/** Whether a call is harmless. Providers and other objects of the SDK may be built once for each region. */
const isHarmlessCall = (callee: Node, model: StsModel): boolean =>
  isOfSdk(callee, model) || HARMLESS_CALLS.test(model.source.text.slice(callee.range[0], callee.range[1]));

/** Whether a function or class is one of the SDK, or of the failover helper. */
export function isOfSdk(callee: Node, model: StsModel): boolean {
  const { module, path = [] } = model.originOf(callee) ?? {};
  if (module === undefined || path.includes(RESULT)) return false;
  return HELPER_FUNCTIONS.has(path.join('.')) || /^(?:@aws-sdk|@smithy|aws-sdk)(?:\/|$)/.test(packageOf(module));
}

/** Why a variable may hold something else later: it is set after its declaration, or properties of its object are. */
function whyUnsteady(identifier: TSESTree.Identifier, call: Node, model: StsModel): string | undefined {
  const { parent } = identifier;
  if (
    (parent.type === 'Property' && parent.key === identifier && !parent.shorthand && !parent.computed) ||
    (parent.type === 'MemberExpression' && parent.property === identifier && !parent.computed)
  )
    return undefined;
  if (identifier.name === 'arguments') return 'it reads `arguments`';
  const variable = variableOf(identifier, model.source);
  const definition = variable?.defs[0];
  if (!variable || !definition) return undefined;
  const isLoopVar =
    definition.type === 'Variable' && definition.parent.kind === 'var' && /^For/.test(definition.parent.parent.type);
  if (isLoopVar || variable.references.some((reference) => reference.isWrite() && reference.init !== true))
    return `it reads \`${identifier.name}\`, which is assigned more than once`;
  const changed = variable.references.some((reference) => {
    const member = reference.identifier.parent;
    return (
      member.type === 'MemberExpression' &&
      member.object === reference.identifier &&
      member.parent.type === 'AssignmentExpression' &&
      member.parent.left === member &&
      member.range[0] > call.range[0]
    );
  });
  return changed ? `it reads \`${identifier.name}\`, whose properties are assigned later` : undefined;
}
