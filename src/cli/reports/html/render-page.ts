import { barsOf, charts, facetsOf } from './charts.js';
import type { Markup } from './markup.js';
import { html } from './markup.js';
import { count } from '../words.js';
import { renderShell } from './page-shell.js';
import type { ReportPage, SiteState } from './report-page.js';
import { siteList, withCode } from './site-list.js';

/** A report about sites in code, as an HTML file. */
export function renderPage(page: ReportPage): string {
  return renderShell({
    ...page,
    entries: 'sites',
    content: html`${nextCommand(page)}${failures(page)}${warnings(page)}${helpers(page)}${page.sites.length === 0 ? nothing(page) : overview(page)}`,
    footer: 'Hosts are those that the AWS SDK chooses for this code.',
  });
}

function overview(page: ReportPage): Markup {
  const { sites, states, ruleLabel } = page;
  const facets = facetsOf(ruleLabel);
  return html`<section aria-labelledby="overview"><h2 id="overview">Where they are</h2>
${charts(sites, states, facets)}${legend(page)}</section>
${reasons(page)}<section aria-labelledby="sites"><h2 id="sites" tabindex="-1">Every site</h2>
${filters(page)}<p class="shown" id="shown" role="status">${count(sites.length, 'site')}</p>
<p id="none" hidden>No site matches. <kbd>Esc</kbd> shows all again.</p>
${siteList(sites, states, facets)}</section>`;
}

function legend({ sites, states }: ReportPage): Markup {
  const present = states.filter(({ key }) => sites.some(({ state }) => state === key));
  const entry = ({ label, tone }: SiteState): Markup =>
    html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="fill-${tone}" width="10" height="10"
 rx="2"/></svg>${label}</li>`;
  return html`<ul class="legend">${present.map(entry)}</ul>`;
}

function filters({ sites, states, ruleLabel }: ReportPage): Markup {
  const stateFilter = {
    key: 'state',
    label: 'State',
    options: states
      .filter(({ key }) => sites.some(({ state }) => state === key))
      .map(({ key, label }) => ({ value: key, label })),
  };
  const facetFilters = facetsOf(ruleLabel).map(({ key, label, valueOf }) => ({
    key,
    label,
    options: barsOf(sites, states, valueOf).map(({ value, total }) => ({ value, label: `${value} (${total})` })),
  }));
  return html`<div class="filters" role="search" data-needs-script hidden>
<label class="wide"><span>Search (press <kbd>/</kbd>)</span>
<input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="path, code, message, host"></label>
${[stateFilter, ...facetFilters].map(choice)}<button type="button" id="expand" aria-pressed="false">Open all</button>
<button type="button" id="reset">Reset</button></div>
<p class="quiet" data-needs-script hidden><kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous site,
<kbd>Enter</kbd> opens it, <kbd>/</kbd> searches, <kbd>Esc</kbd> shows all.</p>
`;
}

interface Filter {
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function choice({ key, label, options }: Filter): Markup {
  const shown = options.map((option) => html`<option value="${option.value}">${option.label}</option>`);
  return html`<label>${label}<select name="${key}"><option value="">All</option>${shown}</select></label>`;
}

function nothing({ failures: failed }: ReportPage): Markup {
  const text =
    failed.length === 0
      ? 'Every file was read, and none of them has anything to report.'
      : 'The files that could be read have nothing to report.';
  return html`<section class="panel"><h2>Nothing found</h2><p>${text}</p></section>`;
}

function failures({ failures: failed }: ReportPage): Markup | undefined {
  if (failed.length === 0) return undefined;
  const items = failed.map(({ path, message }) => html`<li><code>${path}</code> ${message}</li>`);
  return html`<section class="panel" aria-labelledby="failed"><h2 id="failed" class="tone-bad">Files that failed</h2>
<ul>${items}</ul></section>
`;
}

function reasons({ reasons: all }: ReportPage): Markup | undefined {
  if (all.length === 0) return undefined;
  const items = all.map(
    ({ reason, nextStep, sites }) =>
      html`<li><strong>${sites}</strong> × ${withCode(reason)} <span class="quiet">${withCode(nextStep)}</span></li>`,
  );
  return html`<section class="panel" aria-labelledby="reasons"><h2 id="reasons">What is left, and why</h2>
<ul>${items}</ul></section>
`;
}

function nextCommand({ next: { what, command } }: ReportPage): Markup {
  return html`<section class="panel next" aria-labelledby="next"><h2 id="next">Next</h2><p>${what}</p>
<p class="command"><code id="command">${command}</code>
<button type="button" id="copy" data-needs-script hidden>Copy</button></p></section>
`;
}

function warnings({ warnings: all }: ReportPage): Markup | undefined {
  if (all.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="warnings"><h2 id="warnings" class="tone-warn">Before this is deployed</h2>
<ul>${all.map((warning) => html`<li>${withCode(warning)}</li>`)}</ul></section>
`;
}

function helpers({ helpers: all }: ReportPage): Markup | undefined {
  if (all.length === 0) return undefined;
  const items = all.map(
    ({ path, contents }) => html`<li><code>${path}</code> <span class="quiet">${contents}</span></li>`,
  );
  return html`<section class="panel" aria-labelledby="helpers"><h2 id="helpers">Failover helpers</h2>
<ul>${items}</ul></section>
`;
}
