import { commonJsOf, type CommonJs } from './common-js.js';
import { enclosingFunction, staticName, unwrap, wrapped } from './parents.js';
import type { Node, Source } from './source.js';

/** What a module exports under a name: an expression or declaration of its own, or an export of another module. */
export type Exported =
  | { readonly kind: 'node'; readonly node: Node }
  | { readonly kind: 'from'; readonly module: string; readonly name: string };

/**
 * What a file exports, as an ES module or CommonJS. `module.exports = value` is `default`, and the keys of that object
 * are names as well.
 */
export interface Exports {
  readonly named: ReadonlyMap<string, Exported>;
  /** `export * from '…'`. */
  readonly stars: readonly string[];
  /** Present when the file sets `module.exports` or `exports`. */
  readonly commonJs: CommonJs | undefined;
}

export function exportsOf(source: Source): Exports {
  const named = new Map<string, Exported>();
  const stars: string[] = [];
  const add = (name: string, node: Node): void => void named.set(name, { kind: 'node', node });
  for (const statement of source.ast.body) {
    switch (statement.type) {
      case 'ExportAllDeclaration':
        if (statement.exported)
          named.set(nameOf(statement.exported), { kind: 'from', module: statement.source.value, name: '*' });
        else stars.push(statement.source.value);
        break;
      case 'ExportDefaultDeclaration':
        add('default', statement.declaration);
        break;
      case 'ExportNamedDeclaration':
        for (const specifier of statement.specifiers) {
          const name = nameOf(specifier.exported);
          if (statement.source)
            named.set(name, { kind: 'from', module: statement.source.value, name: nameOf(specifier.local) });
          else add(name, specifier.local);
        }
        if (statement.declaration) for (const [name, node] of declaredNames(statement.declaration)) add(name, node);
        break;
      default:
    }
  }
  const commonJs = commonJsOf(source);
  if (commonJs) addCommonJs(commonJs, add);
  return { named, stars, commonJs };
}

const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';

/** For `export const { region } = …` this is the identifier, which is evaluated like any other use of the name. */
function* declaredNames(declaration: Node): Generator<[string, Node]> {
  if (declaration.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) {
      if (id.type === 'Identifier') yield [id.name, id];
      if (id.type === 'ObjectPattern')
        for (const property of id.properties)
          if (property.type === 'Property' && property.value.type === 'Identifier')
            yield [property.value.name, property.value];
    }
  } else if ('id' in declaration && declaration.id?.type === 'Identifier') yield [declaration.id.name, declaration.id];
}

/** `exports.region = …`, and the keys of `module.exports = { … }`. */
function addCommonJs({ whole, mentions }: CommonJs, add: (name: string, node: Node) => void): void {
  if (whole) add('default', whole);
  const value = whole && unwrap(whole);
  if (value?.type === 'ObjectExpression')
    for (const property of value.properties)
      if (property.type === 'Property') add(staticName(property) ?? '', property.value);
  for (const mention of mentions) {
    const member = wrapped(mention).parent;
    const name = member?.type === 'MemberExpression' ? staticName(member) : undefined;
    if (
      name !== undefined &&
      member?.parent?.type === 'AssignmentExpression' &&
      member.parent.left === member &&
      enclosingFunction(member) === undefined
    )
      add(name, member.parent.right);
  }
}
