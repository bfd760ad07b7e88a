import type { ConfigFormat } from '../config-files/types.js';

/** How a language plugin or parser gives a configuration file to rules. */
export interface ConfigRoot {
  readonly format: ConfigFormat;
  /** The column of the first character of a line. */
  readonly firstColumn: 0 | 1;
}

export interface RootNode {
  readonly type: string;
  readonly format?: ConfigFormat;
  readonly body?: unknown;
}

/** By the type of the root node, where a language has one of its own. */
const ROOTS: Readonly<Record<string, ConfigRoot>> = {
  Document: { format: 'json', firstColumn: 1 }, // @eslint/json
  root: { format: 'markdown', firstColumn: 1 }, // @eslint/markdown
};

/**
 * By the first node below a `Program`: yaml-eslint-parser, toml-eslint-parser and jsonc-eslint-parser, as languages and
 * as parsers.
 */
const PROGRAMS: Readonly<Record<string, ConfigRoot>> = {
  YAMLDocument: { format: 'yaml', firstColumn: 0 },
  TOMLTopLevelTable: { format: 'toml', firstColumn: 0 },
  JSONExpressionStatement: { format: 'json', firstColumn: 0 },
};

/** What kind of configuration file a root node stands for; `undefined` for code. */
export function configRootOf({ type, format, body }: RootNode): ConfigRoot | undefined {
  if (type === 'ConfigText' && format !== undefined) return { format, firstColumn: 0 };
  if (type !== 'Program') return ROOTS[type];
  const [first] = Array.isArray(body) ? (body as readonly { readonly type?: string }[]) : [];
  return PROGRAMS[first?.type ?? ''];
}
