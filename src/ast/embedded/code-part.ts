import { codeFences } from './fences.js';
import { astroScripts, svelteScripts, vueScripts, type Script } from './component-scripts.js';
import type { Language } from './language.js';

/** One module in a file of another language: the pieces of the text that are compiled together. */
export interface Piece {
  readonly language: Language;
  readonly ranges: readonly Range[];
  /** Astro: a script in the markup, which runs in the browser, as the frontmatter does not. */
  readonly isInPage?: true;
}

/** Offsets in the text of the file, a byte order mark not included. */
export type Range = readonly [start: number, end: number];

/** Code that can be parsed by itself, at the offsets that it has in its file. */
export interface CodePart {
  /** As long as the file's text; what is not code is blank. */
  readonly text: string;
  /** What the module would be called if it were a file of its own: `Login.vue.ts`, of a script in the markup of an Astro page `page.astro.script.ts`. The folder is the file's. */
  readonly path: string;
  /** Where edits may be made; `undefined`: anywhere. */
  readonly ranges: readonly Range[] | undefined;
}

const READERS: readonly { readonly extension: RegExp; readonly piecesOf: (text: string) => readonly Piece[] }[] = [
  // Both scripts of a component become one module, with the imports of either.
  { extension: /\.vue$/i, piecesOf: (text) => joined(vueScripts(text)) },
  { extension: /\.svelte$/i, piecesOf: (text) => joined(svelteScripts(text)) },
  {
    extension: /\.astro$/i,
    piecesOf: (text) =>
      astroScripts(text).map(({ language, range, isInPage }) => ({
        language,
        ranges: [range],
        ...(isInPage && { isInPage }),
      })),
  },
  {
    extension: /\.(?:md|markdown)$/i,
    piecesOf: (text) =>
      codeFences(text).flatMap(({ language, range }) =>
        language === undefined ? [] : [{ language, ranges: [range] }],
      ),
  },
];

/** What a part of a component is to its code, by the path that `codePartsOf` gives it; nothing for other files. */
export const componentFlags = (path: string): { readonly isComponent?: true; readonly isForBrowsers?: true } => ({
  ...(isComponentPart(path) && { isComponent: true }),
  ...(/\.(?:vue|svelte|astro\.script)\.[jt]sx?$/i.test(path) && { isForBrowsers: true }),
});

/** A part of a component, by the path that `codePartsOf` gives it. */
export const isComponentPart = (path: string): boolean => /\.(?:vue|svelte|astro(?:\.script)?)\.[jt]sx?$/i.test(path);

/** Whether a document is none of the program's own: code in it may be a sketch that no parser reads. */
export const isSketchPart = (path: string): boolean => /\.(?:md|markdown)\.[jt]sx?$/i.test(path);

/**
 * The modules in a file's text: the file itself, or those in its script blocks or code fences.
 *
 * @param text without a byte order mark
 */
export function codePartsOf(text: string, path: string): readonly CodePart[] {
  const reader = READERS.find(({ extension }) => extension.test(path));
  if (!reader) return [{ text, path, ranges: undefined }];
  return reader.piecesOf(text).map(({ language, ranges, isInPage }) => ({
    text: blankOutside(text, ranges),
    path: `${path}${isInPage ? '.script' : ''}.${language}`,
    ranges,
  }));
}

function joined(scripts: readonly Script[]): readonly Piece[] {
  const [first] = scripts;
  if (!first) return [];
  const language = scripts.find((script) => script.language.startsWith('ts'))?.language ?? first.language;
  return [{ language, ranges: scripts.map(({ range }) => range) }];
}

/**
 * The text with white space in the place of everything outside the ranges. Line ends stay, and the rest becomes form feeds: to a parser
 * they are white space, but they are no indentation, so code that shares its line with a tag is not taken for the start of a line.
 */
function blankOutside(text: string, ranges: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const [start, end] of ranges) {
    result += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return result + blank(text.slice(at));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, '\f');
