import pc from 'picocolors';
import type { Colors } from '../../../terminal/colors.js';
import type { Proposal } from '../../../../sts/region-proposal.js';
import { count } from '../../../reports/words.js';
import { alignColumns } from '../columns.js';
import { proposalToText } from '../proposal.js';
import type { Measurement } from './measure.js';
import { proxyName } from './proxy.js';
import type { Standing, Standings } from './standings.js';
import { totalMs } from './standings.js';

export interface ProbeText {
  readonly standings: Standings;
  readonly proposal: Proposal;
  readonly repeat: number;
  readonly fips: boolean;
}

/**
 * The measurement for people: hosts by median, the cause for each host that did not answer, and which regions to use.
 */
export function probeToText({ standings, proposal, repeat, fips }: ProbeText, color: boolean): string {
  const paint = pc.createColors(color);
  const { reached, unreached } = standings;
  const sections = [
    reached.length === 0
      ? []
      : [
          `From this machine, medians of ${count(repeat, 'TLS handshake')} in ms:`,
          ...table(reached, paint),
          ...proxyNotes(reached, paint),
        ],
    unreached.length === 0
      ? []
      : [
          'Not reached:',
          ...alignColumns(unreached.map((measurement) => unreachedRow(measurement, paint))).map((line) => `  ${line}`),
        ],
  ];
  const head = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  const advice = proposalToText(proposal, { heading: 'Quickest from here:', how: HOW_MEASURED, fips }, color);
  return proposal.home ? `${head}\n\n${advice}` : `${head}\n`;
}

const HOW_MEASURED =
  'Regions of one partition that every account has, quickest first. ' +
  'Measure where the code runs: another network has other times.';

function table(reached: readonly Standing[], paint: Colors): readonly string[] {
  const isProxied = reached.some(({ measurement }) => measurement.proxy !== undefined);
  const head = ['region', 'total', 'DNS', isProxied ? 'TCP or proxy' : 'TCP', 'TLS', 'range', ''].map((title) =>
    paint.dim(title),
  );
  return alignColumns([head, ...reached.map((standing) => reachedRow(standing, paint))], [1, 2, 3, 4, 5]).map(
    (line) => `  ${line}`,
  );
}

function reachedRow({ measurement, medians }: Standing, paint: Colors): readonly string[] {
  const { region, samples, failures } = measurement;
  const totals = samples.map(totalMs);
  const lost =
    failures.length === 0
      ? ''
      : paint.yellow(`${failures.length} of ${samples.length + failures.length} failed: ${failures[0]?.message ?? ''}`);
  const notes = [region.optIn === 'default' ? '' : paint.dim(region.optIn), lost]
    .filter((note) => note !== '')
    .join('  ');
  return [
    paint.bold(region.name),
    paint.green(shown(medians.totalMs)),
    shown(medians.dnsMs),
    shown(medians.connectMs),
    shown(medians.tlsMs),
    paint.dim(`${shown(Math.min(...totals))} to ${shown(Math.max(...totals))}`),
    notes,
  ];
}

function unreachedRow({ region, host, failures }: Measurement, paint: Colors): readonly string[] {
  const [failure] = failures;
  return [
    paint.bold(region.name),
    host,
    failure ? `${paint.red(failure.message)} ${paint.dim(failure.code)}` : paint.dim('not tried'),
  ];
}

function proxyNotes(reached: readonly Standing[], paint: Colors): readonly string[] {
  const proxies = new Set(
    reached.flatMap(({ measurement }) => (measurement.proxy ? [proxyName(measurement.proxy)] : [])),
  );
  return [...proxies].map((name) =>
    paint.yellow(
      `These times are through the proxy ${name}: the time until it has connected includes its own DNS, ` +
        "and its place counts as much as this machine's.",
    ),
  );
}

function shown(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : milliseconds.toFixed(milliseconds < 100 ? 1 : 0);
}
