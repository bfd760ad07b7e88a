/** One thing that `init` does to the repository, or cannot do. */
export type Step =
  /** `before` is `undefined` for a new file. */
  | { readonly kind: 'write'; readonly path: string; readonly before: string | undefined; readonly after: string; readonly what: string; readonly executable?: true }
  | { readonly kind: 'present'; readonly what: string }
  /** What a person has to add, since the file has a form that cannot be extended safely. */
  | { readonly kind: 'by-hand'; readonly what: string; readonly text: string };

/** Changes the JSON in a file and keeps its indentation and its last line end. `undefined` when it is not plain JSON. */
export function editJson(text: string, edit: (content: Record<string, unknown>) => void): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined; // with comments, which a rewrite would lose
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
  edit(content as Record<string, unknown>);
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return JSON.stringify(content, null, indent) + (text.endsWith('\n') ? '\n' : '');
}
