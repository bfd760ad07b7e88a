/** The last line that compilers and bundlers add when they write source maps. */
const SOURCE_MAP = /^\/\/[#@] sourceMappingURL=/;

/**
 * A function that tsc writes into modules, and that people never write by hand: `var __importDefault = (this &&
 * this.__importDefault) || …`.
 */
const TSC_FUNCTION = /^var (__\w+) = \(this && this\.\1\) \|\| /m;

/**
 * The start of a module that tsc, Babel or SWC turned into CommonJS. People write it too, so it counts only together
 * with one of the marks below.
 */
const INTEROP_MARK = /^Object\.defineProperty\(exports, ["']__esModule["'],/m;
/**
 * Exports before they get their values, and the names that tsc gives to imports. Versions before 3.9 write only the
 * second.
 */
const BESIDE_INTEROP = [
  /^(?:exports\.[\w$]+ = )+(?:void 0|undefined);$/m,
  /^(?:const|let|var) [\w$]+_\d+ = require\(/m,
];

/** Whether a text shows that a compiler wrote it. */
export function isCompiledOutput(text: string): boolean {
  const end = text.trimEnd();
  return (
    SOURCE_MAP.test(end.slice(end.lastIndexOf('\n') + 1)) ||
    TSC_FUNCTION.test(text) ||
    (INTEROP_MARK.test(text) && BESIDE_INTEROP.some((mark) => mark.test(text)))
  );
}
