/** Reads what the script of an ESLint configuration exports, and adds to it. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit } from '../../../text/edit.js';
import { indentationOf, startsLine } from '../../../text/lines.js';

/** The value that `export default` or `module.exports =` gives to ESLint. */
export function exportedValue(
  program: TSESTree.Program,
): { readonly value: TSESTree.Node; readonly isModule: boolean } | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration')
      return { value: resolved(statement.declaration, program), isModule: true };
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    if (
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      left.object.name === 'module' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports'
    )
      return { value: resolved(right, program), isModule: false };
  }
  return undefined;
}

/** `const config = [...]; export default config;` */
function resolved(node: TSESTree.Node, program: TSESTree.Program): TSESTree.Node {
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression')
    return resolved(node.expression, program);
  if (node.type !== 'Identifier') return node;
  const declarations = program.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' && statement.kind === 'const' ? statement.declarations : [],
  );
  return declarations.find(({ id }) => id.type === 'Identifier' && id.name === node.name)?.init ?? node;
}

/** The elements between brackets, braces or parentheses. */
export interface List {
  readonly elements: readonly (TSESTree.Node | null)[];
  /** The offset of the closing bracket, brace or parenthesis. */
  readonly end: number;
}

export const elementsOf = (node: TSESTree.ArrayExpression | TSESTree.ObjectExpression): List => ({
  elements: node.type === 'ArrayExpression' ? node.elements : node.properties,
  end: node.range[1] - 1,
});

/** Adds entries at the end, each on its own line if the others are on theirs. */
export function entryEdit({ elements, end }: List, entries: readonly string[], text: string, eol: string): Edit {
  const last = elements.at(-1);
  if (!last)
    return { range: [text.slice(0, end).trimEnd().length, end], text: `${eol}  ${entries.join(`,${eol}  `)},${eol}` };
  const indent = indentationOf(last, text);
  const isAlone = startsLine(last.range[0], text); // one element to a line
  return {
    range: [last.range[1], last.range[1]],
    text: entries.map((entry) => (isAlone ? `,${eol}${indent}${entry}` : `, ${entry}`)).join(''),
  };
}

/** What a property of an object literal is set to. */
export function valueOf({ properties }: TSESTree.ObjectExpression, name: string): TSESTree.Node | undefined {
  const property = properties.find(
    (each) =>
      each.type === 'Property' &&
      ((each.key.type === 'Identifier' && each.key.name === name) ||
        (each.key.type === 'Literal' && each.key.value === name)),
  );
  return property?.type === 'Property' ? property.value : undefined;
}

/** A value of JSON as code on one line. */
export function inLine(value: unknown, quote: string): string {
  if (Array.isArray(value)) return `[${value.map((each) => inLine(each, quote)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${/^[a-z]\w*$/i.test(key) ? key : inLine(key, quote)}: ${inLine(each, quote)}`)
      .join(', ')} }`;
  const json = JSON.stringify(value);
  return quote === '"' || typeof value !== 'string' || /['"\\]/.test(value) ? json : `'${json.slice(1, -1)}'`;
}
