/**
 * Characters that a screen does not show, or that change how the text around them looks: control characters (a terminal
 * obeys them), direction marks (which can make code look like other code) and halves of surrogate pairs.
 */
export const INVISIBLE = new RegExp(
  [
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/,
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/,
    /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const codeOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');
const asNumber = (character: string): string => `⟨U+${codeOf(character).toUpperCase()}⟩`;

/** JSON with its invisible characters as escape sequences. */
export const escapeInvisible = (json: string): string =>
  json.replace(INVISIBLE, (character) => `\\u${codeOf(character)}`);

/** The text with its invisible characters as their numbers: `⟨U+001B⟩`. Tabs and line ends stay. */
export const visible = (text: string): string => text.replace(INVISIBLE, asNumber);

/** The same for text that must stay on one line. */
export const visibleLine = (text: string): string => visible(text).replaceAll('\n', asNumber);

/**
 * A path as a line of output shows it. A line that starts with `::` or `##[` is a command to GitHub Actions and Azure
 * Pipelines, so such a path gets a `./`.
 */
export const visiblePath = (path: string): string => `${/^\s*(?:::|##\[)/.test(path) ? './' : ''}${visibleLine(path)}`;
