import { visible } from '../../../text/visible.js';

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
  '\n': '&#10;', // so that no value starts a line, where `::` is a command to GitHub Actions
};

/** Text for the content of an element or a quoted attribute. Invisible characters are written as their numbers. */
export function escapeHtml(text: string): string {
  return visible(text.replace(/[&<>"'\n]/g, (character) => ENTITIES[character] ?? character));
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
