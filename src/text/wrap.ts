/**
 * A text in lines of at most this many characters. Breaks between words only, so a longer word has a line of its own
 * that is longer. Without a width there is one line.
 */
export function wrap(text: string, width: number | undefined): readonly string[] {
  if (width === undefined) return [text];
  const lines: string[] = [];
  let line = '';
  for (const [word] of text.matchAll(/ *[^ ]+/g)) {
    if (line !== '' && line.length + word.length > width) {
      lines.push(line);
      line = word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}
