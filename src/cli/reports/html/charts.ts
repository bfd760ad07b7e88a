import type { Markup } from './markup.js';
import { html } from './markup.js';
import type { ReportSite, SiteState } from './report-page.js';
import { folderOf } from './report-page.js';

/** A property that sites are counted and filtered by. `key` is also the name of the `data-` attribute on each site. */
export interface Facet {
  readonly key: string;
  readonly label: string;
  readonly valueOf: (site: ReportSite) => string;
}

export const facetsOf = (ruleLabel: string): readonly Facet[] => [
  { key: 'rule', label: ruleLabel, valueOf: ({ rule }) => rule },
  { key: 'sdk', label: 'SDK', valueOf: ({ sdk }) => sdk },
  { key: 'folder', label: 'Folder', valueOf: ({ path }) => folderOf(path) },
  { key: 'host', label: 'Host', valueOf: ({ host }) => host },
];

/** One bar of a chart: sites with one value, counted by state. */
export interface Bar {
  readonly value: string;
  readonly total: number;
  /** In the order of the page's states. */
  readonly counts: readonly number[];
}

/** Counts sites by a facet: the most frequent value first, equal ones by name. */
export function barsOf(
  sites: readonly ReportSite[],
  states: readonly SiteState[],
  valueOf: (site: ReportSite) => string,
): readonly Bar[] {
  const sitesBy = new Map<string, ReportSite[]>();
  for (const site of sites) {
    const value = valueOf(site);
    const group = sitesBy.get(value);
    if (group) group.push(site);
    else sitesBy.set(value, [site]);
  }
  const bars = [...sitesBy].map(([value, group]): Bar => ({
    value,
    total: group.length,
    counts: states.map(({ key }) => group.filter(({ state }) => state === key).length),
  }));
  return bars.sort((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1));
}

const BARS_SHOWN = 8;
const WIDTH = 100;

/** A bar chart for each facet. Every bar is a button that filters the list by its value. */
export function charts(sites: readonly ReportSite[], states: readonly SiteState[], facets: readonly Facet[]): Markup {
  const all = facets.map((facet) => chart(facet, barsOf(sites, states, facet.valueOf), states));
  return html`<div class="charts">${all}</div>`;
}

function chart({ key, label }: Facet, bars: readonly Bar[], states: readonly SiteState[]): Markup {
  const longest = Math.max(1, ...bars.map(({ total }) => total));
  const row = (bar: Bar): Markup =>
    html`<li><button type="button" class="bar" data-facet="${key}" data-value="${bar.value}" aria-pressed="false"
 title="${tooltip(bar, states)}"><span class="bar-label">${bar.value}</span>${drawn(bar, states, longest)}<span
 class="bar-count">${bar.total}</span></button></li>`;
  const rest = bars.slice(BARS_SHOWN);
  const more =
    rest.length === 0
      ? undefined
      : html`<details class="more"><summary>${rest.length} more</summary><ul>${rest.map(row)}</ul></details>`;
  const name = label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()); // `rule`, but `SDK`
  return html`<section class="chart" aria-labelledby="chart-${key}"><h3 id="chart-${key}">By ${name}</h3><ul>${bars
    .slice(0, BARS_SHOWN)
    .map(row)}</ul>${more}</section>`;
}

function tooltip({ value, counts }: Bar, states: readonly SiteState[]): string {
  const parts = states.flatMap(({ label }, index) =>
    counts[index] ? [`${counts[index]} ${label.toLowerCase()}`] : [],
  );
  return `${value}: ${parts.join(', ')}`;
}

/** The bar itself: one rectangle for each state, side by side. */
function drawn({ counts }: Bar, states: readonly SiteState[], longest: number): Markup {
  let x = 0;
  const parts = states.flatMap(({ tone }, index) => {
    const width = ((counts[index] ?? 0) / longest) * WIDTH;
    const part = html`<rect class="fill-${tone}" x="${round(x)}" y="0" width="${round(width)}" height="10"/>`;
    x += width;
    return width > 0 ? [part] : [];
  });
  return html`<svg class="bar-drawing" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true"
 focusable="false">${parts}</svg>`;
}

function round(number: number): string {
  return String(Math.round(number * 100) / 100);
}
