import type { ParseResult as BabelFile } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { asTypeScriptTree } from './babel-tree.js';
import { componentFlags } from './embedded/code-part.js';
import { linkParents } from './link-parents.js';
import { packages } from './packages.js';
import { walk, type Node, type Source } from './source.js';

/**
 * A file as the TypeScript parser would read it; `undefined` for one that Babel refuses, or with syntax that is too rare
 * to be turned into the tree of the TypeScript parser.
 */
export function parseModern(text: string, path: string): Source | undefined {
  const { babel, scopes } = packages;
  const visitorKeys: Source['visitorKeys'] = packages.keys.visitorKeys;
  try {
    const { program, comments } = babel.parse(text, {
      sourceType: 'module',
      allowReturnOutsideFunction: true,
      allowUndeclaredExports: true,
      ranges: true,
      createImportExpressions: true,
      attachComment: false,
      plugins: [
        ['estree', { classFeatures: true }],
        ...(/\.[cm]?ts$/i.test(path) ? [] : ['jsx' as const]),
        ...(/\.[cm]?jsx?$/i.test(path) ? [] : ['typescript' as const]),
        'decorators-legacy',
        'decoratorAutoAccessors',
        'explicitResourceManagement',
      ],
    });
    const ast = asTypeScriptTree(program, text, visitorKeys);
    return {
      text,
      ast,
      // Without `lib`, a name that the file does not declare is a global, also when it is a type.
      scopeManager: scopes.analyze(ast, { sourceType: 'module', lib: [] }),
      visitorKeys,
      ...componentFlags(path),
      comments: (comments ?? []).map(toComment),
    };
  } catch {
    return undefined;
  }
}

/**
 * Babel is told to go on after errors, because old scripts have many that Node.js does not mind (`0755`, `delete name`,
 * a name that is declared twice). After these, and those about Flow, the text is no code, and a tree of it has gaps and
 * wrong positions.
 */
const BROKEN =
  /^(?:Unexpected(?!ReservedWord)|Missing|Expected|Unterminated|InvalidEscape|InvalidCode|InvalidCover|DeclarationMissing)/;

/**
 * Old scripts and Flow.
 *
 * @throws an error of the parser, or the error that makes the text no code
 */
export function parseSloppy(text: string, path: string): Source {
  const { babel, scopes } = packages;
  const { visitorKeys } = packages.keys;
  const file = babel.parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    allowNewTargetOutsideFunction: true,
    errorRecovery: true,
    ranges: true,
    createImportExpressions: true,
    attachComment: false,
    plugins: [
      ['estree', { classFeatures: true }],
      'jsx',
      'flow',
      'flowComments',
      'decorators',
      'sourcePhaseImports',
      'explicitResourceManagement',
    ],
  });
  const broken = file.errors?.find(
    ({ reasonCode, syntaxPlugin }) => syntaxPlugin === 'flow' || BROKEN.test(reasonCode),
  );
  if (broken) throw broken;
  // Babel's estree plugin gives ESTree nodes; its own types describe Babel's tree.
  const ast = file.program as unknown as TSESTree.Program;
  const keys: Source['visitorKeys'] = visitorKeys;
  walk(ast, keys, completeNode);
  const scopeManager = scopes.analyze(ast, {
    sourceType: ast.sourceType === 'module' ? 'module' : 'script',
    childVisitorKeys: withoutTypesOfPatterns(visitorKeys),
  });
  linkParents(ast, keys);
  return {
    text,
    ast,
    scopeManager,
    visitorKeys: keys,
    comments: (file.comments ?? []).map(toComment),
    // The TypeScript parser has refused the text.
    syntaxErrors: 1 + (file.errors?.length ?? 0),
    ...componentFlags(path),
  };
}

/** The analysis of scopes would take the names in a Flow type of a pattern for variables that the pattern declares. */
const withoutTypesOfPatterns = (keys: Source['visitorKeys']): Source['visitorKeys'] => ({
  ...keys,
  ...Object.fromEntries(
    ['ObjectPattern', 'ArrayPattern', 'AssignmentPattern', 'RestElement'].map((type) => [
      type,
      keys[type]?.filter((key) => key !== 'typeAnnotation'),
    ]),
  ),
});

/** Babel's comments have only `start` and `end`, even with the option for ranges. */
const toComment = ({ type, value, start, end, loc }: NonNullable<BabelFile['comments']>[number]): TSESTree.Comment =>
  ({
    type: type === 'CommentLine' ? 'Line' : 'Block',
    value,
    range: [start ?? 0, end ?? 0],
    loc: loc && { start: asPosition(loc.start), end: asPosition(loc.end) },
  }) as TSESTree.Comment;

const asPosition = ({ line, column }: TSESTree.Position): TSESTree.Position => ({ line, column });

/**
 * Lists that the nodes of typescript-eslint always have and that its scope analysis reads. Babel leaves out empty ones.
 */
const LISTS: readonly { readonly types: RegExp; readonly keys: readonly string[] }[] = [
  {
    types:
      /^(?:Identifier|(?:Object|Array|Assignment)Pattern|RestElement|MethodDefinition|PropertyDefinition|AccessorProperty)$/,
    keys: ['decorators'],
  },
  { types: /^Class(?:Declaration|Expression)$/, keys: ['decorators', 'implements'] },
];

function completeNode(node: Node): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const { types, keys } of LISTS) if (types.test(node.type)) for (const key of keys) fields[key] ??= [];
}
