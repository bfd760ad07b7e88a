import { applied } from './changed.js';
import { changesAt, isRead, type Change, type ChangeEvaluation } from './changes.js';
import { aliasMentions } from './mentions.js';
import { quote } from './evaluation.js';
import { thisIn } from './functions.js';
import { staticName, unwrap, wrapped } from './parents.js';
import { aliasOf, isGlobal } from './scopes.js';
import type { Node, Source } from './source.js';
import type { Value } from './value.js';

/** How a file makes the object that `require` gives of it. */
export interface CommonJs {
  /** What takes the object's place: the last `module.exports = …`, or `export = …`. */
  readonly whole: Node | undefined;
  /**
   * Where the object is mentioned, in source order: `exports`, `module.exports`, `this` outside of functions and in its methods, and
   * names that stand for it.
   */
  readonly mentions: readonly Node[];
}

/** What a file says of the object that `require` gives of it; `undefined` where it does not mention one. */
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

/**
 * What `require` gives once the file has run. Whatever the file does to its exports in a way that is not understood may do anything to
 * them.
 */
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
  reason: `${quote(mention, source)} is handed on`,
  node: mention,
  statement: mention,
});

/** `exports`, `module.exports`, and `module` itself unless it is asked for another property. */
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

/** Whether the code around a mention leaves the object as it is, or replaces it where that is seen. */
function isUnderstood(mention: Node, source: Source): boolean {
  // `module` gives the object whoever it is handed to.
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

/** What the object is replaced by whenever the file runs. `module.exports = exports` keeps it. */
function replacementAt(mention: Node): Node | undefined {
  const outer = assignmentAround(mention);
  const { targets, value } = partsOf(outer);
  return targets.some(isModuleExports) && isAtTop(outer) && !isExports(value) ? value : undefined;
}

/** The outermost of `exports = module.exports = …`, which has the value of all of them. */
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
