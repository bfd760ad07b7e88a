import type { AuditReport, Caller } from '../../../audit/audit-report.js';
import type { Count } from '../../../audit/counts.js';
import { DESTINATION_LABELS, DESTINATIONS } from '../../../audit/destination.js';
import { ownVersion } from '../../../project/own-version.js';
import { grouped } from '../../terminal/progress.js';
import type { Markup } from '../../reports/html/markup.js';
import { html } from '../../reports/html/markup.js';
import type { Figure } from '../../reports/html/page-shell.js';
import { renderShell } from '../../reports/html/page-shell.js';
import { count } from '../../reports/words.js';
import { plot, TONES } from './plot.js';
import { agentName, principalName, workloadName } from './words.js';

/** A page with more is too large to be opened; `csv` and `json` have all. */
const CALLERS_LISTED = 2_000;
const BARS_SHOWN = 8;
const ERRORS_SHOWN = 50;

interface Facet {
  /** Also the name of the `data-` attribute on each caller. */
  readonly key: string;
  readonly label: string;
  readonly valueOf: (caller: Caller) => string;
}

const FACETS: readonly Facet[] = [
  { key: 'destination', label: 'Destination', valueOf: ({ destination }) => DESTINATION_LABELS[destination] },
  { key: 'sdk', label: 'SDK', valueOf: ({ sdkName }) => sdkName },
  { key: 'account', label: 'Account', valueOf: ({ principal }) => principal.account ?? 'unknown' },
  { key: 'caller', label: 'Caller', valueOf: (caller) => principalName(caller) },
  {
    key: 'place',
    label: 'Environment',
    valueOf: ({ environment, workload }) =>
      environment ?? (workload ? workloadName({ kind: workload.kind }) : 'not said'),
  },
];
/** The caller is what the list is of, so a choice among all of them would be the list again. */
const FILTERED = FACETS.filter(({ key }) => key !== 'caller');

/** The report as a page for people: calls over time, where they went, who made them. */
export function auditToHtml(report: AuditReport): string {
  const { period, input } = report;
  const read = `${count(input.records, 'record')} in ${count(input.files, 'file')}`;
  const time = period.first === undefined ? '' : `, calls from ${period.first} to ${period.last ?? ''}`;
  return renderShell({
    title: 'STS calls: audit',
    subtitle: `${read}${time}.${report.masked ? ' Names are masked.' : ''}`,
    version: ownVersion(),
    figures: figuresOf(report),
    entries: 'callers',
    content: html`${problems(report)}${report.totals.calls === 0 ? nothing() : overview(report)}`,
    footer: 'Hosts are those that the clients named, as CloudTrail recorded them.',
  });
}

function figuresOf({ totals, callers }: AuditReport): Figure[] {
  return [
    { label: 'Calls of STS', value: totals.calls },
    ...DESTINATIONS.filter((destination) => destination === 'global' || totals[destination] > 0).map(
      (destination): Figure => ({
        label: DESTINATION_LABELS[destination],
        value: totals[destination],
        ...((destination === 'global' || destination === 'unknown') && { tone: TONES[destination] }),
      }),
    ),
    {
      label: 'Callers of the global host',
      value: callers.filter(({ destination }) => destination === 'global').length,
    },
  ];
}

function problems({ input }: AuditReport): Markup | undefined {
  const items = input.problems.map(({ path, message }) => html`<li><code>${path}</code> ${message}</li>`);
  return items.length === 0 ? undefined : panel('failed', 'Not read, so the counts may be short', items, 'tone-bad');
}

function panel(id: string, title: string, items: readonly Markup[], tone = 'tone-text'): Markup {
  return html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}" class="${tone}">${title}</h2>
<ul>${items}</ul></section>
`;
}

function nothing(): Markup {
  return html`<section class="panel"><h2>No calls</h2>
<p>The logs that could be read have no call of STS.</p></section>`;
}

function overview(report: AuditReport): Markup {
  const listed = report.callers.slice(0, CALLERS_LISTED);
  const more = report.callers.length - listed.length;
  const charts = FACETS.map((facet) => chart(facet, barsOf(listed, facet)));
  const unlisted =
    more > 0 ? html`<p>${count(more, 'more caller')} are in the CSV and JSON reports only.</p>` : undefined;
  return html`<section class="panel" aria-labelledby="time"><h2 id="time">Calls over time</h2>${plot(report)}</section>
<section aria-labelledby="overview"><h2 id="overview">Who and where to</h2>
<div class="charts">${charts}${chart(HOSTS, hostBars(report))}</div></section>
${advice(report)}${tokens(report)}${errors(report)}
<section aria-labelledby="sites"><h2 id="sites" tabindex="-1">Every caller</h2>
${filters(listed)}<p class="shown" id="shown" role="status" data-noun="caller">${count(listed.length, 'caller')}</p>
${unlisted}<p id="none" hidden>No caller fits. <kbd>Esc</kbd> shows all again.</p>
${byAccount(listed)}</section>`;
}

interface Bar {
  readonly value: string;
  readonly calls: number;
  readonly byDestination: readonly number[];
}

function barsOf(callers: readonly Caller[], { valueOf }: Facet): readonly Bar[] {
  const bars = new Map<string, number[]>();
  for (const caller of callers) {
    const value = valueOf(caller);
    const counts = bars.get(value) ?? DESTINATIONS.map(() => 0);
    const index = DESTINATIONS.indexOf(caller.destination);
    counts[index] = (counts[index] ?? 0) + caller.calls;
    bars.set(value, counts);
  }
  return [...bars]
    .map(([value, byDestination]) => ({
      value,
      byDestination,
      calls: byDestination.reduce((sum, calls) => sum + calls, 0),
    }))
    .sort((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1));
}

const HOSTS = { key: 'host', label: 'Host' } as const;

/** A caller may use several hosts, so these are counted by themselves and filter nothing. */
function hostBars({ hosts }: AuditReport): readonly Bar[] {
  return hosts.map(({ host, destination, calls }) => ({
    value: host,
    calls,
    byDestination: DESTINATIONS.map((name) => (name === destination ? calls : 0)),
  }));
}

/** Every bar filters the list, where there is such a filter. */
function chart({ key, label }: Pick<Facet, 'key' | 'label'>, bars: readonly Bar[]): Markup {
  const longest = Math.max(1, ...bars.map(({ calls }) => calls));
  const isFilter = FILTERED.some((facet) => facet.key === key);
  const row = (bar: Bar): Markup => chartRow(bar, longest, isFilter ? key : undefined);
  const rest = bars.slice(BARS_SHOWN, 100);
  const more = html`<details class="more"><summary>${rest.length} more</summary><ul>${rest.map(row)}</ul></details>`;
  const title = `Calls by ${label === 'SDK' ? label : label.toLowerCase()}`;
  return html`<section class="chart" aria-labelledby="chart-${key}"><h3 id="chart-${key}">${title}</h3>
<ul>${bars.slice(0, BARS_SHOWN).map(row)}</ul>${rest.length === 0 ? undefined : more}</section>`;
}

/** @param filter the facet that the bar filters by */
function chartRow(bar: Bar, longest: number, filter: string | undefined): Markup {
  const label = html`<span class="bar-label">${bar.value}</span>`;
  const inside = html`${label}${drawn(bar, longest)}<span class="bar-count">${grouped(bar.calls)}</span>`;
  if (filter === undefined) return html`<li><div class="bar-row" title="${tooltip(bar)}">${inside}</div></li>`;
  return html`<li><button type="button" class="bar" data-facet="${filter}" data-value="${bar.value}"
 aria-pressed="false" title="${tooltip(bar)}">${inside}</button></li>`;
}

function tooltip({ value, byDestination }: Bar): string {
  const parts = DESTINATIONS.flatMap((destination, index) =>
    byDestination[index] ? [`${grouped(byDestination[index])} ${DESTINATION_LABELS[destination].toLowerCase()}`] : [],
  );
  return `${value}: ${parts.join(', ')}`;
}

function drawn({ byDestination }: Bar, longest: number): Markup {
  let x = 0;
  const parts = DESTINATIONS.flatMap((destination, index) => {
    const width = ((byDestination[index] ?? 0) / longest) * 100;
    const place = html`x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"`;
    x += width;
    return width > 0 ? [html`<rect class="fill-${TONES[destination]}" ${place}/>`] : [];
  });
  return html`<svg class="bar-drawing" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"
 focusable="false">${parts}</svg>`;
}

function advice({ callers }: AuditReport): Markup | undefined {
  const texts = new Map<string, Caller>();
  for (const caller of callers) if (caller.advice) texts.set(`${caller.sdkName}\0${caller.advice.text}`, caller);
  const items = [...texts.values()].map(
    (caller) => html`<li><strong>${caller.sdkName}</strong>: ${adviceOf(caller)}</li>`,
  );
  return items.length === 0 ? undefined : panel('advice', 'What to do', items);
}

function adviceOf({ advice: given }: Caller): Markup | undefined {
  if (!given) return undefined;
  const { text, page, rule, codemod = '' } = given;
  const inCode =
    rule === undefined ? undefined : html` Rule <code>sts-regional/${rule}</code>, codemod <code>${codemod}</code>.`;
  return html`${text}${inCode} <a href="${page}" rel="noreferrer">The page about it</a>`;
}

function tokens({ tokens: all }: AuditReport): Markup | undefined {
  const items = all.map(({ issuedBy, calls, isOptIn }) => {
    const where =
      issuedBy === 'global' ? 'global host: not valid in opt-in regions, unless the account says otherwise' : issuedBy;
    return html`<li><strong>${grouped(calls)}</strong> ${where}${isOptIn ? ' (opt-in region)' : ''}</li>`;
  });
  return items.length === 0 ? undefined : panel('tokens', 'Temporary credentials by where they were issued', items);
}

function errors({ errors: all }: AuditReport): Markup | undefined {
  const items = all.slice(0, ERRORS_SHOWN).map(({ code, region, calls, meaning }) => {
    const why = meaning === undefined ? undefined : html` <span class="tone-warn">${meaning}</span>`;
    return html`<li><strong>${grouped(calls)}</strong> <code>${code}</code> ${region}${why}</li>`;
  });
  return items.length === 0 ? undefined : panel('errors', 'Errors', items);
}

function filters(callers: readonly Caller[]): Markup {
  const choices = FILTERED.map((facet) => choice(facet, barsOf(callers, facet)));
  return html`<div class="filters" role="search" data-needs-script hidden>
<label class="wide"><span>Search (press <kbd>/</kbd>)</span><input type="search" id="search" autocomplete="off"
 spellcheck="false" placeholder="role, function, SDK, address"></label>
${choices}<button type="button" id="expand" aria-pressed="false">Open all</button>
<button type="button" id="reset">Reset</button></div>
<p class="quiet" data-needs-script hidden><kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous caller,
<kbd>Enter</kbd> opens it, <kbd>/</kbd> searches, <kbd>Esc</kbd> shows all.</p>
`;
}

function choice({ key, label }: Facet, bars: readonly Bar[]): Markup {
  const options = bars.map(({ value, calls }) => html`<option value="${value}">${value} (${grouped(calls)})</option>`);
  return html`<label>${label}<select name="${key}"><option value="">All</option>${options}</select></label>`;
}

/**
 * Callers under the heading of their account, in the order of the report, so that those of the global host come first.
 */
function byAccount(callers: readonly Caller[]): Markup {
  const groups = new Map<string, Caller[]>();
  for (const caller of callers) {
    const account = caller.principal.account ?? 'Account unknown';
    const group = groups.get(account);
    if (group) group.push(caller);
    else groups.set(account, [caller]);
  }
  return html`${[...groups].map(
    ([account, group]) => html`<section class="file"><h3>${account} <span class="quiet">${group.length}</span></h3>
${group.map(entry)}</section>
`,
  )}`;
}

function entry(caller: Caller): Markup {
  const { destination, calls, first, last, assumedBy, workload, roleArn } = caller;
  const data = FILTERED.map(({ key, valueOf }) => html` data-${key}="${valueOf(caller)}"`);
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ['Seen', first === undefined ? undefined : `${first} to ${last ?? ''}`],
    ['Role', roleArn],
    ['Runs in', workload && workloadName(workload)],
    ['Assumed by', assumedBy.length === 0 ? undefined : assumedBy.join(', ')],
    ['Versions', counted(caller.versions)],
    ['Language', counted(caller.languages)],
    ['Hosts', counted(caller.hosts)],
    ['Served in', destination === 'global' ? counted(caller.servedIn) : undefined],
    ['Operations', counted(caller.operations)],
    ['From', counted(caller.sources)],
    ['Errors', counted(caller.errors)],
    ['Roles assumed', counted(caller.rolesAssumed)],
  ];
  const badge = html`<span class="badge tone-${TONES[destination]}">${DESTINATION_LABELS[destination]}</span>`;
  const note = caller.advice ? html`<p class="note">${adviceOf(caller)}</p>` : undefined;
  const details = rows.flatMap(([label, value]) =>
    value === undefined ? [] : [html`<dt>${label}</dt><dd>${value}</dd>`],
  );
  return html`<details class="site"${data}>
<summary>${badge} <span class="place">${grouped(calls)}</span> <span class="rule">${principalName(caller)}</span>
 <span class="said">${agentName(caller)}</span></summary>
<div class="body"><p>${agentName(caller)}</p>${note}
<dl>${details}</dl></div></details>
`;
}

function counted(counts: readonly Count[]): string | undefined {
  return counts.length === 0 ? undefined : counts.map(({ value, calls }) => `${value} (${grouped(calls)})`).join(', ');
}
