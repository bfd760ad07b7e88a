import { barsOf, charts, facetsOf } from './charts.js';
import type { Markup } from './markup.js';
import { html } from './markup.js';
import { renderShell } from './page-shell.js';
import type { ReportPage } from './report-page.js';
import { siteList, withCode } from './site-list.js';

/** A report on sites in code as an HTML file. */
export function renderPage(page: ReportPage): string {
  const content = html`${failures(page)}${page.sites.length === 0 ? nothing(page) : overview(page)}`;
  return renderShell({
    ...page,
    entries: 'sites',
    content,
    footer: 'Hosts are those that the AWS SDK would choose for the code as it was read.',
  });
}

function overview(page: ReportPage): Markup {
  return html`<section aria-labelledby="overview"><h2 id="overview">Where they are</h2>${charts(page.sites, page.states, facetsOf(page.ruleLabel))}${legend(page)}</section>
${reasons(page)}${helpers(page)}<section aria-labelledby="sites"><h2 id="sites" tabindex="-1">Every site</h2>
${filters(page)}<p class="shown" id="shown" role="status">${page.sites.length} ${page.sites.length === 1 ? 'site' : 'sites'}</p>
<p id="none" hidden>No site fits. <kbd>Esc</kbd> shows all again.</p>
${siteList(page.sites, page.states, facetsOf(page.ruleLabel))}</section>`;
}

function legend({ sites, states }: ReportPage): Markup {
  const present = states.filter(({ key }) => sites.some(({ state }) => state === key));
  return html`<ul class="legend">${present.map(({ label, tone }) => html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="fill-${tone}" width="10" height="10" rx="2"/></svg>${label}</li>`)}</ul>`;
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
  return html`<div class="filters" role="search" data-needs-script hidden><label class="wide"><span>Search (press <kbd>/</kbd>)</span><input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="path, code, message, host"></label>${[stateFilter, ...facetFilters].map(({ key, label, options }) => html`<label>${label}<select name="${key}"><option value="">All</option>${options.map((option) => html`<option value="${option.value}">${option.label}</option>`)}</select></label>`)}<button type="button" id="expand" aria-pressed="false">Open all</button><button type="button" id="reset">Reset</button></div>
<p class="quiet" data-needs-script hidden><kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous site, <kbd>Enter</kbd> opens it, <kbd>/</kbd> searches, <kbd>Esc</kbd> shows all.</p>
`;
}

function nothing({ failures: failed }: ReportPage): Markup {
  return html`<section class="panel"><h2>Nothing found</h2><p>${failed.length === 0 ? 'Every file was read, and none of them has anything to report.' : 'The files that could be read have nothing to report.'}</p></section>`;
}

function failures({ failures: failed }: ReportPage): Markup | undefined {
  if (failed.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="failed"><h2 id="failed" class="tone-bad">Files that failed</h2><ul>${failed.map(({ path, message }) => html`<li><code>${path}</code> ${message}</li>`)}</ul></section>
`;
}

function reasons({ reasons: all }: ReportPage): Markup | undefined {
  if (all.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="reasons"><h2 id="reasons">Why sites were left</h2><ul>${all.map(({ reason, nextStep, sites }) => html`<li><strong>${sites}</strong> × ${withCode(reason)} <span class="quiet">${withCode(nextStep)}</span></li>`)}</ul></section>
`;
}

function helpers({ helpers: paths }: ReportPage): Markup | undefined {
  if (paths.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="helpers"><h2 id="helpers">Failover helpers</h2><ul>${paths.map((path) => html`<li><code>${path}</code></li>`)}</ul></section>
`;
}
