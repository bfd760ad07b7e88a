/**
 * A text of the same length, in which nothing is left of the `${…}` and `%{…}` that Terraform fills in but `${` and `}`
 * around underlines. JSON gets a zero for a value outside of strings. So a parser of the result can read the text, and
 * its offsets are right.
 */
export function maskInterpolations(text: string, isJson: boolean): string {
  let masked = '';
  let from = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '"') isInString = !isInString;
    // A string of JSON has no line end, so a lone quote in a text of another format ends with its line.
    else if (char === '\n') isInString = false;
    else if ((char === '$' || char === '%') && text[at + 1] === '{') {
      if (text[at - 1] === char) continue; // `$${` is a `${` of the text itself
      const end = endOfInterpolation(text, at + 2);
      masked += text.slice(from, at) + mask(text.slice(at, end), char, isInString || !isJson);
      from = end;
      at = end - 1;
    }
  }
  return masked + text.slice(from);
}

function mask(part: string, mark: string, isKept: boolean): string {
  if (isKept && mark === '$') return `${part.slice(0, 2)}${part.slice(2, -1).replace(/[^\r\n]/g, '_')}}`;
  const blank = part.replace(/[^\r\n]/g, ' ');
  return mark === '%' || isKept ? blank : `0${blank.slice(1)}`;
}

/**
 * The offset after the `}` that closes an interpolation whose content starts at `at`. Strings in it may hold
 * interpolations of their own. Where it is never closed, the offset of the end of its line.
 */
export function endOfInterpolation(text: string, at: number): number {
  /** What is open, innermost last: braces of code, and strings. */
  const open = ['{'];
  const last = Math.min(text.length, at + MOST_CHARACTERS);
  for (let offset = at; offset < last; offset += 1) {
    const char = text[offset];
    const isInString = open.at(-1) === '"';
    if (char === '\n' && isInString) break;
    if (char === '\\' && isInString) offset += 1;
    else if (char === '"') {
      if (isInString) open.pop();
      else open.push('"');
    } else if (isInString) {
      if ((char === '$' || char === '%') && text[offset + 1] === '{') {
        open.push('{');
        offset += 1;
      }
    } else if (char === '{') open.push('{');
    else if (char === '}') {
      open.pop();
      if (open.length === 0) return offset + 1;
    }
  }
  return lineEndAt(text, at);
}

/** Without a limit, a text of openings that are never closed would be searched to its end for each of them. */
const MOST_CHARACTERS = 10_000;

export function lineEndAt(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}
