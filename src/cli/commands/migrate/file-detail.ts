import type { SiteChange, FoundSite, SkippedSite } from '../../engine.js';
import type { Excerpt } from '../../reports/html/report-page.js';
import { excerptOf, hunksOf } from '../../reports/html/report-page.js';
import type { Candidate } from '../../scan/candidate.js';
import { unifiedDiff } from '../../../text/diff.js';
import { lineChanges, linesOf } from '../../../text/line-changes.js';
import type { FilePlan } from './file-plan.js';

/** What the reports that show code (HTML, SARIF) need of one file besides its sites. */
export interface FileDetail {
  /** By `positionKey`. */
  readonly sites: ReadonlyMap<string, SiteDetail>;
  /** The whole rewrite of the file as replacements of whole lines, top to bottom. */
  readonly replacements: readonly LineReplacement[];
}

export interface SiteDetail {
  readonly sdk?: FoundSite['sdk'];
  /** The host that the request goes to before the rewrite. */
  readonly host?: string;
  readonly excerpt: Excerpt;
  /** The change of the site's own lines; imports are not among them. */
  readonly diff?: readonly string[];
}

/**
 * `text` replaces everything from the start of `startLine` up to the end position, which is not included. Counted from
 * 1.
 */
export interface LineReplacement {
  readonly startLine: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The key of a site in a file's details. */
export function positionKey({ line, column }: Pick<SkippedSite, 'line' | 'column'>): string {
  return `${line}:${column}`;
}

/** Keeps what the reports will need of a planned file, since its text is dropped. */
export function fileDetail(
  { source: { text, byteOrderMark } }: Candidate,
  plan: Exclude<FilePlan, { status: 'failed' }>,
  path: string,
): FileDetail {
  const lines = text.split(/\r?\n/);
  const facts = new Map(plan.sites.map((site) => [positionKey(site), site]));
  const changes = plan.status === 'changed' ? changesByPosition(plan.changes) : new Map<string, LinesBeforeAfter>();
  const positions = [...plan.skipped, ...(plan.status === 'changed' ? plan.edits : [])];
  const sites = positions.map((site): [string, SiteDetail] => {
    const known = facts.get(positionKey(site));
    const change = changes.get(positionKey(site));
    const siteLines = change ? change.before.split('\n').length : 1;
    return [
      positionKey(site),
      {
        ...(known && { sdk: known.sdk, ...(known.host !== undefined && { host: known.host }) }),
        excerpt: excerptOf(lines, site.line, site.line + siteLines - 1),
        ...(change && {
          diff: hunksOf(unifiedDiff(path, withNewline(change.before), withNewline(change.after))).slice(1),
        }),
      },
    ];
  });
  return {
    sites: new Map(sites),
    replacements: plan.status === 'changed' ? replacementsOf(byteOrderMark + text, plan.text) : [],
  };
}

type LinesBeforeAfter = Pick<SiteChange, 'before' | 'after'>;

/** Several codemods may change one site in turn: keeps the text before the first and after the last of them. */
function changesByPosition(changes: readonly SiteChange[]): Map<string, LinesBeforeAfter> {
  const byPosition = new Map<string, LinesBeforeAfter>();
  for (const change of changes) {
    const key = positionKey(change);
    byPosition.set(key, { before: byPosition.get(key)?.before ?? change.before, after: change.after });
  }
  return byPosition;
}

function replacementsOf(before: string, after: string): LineReplacement[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  return lineChanges(old, now).map(({ old: [from, to], new: added }) => {
    const text = now.slice(...added).join('');
    const last = old[to - 1];
    // No line follows the end of a file without a final line end, so there is none to point to.
    return from < to && last !== undefined && !last.endsWith('\n')
      ? { startLine: from + 1, endLine: to, endColumn: last.length + 1, text }
      : { startLine: from + 1, endLine: to + 1, endColumn: 1, text };
  });
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
