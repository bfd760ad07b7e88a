import { dirname, resolve } from 'node:path';
import { isFile, readSmallFile } from './read-file.js';

const MAX_BYTES = 1_000_000;
/** Entries re-export what other files export, seldom through more than these. */
const MAX_DEPTH = 6;

/**
 * Which of these names neither a module nor what it re-exports exports. Reads source, compiled code and declarations
 * alike.
 */
export function missingExports(file: string, names: readonly string[], depth = 0): readonly string[] {
  const text = names.length === 0 ? undefined : readSmallFile(file, MAX_BYTES);
  if (text === undefined) return names;
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  const missing = names.filter((name) => !exportsName(code, name));
  if (depth === MAX_DEPTH) return missing;
  return [...code.matchAll(RE_EXPORT)].reduce<readonly string[]>((still, match) => {
    const target = moduleAt(resolve(dirname(file), match.groups?.['module'] ?? ''));
    return target === undefined ? still : missingExports(target, still, depth + 1);
  }, missing);
}

/** `export * from './x'`, and what compilers make of it. */
const RE_EXPORT =
  /(?:\bexport\s*\*\s*from\s*|\b__(?:exportStar|reExport)\([^;\n]*?require\(|\bmodule\.exports\s*=\s*require\(\s*)["'](?<module>\.[^"']*)["']/g;

const exportsName = (code: string, name: string): boolean =>
  [
    `\\bexport\\s+(?:declare\\s+)?(?:async\\s+)?(?:const|let|var|function\\*?|class)\\s+${name}\\b`,
    `\\bexport\\s*\\{[^}]*\\b${name}\\b(?!\\s+as\\b)[^}]*\\}`,
    `\\bexports\\.${name}\\s*=`,
    `\\bexports,\\s*["']${name}["']`,
    `\\bexports\\s*=\\s*\\{[^}]*\\b${name}\\b`,
    `\\b__export\\(\\w+,\\s*\\{[^]*?\\b${name}:\\s*\\(\\)`,
  ].some((pattern) => new RegExp(pattern).test(code));

const EXTENSIONS = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.d.ts', '/index.ts', '/index.js', '/index.d.ts'];

/** The file that a relative import means; `./x.js` may be `x.ts`. */
function moduleAt(path: string): string | undefined {
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  return [path, source, ...EXTENSIONS.map((extension) => path + extension)].find(isFile);
}
