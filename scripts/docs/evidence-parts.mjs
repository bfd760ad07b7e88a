/** The figures of docs/how-we-know.md, from the data that the tests read and from recorded measurements. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';

const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const rowOf = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [rowOf(head), `|---${'|---:'.repeat(head.length - 1)}|`, ...rows.map(rowOf)];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const countOf = (items, isCounted) => items.filter(isCounted).length;

/** @param load loads a source */
export async function evidenceParts(load) {
  return {
    'recorded runs': await recordedRuns(load),
    matrix: await matrix(load),
    corpus: corpus(readJson('bench/corpus/score.json')),
    faults: faults(readJson('bench/failover.json')),
    cases: cases(readJson('tests/cases/expected.json')),
  };
}

async function recordedRuns(load) {
  const { recordedRuns: runs, whyNotPredicted } = await load('tests/oracle/recorded-cases.ts');
  const all = runs();
  const figuresOf = (sdk) => {
    const own = all.filter((run) => run.sdk === sdk);
    const versions = new Set(own.map(({ version }) => version)).size;
    const predicted = countOf(own, (run) => whyNotPredicted(run) === undefined);
    return [`\`${sdk}\``, versions, own.length, predicted];
  };
  const sdks = [...new Set(all.map(({ sdk }) => sdk))];
  const rows = sdks.map(figuresOf).sort(([, , a], [, , b]) => b - a);
  const [runCount, predictedCount] = [2, 3].map((column) => sum(rows.map((row) => row[column])));
  const head = ['library', 'versions', 'recorded runs', 'compared with our prediction'];
  return table(head, [...rows, ['**all**', '', runCount, predictedCount]]).join('\n');
}

async function matrix(load) {
  const { matrixOf, PRESENT_PACKAGES } = await load('tests/oracle/matrix.ts');
  const rows = PRESENT_PACKAGES.map((name) => [`\`${name}\``, matrixOf([name], { present: true }).length]);
  return table(['package', 'cases'], [...rows, ['**all**', sum(rows.map(([, cases]) => cases))]]).join('\n');
}

const LABELS = {
  'no-region': 'no region',
  'v2-legacy': 'SDK v2 in its default mode',
  'global-endpoint': 'the global host as an endpoint',
  'legacy-mode': 'a setting that asks for the global host',
  'no-fallback': 'one region only',
  'unknown-config': 'not decided by the file',
  'not-endpoint': 'the words, but no endpoint',
  'not-sts': 'looks like STS, and is not',
};

function corpus({ repositories, sites, labels, unlabelledCore }) {
  const rows = labels.map(({ label, sites: count, found, falseAlarms }) => {
    return [LABELS[label], count, found ?? 'none to find', falseAlarms];
  });
  const wanted = labels.filter(({ found }) => found !== undefined);
  const [found, all] = [sum(wanted.map((label) => label.found)), sum(wanted.map((label) => label.sites))];
  return [
    `${sites} labelled places of ${repositories} public repositories, with \`recommended\`: ${found} of ${all} sites that a`,
    `file decides are found (${((100 * found) / all).toFixed(1)} %), ${sum(labels.map((label) => label.falseAlarms))} false alarms, and ${unlabelledCore} reports of a missing region or the global`,
    'host at places without a label. Places about which two readers disagreed are left out of the table.',
    '',
    ...table(['the place has', 'places', 'found', 'false alarms'], rows),
  ].join('\n');
}

const time = (ms) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);
const OUTCOMES = { cools: 'the next region, and home rests', moves: 'the next region', stops: "home's error" };

function faults({ node, faults: rows, healthy }) {
  const cells = ({ fault, outcome, client, provider, v2 }) => [
    fault,
    OUTCOMES[outcome],
    ...[client, provider, v2].flatMap(({ first, later }) => [time(first), time(later)]),
  ];
  const head = ['home', 'who answers', 'v3 client', 'later', 'v3 provider', 'later', 'v2 client', 'later'];
  const added = Object.entries(healthy).map(([name, figures]) => `${name} ${time(figures.added)}`);
  return [
    ...table(head, rows.map(cells)),
    '',
    `Node ${node.replace(/^v/, '')}. What the helper adds to a healthy call, in processor time:`,
    `${added.join(', ')}.`,
  ].join('\n');
}

function cases(all) {
  const left = (line) => / left: /.test(line);
  const edits = all.flatMap(({ migrate }) => migrate).filter((line) => /:\d+ /.test(line));
  const rows = [
    ['folders of code', new Set(all.map(({ folder }) => folder)).size],
    ['runs, with different settings', all.length],
    ['findings of `recommended`', sum(all.map(({ recommended }) => recommended.length))],
    ['sites that `migrate` rewrites', countOf(edits, (line) => !left(line))],
    ['sites that it leaves, each with its reason', countOf(edits, left)],
    ['runs in which nothing may be reported', countOf(all, ({ recommended }) => recommended.length === 0)],
  ];
  return table(['', 'count'], rows).join('\n');
}
