import pc from 'picocolors';

/** The diff with the usual colours. */
export function paintDiff(diff: string, color: boolean): string {
  if (!color) return diff;
  const paint = pc.createColors(true);
  return diff
    .split('\n')
    .map((line) => {
      if (line.startsWith('--- ') || line.startsWith('+++ ')) return paint.bold(line);
      if (line.startsWith('@@')) return paint.cyan(line);
      if (line.startsWith('+')) return paint.green(line);
      return line.startsWith('-') ? paint.red(line) : line;
    })
    .join('\n');
}
