import type { TSESTree } from '@typescript-eslint/utils';
import { walk, type Source } from '../../ast/source.js';
import { endOfStatement } from '../../ast/statement-end.js';
import { lineEndOf } from '../../text/lines.js';
import { isRequireCall } from './module-syntax.js';

/** How this file is written, so that what we add looks like the rest of it. */
export interface Style {
  readonly quote: "'" | '"';
  /** The quotes around names of modules. A file may have others around its messages, or around keys from JSON. */
  readonly moduleQuote: "'" | '"';
  readonly semicolon: '' | ';';
  /** What the file's imports end with. Its other statements may be written by other people. */
  readonly moduleSemicolon: '' | ';';
  readonly lineEnd: '\n' | '\r\n';
  /** The space inside the braces of `import { a }` and `{ a: 1 }`. */
  readonly braceSpace: '' | ' ';
}

const styles = new WeakMap<Source, Style>();

/** The style of a file, worked out once for all its sites. */
export function styleOf(source: Source): Style {
  let style = styles.get(source);
  if (!style) {
    style = countedStyle(source);
    styles.set(source, style);
  }
  return style;
}

function countedStyle(source: Source): Style {
  const { text } = source;
  const statements = source.ast.body.filter((statement) =>
    /^(?:VariableDeclaration|ExpressionStatement|ImportDeclaration)$/.test(statement.type),
  );
  const quote = quoteOf(source);
  const semicolon = semicolonAfter(statements, source) ?? ';';
  return {
    quote,
    moduleQuote: moduleQuoteOf(source) ?? quote,
    semicolon,
    moduleSemicolon:
      semicolonAfter(
        statements.filter((statement) => moduleNamesOf(statement).length > 0),
        source,
      ) ?? semicolon,
    lineEnd: lineEndOf(text),
    braceSpace: braceSpaceOf(source),
  };
}

/** Decided by the majority of the statements; `undefined` where there are none. */
function semicolonAfter(statements: readonly TSESTree.ProgramStatement[], source: Source): '' | ';' | undefined {
  if (statements.length === 0) return undefined;
  const ended = statements.filter((statement) => source.text[endOfStatement(statement, source) - 1] === ';');
  return ended.length * 2 >= statements.length ? ';' : '';
}

/**
 * Decided by the majority of strings outside of JSX, where the other quotes are usual, without those that hold quotes.
 */
function quoteOf({ ast, text, visitorKeys }: Source): "'" | '"' {
  let balance = 0;
  walk(ast, visitorKeys, (node) => {
    if (node.type === 'JSXAttribute' && node.value?.type === 'Literal') balance -= quoteWeight(node.value, text);
    else if (node.type === 'Literal') balance += quoteWeight(node, text);
  });
  return balance > 0 ? '"' : "'";
}

const quoteWeight = ({ value, range }: TSESTree.Literal, text: string): number =>
  typeof value !== 'string' || /['"]/.test(value) ? 0 : text[range[0]] === '"' ? 1 : -1;

/** Decided by the majority of imports and `require`s at the top of the file. */
function moduleQuoteOf({ ast, text }: Source): "'" | '"' | undefined {
  let balance = 0;
  for (const statement of ast.body) {
    for (const name of moduleNamesOf(statement)) balance += text[name.range[0]] === '"' ? 1 : -1;
  }
  return balance === 0 ? undefined : balance > 0 ? '"' : "'";
}

function moduleNamesOf(statement: TSESTree.ProgramStatement): readonly TSESTree.Node[] {
  if (statement.type === 'ImportDeclaration') return [statement.source];
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations
    .flatMap(({ init }) => (init && isRequireCall(init) ? init.arguments.slice(0, 1) : []))
    .filter((name) => name.type === 'Literal');
}

/** Decided by the majority of imports, objects and patterns whose first name is on the line of the brace. */
function braceSpaceOf(source: Source): '' | ' ' {
  let balance = 0;
  walk(source.ast, source.visitorKeys, (node) => {
    const first =
      node.type === 'ImportDeclaration'
        ? node.specifiers.find((specifier) => specifier.type === 'ImportSpecifier')
        : node.type === 'ObjectExpression' || node.type === 'ObjectPattern'
          ? node.properties[0]
          : undefined;
    if (!first) return;
    const before = source.text.slice(node.range[0], first.range[0]);
    if (/\{ +$/.test(before)) balance += 1;
    else if (before.endsWith('{')) balance -= 1;
  });
  return balance < 0 ? '' : ' ';
}

export const quoted = (value: string, { quote }: Style): string => `${quote}${value}${quote}`;

/** The name of a module, in the quotes of the file's other imports. */
export const quotedModule = (name: string, { moduleQuote }: Style): string => `${moduleQuote}${name}${moduleQuote}`;

/** `{ inner }`, with the spaces that the file has there. */
export const braced = (inner: string, { braceSpace }: Style): string => `{${braceSpace}${inner}${braceSpace}}`;
