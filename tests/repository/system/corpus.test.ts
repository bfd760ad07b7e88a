import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Tree } from '../../cli/tree.js';
import { readText, ROOT } from '../repository.js';

const rowsOf = (path: string): string[][] =>
  readText(path)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
const repositories = new Map(rowsOf('bench/corpus/repos.tsv').map(([name = '', commit = '']) => [name, commit]));
const sites = rowsOf('bench/corpus/sites.tsv');

describe('the labelled sites', () => {
  it('are all of repositories that are listed, at the same commit', () => {
    expect(sites.filter(([repository = '', commit]) => repositories.get(repository) !== commit)).toEqual([]);
  });

  it('have labels that README.md explains', () => {
    const explained = new Set(
      [...readText('bench/corpus/README.md').matchAll(/^\| `([\w-]+)`/gm)].map(([, label]) => label),
    );
    expect(new Set(sites.map((row) => row[4]))).toEqual(explained);
  });

  it('that a file does not decide are all said to be decided in their repository or by its users', () => {
    const undecided = sites
      .filter((row) => row[4] === 'unknown-config')
      .map(([repository, , file, line]) => [repository, file, line]);
    const rows = rowsOf('bench/corpus/unknown-config.tsv');
    expect(rows.map((row) => row.slice(0, 3))).toEqual(undecided);
    expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(['here', 'outside']));
  });
});

/** The only labelled place of its file, so that no other one takes its reports. */
const lonelyPlace = (label: string): string[] | undefined =>
  sites.find(
    (row) =>
      row[4] === label &&
      row[5] !== 'v2' &&
      row[8] === '0' &&
      sites.filter((other) => other[0] === row[0] && other[2] === row[2]).length === 1,
  );

/** A v3 client without a region, and the words where they name no endpoint. */
const PLACES = { noRegion: lonelyPlace('no-region'), negative: lonelyPlace('not-endpoint') };

interface Report {
  readonly place: keyof typeof PLACES;
  readonly rule: string;
  readonly offset?: number;
  readonly span?: number;
}

/** The last line of the score of some reports, over a folder that has the files of `PLACES` only. */
function score(reports: readonly Report[]): string {
  const tree = new Tree();
  const pathOf = (place: keyof typeof PLACES): string =>
    `${PLACES[place]?.[0]?.replace('/', '+')}/${PLACES[place]?.[2]}`;
  for (const place of ['noRegion', 'negative'] as const) tree.write({ [pathOf(place)]: '' });
  const results = reports.map(({ place, rule, offset = 0, span = 1 }) => {
    const line = Number(PLACES[place]?.[3]) + offset;
    return {
      filePath: tree.path(pathOf(place)),
      messages: [{ ruleId: `sts-regional/${rule}`, line, endLine: line + span - 1, message: '' }],
    };
  });
  const merged = [...new Set(results.map(({ filePath }) => filePath))].map((filePath) => ({
    filePath,
    messages: results.filter((result) => result.filePath === filePath).flatMap(({ messages }) => messages),
  }));
  tree.write({ 'results.json': JSON.stringify(merged) });
  const output = execFileSync(
    process.execPath,
    [join(ROOT, 'bench/corpus/score.mjs'), '--results', tree.path('results.json'), '--root', tree.root],
    { encoding: 'utf8' },
  );
  return (
    /recall .*? \((\d+)\/\d+\); precision .*? \((\d+) false alarms\)/
      .exec(output)
      ?.slice(1)
      .join(' found, ')
      .concat(' false') ?? output
  );
}

describe('the score', () => {
  it.each([
    ['a report of the right rule finds its site', [{ place: 'noRegion', rule: 'require-region' }], '1 found, 0 false'],
    ['one line beside it, too', [{ place: 'noRegion', rule: 'require-region', offset: 1 }], '1 found, 0 false'],
    ['two lines beside it, no more', [{ place: 'noRegion', rule: 'require-region', offset: 2 }], '0 found, 0 false'],
    [
      'a report over a whole block finds nothing',
      [{ place: 'noRegion', rule: 'require-region', span: 4 }],
      '0 found, 0 false',
    ],
    ['another rule finds nothing', [{ place: 'noRegion', rule: 'valid-region' }], '0 found, 0 false'],
    [
      'a second core report on a site is a false alarm',
      [
        { place: 'noRegion', rule: 'require-region' },
        { place: 'noRegion', rule: 'no-global-endpoint' },
      ],
      '1 found, 1 false',
    ],
    ['any report on a negative is a false alarm', [{ place: 'negative', rule: 'valid-region' }], '0 found, 1 false'],
  ] satisfies [string, Report[], string][])('%s', (_, reports, expected) => {
    expect(score(reports)).toBe(expected);
  });
});
