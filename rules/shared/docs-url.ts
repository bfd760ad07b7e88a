/** Where a page of the documentation is read, by its path below `docs`. */
export const pageUrl = (page: string): string =>
  `https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/${page}.md`;

/** Where a rule's page is read. */
export const docsUrl = (rule: string): string => pageUrl(`rules/${rule}`);
