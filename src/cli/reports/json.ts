import { escapeInvisible } from '../../text/visible.js';

/** A value as JSON for a report. Characters that a terminal obeys or hides are escaped, which changes no value. */
export const toJson = (value: unknown, { indent = 2 }: { readonly indent?: number } = {}): string =>
  `${escapeInvisible(JSON.stringify(value, null, indent))}\n`;
