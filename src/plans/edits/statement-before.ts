import type { TSESTree } from '@typescript-eslint/utils';
import { ancestors, isFieldAccess } from '../../ast/parents.js';
import { childrenOf, type Node, type Source } from '../../ast/source.js';
import { indentationOf, startsLine } from '../../text/lines.js';
import { insertion, type Edit } from '../../text/edit.js';
import { styleOf } from './style.js';

/** The text of a statement without its end, and what in it comes from elsewhere in the file. */
export type Statement = Pick<Edit, 'text' | 'sources'>;

/** A place for statements that run right before an expression is evaluated, as often as it is. */
export interface PlaceBefore {
  /** Where its names are in scope: a block, a module, or a function whose body is the expression. */
  readonly scope: Node;
  /** What is evaluated between the place and the expression. The order of that and the statement must not matter. */
  readonly between: readonly Node[];
  /** The white space that starts the lines of the statement. */
  readonly indentation: string;
  /** Edits to stand before, and behind, those of the expression itself. */
  readonly add: (statements: readonly Statement[]) => {
    readonly before: readonly Edit[];
    readonly behind: readonly Edit[];
  };
}

const BLOCK = /^(?:Program|BlockStatement|StaticBlock|TSModuleBlock)$/;
const STATEMENT = /^(?:ExpressionStatement|ReturnStatement|VariableDeclaration|Export(?:Named|Default)Declaration)$/;
/** Nodes that evaluate each of their parts, in the order of the text. */
const STRAIGHT =
  /^(?:(?:Object|Array|New|Call|Import|Member|Await|Sequence|Assignment|TaggedTemplate|Unary|Binary|TSAs|TSSatisfies|TSNonNull|TSTypeAssertion|TypeCast)Expression|TSTypeAssertion|Property|SpreadElement|TemplateLiteral|VariableDeclarator)$/;

/** `undefined` where the expression may not be evaluated at all, or where no statement can stand. */
export function placeBefore(expression: Node, source: Source): PlaceBefore | undefined {
  const between: Node[] = [];
  let inner = expression;
  for (const outer of ancestors(expression)) {
    if (outer.type === 'ArrowFunctionExpression' && outer.body === inner) return inBody(outer, between, source);
    if (mayStopShort(outer, inner)) return undefined;
    if (!isTarget(outer, inner))
      between.push(...childrenOf(outer, source.visitorKeys).filter((child) => child.range[1] <= inner.range[0]));
    if (STATEMENT.test(outer.type) && BLOCK.test(outer.parent?.type ?? ''))
      return beforeStatement(outer, between, source);
    if (!STRAIGHT.test(outer.type) && !STATEMENT.test(outer.type) && !isTest(outer, inner)) return undefined;
    inner = outer;
  }
  return undefined;
}

/** The test of a condition is always evaluated. */
const isTest = (outer: Node, inner: Node): boolean =>
  (outer.type === 'ConditionalExpression' && outer.test === inner) ||
  (outer.type === 'LogicalExpression' && outer.left === inner);

/** A declarator behind another one may use its name. */
const mayStopShort = (outer: Node, inner: Node): boolean =>
  (outer.type === 'AssignmentExpression' && /^(?:\|\||&&|\?\?)=$/.test(outer.operator)) ||
  (outer.type === 'VariableDeclaration' && outer.declarations[0] !== inner) ||
  ('optional' in outer && outer.optional === true);

/** A name that only gets the value: `const x = …`, `this.x = …`. */
const isTarget = (outer: Node, inner: Node): boolean =>
  (outer.type === 'VariableDeclarator' && outer.init === inner && outer.id.type === 'Identifier') ||
  (outer.type === 'AssignmentExpression' && (outer.left.type === 'Identifier' || isFieldAccess(outer.left)));

function beforeStatement(statement: Node, between: readonly Node[], source: Source): PlaceBefore {
  const { text, comments } = source;
  let [at] = statement.range;
  // Comments right above the statement belong to it.
  for (const comment of comments.toReversed())
    if (comment.range[1] <= at && isNextLine(text.slice(comment.range[1], at)) && startsLine(comment.range[0], text))
      [at] = comment.range;
  const { semicolon, lineEnd } = styleOf(source);
  const indentation = indentationOf(statement, text);
  const ownLine = startsLine(statement.range[0], text);
  // A line that starts like this would continue our statement.
  const end = semicolon || !ownLine || /^[([`/+-]/.test(text.slice(at)) ? ';' : '';
  const gap = ownLine ? `${lineEnd}${indentation}` : ' ';
  return {
    scope: statement.parent ?? statement,
    between,
    indentation,
    add: (statements) => ({
      before: statements.map(({ text: own, ...rest }) => ({ range: [at, at], text: `${own}${end}${gap}`, ...rest })),
      behind: [],
    }),
  };
}

const isNextLine = (gap: string): boolean => /^[ \t]*\r?\n[ \t]*$/.test(gap);

/** `() => x` gets a block that returns `x`. */
function inBody(
  { body, range }: TSESTree.ArrowFunctionExpression,
  between: readonly Node[],
  source: Source,
): PlaceBefore | undefined {
  const { text } = source;
  const arrow = text.lastIndexOf('=>', body.range[0]);
  const opening = text.slice(arrow + 2, body.range[0]);
  const closing = text.slice(body.range[1], range[1]);
  if (!/^[\s(]*$/.test(opening) || !/^[\s)]*$/.test(closing)) return undefined;
  const { lineEnd, semicolon } = styleOf(source);
  const outer = indentationOf({ range: [arrow, arrow] }, text);
  const indentation = outer + (/^(?:\t| {4}(?=\S)| {2}(?=\S))/m.exec(text)?.[0] ?? '  ');
  const line = `${lineEnd}${indentation}`;
  return {
    scope: body,
    between,
    indentation,
    add: (statements) => {
      const open = [arrow, arrow + 2] as const;
      const inside = [arrow + 2, body.range[0]] as const;
      return {
        before: [
          { range: open, text: '=> {' },
          ...statements.map(({ text: own, sources = [] }) => ({
            range: [open[1], open[1]] as const,
            text: `${line}${own}${semicolon}`,
            sources: sources.map(([at, from]) => [at + line.length, from] as const),
          })),
          { range: inside, text: `${line}return ${opening.trim()}` },
        ],
        behind: [insertion(range[1], `${semicolon}${lineEnd}${outer}}`)],
      };
    },
  };
}
