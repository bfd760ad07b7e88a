/**
 * Characters that a screen does not show, or that change how the text around them looks: control characters, direction
 * marks (which can make text look like other text) and halves of surrogate pairs.
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

/** The text with its invisible characters written as their numbers, so that no terminal and no browser obeys them. */
export function visible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
