/** The last line that compilers and bundlers add when they write source maps. */
const SOURCE_MAP = /^\/\/[#@] sourceMappingURL=/;

/**
 * What tsc writes down in a module that needs it, and nobody by hand: `var __importDefault = (this &&
 * this.__importDefault) || …`.
 */
const TSC_FUNCTION = /^var (__\w+) = \(this && this\.\1\) \|\| /m;

/**
 * How tsc, Babel and SWC begin a module that they turn into CommonJS; people write it, too, so it takes one of the
 * other marks beside it.
 */
const INTEROP_MARK = /^Object\.defineProperty\(exports, ["']__esModule["'],/m;
/**
 * The exports before they have values, and the names that tsc gives to imports, of which versions before 3.9 have the
 * latter alone.
 */
const BESIDE_INTEROP = [
  /^(?:exports\.[\w$]+ = )+(?:void 0|undefined);$/m,
  /^(?:const|let|var) [\w$]+_\d+ = require\(/m,
];

/** Whether a text says of itself that a compiler wrote it. */
export function isCompiledOutput(text: string): boolean {
  const end = text.trimEnd();
  return (
    SOURCE_MAP.test(end.slice(end.lastIndexOf('\n') + 1)) ||
    TSC_FUNCTION.test(text) ||
    (INTEROP_MARK.test(text) && BESIDE_INTEROP.some((mark) => mark.test(text)))
  );
}
