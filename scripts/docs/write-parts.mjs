import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes parts of files between their markers. With `isCheck` nothing is written, and a stale file is a problem.
 *
 * @param parts the content of each part, by its name, of each file below `root`
 * @returns the files that were written, and what is wrong
 */
export function writeParts(root, parts, isCheck = false) {
  const written = [];
  const problems = [];
  for (const [path, contents] of parts) {
    const file = join(root, path);
    if (!existsSync(file)) {
      problems.push(`${path} does not exist`);
      continue;
    }
    const before = readFileSync(file, 'utf8');
    const after = Object.entries(contents).reduce(
      (text, [part, content]) => replacePart(text, part, content, path),
      before,
    );
    if (after === before) continue;
    if (isCheck) problems.push(staleness(path));
    else {
      writeFileSync(file, after);
      written.push(path);
    }
  }
  return { written, problems };
}

/** The same for files that are generated as a whole: their texts by their paths. */
export function writeFiles(root, files, isCheck = false) {
  const isStale = ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;
  const stale = [...files].filter(isStale);
  if (isCheck) return { written: [], problems: stale.map(([path]) => staleness(path)) };
  for (const [path, text] of stale) writeFileSync(join(root, path), text);
  return { written: stale.map(([path]) => path), problems: [] };
}

const staleness = (path) => `${path} is stale: run "npm run docs"`;

/** Replaces what stands between the markers of a part. @throws Error when they are missing */
function replacePart(text, part, content, path) {
  const [begin, end] = ['begin', 'end'].map((edge) => `<!-- ${edge} generated ${part} -->`);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path} lacks the markers "${begin}" and "${end}"`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}
