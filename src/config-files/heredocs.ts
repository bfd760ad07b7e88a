import { linesOf } from './read-lines.js';
import type { ConfigDocument, Range } from './types.js';

export interface Heredoc {
  readonly format: Exclude<ConfigDocument['format'], 'shell'>;
  readonly range: Range;
}

const OPENING = /<<-?\s*(["']?)([A-Za-z_]\w*)\1/;

/** The format of a text without a name, by its first line that is neither blank nor a comment. */
const LOOKS: readonly { readonly format: Heredoc['format']; readonly line: RegExp }[] = [
  { format: 'json', line: /^\s*(?:\{\s*(?:"|$)|\[\s*(?:\{|$))/ },
  { format: 'hcl', line: /^\s*(?:provider|resource|data|module|variable|output|terraform|locals)\s[^=]*\{\s*$/ },
  { format: 'ini', line: /^\s*\[[^\]]+\]\s*$/ },
  { format: 'dockerfile', line: /^\s*FROM\s+\S+/ },
  { format: 'yaml', line: /^\s*(?:- +)?["']?[\w./-]+["']?:(?:\s|$)|^---\s*$/ },
  { format: 'env', line: /^\s*(?:export\s+)?[A-Za-z_]\w*=/ },
];

const looksOf = (line: string): Heredoc['format'] | undefined => LOOKS.find((look) => look.line.test(line))?.format;

const isBlankOrComment = (line: string): boolean => /^\s*(?:#|$)/.test(line);

/** The format of a text without a name; `undefined` for a script, prose, and anything else. */
export function formatByLooks(text: string): Heredoc['format'] | undefined {
  const first = linesOf(text).find(({ text: line }) => !isBlankOrComment(line));
  return first && looksOf(first.text);
}

/** The files that a script writes or passes to a command: `kubectl apply -f - <<EOF`. */
export function heredocsOf(text: string): readonly Heredoc[] {
  const found: Heredoc[] = [];
  let open: { readonly mark: string; readonly start: number; format: Heredoc['format'] | undefined } | undefined;
  for (const { text: line, start } of linesOf(text)) {
    if (open === undefined) {
      const mark = OPENING.exec(line)?.[2];
      if (mark !== undefined) open = { mark, start: text.indexOf('\n', start) + 1, format: undefined };
    } else if (line.trim() === open.mark) {
      if (open.format !== undefined) found.push({ format: open.format, range: [open.start, start] });
      open = undefined;
    } else if (open.format === undefined && !isBlankOrComment(line)) {
      open.format = looksOf(line);
    }
  }
  return found;
}
