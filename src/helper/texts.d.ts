import type { HelperVariant } from './header.js';

/**
 * The sources of the helper by variant, with the marks of their sections. `npm run build` makes the module from
 * `sources/` (scripts/helper-texts.mjs); in the tests it is made when it is imported (vitest.config.ts).
 */
export declare const helperTexts: Readonly<Record<HelperVariant, string>>;
