import { visible } from '../../../text/visible.js';

/** Text that is HTML already. Only `html` makes it, so whatever else comes into a page is escaped. */
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

/** Text as an element's content or a quoted attribute's value; what nobody could see is written as its number. */
export function escapeHtml(text: string): string {
  return visible(text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character));
}

/** A template of HTML whose values are escaped, markup and lists of it excepted. `undefined` is nothing. */
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
