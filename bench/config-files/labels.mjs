import { placeOf, readTable } from '../labelled.mjs';

/**
 * The rows of files.tsv. `file` is the place of the copy below the folder of the copies, `expected` its `line:rule`
 * reports.
 */
export const readLabels = () =>
  readTable('files.tsv', import.meta.url).map(({ repository, commit, path, expected, 'it holds': holds }) => ({
    repository,
    commit,
    path,
    holds,
    file: placeOf(repository, path),
    expected: expected === 'none' ? [] : expected.split(','),
  }));
