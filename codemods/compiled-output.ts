/** The last line that compilers and bundlers add when they write source maps. */
const SOURCE_MAP = /^\/\/[#@] sourceMappingURL=/;

/** How tsc, Babel and SWC begin a module that they turn into CommonJS: the mark, and the exports before they have values. */
const INTEROP_MARK = /^Object\.defineProperty\(exports, ["']__esModule["'],/m;
const EMPTY_EXPORTS = /^(?:exports\.[\w$]+ = )+(?:void 0|undefined);$/m;

/** Whether a text says of itself that a compiler wrote it. */
export function isCompiledOutput(text: string): boolean {
  const end = text.trimEnd();
  return SOURCE_MAP.test(end.slice(end.lastIndexOf('\n') + 1)) || (INTEROP_MARK.test(text) && EMPTY_EXPORTS.test(text));
}
