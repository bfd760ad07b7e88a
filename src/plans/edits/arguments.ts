import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../../ast/parents.js';
import type { Source } from '../../ast/source.js';
import type { ConfigurationPlace } from '../../sts/packages.js';
import type { CallNode } from '../../model/types.js';
import type { Edit } from '../../text/edit.js';
import { addProperty } from './object-literal.js';
import { braced, styleOf } from './style.js';

/**
 * Adds a property to the configuration of a call: into the object literal that is there, beside a value that is not a literal
 * (`new STSClient(config)` becomes `new STSClient({ ...config, region: … })`), or as a new argument. `undefined` when the arguments
 * before it are missing, so that there is no place for it.
 */
export function addSetting(
  call: CallNode,
  place: ConfigurationPlace,
  property: string,
  source: Source,
): Edit | undefined {
  const argument = call.arguments[place.argument];
  const inBraces = (inner: string): string => braced(inner, styleOf(source));
  const nested = (inner: string): string =>
    place.path.reduceRight((text, key) => inBraces(`${key}: ${text}`), inBraces(inner));
  if (!argument)
    return call.arguments.length === place.argument ? appendArgument(call, nested(property), source) : undefined;
  let literal = unwrap(argument);
  for (const [depth, key] of place.path.entries()) {
    if (literal.type !== 'ObjectExpression') return undefined;
    const found: TSESTree.Property | undefined = literal.properties.find(
      (p): p is TSESTree.Property =>
        p.type === 'Property' && p.key.type === 'Identifier' && !p.computed && p.key.name === key,
    );
    if (!found) {
      const rest = place.path
        .slice(depth + 1)
        .reduceRight((text, inner) => inBraces(`${inner}: ${text}`), inBraces(property));
      return addProperty(literal, `${key}: ${rest}`, source);
    }
    const value = unwrap(found.value);
    if (value.type !== 'ObjectExpression' && depth === place.path.length - 1) {
      const text = source.text.slice(found.value.range[0], found.value.range[1]);
      return {
        range: [found.range[0], found.range[1]],
        text: `${key}: ${inBraces(`...${needsParentheses(found.value) ? `(${text})` : text}, ${property}`)}`,
      };
    }
    literal = value;
  }
  if (literal.type === 'ObjectExpression') return addProperty(literal, property, source);
  const text = source.text.slice(argument.range[0], argument.range[1]);
  return {
    range: [argument.range[0], argument.range[1]],
    text: inBraces(`...${needsParentheses(argument) ? `(${text})` : text}, ${property}`),
  };
}

const needsParentheses = (node: TSESTree.Node): boolean =>
  /^(?:ConditionalExpression|LogicalExpression|ArrowFunctionExpression|AssignmentExpression|SequenceExpression|YieldExpression)$/.test(
    node.type,
  );

/** Adds an argument at the end of a call; a `new X` without parentheses gets them. */
export function appendArgument(call: CallNode, argument: string, source: Source): Edit {
  const last = call.arguments.at(-1);
  if (last) {
    // Behind parentheses of its own: `new X((a))`.
    const end =
      last.range[1] + (/^(?:\s*\))+/.exec(source.text.slice(last.range[1], call.range[1] - 1))?.[0].length ?? 0);
    return { range: [end, end], text: `, ${argument}` };
  }
  const open = openingParenthesis(call, source);
  return open === undefined
    ? { range: [call.range[1], call.range[1]], text: `(${argument})` }
    : { range: [open + 1, open + 1], text: argument };
}

/** The offset of the `(` that opens a call's arguments; `undefined` for `new X`. */
export function openingParenthesis(call: CallNode, source: Source): number | undefined {
  let at = call.typeArguments?.range[1] ?? call.callee.range[1];
  for (;;) {
    // A callee in parentheses, `new (lib.STS)()`, closes before the arguments open.
    const between = /^[\s)]*(?:\?\.)?\(/.exec(source.text.slice(at, call.range[1]));
    if (between) return at + between[0].length - 1;
    const comment = source.comments.find(
      (c) => c.range[0] >= at && c.range[1] <= call.range[1] && source.text.slice(at, c.range[0]).trim() === '',
    );
    if (!comment) return undefined;
    at = comment.range[1];
  }
}
