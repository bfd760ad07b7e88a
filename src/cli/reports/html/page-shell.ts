import { createHash } from 'node:crypto';
import { html, Markup } from './markup.js';
import type { Fact } from '../provenance.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** What every HTML report has around its content. */
export interface PageShell {
  readonly title: string;
  /** The text below the title: what was run, and on what. */
  readonly subtitle: string;
  readonly version: string;
  /** What the report is about: the project, the commit, the settings. */
  readonly facts?: readonly Fact[];
  readonly figures: readonly Figure[];
  /** What the entries of the list are called, in the plural. */
  readonly entries: string;
  readonly content: Markup;
  /** A sentence at the end of the page. */
  readonly footer: string;
}

export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly tone?: Tone;
}

/** Decides the color. The meaning is always written, too. */
export type Tone = 'bad' | 'warn' | 'good' | 'quiet';

/** In the template with a tag, a bundler would import a package of its own for the end of the script. */
const SCRIPT_ELEMENT = new Markup(`<script>${SCRIPT}</script>`);

/**
 * A report as one HTML file that loads no font, image, style or script. Its content security policy allows its own
 * style and script by their hashes and nothing else, so no code in the report can run. The same page always gives the
 * same bytes.
 */
export function renderShell(page: PageShell): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hash(STYLE)}'`,
    `script-src '${hash(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="eslint-plugin-sts-regional ${page.version}">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#sites">Skip to the ${page.entries}</a>
<header><div><h1>${page.title}</h1><p>${page.subtitle}</p>${facts(page)}</div>
<button type="button" id="theme" data-needs-script hidden>Dark colors</button></header>
<main>
<section aria-label="In numbers"><dl class="figures">${page.figures.map(figure)}</dl></section>
${page.content}
</main>
<footer>${page.footer}</footer>
${SCRIPT_ELEMENT}
</body>
</html>
`.text;
}

function facts({ facts: known = [], version }: PageShell): Markup {
  const all = [...known, { label: 'Made by', value: `eslint-plugin-sts-regional ${version}` }];
  return html`<dl class="facts">${all.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function figure({ label, value, tone }: Figure): Markup {
  const shownTone = value > 0 && tone !== undefined ? tone : 'text';
  return html`<div><dt>${label}</dt><dd class="tone-${shownTone}">${value}</dd></div>`;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
