import { createRequire } from 'node:module';
import type { ParseResult as BabelFile } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, Source } from './source.js';
import { childrenOf, walk } from './source.js';

export interface ParseFailure {
  readonly message: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export type ParseResult = { readonly source: Source } | { readonly failure: ParseFailure };

// Loaded on first use: a run in which no file concerns us never pays for TypeScript.
const load = createRequire(import.meta.url);

const TYPESCRIPT_FILE = /\.[cm]?tsx?$/;
const NO_JSX_FILE = /\.[cm]?ts$/;

/**
 * Parses a file's text (without a byte order mark): the TypeScript parser first; what it refuses in JavaScript (sloppy scripts, octal
 * escapes, Flow) goes to Babel, which reads them all into the same ESTree shape. The failure is the TypeScript parser's own.
 */
export function parse(text: string, path: string): ParseResult {
  try {
    return { source: parseTypeScript(text, path) };
  } catch (error) {
    const failure = failureOf(error);
    if (TYPESCRIPT_FILE.test(path)) return { failure };
    try {
      return { source: parseLegacy(text) };
    } catch {
      return { failure };
    }
  }
}

function parseTypeScript(text: string, path: string): Source {
  const { parseForESLint } = load('@typescript-eslint/parser') as typeof import('@typescript-eslint/parser');
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: path,
    sourceType: 'module',
    ecmaFeatures: { jsx: !NO_JSX_FILE.test(path) },
    comment: true,
    loc: true,
    range: true,
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
  });
  const keys = visitorKeys as Source['visitorKeys'];
  linkParents(ast, keys);
  return { text, ast, scopeManager: scopeManager, visitorKeys: keys, comments: ast.comments ?? [] };
}

function parseLegacy(text: string): Source {
  const babel = load('@babel/parser') as typeof import('@babel/parser');
  const { analyze } = load('@typescript-eslint/scope-manager') as typeof import('@typescript-eslint/scope-manager');
  const { visitorKeys } = load('@typescript-eslint/visitor-keys') as typeof import('@typescript-eslint/visitor-keys');
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
    plugins: ['estree', 'jsx', 'flow', 'flowComments', 'decorators', 'sourcePhaseImports', 'explicitResourceManagement'],
  });
  // Babel's estree plugin gives ESTree nodes; its own types describe Babel's tree.
  const ast = file.program as unknown as TSESTree.Program;
  const keys: Source['visitorKeys'] = visitorKeys;
  linkParents(ast, keys);
  walk(ast, keys, completeNode);
  const scopeManager = analyze(ast, { sourceType: ast.sourceType === 'module' ? 'module' : 'script', childVisitorKeys: visitorKeys });
  return { text, ast, scopeManager: scopeManager, visitorKeys: keys, comments: (file.comments ?? []).map(toComment) };
}

/** Babel's comments have `start` and `end` only, even where ranges are asked for. */
const toComment = ({ type, value, start, end, loc }: NonNullable<BabelFile['comments']>[number]): TSESTree.Comment => ({ type: type === 'CommentLine' ? 'Line' : 'Block', value, range: [start ?? 0, end ?? 0], loc }) as TSESTree.Comment;

/** Lists that typescript-eslint's nodes always have and that its scope analysis reads; Babel leaves empty ones out. */
const LISTS: readonly { readonly types: RegExp; readonly keys: readonly string[] }[] = [
  { types: /^(?:Identifier|(?:Object|Array|Assignment)Pattern|RestElement|MethodDefinition|PropertyDefinition|AccessorProperty)$/, keys: ['decorators'] },
  { types: /^Class(?:Declaration|Expression)$/, keys: ['decorators', 'implements'] },
];

function completeNode(node: Node): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const { types, keys } of LISTS) if (types.test(node.type)) for (const key of keys) fields[key] ??= [];
}

function linkParents(root: Node, keys: Source['visitorKeys']): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const child of childrenOf(node, keys)) {
      // Not enumerable: scope analysis and printers walk unknown node types by their enumerable properties.
      Object.defineProperty(child, 'parent', { value: node, configurable: true, writable: true, enumerable: false });
      stack.push(child);
    }
  }
}

function failureOf(error: unknown): ParseFailure {
  const { message, location, lineNumber, column } = error as { message?: string; location?: { start?: { line: number; column: number } }; lineNumber?: number; column?: number };
  return {
    message: String(message ?? error).split('\n')[0] ?? '',
    line: location?.start?.line ?? lineNumber,
    column: location?.start ? location.start.column + 1 : column === undefined ? undefined : column + 1,
  };
}
