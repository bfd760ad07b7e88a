import { parseModern, parseSloppy } from './babel-parser.js';
import type { Source } from './source.js';
import { parseTypeScript } from './typescript-parser.js';

export interface ParseFailure {
  readonly message: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

export type ParseResult = { readonly source: Source } | { readonly failure: ParseFailure };

/**
 * Parses a file's text, without a byte order mark. Babel reads nearly every file, in half the time that TypeScript
 * needs. What it refuses goes to the TypeScript parser, which minds fewer errors. JavaScript that this one refuses too
 * (sloppy scripts, octal escapes, Flow) goes back to Babel, with other options. All make the same kind of tree. The
 * failure that is reported is that of the TypeScript parser.
 */
export function parse(text: string, path: string): ParseResult {
  const known = recent.get(path);
  recent.delete(path);
  const parsed = known?.text === text ? known : { text, result: parseAnew(text, path) };
  recent.set(path, parsed);
  charactersHeld += parsed === known ? 0 : text.length - (known?.text.length ?? 0);
  forgetOldest();
  return parsed.result;
}

/**
 * The files parsed last, by path, the latest at the end. The passes of a migration and the search for comments parse
 * the same text several times, and files that it imports in between.
 */
const recent = new Map<string, { readonly text: string; readonly result: ParseResult }>();
let charactersHeld = 0;
/** A tree takes a hundred times the memory of its text. */
const MOST_CHARACTERS = 200_000;

function forgetOldest(): void {
  for (const [path, { text }] of recent) {
    if (charactersHeld <= MOST_CHARACTERS || recent.size === 1) return;
    recent.delete(path);
    charactersHeld -= text.length;
  }
}

function parseAnew(text: string, path: string): ParseResult {
  const modern = parseModern(text, path);
  if (modern) return { source: modern };
  try {
    return { source: parseTypeScript(text, path) };
  } catch (error) {
    const failure = failureOf(error);
    if (/\.[cm]?tsx?$/.test(path)) return { failure };
    try {
      return { source: parseSloppy(text, path) };
    } catch {
      return { failure };
    }
  }
}

function failureOf(error: unknown): ParseFailure {
  const { message, location, lineNumber, column } = error as {
    message?: string;
    location?: { start?: { line: number; column: number } };
    lineNumber?: number;
    column?: number;
  };
  return {
    message: String(message ?? error).split('\n')[0] ?? '',
    line: location?.start?.line ?? lineNumber,
    column: location?.start ? location.start.column + 1 : column === undefined ? undefined : column + 1,
  };
}
