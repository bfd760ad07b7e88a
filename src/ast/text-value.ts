import { unknown } from './evaluation.js';
import { unwrap } from './parents.js';
import type { Node } from './source.js';
import type { TextPart, Value } from './value.js';

/**
 * Text that is built from itself can double with every line, so longer text is given up. Hosts and URLs are much
 * shorter.
 */
const MAX_LENGTH = 10_000;
const MAX_PARTS = 200;

/** The text that the pieces make together. */
export function joined(pieces: readonly Value[], node: Node): Value {
  const parts: TextPart[] = [];
  let length = 0;
  const add = (part: TextPart): void => {
    const last = parts.at(-1);
    if (typeof part === 'string') length += part.length;
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  for (const piece of pieces) {
    if (piece.kind === 'literal') add(String(piece.value));
    else if (piece.kind === 'text') piece.parts.forEach(add);
    else add(piece);
    if (length > MAX_LENGTH || parts.length > MAX_PARTS) return unknown('it is a very long text', node);
  }
  const [only = ''] = parts;
  return parts.length <= 1 && typeof only === 'string'
    ? { kind: 'literal', value: only, node }
    : { kind: 'text', parts, node };
}

/** `a`, `b` and `c` of `a + b + c`, from left to right. */
export function operandsOf(sum: Node): readonly Node[] {
  const operands: Node[] = [];
  let left = sum;
  for (; left.type === 'BinaryExpression' && left.operator === '+'; left = unwrap(left.left)) operands.push(left.right);
  return [left, ...operands.reverse()];
}
