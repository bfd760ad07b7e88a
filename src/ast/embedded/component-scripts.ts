import { isJavaScriptType, languageNamed, type Language } from './language.js';
import { rawElements, type Element } from './markup.js';

/** A block of code in a component file. */
export interface Script {
  readonly language: Language;
  /** The text between the tags or fences. */
  readonly range: readonly [start: number, end: number];
  /** Astro: the script stands in the markup. */
  readonly isInPage?: true;
}

const RAW = /^(?:script|style|textarea)$/i;

/**
 * `<script>` and `<script setup>`. Other blocks at the top level are skipped, with everything in them that looks like a
 * tag.
 */
export function vueScripts(text: string): readonly Script[] {
  const isRaw = (name: string, attributes: ReadonlyMap<string, string>, isNested: boolean): boolean =>
    isNested ? RAW.test(name) : name !== 'template' || (attributes.get('lang') ?? 'html') !== 'html';
  return rawElements(text, 0, { braces: 'text', isRaw })
    .filter(({ isNested }) => !isNested)
    .flatMap(scriptOf);
}

/**
 * The script of the module and the script of the instance. A script in another element belongs to the page, not to the
 * component.
 */
export function svelteScripts(text: string): readonly Script[] {
  return rawElements(text, 0, { braces: 'code', isRaw: (name) => RAW.test(name) })
    .filter(({ isNested }) => !isNested)
    .flatMap(scriptOf);
}

const FRONTMATTER = /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*---/;
const FRONTMATTER_END = /^[ \t]*---/m;

/**
 * The frontmatter, and the scripts without attributes, which Astro compiles as modules. A script with an attribute goes
 * into the page as it is, and cannot import packages by name.
 */
export function astroScripts(text: string): readonly Script[] {
  const start = FRONTMATTER.exec(text)?.[0].length;
  const length = start === undefined ? undefined : FRONTMATTER_END.exec(text.slice(start))?.index;
  const end = start === undefined || length === undefined ? 0 : start + length;
  const frontmatter: readonly Script[] =
    start === undefined || length === undefined ? [] : [{ language: 'ts', range: [start, end] }];
  const isRaw = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
    RAW.test(name) || attributes.has('is:raw');
  const scripts = rawElements(text, end, { braces: 'code-with-markup', isRaw }).filter(
    ({ name, attributes }) => name === 'script' && attributes.size === 0,
  );
  return [
    ...frontmatter,
    ...scripts.map(({ content }): Script => ({ language: 'ts', range: content, isInPage: true })),
  ];
}

/** The code of a script element, when it is written in place and in a language that we read. */
function scriptOf({ name, attributes, content }: Element): readonly Script[] {
  if (name.toLowerCase() !== 'script' || attributes.has('src')) return [];
  const lang = attributes.get('lang');
  const type = attributes.get('type') ?? '';
  const language =
    lang === undefined
      ? isJavaScriptType(type)
        ? 'js'
        : languageNamed(type.replace(/^text\//, ''))
      : languageNamed(lang);
  return language === undefined ? [] : [{ language, range: content }];
}
