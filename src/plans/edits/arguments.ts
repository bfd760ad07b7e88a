import { propertyNamed, unwrap } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import type { CallNode } from '../../model/types.js';
import type { ConfigurationPlace } from '../../sts/packages.js';
import { insertion, type Edit } from '../../text/edit.js';
import { addProperty } from './object-literal.js';
import { braced, styleOf } from './style.js';

/**
 * Adds a property to the configuration of a call: into the object literal that is there, beside a value that is not a
 * literal (`new STSClient(config)` becomes `new STSClient({ ...config, region: … })`), or as a new argument.
 * `undefined` when the arguments before it are missing, so that there is no place for it.
 */
export function addSetting(
  call: CallNode,
  { argument: index, path }: ConfigurationPlace,
  property: string,
  source: Source,
): Edit | undefined {
  const argument = call.arguments[index];
  if (argument) return addAt(argument, path, property, source);
  const literal = braced(nested(path, property, source), styleOf(source));
  return call.arguments.length === index ? appendArgument(call, literal, source) : undefined;
}

/** Adds a property to a value, or to what is at a path inside it. */
function addAt(value: Node, path: readonly string[], property: string, source: Source): Edit | undefined {
  const literal = unwrap(value);
  const [key, ...rest] = path;
  if (key === undefined)
    return literal.type === 'ObjectExpression'
      ? addProperty(literal, property, source)
      : { range: value.range, text: spreadWith(value, property, source) };
  if (literal.type !== 'ObjectExpression') return undefined;
  const found = propertyNamed(literal, key);
  if (!found) return addProperty(literal, nested(path, property, source), source);
  // The whole property is written anew, because it may be `{ clientConfig }`.
  return rest.length > 0 || unwrap(found.value).type === 'ObjectExpression'
    ? addAt(found.value, rest, property, source)
    : { range: found.range, text: `${key}: ${spreadWith(found.value, property, source)}` };
}

/** `clientConfig: { region }` */
const nested = (path: readonly string[], property: string, source: Source): string =>
  path.reduceRight((inner, key) => `${key}: ${braced(inner, styleOf(source))}`, property);

/** `{ ...config, region }` */
function spreadWith(value: Node, property: string, source: Source): string {
  const text = source.text.slice(value.range[0], value.range[1]);
  return braced(`...${NEEDS_PARENTHESES.test(value.type) ? `(${text})` : text}, ${property}`, styleOf(source));
}

const NEEDS_PARENTHESES = /^(?:Conditional|Logical|ArrowFunction|Assignment|Sequence|Yield)Expression$/;

/** Adds an argument at the end of a call; a `new X` without parentheses gets them. */
export function appendArgument(call: CallNode, argument: string, source: Source): Edit {
  const last = call.arguments.at(-1);
  if (last) {
    // Behind parentheses of its own: `new X((a))`.
    const rest = source.text.slice(last.range[1], call.range[1] - 1);
    return insertion(last.range[1] + (/^(?:\s*\))+/.exec(rest)?.[0].length ?? 0), `, ${argument}`);
  }
  const open = openingParenthesis(call, source);
  return open === undefined ? insertion(call.range[1], `(${argument})`) : insertion(open + 1, argument);
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
