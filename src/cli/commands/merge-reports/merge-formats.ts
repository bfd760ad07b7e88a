/**
 * The formats of merged reports: those of `check` and those of `migrate`. The files decide which of them are possible.
 */
export const MERGE_FORMATS = ['stylish', 'text', 'json', 'sarif', 'html', 'markdown', 'github'] as const;
export type MergeFormat = (typeof MERGE_FORMATS)[number];
