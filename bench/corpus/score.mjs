/**
 * Scores lint results against the labelled call sites.
 *
 *   node bench/corpus/score.mjs --results results.json --root DIR [--verbose]
 *
 * results.json: ESLint's JSON format, which is also that of `sts-regional check --format json`, of a run over DIR.
 * DIR: one folder owner+name for each repository, its files at their own paths.
 *
 * A report answers a site when it is of a right rule, starts within one line of it and spans at most three lines; it answers one site.
 * False alarms are: a report on a negative, a second core report on one site, and a core report where the file does not decide or the
 * call is regional. Reports elsewhere are unlabelled: each has to be read. Uncertain sites have a table of their own and no weight.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SITES = join(dirname(fileURLToPath(import.meta.url)), 'sites.tsv');
const NAMESPACE = 'sts-regional/';
const MAX_SPAN = 3;
/** A setting and the constructor that it is for can be two rows; within this many lines one report answers both. */
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
  const [head, ...rows] = readFileSync(SITES, 'utf8').split('\n').filter(Boolean);
  const columns = head.split('\t');
  return rows
    .map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [columns[index], cell])))
    .filter(({ line }) => /^\d+$/.test(line))
    .map((row) => ({
      ...row,
      line: Number(row.line),
      path: join(row.repo.replace('/', '+'), row.file),
      isSure: row.uncertain !== '1',
      isFound: false,
    }));
}

/** Path → our reports in it, and the number of files that could not be parsed. */
function readReports(resultsFile, root) {
  const reports = new Map();
  let parseErrors = 0;
  for (const { filePath, messages } of JSON.parse(readFileSync(resultsFile, 'utf8'))) {
    parseErrors += messages.filter(({ fatal }) => fatal).length;
    const own = messages.filter(({ ruleId }) => ruleId?.startsWith(NAMESPACE));
    reports.set(
      relative(root, resolve(filePath)),
      own.map(({ ruleId, line, endLine = line, message, crossFile }) => ({
        rule: ruleId.slice(NAMESPACE.length),
        line,
        span: endLine - line + 1,
        message,
        isCrossFile: crossFile === true,
        isUsed: false,
      })),
    );
  }
  return { reports, parseErrors };
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

const { values } = parseArgs({
  options: { results: { type: 'string' }, root: { type: 'string' }, verbose: { type: 'boolean' } },
});
if (values.results === undefined || values.root === undefined) {
  process.stderr.write('Usage: node bench/corpus/score.mjs --results FILE --root DIR [--verbose]\n');
  process.exit(2);
}
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
  `sites without their file ${all.length - sites.length}; parse errors ${parseErrors}; reports wider than three lines ${wide}; unlabelled reports ${unlabelled.length}, of them core ${core}`,
);
lines.push(
  `recall ${percent(found, positives.length)} (${found}/${positives.length}); precision ${percent(found, found + alarms.length)} (${alarms.length} false alarms); ${percent(found, found + alarms.length + core)} if every unlabelled core report were wrong`,
);
process.stdout.write(`${lines.join('\n')}\n`);
