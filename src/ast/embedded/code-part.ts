import { codeFences } from './fences.js';
import { astroScripts, svelteScripts, vueScripts, type Script } from './component-scripts.js';
import type { Language } from './language.js';
import { yamlScripts } from './yaml-scripts.js';

/** One module in a file of another language: the pieces of the text that are compiled together. */
export interface Piece {
  readonly language: Language;
  readonly ranges: readonly Range[];
  /** Astro: a script in the markup. It runs in the browser; the frontmatter does not. */
  readonly isInPage?: true;
}

/** Offsets in the text of the file, not counting a byte order mark. */
export type Range = readonly [start: number, end: number];

/** Code that can be parsed by itself. Its offsets are those of its file. */
export interface CodePart {
  /** What is written in the file's script block or fence. */
  readonly code: string;
  /** As long as the file's text, with blanks where there is no code. */
  readonly text: string;
  /**
   * The path that the module would have as a file of its own: `Login.vue.ts`. A script in the markup of an Astro page
   * is `page.astro.script.ts`.
   */
  readonly path: string;
  /** Its number among the parts of the file. */
  readonly index: number;
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
    extension: /\.ya?ml$/i,
    piecesOf: (text) => yamlScripts(text).map((range) => ({ language: 'js', ranges: [range] })),
  },
  {
    extension: /\.(?:md|markdown)$/i,
    piecesOf: (text) =>
      codeFences(text).flatMap(({ language, range }) =>
        language === undefined ? [] : [{ language, ranges: [range] }],
      ),
  },
];

/** What is special about the code of a component, by the path that `codePartsOf` gives to the part. */
export const componentFlags = (path: string): { readonly isComponent?: true; readonly isForBrowsers?: true } => ({
  ...(isComponentPart(path) && { isComponent: true }),
  ...(/\.(?:vue|svelte|astro\.script)\.[jt]sx?$/i.test(path) && { isForBrowsers: true }),
});

/** Whether a path is one that `codePartsOf` gives to a part of a component. */
export const isComponentPart = (path: string): boolean => /\.(?:vue|svelte|astro(?:\.script)?)\.[jt]sx?$/i.test(path);

/** Whether the code is a text in a YAML file. It runs where no other file of the repository is. */
export const isInlinePart = (path: string): boolean => /\.ya?ml\.js$/i.test(path);

/** Whether the code stands in a document. It may be a sketch that does not parse. */
export const isSketchPart = (path: string): boolean => /\.(?:md|markdown)\.[jt]sx?$/i.test(path);

/**
 * The modules in a file's text: the file itself, or those in its script blocks, code fences or blocks of YAML.
 *
 * @param text without a byte order mark
 */
export function codePartsOf(text: string, path: string): readonly CodePart[] {
  const reader = READERS.find(({ extension }) => extension.test(path));
  if (!reader) return [{ code: text, text, path, index: 0, ranges: undefined }];
  return reader.piecesOf(text).map(({ language, ranges, isInPage }, index) => ({
    code: ranges.map((range) => text.slice(...range)).join('\n'),
    // Made when it is asked for: a document may have thousands of parts, and few concern anybody.
    get text() {
      return blankOutside(text, ranges);
    },
    path: `${path}${isInPage ? '.script' : ''}.${language}`,
    index,
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
 * The text with everything outside the ranges blank. Line ends stay, and the rest becomes form feeds. A parser skips
 * them, but they are not indentation, so code that shares its line with a tag is not mistaken for the start of a line.
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

const blank = (text: string): string => text.replace(/[^\r\n\u2028\u2029]/g, '\f');
