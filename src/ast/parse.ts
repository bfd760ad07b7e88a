import { createRequire } from 'node:module';
import type { ParseResult as BabelFile } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { commentsOf } from './comments.js';
import { componentFlags } from './embedded/code-part.js';
import type { Node, Source } from './source.js';
import { withoutRepeats } from './repeated-statements.js';
import { forEachChild, walk } from './source.js';

export interface ParseFailure {
  readonly message: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export type ParseResult = { readonly source: Source } | { readonly failure: ParseFailure };

const load = createRequire(import.meta.url);

/** The packages that `@typescript-eslint/parser` consists of. */
interface TypeScriptParser {
  readonly estree: typeof import('@typescript-eslint/typescript-estree');
  readonly scopes: typeof import('@typescript-eslint/scope-manager');
  readonly keys: typeof import('@typescript-eslint/visitor-keys');
}

let loadedParser: TypeScriptParser | undefined;

/** Loaded on first use, so a run without a relevant file never loads TypeScript. */
function typescriptParser(): TypeScriptParser {
  return (loadedParser ??= {
    estree: load('@typescript-eslint/typescript-estree') as TypeScriptParser['estree'],
    scopes: load('@typescript-eslint/scope-manager') as TypeScriptParser['scopes'],
    keys: load('@typescript-eslint/visitor-keys') as TypeScriptParser['keys'],
  });
}

const TYPESCRIPT_FILE = /\.[cm]?tsx?$/;
const NO_JSX_FILE = /\.[cm]?ts$/;

/**
 * Parses a file's text, without a byte order mark. JavaScript that the TypeScript parser refuses (sloppy scripts, octal
 * escapes, Flow) goes to Babel, which makes the same kind of tree. The failure that is reported is that of the
 * TypeScript parser.
 */
export function parse(text: string, path: string): ParseResult {
  const known = recent.get(path);
  recent.delete(path);
  const parsed = known?.text === text ? known : { text, result: parseAnew(text, path) };
  recent.set(path, parsed);
  charactersHeld += parsed === known ? 0 : text.length - (known?.text.length ?? 0);
  forgetOldest();
  return parsed.result;
}

/**
 * The files parsed last, by path, the latest at the end. The passes of a migration and the search for comments parse
 * the same text several times, and files that it imports in between.
 */
const recent = new Map<string, { readonly text: string; readonly result: ParseResult }>();
let charactersHeld = 0;
/** A tree takes a hundred times the memory of its text. */
const MOST_CHARACTERS = 200_000;

function forgetOldest(): void {
  for (const [path, { text }] of recent) {
    if (charactersHeld <= MOST_CHARACTERS || recent.size === 1) return;
    recent.delete(path);
    charactersHeld -= text.length;
  }
}

function parseAnew(text: string, path: string): ParseResult {
  try {
    return { source: parseTypeScript(text, path) };
  } catch (error) {
    const failure = failureOf(error);
    if (TYPESCRIPT_FILE.test(path)) return { failure };
    try {
      return { source: { ...parseLegacy(text), ...componentFlags(path) } };
    } catch {
      return { failure };
    }
  }
}

/**
 * The tree of `@typescript-eslint/parser`, without tokens, and with comments only on demand. These two take a third of
 * its time.
 */
function parseTypeScript(text: string, path: string): Source {
  const {
    estree,
    scopes,
    keys: { visitorKeys },
  } = typescriptParser();
  const ast = estree.parse(text, {
    filePath: path,
    sourceType: 'module',
    jsx: !NO_JSX_FILE.test(path),
    loc: true,
    range: true,
    jsDocParsingMode: 'none',
    errorOnTypeScriptSyntacticAndSemanticIssues: false,
    suppressDeprecatedPropertyWarnings: true,
  });
  ast.body = withoutRepeats(ast.body);
  // Without `lib`, a name that the file does not declare is a global, also when it is a type.
  const scopeManager = scopes.analyze(ast, { sourceType: 'module', lib: [] });
  const keys: Source['visitorKeys'] = visitorKeys;
  linkParents(ast, keys);
  let comments: Source['comments'] | undefined;
  return {
    text,
    ast,
    scopeManager,
    visitorKeys: keys,
    ...componentFlags(path),
    get comments() {
      return (comments ??= commentsOf({ text, ast, visitorKeys: keys }));
    },
  };
}

/**
 * Babel is told to go on after errors, because old scripts have many that Node.js does not mind (`0755`, `delete name`,
 * a name that is declared twice). After these, the text is no code, and a tree of it has gaps and wrong positions.
 */
const BROKEN =
  /^(?:Unexpected(?!ReservedWord)|Missing|Expected|Unterminated|InvalidEscape|InvalidCode|InvalidCover|DeclarationMissing)/;

function parseLegacy(text: string): Source {
  const babel = load('@babel/parser') as typeof import('@babel/parser');
  const {
    scopes,
    keys: { visitorKeys },
  } = typescriptParser();
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
  const broken = file.errors?.find(({ reasonCode }) => BROKEN.test(reasonCode));
  if (broken) throw broken;
  // Babel's estree plugin gives ESTree nodes; its own types describe Babel's tree.
  const ast = file.program as unknown as TSESTree.Program;
  const keys: Source['visitorKeys'] = visitorKeys;
  walk(ast, keys, completeNode);
  const scopeManager = scopes.analyze(ast, {
    sourceType: ast.sourceType === 'module' ? 'module' : 'script',
    childVisitorKeys: visitorKeys,
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
  };
}

/** Babel's comments have only `start` and `end`, even with the option for ranges. */
const toComment = ({ type, value, start, end, loc }: NonNullable<BabelFile['comments']>[number]): TSESTree.Comment =>
  ({ type: type === 'CommentLine' ? 'Line' : 'Block', value, range: [start ?? 0, end ?? 0], loc }) as TSESTree.Comment;

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

/** Runs after the scope analysis, which follows every property of a node type that it does not know. */
function linkParents(root: Node, keys: Source['visitorKeys']): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const parent = node;
    forEachChild(parent, keys, (child) => {
      child.parent = parent;
      stack.push(child);
    });
  }
}

function failureOf(error: unknown): ParseFailure {
  const { message, location, lineNumber, column } = error as {
    message?: string;
    location?: { start?: { line: number; column: number } };
    lineNumber?: number;
    column?: number;
  };
  return {
    message: String(message ?? error).split('\n')[0] ?? '',
    line: location?.start?.line ?? lineNumber,
    column: location?.start ? location.start.column + 1 : column === undefined ? undefined : column + 1,
  };
}
