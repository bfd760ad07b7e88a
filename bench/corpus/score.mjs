/**
 * Scores lint results against the labelled call sites.
 *
 *   node bench/corpus/score.mjs --results results.json --root DIR [--verbose] [--record]
 *
 * results.json: ESLint's JSON format, which `sts-regional check --format json` has too, of a run over DIR. DIR: one
 * folder owner+name for each repository, its files at their own paths.
 *
 * A report answers a site if it is of a right rule, starts within one line of it and spans at most three lines. It
 * answers one site only. These are false alarms: a report on a negative; a second core report on one site; a core
 * report where the file does not decide, or where the call is regional. All other reports are unlabelled: each has to
 * be read. Uncertain sites have a table of their own and no weight. `--record` writes the score to score.json, which
 * docs/how-we-know.md shows.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messagesByFile, placeOf, readOptions, readTable } from '../labelled.mjs';

const MAX_SPAN = 3;
/** A setting and its constructor may be two rows. One report answers both if they are at most this many lines apart. */
const PAIR_DISTANCE = 30;

const LABELS = [
  'no-region',
  'v2-legacy',
  'global-endpoint',
  'legacy-mode',
  'no-fallback',
  'unknown-config',
  'not-endpoint',
  'not-sts',
];
const PAIRED = new Set(['legacy-mode', 'global-endpoint']);
const NEGATIVE = new Set(['not-endpoint', 'not-sts']);
const UNDECIDED_OR_REGIONAL = new Set(['unknown-config', 'no-fallback']);
/** The rules whose report says that a call depends on the global host or lacks a region. */
const CORE = new Set(['require-region', 'no-global-endpoint', 'no-legacy-endpoint-mode']);

/** The rules that answer a site's label rightly; `undefined` for labels that want no report. */
function rightRules({ label, sdk }) {
  switch (label) {
    case 'no-region':
      return new Set(sdk === 'v2' ? ['no-legacy-endpoint-mode', 'require-region'] : ['require-region']);
    case 'v2-legacy':
      return new Set(['no-legacy-endpoint-mode']);
    case 'global-endpoint':
      return new Set(['no-global-endpoint']);
    case 'legacy-mode':
      return new Set(['no-legacy-endpoint-mode', 'no-global-endpoint']);
    case 'no-fallback':
      return new Set(['require-fallback-region']);
    default:
      return undefined;
  }
}

function readSites() {
  return readTable('sites.tsv', import.meta.url)
    .filter(({ line }) => /^\d+$/.test(line))
    .map((row) => ({
      ...row,
      line: Number(row.line),
      path: placeOf(row.repo, row.file),
      isSure: row.uncertain !== '1',
      isFound: false,
    }));
}

/** Path → our reports in it, and the number of files that could not be parsed. */
function readReports(resultsFile, root) {
  const files = messagesByFile(JSON.parse(readFileSync(resultsFile, 'utf8')), root);
  const reportOf = ({ rule, line, endLine = line, message, crossFile }) => ({
    rule,
    line,
    span: endLine - line + 1,
    message,
    isCrossFile: crossFile === true,
    isUsed: false,
  });
  return {
    reports: new Map([...files].map(([path, { own }]) => [path, own.map(reportOf)])),
    parseErrors: [...files.values()].reduce((sum, { fatal }) => sum + fatal, 0),
  };
}

/** Marks the sites that a report answers, and collects the reports that are wrong. Changes `isFound` and `isUsed`. */
function score(sites, reports) {
  const unusedNear = ({ path, line }, distance, isMeant) =>
    (reports.get(path) ?? [])
      .filter(
        (report) =>
          !report.isUsed && report.span <= MAX_SPAN && Math.abs(report.line - line) <= distance && isMeant(report),
      )
      .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line));

  for (const site of sites) {
    const rules = rightRules(site);
    const [report] = rules ? unusedNear(site, 1, ({ rule }) => rules.has(rule)) : [];
    if (report) report.isUsed = site.isFound = true;
  }
  for (const site of sites) {
    if (!site.isFound && PAIRED.has(site.label)) {
      site.isFound = sites.some(
        (other) =>
          other.isFound &&
          other.path === site.path &&
          other.label === site.label &&
          Math.abs(other.line - site.line) <= PAIR_DISTANCE,
      );
    }
  }

  const alarms = [];
  const blame = (site, why, isMeant) => {
    for (const report of unusedNear(site, 0, isMeant)) {
      report.isUsed = true;
      alarms.push({ site, report, why });
    }
  };
  for (const site of sites.filter(({ isSure }) => isSure)) {
    if (NEGATIVE.has(site.label)) blame(site, 'negative', () => true);
    if (UNDECIDED_OR_REGIONAL.has(site.label))
      blame(site, 'not decided by the file, or regional', ({ rule, isCrossFile }) => CORE.has(rule) && !isCrossFile);
    if (site.isFound && site.label !== 'no-fallback')
      blame(site, 'second report on one site', ({ rule }) => CORE.has(rule));
  }
  return alarms;
}

/** Reports that no label speaks of, those beside uncertain sites left out. */
function unlabelledReports(sites, reports) {
  const isUncertain = (path, line) =>
    sites.some((site) => !site.isSure && site.path === path && Math.abs(site.line - line) <= 1);
  return [...reports].flatMap(([path, list]) =>
    list.filter(({ isUsed, line }) => !isUsed && !isUncertain(path, line)).map((report) => ({ path, ...report })),
  );
}

function tableOf(sites, alarms, isSure) {
  return LABELS.flatMap((label) => {
    const group = sites.filter((site) => site.label === label && site.isSure === isSure);
    if (group.length === 0) return [];
    const found = rightRules(group[0]) ? `  found ${group.filter(({ isFound }) => isFound).length}` : '';
    const wrong = isSure ? `  false alarms ${alarms.filter(({ site }) => site.label === label).length}` : '';
    return [`  ${label.padEnd(16)} ${String(group.length).padStart(3)}${found}${wrong}`];
  });
}

const percent = (part, whole) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const values = readOptions(
  'node bench/corpus/score.mjs --results FILE --root DIR [--verbose] [--record]',
  { results: { type: 'string' }, root: { type: 'string' }, verbose: { type: 'boolean' }, record: { type: 'boolean' } },
  ({ results, root }) => results !== undefined && root !== undefined,
);
const root = resolve(values.root);
const all = readSites();
const sites = all.filter(({ path }) => existsSync(join(root, path)));
const { reports, parseErrors } = readReports(values.results, root);
const wide = [...reports.values()].flat().filter(({ span }) => span > MAX_SPAN).length;
const alarms = score(sites, reports);
const unlabelled = unlabelledReports(sites, reports);
const core = unlabelled.filter(({ rule }) => CORE.has(rule)).length;
const positives = sites.filter((site) => site.isSure && rightRules(site));
const found = positives.filter(({ isFound }) => isFound).length;

const lines = [
  'sure sites',
  ...tableOf(sites, alarms, true),
  'uncertain sites (no weight)',
  ...tableOf(sites, alarms, false),
];
if (values.verbose) {
  lines.push(
    ...positives
      .filter(({ isFound }) => !isFound)
      .map(({ label, path, line, note }) => `MISS  ${label} ${path}:${line}  ${note}`),
  );
  lines.push(
    ...alarms.map(
      ({ site, report, why }) =>
        `FALSE ${site.label} ${site.path}:${report.line} ${report.rule} (${why}): ${report.message}`,
    ),
  );
  lines.push(...unlabelled.map(({ path, line, rule, message }) => `EXTRA ${path}:${line} ${rule}: ${message}`));
}
lines.push(
  [
    `sites without their file ${all.length - sites.length}`,
    `parse errors ${parseErrors}`,
    `reports wider than three lines ${wide}`,
    `unlabelled reports ${unlabelled.length}, of them core ${core}`,
  ].join('; '),
  [
    `recall ${percent(found, positives.length)} (${found}/${positives.length})`,
    `precision ${percent(found, found + alarms.length)} (${alarms.length} false alarms)`,
    `${percent(found, found + alarms.length + core)} if every unlabelled core report were wrong`,
  ].join('; '),
);
process.stdout.write(`${lines.join('\n')}\n`);

if (values.record) {
  const rowOf = (label) => {
    const group = sites.filter((site) => site.label === label && site.isSure);
    const falseAlarms = alarms.filter(({ site }) => site.label === label).length;
    const wanted = rightRules({ label }) ? { found: group.filter(({ isFound }) => isFound).length } : {};
    return { label, sites: group.length, ...wanted, falseAlarms };
  };
  const repositories = new Set(sites.map(({ repo }) => repo)).size;
  const score = { repositories, sites: sites.length, unlabelledCore: core, labels: LABELS.map(rowOf) };
  writeFileSync(new URL('score.json', import.meta.url), `${JSON.stringify(score, undefined, 2)}\n`);
}
