/** Text that is already HTML. Only `html` makes it, so every other text in a page is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Content = string | number | Markup | readonly Content[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * * Characters that a browser does not show, or that change how the text around them looks: control characters,
 * direction marks (which can make code look like other code) and halves of surrogate pairs.
 */
const INVISIBLE = new RegExp(
  [
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/,
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/,
    /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Text for the content of an element or a quoted attribute. Invisible characters are written as their numbers. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(INVISIBLE, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** A template for HTML. Escapes its values, except for markup and lists of it; `undefined` becomes nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''));
}

function render(value: Content): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  return typeof value === 'string' || typeof value === 'number'
    ? escapeHtml(String(value))
    : value.map(render).join('');
}
