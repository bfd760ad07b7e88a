/** Where a rule's page is read. */
export const docsUrl = (rule: string): string => `https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/rules/${rule}.md`;
