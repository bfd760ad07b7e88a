import { applied } from './changed.js';
import { changesAt, isRead, type Change, type ChangeEvaluation } from './changes.js';
import { aliasMentions } from './mentions.js';
import { quote } from './evaluation.js';
import { thisIn } from './functions.js';
import { staticName, unwrap, wrapped } from './parents.js';
import { aliasOf, isGlobal } from './scopes.js';
import type { Node, Source } from './source.js';
import type { Value } from './value.js';

/** How a file makes the object that `require` returns for it. */
export interface CommonJs {
  /** What replaces the object: the last `module.exports = …`, or `export = …`. */
  readonly whole: Node | undefined;
  /**
   * Every mention of the object, in source order: `exports`, `module.exports`, `this` outside of functions and in its
   * methods, and other names for it.
   */
  readonly mentions: readonly Node[];
}

/**
 * How a file makes the object that `require` returns for it; `undefined` when the file does not mention that object.
 */
export function commonJsOf(source: Source): CommonJs | undefined {
  const named = globalMentions(source);
  const direct = [
    ...named,
    ...thisIn(source.ast, source),
    ...named.flatMap((mention) => thisInMethod(mention, source)),
  ];
  const mentions = direct
    .flatMap((mention) => [mention, ...aliasMentions(assignmentAround(mention), source)])
    .sort((a, b) => a.range[0] - b.range[0]);
  const wholes = source.ast.body.flatMap((statement) =>
    statement.type === 'TSExportAssignment' ? [statement.expression] : [],
  );
  const whole = [...wholes, ...mentions.flatMap((mention) => replacementAt(mention) ?? [])].at(-1);
  return whole || mentions.length > 0 ? { whole, mentions } : undefined;
}

/** What `require` returns once the file has run. Code that is not understood may do anything to the exports. */
export function requiredValue(initial: Value, { mentions }: CommonJs, evaluation: ChangeEvaluation): Value {
  return mentions.reduce((value, mention) => {
    const changes = isModule(mention) ? [] : changesAt(mention, evaluation);
    const known = changes.reduce((before, change) => applied(before, change, isAtTopLevel(change), mention), value);
    return changes.length > 0 || isUnderstood(mention, evaluation.source)
      ? known
      : applied(known, passedOn(mention, evaluation.source), false, mention);
  }, initial);
}

const isAtTopLevel = ({ statement }: Change): boolean =>
  statement.type === 'ExpressionStatement' && statement.parent.type === 'Program';

const passedOn = (mention: Node, source: Source): Change => ({
  kind: 'opaque',
  path: [],
  reason: `${quote(mention, source)} is passed on`,
  node: mention,
  statement: mention,
});

/** `exports`, `module.exports`, and `module` where nothing but its exports can be meant. */
function globalMentions(source: Source): readonly Node[] {
  return (source.scopeManager.globalScope?.through ?? []).flatMap(({ identifier }): Node[] => {
    if (identifier.type !== 'Identifier' || !isGlobal(identifier, source)) return [];
    if (identifier.name === 'exports') return [identifier];
    const { parent } = identifier;
    if (identifier.name !== 'module') return [];
    return parent.type !== 'MemberExpression' || staticName(parent) === undefined
      ? [identifier]
      : isModuleExports(parent)
        ? [parent]
        : [];
  });
}

/** `exports.load = function () { this.region = … }` */
function thisInMethod(mention: Node, source: Source): readonly Node[] {
  const member = wrapped(mention).parent;
  const value =
    member?.type === 'MemberExpression' &&
    member.parent.type === 'AssignmentExpression' &&
    member.parent.left === member
      ? member.parent.right
      : undefined;
  return value?.type === 'FunctionExpression' ? thisIn(value, source) : [];
}

/** Whether the code around a mention only reads the object, or replaces it in a way that is followed. */
function isUnderstood(mention: Node, source: Source): boolean {
  // Whoever gets `module` gets the object.
  if (isModule(mention)) return /^(?:Unary|Binary|Logical)Expression$/.test(mention.parent?.type ?? '');
  const outer = assignmentAround(mention);
  const hasAlias = aliasOf(outer, source) !== undefined;
  if (outer === wrapped(mention)) return hasAlias || isRead(mention, source);
  const { targets, value } = partsOf(outer);
  return (
    (hasAlias || outer.parent?.type === 'ExpressionStatement') &&
    targets.every(isOfExports) &&
    (isExports(value) || replacementAt(mention) !== undefined)
  );
}

/** What always replaces the object when the file runs. `module.exports = exports` keeps it. */
function replacementAt(mention: Node): Node | undefined {
  const outer = assignmentAround(mention);
  const { targets, value } = partsOf(outer);
  return targets.some(isModuleExports) && isAtTop(outer) && !isExports(value) ? value : undefined;
}

/** The outermost assignment of `exports = module.exports = …`. It has the value of them all. */
function assignmentAround(node: Node): Node {
  const value = wrapped(node);
  return value.parent?.type === 'AssignmentExpression' && value.parent.operator === '='
    ? assignmentAround(value.parent)
    : value;
}

function partsOf(assignment: Node): { readonly targets: readonly Node[]; readonly value: Node } {
  const inner = unwrap(assignment);
  if (inner.type !== 'AssignmentExpression' || inner.operator !== '=') return { targets: [], value: inner };
  const { targets, value } = partsOf(inner.right);
  return { targets: [unwrap(inner.left), ...targets], value };
}

const isModule = (node: Node): boolean => node.type === 'Identifier' && node.name === 'module';

const isModuleExports = (node: Node): boolean =>
  node.type === 'MemberExpression' && isModule(node.object) && staticName(node) === 'exports';

const isExports = (node: Node): boolean =>
  isModuleExports(node) || (node.type === 'Identifier' && node.name === 'exports');

const isOfExports = (node: Node): boolean =>
  isExports(node) || (node.type === 'MemberExpression' && isOfExports(unwrap(node.object)));

function isAtTop({ parent }: Node): boolean {
  const statement = parent?.type === 'VariableDeclarator' ? parent.parent : parent;
  return (
    (statement?.type === 'VariableDeclaration' || statement?.type === 'ExpressionStatement') &&
    statement.parent.type === 'Program'
  );
}
