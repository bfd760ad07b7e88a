import type { TSESTree } from '@typescript-eslint/utils';
import { fieldOf } from '../../ast/class-fields.js';
import { isAssignedBefore } from '../../ast/definite-assignment.js';
import { lookUp } from '../../ast/object-value.js';
import { onceFor } from '../../ast/once-for.js';
import { enclosingClass, enclosingFunction, propertyNamed, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { soleValue, variableOf, writesTo } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { CallNode, SiteUse } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { isHandedOn } from './handed-on.js';

/** Whether a provider has an option that asks a person for a one-time code. */
export const asksForMfa = ({ arguments: [argument] }: CallNode): boolean =>
  argument !== undefined &&
  ['mfaCodeProvider', 'tokenCodeFn'].some((key) => propertyNamed(unwrap(argument), key) !== undefined);

/**
 * Whether a request of the client carries a one-time code: `client.send(new AssumeRoleCommand({ TokenCode }))`,
 * `sts.getSessionToken({ TokenCode })`.
 */
export function sendsOneTimeCode(node: CallNode, source: Source, reader: CodeReader): boolean {
  if (!saysTokenCode(source)) return false; // most files: the values below are slow to find
  return (
    mentionsOf(wrapped(node), source)?.some((mention) => {
      const [argument] = methodCallOf(mention)?.arguments ?? [];
      const given = argument && (argument.type === 'Identifier' ? (soleValue(argument, source) ?? argument) : argument);
      const input = given?.type === 'NewExpression' ? given.arguments[0] : given;
      return input !== undefined && lookUp(reader.valueOf(input), 'TokenCode').state === 'present';
    }) === true
  );
}

const saysTokenCode = onceFor(({ text }: Source): boolean => text.includes('TokenCode'));

/** `client.send(…)` around a mention of the client. */
function methodCallOf(mention: Node): TSESTree.CallExpression | undefined {
  const value = wrapped(mention); // the types of v2 lack `presign`, so TypeScript code has casts on the way to it
  const method = value.parent?.type === 'MemberExpression' && value.parent.object === value ? value.parent : undefined;
  return method?.parent.type === 'CallExpression' && method.parent.callee === method ? method.parent : undefined;
}

/**
 * Members that send nothing. A client of which only these are used never sends a request. `credentialsFrom` of SDK v2
 * makes credentials of an answer that the code has.
 */
const UNSENT_MEMBERS = new Set(['config', 'credentialsFrom', 'destroy', 'middlewareStack']);

/** How the client is used, as far as its variable or expression shows. A client that leaves the file counts as sent. */
export function useOf(node: CallNode, source: Source): SiteUse {
  const mentions = mentionsOf(wrapped(node), source);
  if (!mentions) return 'sent';
  if (mentions.some((mention) => isPresigned(mention, source) || isHandedOn(mention, source))) return 'presigned';
  return mentions.length > 0 &&
    mentions.every(
      (mention) =>
        mention.parent?.type === 'MemberExpression' &&
        mention.parent.object === mention &&
        UNSENT_MEMBERS.has(staticName(mention.parent) ?? ''),
    )
    ? 'unsent'
    : 'sent';
}

/** Every mention of the client, when one variable or private field holds it; `undefined` when it goes elsewhere. */
function mentionsOf(value: Node, source: Source): readonly Node[] | undefined {
  const parent = value.parent;
  if (parent?.type === 'MemberExpression' && parent.object === value) return [value];
  if (parent?.type === 'CallExpression' && parent.callee !== value) return [value];
  const field = parent && privateFieldOf(value, parent);
  if (field !== undefined) {
    const owner = enclosingClass(value);
    return owner ? fieldOf(owner, field, source).mentions : [];
  }
  if (parent?.type === 'AssignmentExpression') return readsOfAssigned(parent, source);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  if (parent.parent.parent.type === 'ExportNamedDeclaration') return undefined;
  const variable = variableOf(parent.id, source);
  return variable?.references
    .filter((reference) => reference.identifier !== parent.id)
    .map((reference) => reference.identifier);
}

/** The reads of a variable that may see what is assigned here: `sts = new AWS.STS(); sts.getCallerIdentity()`. */
function readsOfAssigned(assignment: TSESTree.AssignmentExpression, source: Source): readonly Node[] | undefined {
  const { left, operator, parent } = assignment;
  if (left.type !== 'Identifier' || operator !== '=' || parent.type !== 'ExpressionStatement') return undefined;
  const variable = variableOf(left, source);
  const isExported = variable?.defs.some(({ node }) => node.parent?.parent?.type === 'ExportNamedDeclaration') === true;
  if (!variable || isExported) return undefined;
  const others = writesTo(variable).filter((write) => write !== assignment.right);
  return variable.references
    .filter((reference) => reference.isRead())
    .map(({ identifier }): Node => identifier)
    .filter((read) => {
      const fn = enclosingFunction(read);
      const ofThatFunction = others.filter((write) => enclosingFunction(write) === fn);
      return enclosingFunction(assignment) === fn || !isAssignedBefore(ofThatFunction, read);
    });
}

/**
 * The private field that a value is the initialiser or default of: `#sts = new STSClient()`, `constructor(private
 * readonly sts = new STSClient())`.
 */
function privateFieldOf(value: Node, parent: Node): string | undefined {
  if (parent.type === 'PropertyDefinition' && parent.value === value)
    return parent.accessibility === 'private' || parent.key.type === 'PrivateIdentifier'
      ? staticName(parent)
      : undefined;
  if (parent.type !== 'AssignmentPattern' || parent.right !== value || parent.left.type !== 'Identifier')
    return undefined;
  return parent.parent.type === 'TSParameterProperty' && parent.parent.accessibility === 'private'
    ? parent.left.name
    : undefined;
}

/** `getSignedUrl(client, …)` of v3 and `client.getCallerIdentity().presign(…)` of v2: another party uses the URL. */
function isPresigned(mention: Node, source: Source): boolean {
  const { parent } = wrapped(mention);
  if (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'Identifier' &&
    /^(?:getSignedUrl|createPresignedPost)$/.test(parent.callee.name)
  )
    return true;
  const call = methodCallOf(mention);
  if (!call) return false;
  if (isPresignMember(call)) return true;
  // const request = sts.getCallerIdentity(); request.presign(…)
  const holder = wrapped(call).parent;
  const held =
    holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
      ? variableOf(holder.id, source)
      : undefined;
  return held?.references.some(({ identifier }) => isPresignMember(identifier)) === true;
}

function isPresignMember(request: Node): boolean {
  const value = wrapped(request);
  const member = value.parent;
  return member?.type === 'MemberExpression' && member.object === value && /^presign/.test(staticName(member) ?? '');
}
