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

/** The language that `lang="…"` or a code fence names; `undefined` when we do not read it. */
export const languageNamed = (name: string): Language | undefined => LANGUAGES[name.toLowerCase()];

/** Whether a `type` attribute means JavaScript: it is empty, `module`, or a media type of JavaScript. */
export const isJavaScriptType = (type: string): boolean =>
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i.test(type.trim());
