/** What `--format-with` takes. Apart from the code that runs one, which a run without the flag does not load. */
export const FORMATTERS = ['prettier', 'biome', 'auto'] as const;
export type FormatterChoice = (typeof FORMATTERS)[number];
