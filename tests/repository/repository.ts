import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The files below a folder of the repository, relative to the root, with `/`. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Names of the Markdown pages in a folder, without extension. */
export const pagesIn = (folder: string): string[] =>
  filesBelow(folder)
    .map((path) => /([^/]+)\.md$/.exec(path)?.[1])
    .filter((name): name is string => name !== undefined);

/** A fenced code block of a page, under its nearest heading; the JSON after the language configures its test. */
export interface CodeBlock {
  readonly heading: string;
  readonly language: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly code: string;
  readonly line: number;
}

export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = '';
  let open: { language: string; options: Record<string, unknown>; line: number; code: string[] } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = /^```(\w*)\s*(\{.*\})?$/.exec(text);
    if (open && text === '```') {
      blocks.push({
        heading,
        language: open.language,
        options: open.options,
        code: `${open.code.join('\n')}\n`,
        line: open.line,
      });
      open = undefined;
    } else if (open) open.code.push(text);
    else if (fence)
      open = {
        language: fence[1] ?? '',
        options: JSON.parse(fence[2] ?? '{}') as Record<string, unknown>,
        line: index + 2,
        code: [],
      };
    else heading = /^#+ (.*)$/.exec(text)?.[1] ?? heading;
  }
  return blocks;
}
