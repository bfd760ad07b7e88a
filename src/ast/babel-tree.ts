import type { TSESTree } from '@typescript-eslint/utils';
import type { Source } from './source.js';

/** A node on its way from one tree to the other. The types of Babel and of typescript-eslint describe the two ends. */
interface Raw extends Fields {
  range: [start: number, end: number];
  loc: TSESTree.SourceLocation;
}

interface Fields {
  type: string;
  [field: string]: unknown;
}

/**
 * Turns the tree of Babel's `estree` plugin into that of typescript-eslint, in place, and gives each node its parent.
 * Fields that are `false` there may be missing here, and the values of JSX text have "\n" for "\r\n".
 *
 * @throws an error for what is too rare to be rewritten
 */
export function asTypeScriptTree(program: unknown, text: string, keys: Source['visitorKeys']): TSESTree.Program {
  const root = program as Raw;
  const stack = [root];
  const place = (child: Raw, parent: Raw): Raw => {
    const node = withoutParentheses(child);
    REWRITES[node.type]?.(node, text);
    node['parent'] = parent;
    stack.push(node);
    return node;
  };
  for (let node = stack.pop(); node; node = stack.pop()) {
    const below = keys[node.type];
    if (!below) throw new Error(`typescript-eslint has no ${node.type}.`);
    for (const key of below) {
      const child = node[key] as Raw | (Raw | null)[] | null | undefined;
      if (Array.isArray(child))
        for (let index = 0; index < child.length; index += 1) {
          const element = child[index];
          if (element) child[index] = place(element, node);
        }
      else if (child) node[key] = place(child, node);
    }
  }
  return root as unknown as TSESTree.Program;
}

/** What `(type)` is around. */
function withoutParentheses(node: Raw): Raw {
  let inner = node;
  while (inner.type === 'TSParenthesizedType') inner = inner['typeAnnotation'] as Raw;
  return inner;
}

function rename(node: Raw, from: string, to: string): void {
  if (node[from] === undefined) return;
  node[to] = node[from];
  node[from] = undefined; // V8 makes an object slow when a field is deleted
}

/** A new node for a part of another one. */
const partOf = (node: Raw, [start, end]: Raw['range'], text: string, fields: Fields): Raw => ({
  ...fields,
  range: [start, end],
  loc: { start: positionAt(start, node, text), end: positionAt(end, node, text) },
});

/** The position of an offset behind the start of a node. */
function positionAt(offset: number, { range: [start], loc }: Raw, text: string): TSESTree.Position {
  const lines = text.slice(start, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const column = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? { line: loc.start.line, column: loc.start.column + column }
    : { line: loc.start.line + lines.length - 1, column };
}

const GAP = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y;
const WORD = /[\w$]*/y;

function endOf(pattern: RegExp, offset: number, text: string): number {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
}

/** Where the token behind white space, comments and some words starts. */
function afterWords(count: number, offset: number, text: string): number {
  let at = endOf(GAP, offset, text);
  for (let left = count; left > 0; left -= 1) at = endOf(GAP, endOf(WORD, at, text), text);
  return at;
}

/** Changes a node in place. */
type Rewrite = (node: Raw, text: string) => void;

const withDecorators: Rewrite = (node) => {
  node['decorators'] ??= [];
};

const withImportKind: Rewrite = (node) => {
  node['importKind'] ??= 'value';
};

const withExportKind: Rewrite = (node) => {
  node['exportKind'] ??= 'value';
};

const withTypeArguments: Rewrite = (node) => rename(node, 'typeParameters', 'typeArguments');

const signature: Rewrite = (node) => {
  rename(node, 'parameters', 'params');
  rename(node, 'typeAnnotation', 'returnType');
};

/** `extends` of an interface and `implements` of a class, whose names are types in Babel's tree. */
function heritage(nodes: readonly Raw[], type: string): readonly Raw[] {
  for (const node of nodes) {
    node.type = type;
    withTypeArguments(node, '');
    node['expression'] = asMember(node['expression'] as Raw);
  }
  return nodes;
}

function asMember(node: Raw): Raw {
  if (node.type !== 'TSQualifiedName') return node;
  const { left, right, range, loc } = node;
  const object = asMember(left as Raw);
  return { type: 'MemberExpression', range, loc, object, property: right, computed: false, optional: false };
}

const classNode: Rewrite = (node) => {
  node['decorators'] ??= [];
  node['implements'] = heritage((node['implements'] ?? []) as Raw[], 'TSClassImplements');
  rename(node, 'superTypeParameters', 'superTypeArguments');
};

const classMember =
  (abstractType: string): Rewrite =>
  (node) => {
    node['decorators'] ??= [];
    const value = node['value'] as Raw | null | undefined;
    if (value?.type === 'FunctionExpression' && !value['body']) {
      value.type = 'TSEmptyBodyFunctionExpression';
      value['body'] = null;
    }
    if (node['abstract'] === true) node.type = abstractType;
    node['abstract'] = undefined;
  };

/** In `@a export class B {}`, the class starts behind `export`. */
const exportOf =
  (words: number): Rewrite =>
  (node, text) => {
    withExportKind(node, text);
    const declaration = node['declaration'] as Raw | null;
    const last = (declaration?.['decorators'] as Raw[] | undefined)?.at(-1);
    if (!declaration || !last || declaration.range[0] > node.range[0]) return;
    const start = afterWords(words, last.range[1], text);
    declaration.loc = { start: positionAt(start, declaration, text), end: declaration.loc.end };
    declaration.range = [start, declaration.range[1]];
  };

/** The first name of `a.b.c` in a type. */
function firstName(name: Raw): Raw {
  let first = name;
  while (first.type === 'TSQualifiedName') first = first['left'] as Raw;
  return first;
}

const isThis = (name: Raw): boolean => name.type === 'Identifier' && name['name'] === 'this';

/** The name of a type parameter, which is a text in Babel's tree. */
function nameOf(parameter: Raw, text: string): Raw {
  const name = parameter['name'] as string;
  const modifiers = ['const', 'in', 'out'].filter((modifier) => parameter[modifier] === true).length;
  const start = afterWords(modifiers, parameter.range[0], text);
  return partOf(parameter, [start, start + name.length], text, { type: 'Identifier', name });
}

const REWRITES: Readonly<Record<string, Rewrite>> = {
  Identifier: withDecorators,
  ArrayPattern: withDecorators,
  ObjectPattern: withDecorators,
  /** The decorators of a parameter with a default stand at its name in Babel's tree. */
  AssignmentPattern(node) {
    const left = node['left'] as Raw;
    node['decorators'] = left['decorators'] ?? [];
    left['decorators'] = [];
  },
  RestElement: withDecorators,
  TSParameterProperty: withDecorators,
  ClassDeclaration: classNode,
  ClassExpression: classNode,
  MethodDefinition: classMember('TSAbstractMethodDefinition'),
  PropertyDefinition: classMember('TSAbstractPropertyDefinition'),
  AccessorProperty: withDecorators,
  ImportDeclaration: withImportKind,
  ImportSpecifier: withImportKind,
  ExportSpecifier: withExportKind,
  ExportAllDeclaration: withExportKind,
  ExportNamedDeclaration: exportOf(1),
  ExportDefaultDeclaration: exportOf(2),
  CallExpression: withTypeArguments,
  NewExpression: withTypeArguments,
  TaggedTemplateExpression: withTypeArguments,
  JSXOpeningElement: withTypeArguments,
  TSInstantiationExpression: withTypeArguments,
  TSFunctionType: signature,
  TSConstructorType: signature,
  TSMethodSignature: signature,
  TSCallSignatureDeclaration: signature,
  TSConstructSignatureDeclaration: signature,
  /** Its place includes what is around it there: `\`` or `}`, and `\`` or `${`. Babel reads `\r\n` as `\n`. */
  TemplateElement(node, text) {
    const { range, loc } = node;
    const behind = node['tail'] === true ? 1 : 2;
    node['value'] = { ...(node['value'] as object), raw: text.slice(...range) };
    node.range = [range[0] - 1, range[1] + behind];
    node.loc = {
      start: { line: loc.start.line, column: loc.start.column - 1 },
      end: { line: loc.end.line, column: loc.end.column + behind },
    };
  },
  TSInterfaceDeclaration(node) {
    node['extends'] = heritage((node['extends'] ?? []) as Raw[], 'TSInterfaceHeritage');
  },
  TSEnumDeclaration(node, text) {
    const start = afterWords(0, (node['id'] as Raw).range[1], text);
    node['body'] = partOf(node, [start, node.range[1]], text, { type: 'TSEnumBody', members: node['members'] });
    node['members'] = undefined;
  },
  TSImportEqualsDeclaration(node) {
    if (node['isExport'] === true) throw new Error('"export import" is two nodes in typescript-eslint.');
  },
  TSModuleDeclaration(node) {
    const body = node['body'] as Raw | undefined;
    if (body?.type === node.type) throw new Error('"namespace A.B" is one node in typescript-eslint.');
  },
  TSTypeQuery(node, text) {
    withTypeArguments(node, text);
    const first = firstName(node['exprName'] as Raw);
    if (isThis(first)) Object.assign(first, { type: 'ThisExpression', name: undefined, decorators: undefined });
  },
  TSTypeReference(node, text) {
    withTypeArguments(node, text);
    if (isThis(firstName(node['typeName'] as Raw))) throw new Error('TypeScript refuses "this.a" as a type.');
  },
  TSImportType(node, text) {
    rename(node, 'argument', 'source');
    withTypeArguments(node, text);
    node['qualifier'] ??= null;
    node['typeArguments'] ??= null;
  },
  TSLiteralType(node) {
    const literal = node['literal'] as Raw;
    const types = literal['expressions'] as readonly Raw[] | undefined;
    if (literal.type !== 'TemplateLiteral' || !types || types.length === 0) return;
    node.type = 'TSTemplateLiteralType';
    node['quasis'] = literal['quasis'];
    node['types'] = types;
    node['literal'] = undefined;
  },
  TSMappedType(node, text) {
    const parameter = node['typeParameter'] as Raw;
    node['key'] = nameOf(parameter, text);
    node['constraint'] = parameter['constraint'];
    node['typeParameter'] = undefined;
  },
  TSTypeParameter(node, text) {
    node['name'] = nameOf(node, text);
  },
};
