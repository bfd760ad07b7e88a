import pc from 'picocolors';
import { visible } from '../../text/visible.js';

/** The diff with the usual colors. A terminal obeys no control characters in it; a plain diff stays exact for `git`. */
export function paintDiff(diff: string, color: boolean): string {
  if (!color) return diff;
  const paint = pc.createColors(true);
  return diff
    .split('\n')
    .map((text) => {
      const line = visible(text.replace(/\r$/, ''));
      if (line.startsWith('--- ') || line.startsWith('+++ ')) return paint.bold(line);
      if (line.startsWith('@@')) return paint.cyan(line);
      if (line.startsWith('+')) return paint.green(line);
      return line.startsWith('-') ? paint.red(line) : line;
    })
    .join('\n');
}
