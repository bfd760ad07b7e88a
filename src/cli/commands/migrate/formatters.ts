/** What `--format-with` takes. Apart from the code that runs one, which a run without the flag does not load. */
export const FORMATTERS = ['prettier', 'biome', 'auto'] as const;
export type FormatterChoice = (typeof FORMATTERS)[number];
export type Formatter = Exclude<FormatterChoice, 'auto'>;

/** What a project that uses a formatter has: its package, and files of configuration. */
export const SIGNS: Readonly<Record<Formatter, { readonly package: string; readonly configs: readonly string[] }>> = {
  prettier: {
    package: 'prettier',
    configs: [
      ...['', '.json', '.json5', '.yaml', '.yml', '.toml', '.js', '.cjs', '.mjs', '.ts'].map(
        (end) => `.prettierrc${end}`,
      ),
      ...['.js', '.cjs', '.mjs', '.ts'].map((end) => `prettier.config${end}`),
    ],
  },
  biome: { package: '@biomejs/biome', configs: ['biome.json', 'biome.jsonc'] },
};
