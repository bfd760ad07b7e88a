/** Formats of merged reports: those of `check` and those of `migrate`. Which of them fit depends on the files. */
export const MERGE_FORMATS = ['stylish', 'text', 'json', 'sarif', 'html', 'github'] as const;
export type MergeFormat = (typeof MERGE_FORMATS)[number];
