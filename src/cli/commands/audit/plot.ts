import type { AuditReport, DayCount } from '../../../audit/audit-report.js';
import type { Destination } from '../../../audit/destination.js';
import { DESTINATION_LABELS, DESTINATIONS } from '../../../audit/destination.js';
import { grouped } from '../../terminal/progress.js';
import type { Markup } from '../../reports/html/markup.js';
import { html } from '../../reports/html/markup.js';
import type { Tone } from '../../reports/html/page-shell.js';

export const TONES: Readonly<Record<Destination, Tone>> = {
  global: 'bad',
  unknown: 'warn',
  regional: 'good',
  endpoint: 'good',
  fips: 'good',
  service: 'quiet',
};

/** What is drawn, from the bottom: what has to go lies on the axis, where its height can be compared. */
const LAYERS: readonly {
  readonly label: string;
  readonly tone: Tone;
  readonly destinations: readonly Destination[];
}[] = [
  { label: 'Global host', tone: 'bad', destinations: ['global'] },
  { label: 'Unknown', tone: 'warn', destinations: ['unknown'] },
  { label: 'Regional, interface endpoint, FIPS', tone: 'good', destinations: ['regional', 'endpoint', 'fips'] },
  { label: 'Made by AWS', tone: 'quiet', destinations: ['service'] },
];

const WIDTH = 1000;
const HEIGHT = 200;
const LEFT = 64;
const BOTTOM = 22;
const TOP = 8;
const MOST_BARS = 120;

/** One bar: a day, or several of them when there are many. */
interface Bin {
  readonly from: string;
  readonly to: string;
  readonly days: readonly DayCount[];
}

/** Calls over time as stacked bars, with the same figures as a table. */
export function plot({ days }: Pick<AuditReport, 'days'>): Markup {
  const dated = days.filter(({ day }) => day !== 'unknown');
  const bins = binsOf(dated);
  const layers = LAYERS.filter(({ destinations }) => dated.some((day) => sum([day], destinations) > 0));
  const most = niceCeiling(Math.max(1, ...bins.map((bin) => sum(bin.days, DESTINATIONS))));
  const from = bins[0]?.from ?? '';
  const to = bins.at(-1)?.to ?? '';
  const bars = bins.map((bin, index) => bar(bin, index, bins.length, layers, most));
  const base = HEIGHT - 6;
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
 aria-label="Calls of STS by day, ${from} to ${to}; the table below has the figures">
${[0, 0.5, 1].map((part) => gridLine(part, most))}${bars}
<text x="${LEFT}" y="${base}">${from}</text><text x="${WIDTH}" y="${base}" text-anchor="end">${to}</text></svg>
<ul class="legend">${layers.map(legendEntry)}</ul>
${table(days)}`;
}

function legendEntry({ label, tone }: (typeof LAYERS)[number]): Markup {
  return html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="fill-${tone}" width="10" height="10"
 rx="2"/></svg>${label}</li>`;
}

function binsOf(days: readonly DayCount[]): readonly Bin[] {
  const size = Math.max(1, Math.ceil(days.length / MOST_BARS));
  return Array.from({ length: Math.ceil(days.length / size) }, (_, index): Bin => {
    const group = days.slice(index * size, (index + 1) * size);
    return { from: group[0]?.day ?? '', to: group.at(-1)?.day ?? '', days: group };
  });
}

function bar(bin: Bin, index: number, bins: number, layers: typeof LAYERS, most: number): Markup {
  const step = (WIDTH - LEFT) / bins;
  const scale = (HEIGHT - BOTTOM - TOP) / most;
  let y = HEIGHT - BOTTOM;
  const parts = layers.map(({ tone, destinations }) => {
    const height = sum(bin.days, destinations) * scale;
    y -= height;
    const place = html`x="${round(LEFT + index * step + step * 0.1)}" y="${round(y)}"`;
    const size = html`width="${round(Math.min(step * 0.8, 60))}" height="${round(height)}"`;
    return html`<rect class="fill-${tone}" ${place} ${size}/>`;
  });
  const figures = layers
    .map(({ label, destinations }) => `${label} ${grouped(sum(bin.days, destinations))}`)
    .join(', ');
  return html`<g><title>${bin.from === bin.to ? bin.from : `${bin.from} to ${bin.to}`}: ${figures}</title>${parts}</g>`;
}

function gridLine(part: number, most: number): Markup {
  const y = round(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP));
  const label = grouped(Math.round(most * part));
  return html`<line x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}"/>
<text x="${LEFT - 6}" y="${Number(y) + 4}" text-anchor="end">${label}</text>`;
}

function table(days: readonly DayCount[]): Markup {
  const used = DESTINATIONS.filter((destination) => days.some((day) => day[destination] > 0));
  const titles = used.map((destination) => html`<th scope="col">${DESTINATION_LABELS[destination]}</th>`);
  const rows = days.map((day) => {
    const cells = used.map((destination) => html`<td>${grouped(day[destination])}</td>`);
    return html`<tr><td>${day.day}</td>${cells}</tr>
`;
  });
  return html`<details class="more"><summary>As a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Calls by day"><table class="figures-table">
<thead><tr><th scope="col">Day</th>${titles}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function sum(days: readonly DayCount[], destinations: readonly Destination[]): number {
  return days.reduce((total, day) => total + destinations.reduce((part, destination) => part + day[destination], 0), 0);
}

/** The next of 1, 2, 5, 10, 20, … */
function niceCeiling(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  return ([1, 2, 5, 10].find((factor) => factor * power >= number) ?? 10) * power;
}

function round(number: number): string {
  return String(Math.round(number * 100) / 100);
}
