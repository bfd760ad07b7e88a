/** The extension of a file in a language that our parsers read. */
export type Language = 'js' | 'jsx' | 'ts' | 'tsx';

const LANGUAGES: Readonly<Record<string, Language>> = {
  js: 'js',
  javascript: 'js',
  mjs: 'js',
  cjs: 'js',
  node: 'js',
  jsx: 'jsx',
  javascriptreact: 'jsx',
  ts: 'ts',
  typescript: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
  typescriptreact: 'tsx',
};

/** The language of a name in `lang="…"` or behind a code fence; `undefined` when it is none of ours. */
export const languageNamed = (name: string): Language | undefined => LANGUAGES[name.toLowerCase()];

/** A `type` attribute that says JavaScript: none, `module`, or one of its media types. */
export const isJavaScriptType = (type: string): boolean =>
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i.test(type.trim());
