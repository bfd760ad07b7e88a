/**
 * The types of the exports of a helper, as JSDoc for its JavaScript variants: editors show them, and `checkJs` checks
 * the code that calls the helper with them.
 */
import ts from 'typescript';

const isExported = (node) => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
const WIDTH = 120;

/**
 * Ranges of the TypeScript source with their replacements.
 *
 * @param {ts.SourceFile} file
 * @returns {{ comments: [number, number, string][], typedefs: Map<ts.Node, string> }} the comments of exports with
 *   their types, and what stands in the place of a declared or imported type that an export names
 */
export function jsDocOf(file) {
  const comments = [];
  const types = new Map(file.statements.flatMap((statement) => namedTypes(statement)));
  const typedefs = new Map();
  /** The text of a type; what it names gets a `@typedef`. */
  const textOf = (node) => {
    const visit = (part) => {
      const named = ts.isTypeReferenceNode(part) && types.get(part.typeName.getText(file));
      if (named && !typedefs.has(named)) {
        typedefs.set(named, '');
        typedefs.set(named, typedefOf(named, textOf));
      }
      part.forEachChild(visit);
    };
    visit(node);
    return node.getText(file).replace(/\s+/g, ' ');
  };
  for (const [declaration, overloads] of exportedFunctions(file)) {
    const [first = declaration] = overloads;
    const [comment] = first.jsDoc ?? [];
    if (!comment) throw new Error(`${declaration.name.text} is exported without a comment`);
    const tags = typeTagOf(declaration, overloads.at(-1) ?? declaration, textOf);
    comments.push([comment.pos, comment.end, commentOf(linesOf(comment.getText(file)), tags)]);
  }
  for (const { name, initializer, jsDoc = [] } of file.statements.filter(isExported).flatMap(propertiesOf)) {
    if (!ts.isAsExpression(initializer) || isInferred(initializer.type)) continue;
    const [comment] = jsDoc;
    if (!comment) throw new Error(`${name.getText(file)} is exported without a comment`);
    const tag = `@type {${textOf(initializer.type)}}`;
    comments.push([comment.pos, comment.end, commentOf(linesOf(comment.getText(file)), [tag])]);
  }
  return { comments, typedefs };
}

/** Types that are declared in the file, or imported as types. */
function namedTypes(statement) {
  if (ts.isTypeAliasDeclaration(statement)) return [[statement.name.text, statement]];
  const { namedBindings } = (ts.isImportDeclaration(statement) && statement.importClause) || {};
  return (namedBindings?.elements ?? [])
    .filter(({ isTypeOnly }) => isTypeOnly)
    .map((specifier) => [specifier.name.text, specifier]);
}

function typedefOf(node, textOf) {
  const name = node.name.text;
  if (ts.isImportSpecifier(node)) {
    const module = node.parent.parent.parent.moduleSpecifier.text;
    return `/** @typedef {import('${module}').${name}} ${name} */`;
  }
  return `/** ${[...templatesOf(node), `@typedef {${textOf(node.type)}} ${name}`].join(' ')} */`;
}

const exportedFunctions = (file) => {
  const functions = file.statements.filter((node) => ts.isFunctionDeclaration(node) && isExported(node));
  return functions
    .filter(({ body }) => body)
    .map((node) => [node, functions.filter(({ body, name }) => !body && name.text === node.name.text)]);
};

const propertiesOf = (statement) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(({ initializer }) =>
        initializer && ts.isObjectLiteralExpression(initializer) ? initializer.properties : [],
      )
    : [];

/** What `as` only widens, TypeScript widens in JavaScript by itself. */
const isInferred = ({ kind }) => kind === ts.SyntaxKind.NumberKeyword;

const templatesOf = ({ typeParameters = [] }) => typeParameters.map(({ name }) => `@template ${name.text}`);

/**
 * The type of a function, as one tag: from `@template` and `@param`, TypeScript infers less. A comment has one type for
 * all overloads: the last, with the parameters that may be left out. What is then not inferred is what its type
 * parameter extends.
 */
function typeTagOf(declaration, signature, textOf) {
  const isOverload = signature !== declaration;
  const generics = (signature.typeParameters ?? []).map((parameter) => {
    const { name, constraint, default: given } = parameter;
    const usual = given ?? (isOverload ? constraint : undefined);
    const bound = constraint ? ` extends ${textOf(constraint)}` : '';
    return `${name.text}${bound}${usual ? ` = ${textOf(usual)}` : ''}`;
  });
  const parameters = signature.parameters.map(({ name, type }, index) => {
    const { questionToken, initializer } = declaration.parameters[index];
    return `${name.text}${(questionToken ?? initializer) ? '?' : ''}: ${textOf(type)}`;
  });
  const head = `@type {${generics.length > 0 ? `<${generics.join(', ')}>` : ''}(`;
  const tail = `) => ${textOf(signature.type)}}`;
  const line = `${head}${parameters.join(', ')}${tail}`;
  return line.length <= WIDTH - 3 ? [line] : [head, ...parameters.map((parameter) => `  ${parameter},`), tail];
}

/** The lines of what a comment says. */
const linesOf = (comment) =>
  comment
    .replace(/^\/\*\*\s*|\s*\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''));

function commentOf(said, tags) {
  const lines = [...said, ...tags];
  const short = `/** ${lines.join(' ')} */`;
  return said.length === 1 && short.length <= WIDTH
    ? short
    : ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n');
}
