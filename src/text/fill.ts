/** What stands in the place of `{{name}}`, by name. */
export type Words = Readonly<Record<string, string>>;

/** Fills the `{{name}}` placeholders of a text; one without a word stays as it is. */
export const fill = (template: string, words: Words): string =>
  template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => words[name] ?? whole);
