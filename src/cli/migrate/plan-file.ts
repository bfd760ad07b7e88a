import type { Engine, MigratedText, ReadComments, SiteChange, SiteEdit, SiteFacts, SkippedSite } from '../engine.js';
import { mayHaveDirectives, suppressionsOf } from '../disable-directives.js';
import type { SuppressionAt } from '../disable-directives.js';
import { HelperPathError } from '../../project/refused-helper-path.js';
import type { Candidate } from '../scan/scan.js';
import type { RewriteOptions } from './options.js';

/**
 * The rules whose findings each codemod cures: a comment that disables one of them protects the site from the codemod too.
 */
const RULES_OF_CODEMOD: Readonly<Record<SiteChange['codemod'], readonly string[]>> = {
  'regional-endpoints': ['no-global-endpoint', 'no-legacy-endpoint-mode', 'no-endpoint-region-mismatch', 'valid-region'],
  'explicit-regions': ['require-region'],
  failover: ['require-fallback-region', 'no-ineffective-failover'],
};

/** What a run is going to do with one file. */
export type FilePlan =
  | { readonly status: 'failed'; readonly error: string; readonly line?: number; readonly column?: number; readonly cause?: 'helper-path' }
  | { readonly status: 'unchanged'; readonly skipped: readonly SkippedSite[]; readonly sites: readonly SiteFacts[] }
  | {
      readonly status: 'changed';
      /** With a byte order mark if the file has one. */
      readonly text: string;
      readonly edits: readonly SiteEdit[];
      /** In the order in which they were made; several for a site that more than one codemod rewrites. */
      readonly changes: readonly SiteChange[];
      readonly skipped: readonly SkippedSite[];
      readonly sites: readonly SiteFacts[];
      readonly helpers: readonly { readonly path: string; readonly text: string }[];
    };

/** Decides about the sites of one file, in order; asked once per site. */
export type Decide = (sites: readonly SiteChange[], candidate: Candidate) => Promise<ReadonlySet<SiteChange>>;

/**
 * Plans the rewrite of one file without touching the disk. Sites that an ESLint comment disables are left, and so is every site that
 * `decide` does not choose. A crash of the engine is a failed file, never a failed run.
 */
export async function planFile(candidate: Candidate, engine: Pick<Engine, 'migrator' | 'commentReader'>, options: RewriteOptions, decide?: Decide): Promise<FilePlan> {
  const { path, source } = candidate;
  try {
    const migrate = await engine.migrator();
    const suppressionAt = mayHaveDirectives(source.text) ? onFirstUse(await engine.commentReader(), candidate) : () => undefined;
    const left = new Map<string, SkippedSite>();
    const isFree = (site: SiteChange): boolean => {
      const suppressed = suppressionOf(site, suppressionAt);
      if (suppressed) left.set(keyOf(site), suppressed);
      return suppressed === undefined;
    };
    const accept = decide ? await chosen(candidate, options, migrate, isFree, decide, left) : isFree;
    const changes: SiteChange[] = [];
    const noting = (site: SiteChange): boolean => accept(site) && changes.push(site) > 0;
    const migrated = migrate(source.text, path, { ...options, accept: noting });
    return toPlan(migrated, candidate, [...left.values()], changes);
  } catch (error) {
    if (error instanceof HelperPathError) return { status: 'failed', error: error.message, cause: 'helper-path' };
    return { status: 'failed', error: `The migration crashed on this file, which is a bug of sts-regional: ${(error as Error).message}` };
  }
}

/** Reads the comments when the first site asks for them: many files have some, few have a site. */
function onFirstUse(readComments: ReadComments, { path, source }: Candidate): SuppressionAt {
  let suppressionAt: SuppressionAt | undefined;
  return (position, ruleId) => (suppressionAt ??= suppressionsOf(readComments(source.text, path)))(position, ruleId);
}

/** Asks about every free site first: the engine wants its answers at once, a person does not give them so. */
async function chosen(candidate: Candidate, options: RewriteOptions, migrate: Awaited<ReturnType<Engine['migrator']>>, isFree: (site: SiteChange) => boolean, decide: Decide, left: Map<string, SkippedSite>): Promise<(site: SiteChange) => boolean> {
  const sites = new Map<string, SiteChange>();
  const collect = (site: SiteChange): boolean => {
    if (!isFree(site)) return false;
    sites.set(keyOf(site), site);
    return true;
  };
  migrate(candidate.source.text, candidate.path, { ...options, accept: collect });
  const accepted = sites.size === 0 ? new Set<SiteChange>() : await decide([...sites.values()], candidate);
  for (const site of accepted) sites.delete(keyOf(site));
  for (const [key, { line, column }] of sites) left.set(key, { line, column, reason: 'The rewrite was declined.', nextStep: 'Run again to be asked again.' });
  return (site) => isFree(site) && !left.has(keyOf(site));
}

function toPlan(migrated: MigratedText, { source }: Candidate, left: readonly SkippedSite[], changes: readonly SiteChange[]): FilePlan {
  if (migrated.status === 'unparsable') {
    const { message, line, column } = migrated;
    return { status: 'failed', error: `Parsing error: ${message}`, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  }
  const isLeft = ({ line, column }: SkippedSite): boolean => left.some((site) => site.line === line && site.column === column);
  const skipped = [...migrated.skipped.filter((site) => !isLeft(site)), ...left].sort(byPosition);
  if (migrated.status === 'unchanged' || migrated.text === source.text) return { status: 'unchanged', skipped, sites: migrated.sites };
  if (!source.faithful) return { status: 'failed', error: 'The file is not valid UTF-8, so a rewrite would damage it. Convert it to UTF-8 first.' };
  return { status: 'changed', text: source.byteOrderMark + migrated.text, edits: [...migrated.edits].sort(byPosition), changes, skipped, sites: migrated.sites, helpers: migrated.helpers };
}

function suppressionOf(site: SiteChange, suppressionAt: SuppressionAt): SkippedSite | undefined {
  for (const rule of RULES_OF_CODEMOD[site.codemod]) {
    const suppression = suppressionAt(site, `sts-regional/${rule}`);
    if (!suppression) continue;
    const why = suppression.justification === '' ? '' : ` (${suppression.justification})`;
    return { line: site.line, column: site.column, reason: `An ESLint comment in line ${suppression.line} disables sts-regional/${rule} here${why}.`, nextStep: 'Remove the comment to have the site migrated.' };
  }
  return undefined;
}

function keyOf({ line, column, codemod }: SiteEdit): string {
  return `${line}:${column}:${codemod}`;
}

function byPosition(a: { line: number; column: number }, b: { line: number; column: number }): number {
  return a.line - b.line || a.column - b.column;
}
