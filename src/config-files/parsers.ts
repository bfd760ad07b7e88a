import { createRequire } from 'node:module';
import type * as Momoa from '@humanwhocodes/momoa';
import type * as Toml from 'toml-eslint-parser';
import type * as Yaml from 'yaml';

const load = createRequire(import.meta.url);

/** The parsers. Each is loaded when the first file needs it, so linting only code loads none. */
export const parsers = {
  json: () => load('@humanwhocodes/momoa') as typeof Momoa,
  toml: () => load('toml-eslint-parser') as typeof Toml,
  yaml: () => load('yaml') as typeof Yaml,
};
