/** The comment that esbuild and tsup write over each module of a package. */
const PACKAGE_BANNER = /^\/\/ (?:\S*\/)?(?:node_modules|\.yarn\/(?:cache|__virtual__))\/\S+$/gm;
/** So many of them are no accident: a person may have copied one. */
const MANY_BANNERS = 3;

/** Code that gives a bundle away. Its word is looked for first, because that is quick. */
interface Mark {
  readonly word: string;
  readonly code: RegExp;
}

/** Functions with which a bundler links the modules in its output. Nobody defines them by hand. */
const LINKERS: readonly Mark[] = [
  { word: '__webpack_require__', code: /^[ \t]*(?:\/\*+\/[ \t]*)?function __webpack_require__\(moduleId\)/m },
  { word: '__nccwpck_require__', code: /^[ \t]*(?:\/\*+\/[ \t]*)?function __nccwpck_require__\(moduleId\)/m },
  { word: 'exports.modules', code: /^exports\.ids = \[.*\];\s*exports\.modules = \{/m }, // a chunk of webpack
  { word: 'webpackChunk', code: /\[["']webpackChunk\w*["']\] = / },
  { word: 'parcelRequire', code: /^(?:var|let|const) \w*parcelRequire\w* = /m },
  { word: '$parcel$', code: /^function \$parcel\$\w+\(/m },
  // @rollup/plugin-commonjs
  { word: 'getDefaultExportFromCjs', code: /^[ \t]*function getDefaultExportFromCjs ?\(\w+\) \{/m },
  { word: 'getAugmentedNamespace', code: /^[ \t]*function getAugmentedNamespace ?\(\w+\) \{/m },
];
/** The same of esbuild. TypeScript and people may use such names, so a package must be there too. */
const ESBUILD_LINKER = /^var __(?:commonJS|esm|toESM|defProp|getOwnPropNames|export|require)\w* = /m;

const clientClassBeside = (word: string): Mark => ({
  word,
  code: new RegExp(
    `^[ \\t]*(?:(?:var|let|const) STSClient\\w* = )?class STSClient\\w* extends [\\w$.]*Client\\w* \\{[\\s\\S]{0,4000}\\b${word}`,
    'm',
  ),
});

/** Sources of the SDKs themselves: the client class of v3 beside its set-up, and the service table of v2. */
const SDK_INSIDE: readonly Mark[] = [
  ...['resolveClientEndpointParameters', 'getSerdePlugin', 'resolveRegionConfig'].map(clientClassBeside),
  // An older v3, compiled to ES5.
  {
    word: '__extends(STSClient',
    code: /^[ \t]*var STSClient\w* = (?:\/\*.*\*\/ ?)?\(function \(_super\) \{\s*__extends\(STSClient/m,
  },
  { word: 'apiLoader', code: /apiLoader\w*\.services\[['"]sts['"]\] = / },
];

/**
 * Whether a text is the output of a bundler that holds the SDK or other packages. What is wrong in it is put right in
 * its sources.
 */
export function isBundle(text: string): boolean {
  const banners = /node_modules|\.yarn/.test(text) ? (text.match(PACKAGE_BANNER)?.length ?? 0) : 0;
  return (
    banners >= MANY_BANNERS ||
    (banners > 0 && ESBUILD_LINKER.test(text)) ||
    [...LINKERS, ...SDK_INSIDE].some(({ word, code }) => text.includes(word) && code.test(text))
  );
}
