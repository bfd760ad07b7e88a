/** The comment that esbuild and tsup write over each module of a package. */
const PACKAGE_BANNER = /^\/\/ (?:\S*\/)?(?:node_modules|\.yarn\/(?:cache|__virtual__))\/\S+$/gm;
/** So many of them are no accident: a person may have copied one. */
const MANY_BANNERS = 3;

/** Functions with which a bundler links the modules in its output. Nobody defines them by hand. */
const LINKERS = [
  /^[ \t]*(?:\/\*+\/[ \t]*)?function __(?:webpack|nccwpck)_require__\(moduleId\)/m, // webpack, ncc
  /^exports\.ids = \[.*\];\s*exports\.modules = \{/m, // a chunk of webpack
  /\[["']webpackChunk\w*["']\] = /,
  /^(?:var|let|const) \w*parcelRequire\w* = /m,
  /^function \$parcel\$\w+\(/m,
  /^[ \t]*function getDefaultExportFromCjs ?\(\w+\) \{/m, // @rollup/plugin-commonjs
  /^[ \t]*function getAugmentedNamespace ?\(\w+\) \{/m,
];
/** The same of esbuild. TypeScript and people may use such names, so a package must be there too. */
const ESBUILD_LINKER = /^var __(?:commonJS|esm|toESM|defProp|getOwnPropNames|export|require)\w* = /m;

/** Sources of the SDKs themselves: the client class of v3 beside its set-up, and the service table of v2. */
const SDK_INSIDE = [
  /^[ \t]*(?:(?:var|let|const) STSClient\w* = )?class STSClient\w* extends [\w$.]*Client\w* \{[\s\S]{0,4000}\b(?:resolveClientEndpointParameters|getSerdePlugin|resolveRegionConfig)/m,
  /^[ \t]*var STSClient\w* = (?:\/\*.*\*\/ ?)?\(function \(_super\) \{\s*__extends\(STSClient/m, // older v3, compiled to ES5
  /apiLoader\w*\.services\[['"]sts['"]\] = /,
];

/**
 * Whether a text is the output of a bundler that holds the SDK or other packages. What is wrong in it is put right in
 * its sources.
 */
export function isBundle(text: string): boolean {
  const banners = text.match(PACKAGE_BANNER)?.length ?? 0;
  return (
    banners >= MANY_BANNERS ||
    (banners > 0 && ESBUILD_LINKER.test(text)) ||
    [...LINKERS, ...SDK_INSIDE].some((mark) => mark.test(text))
  );
}
