import { functionAt } from '../../ast/functions.js';
import { lookUp } from '../../ast/object-value.js';
import { onceFor } from '../../ast/once-for.js';
import { unwrap } from '../../ast/parents.js';
import { soleValue } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { Construct } from '../../sts/packages.js';
import type { CallNode } from '../types.js';
import type { CodeReader } from './code-reader.js';

const saysRoleAssumer = onceFor(({ text }: Source): boolean => text.includes('roleAssumer'));

/**
 * Whether functions that the user passes make every call of STS. A parameter or a spread may hold `undefined`, so it
 * does not count.
 */
export function hasOwnAssumers(
  node: CallNode,
  { assumers = [] }: Construct,
  source: Source,
  reader: CodeReader,
): boolean {
  const [argument] = node.arguments;
  if (assumers.length === 0 || argument === undefined || !saysRoleAssumer(source)) return false;
  const options = reader.valueOf(argument);
  return assumers.every((name) => {
    const found = lookUp(options, name);
    return (
      found.state === 'present' &&
      found.always &&
      isOwnFunction(found.node.type === 'Property' ? unwrap(found.node.value) : found.node, source)
    );
  });
}

/**
 * Whether the node is a function of the user: a function of the file, or the result of a call. A call that makes a role
 * assumer of the SDK is a site itself.
 */
function isOwnFunction(node: Node, source: Source): boolean {
  if (functionAt(node, source)) return true;
  const made = node.type === 'Identifier' ? soleValue(node, source) : node;
  return made?.type === 'CallExpression';
}
