import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = join(dirname(fileURLToPath(import.meta.url)), 'files.tsv');

/** The rows of files.tsv; `file` is the place of the copy below the folder of the copies, `expected` its `line:rule` reports. */
export function readLabels() {
  const [, ...rows] = readFileSync(FILES, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [repository, commit, path, format, expected, holds] = row.split('\t');
    return {
      repository,
      commit,
      path,
      format,
      holds,
      file: join(repository.replace('/', '+'), path),
      expected: expected === 'none' ? [] : expected.split(','),
    };
  });
}
