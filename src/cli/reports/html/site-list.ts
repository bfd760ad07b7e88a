import type { Facet } from './charts.js';
import type { Markup } from './markup.js';
import { html } from './markup.js';
import type { Excerpt, ReportSite, SiteState } from './report-page.js';

/** Every site below the heading of its file, collapsed at first. */
export function siteList(sites: readonly ReportSite[], states: readonly SiteState[], facets: readonly Facet[]): Markup {
  const byFile = new Map<string, ReportSite[]>();
  for (const site of sites) byFile.set(site.path, [...(byFile.get(site.path) ?? []), site]);
  return html`${[...byFile].map(
    ([path, group]) => html`<section class="file"><h3>${path} <span class="quiet">${group.length}</span></h3>
${group.map((site) => siteEntry(site, states, facets))}</section>
`,
  )}`;
}

function siteEntry(site: ReportSite, states: readonly SiteState[], facets: readonly Facet[]): Markup {
  const state = states.find(({ key }) => key === site.state);
  const data = facets.map(({ key, valueOf }) => html` data-${key}="${valueOf(site)}"`);
  const docs =
    site.docsUrl === undefined
      ? html`<code>${site.rule}</code>`
      : html`<a href="${site.docsUrl}" rel="noreferrer"><code>${site.rule}</code></a>`;
  const note = site.note === undefined ? undefined : html`<p class="note">${withCode(site.note)}</p>`;
  const ruleLabel = facets.find(({ key }) => key === 'rule')?.label ?? 'Rule';
  return html`<details class="site" data-state="${site.state}"${data}>
<summary><span class="badge tone-${state?.tone ?? 'quiet'}">${state?.label ?? site.state}</span>
<span class="place">${site.line}:${site.column}</span> ${headline(site)} <span class="rule">${site.rule}</span></summary>
<div class="body"><p>${withCode(site.message)}</p>${note}
<dl><dt>Host</dt><dd><code>${site.host}</code></dd><dt>Made with</dt><dd>${site.sdk}</dd>
<dt>${ruleLabel}</dt><dd>${docs}</dd></dl>
${site.excerpt && excerpt(site.excerpt, site)}${site.diff && diff(site.diff, site)}</div></details>
`;
}

/** The line of code, which tells sites apart; what is said about the site where no code is known. */
function headline({ excerpt: shown, line, message }: ReportSite): Markup {
  const code = shown?.lines[line - shown.firstLine]?.trim() ?? '';
  return code === '' ? html`<span class="said">${plain(message)}</span>` : html`<code class="said">${code}</code>`;
}

function excerpt({ firstLine, lines, marked: [from, to] }: Excerpt, { path, line }: ReportSite): Markup {
  const shown = lines.map((text, index) => {
    const number = firstLine + index;
    const isMarked = number >= from && number <= to;
    const code = isMarked ? html`<mark>${text}</mark>` : text;
    return html`<span class="${isMarked ? 'line marked' : 'line'}"><span class="number">${number}</span>${code}
</span>`;
  });
  return html`<pre class="code" tabindex="0" role="region" aria-label="Code around ${path}:${line}">${shown}</pre>
`;
}

const CLASS_OF_SIGN: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'hunk' };

function diff(lines: readonly string[], { path, line }: ReportSite): Markup {
  const shown = lines.map(
    (text) => html`<span class="line ${CLASS_OF_SIGN[text.charAt(0)] ?? 'kept'}">${text}
</span>`,
  );
  return html`<pre class="code diff" tabindex="0" role="region" aria-label="Change at ${path}:${line}">${shown}</pre>
`;
}

/** A message with the code between its backticks marked up. */
export function withCode(text: string): Markup {
  return html`${text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}
