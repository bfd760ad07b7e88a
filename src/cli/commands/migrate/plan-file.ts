import { existsSync } from 'node:fs';
import type { Engine, MigratedText, ReadComments, SiteChange, SiteEdit, SkippedSite } from '../../engine.js';
import { allLeft, type Migrated } from '../../../engines/migrate/migrated.js';
import { mayHaveDirectives, suppressionsOf } from '../../directives/disable-directives.js';
import type { SuppressionAt } from '../../directives/disable-directives.js';
import { codemodNamed } from '../../../engines/migrate/codemods.js';
import { HelperPathError } from '../../../project/helper-placement/refused-helper.js';
import { byPosition } from '../../../text/positions.js';
import { InterruptedError } from '../../interruptible.js';
import type { Candidate } from '../../scan/candidate.js';
import { positionKey } from './file-detail.js';
import type { Decide, FilePlan, ProposedSite, Verdict } from './file-plan.js';
import type { RewriteOptions } from './options.js';

/**
 * Plans the rewrite of one file; nothing is written. Sites that an ESLint comment disables are left, and so is every
 * site that `decide` does not choose. A crash of the engine fails the file, never the run.
 */
export async function planFile(
  candidate: Candidate,
  engine: Pick<Engine, 'migrator' | 'commentReader'>,
  options: RewriteOptions,
  decide?: Decide,
): Promise<FilePlan> {
  const { path, source } = candidate;
  try {
    const migrate = await engine.migrator();
    const suppressionAt = mayHaveDirectives(source.text)
      ? onFirstUse(await engine.commentReader(), candidate)
      : () => undefined;
    const attempt = (whyLeft: WhyLeft): Attempt => {
      const left: SkippedSite[] = [];
      const changes: SiteChange[] = [];
      const accept = (site: SiteChange): boolean => {
        const why = suppressionOf(site, suppressionAt) ?? whyLeft(site);
        if (why) left.push(why);
        else changes.push(site);
        return why === undefined;
      };
      return { migrated: migrate(source.text, path, { ...options, accept }), left, changes };
    };
    return decide
      ? await planByAnswers(attempt, candidate, decide)
      : toPlan(
          attempt(() => undefined),
          candidate,
        );
  } catch (error) {
    if (error instanceof InterruptedError) return { status: 'failed', error: error.message };
    if (error instanceof HelperPathError) return { status: 'failed', error: error.message, cause: 'helper-path' };
    return {
      status: 'failed',
      error: `The migration crashed on this file, which is a bug of sts-regional: ${(error as Error).message}`,
    };
  }
}

/** Why a site that no comment disables is left; `undefined` to rewrite it. */
type WhyLeft = (site: SiteChange) => SkippedSite | undefined;

/** One migration of the text: what it changed, and the sites that it was told to leave. */
interface Attempt {
  readonly migrated: MigratedText;
  readonly left: readonly SkippedSite[];
  readonly changes: readonly SiteChange[];
}

/**
 * Migrates once to find the sites, asks about them, and migrates again with the answers: the engine cannot wait for a
 * person.
 */
async function planByAnswers(
  attempt: (whyLeft: WhyLeft) => Attempt,
  candidate: Candidate,
  decide: Decide,
): Promise<FilePlan> {
  const everything = attempt(() => undefined);
  const plan = toPlan(everything, candidate);
  if (plan.status !== 'changed') return plan;
  const sites = proposedSites(everything.changes, attempt, candidate);
  const verdicts = await decide(sites, candidate);
  const verdictAt = new Map(sites.map((site) => [positionKey(site), verdicts.get(site)]));
  return toPlan(
    attempt((site) => leftByVerdict(site, verdictAt.get(positionKey(site)))),
    candidate,
  );
}

function leftByVerdict({ line, column, codemod }: SiteChange, verdict: Verdict | undefined): SkippedSite | undefined {
  if (verdict === 'rewrite' || (verdict === 'regional' && codemod !== 'failover')) return undefined;
  return { line, column, reason: WHY_LEFT[verdict ?? 'unasked'], nextStep: RUN_AGAIN_LATER };
}

const WHY_LEFT: Readonly<Record<Exclude<Verdict, 'rewrite'> | 'unasked', string>> = {
  decline: 'The rewrite was declined.',
  regional: 'Failover was declined.',
  unasked: 'The run was stopped before it asked about this site.',
};

/** A file of which only some sites were accepted has unstaged changes then, and a run refuses such files. */
export const RUN_AGAIN_LATER = 'Stage or commit the changes of this run, then run again.';

/** The sites that were changed, top to bottom. Several codemods may change one site. */
function proposedSites(
  changes: readonly SiteChange[],
  attempt: (whyLeft: WhyLeft) => Attempt,
  { source }: Candidate,
): readonly ProposedSite[] {
  const sites = new Map<string, ProposedSite>();
  for (const { line, column, codemod } of changes) {
    const key = positionKey({ line, column });
    let alone: MigratedText | undefined;
    const rewriteAlone = (): MigratedText =>
      (alone ??= attempt((site) => leftByVerdict(site, positionKey(site) === key ? 'rewrite' : undefined)).migrated);
    sites.set(key, {
      line,
      column,
      codemods: [...new Set(sites.get(key)?.codemods).add(codemod)],
      rewritten() {
        const migrated = rewriteAlone();
        return migrated.status === 'unparsable' ? source.text : migrated.text;
      },
      newHelpers() {
        const migrated = rewriteAlone();
        const helpers = migrated.status === 'unparsable' ? [] : migrated.helpers;
        return helpers
          .filter(({ path }) => !existsSync(path))
          .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
      },
    });
  }
  return [...sites.values()].sort(byPosition);
}

/** Reads the comments when the first site asks for them: many files have comments, few have a site. */
function onFirstUse(readComments: ReadComments, { path, source }: Candidate): SuppressionAt {
  let suppressionAt: SuppressionAt | undefined;
  return (position, ruleId) => (suppressionAt ??= suppressionsOf(readComments(source.text, path)))(position, ruleId);
}

function toPlan({ migrated, left, changes }: Attempt, { source }: Candidate): FilePlan {
  if (migrated.status === 'unparsable') {
    const { message, line, column } = migrated;
    return {
      status: 'failed',
      error: `Parsing error: ${message}`,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    };
  }
  const { unparsed } = migrated;
  const error = unparsed && { error: `Parsing error: ${unparsed.message}${positionOf(unparsed)}` };
  const { edits, skipped } = oneEntryForEachSite(migrated, left);
  if (migrated.status === 'refused')
    return { status: 'failed', error: 'A rewrite failed its last check, which is a bug of sts-regional.', skipped };
  if (migrated.status === 'unchanged' || migrated.text === source.text)
    return { status: 'unchanged', skipped, sites: migrated.sites, ...error };
  if (!source.faithful)
    return {
      status: 'failed',
      error: 'The file is not valid UTF-8, so a rewrite would damage it. Convert it to UTF-8 first.',
    };
  return {
    status: 'changed',
    text: source.byteOrderMark + migrated.text,
    edits,
    changes,
    skipped,
    sites: migrated.sites,
    helpers: migrated.helpers,
    ...(migrated.helperModule !== undefined && { helperModule: migrated.helperModule }),
    ...error,
  };
}

/** A reason of the run outranks those of the engine. At a site that was rewritten, it says what remains. */
function oneEntryForEachSite(
  migrated: Pick<Migrated, 'edits' | 'skipped'>,
  leftByRun: readonly SkippedSite[],
): { readonly edits: readonly SiteEdit[]; readonly skipped: readonly SkippedSite[] } {
  const left = new Map(
    [...allLeft(migrated), ...leftByRun].map(({ line, column, reason, nextStep }): [string, SkippedSite] => [
      positionKey({ line, column }),
      { line, column, reason, nextStep },
    ]),
  );
  const edits = migrated.edits.map(({ line, column, codemod, requires }): SiteEdit => {
    const { reason, nextStep } = left.get(positionKey({ line, column })) ?? {};
    left.delete(positionKey({ line, column }));
    return {
      line,
      column,
      codemod,
      ...(requires !== undefined && { requires }),
      ...(reason !== undefined && nextStep !== undefined && { remaining: { reason, nextStep } }),
    };
  });
  return { edits: edits.sort(byPosition), skipped: [...left.values()].sort(byPosition) };
}

/** ` (3:14)` behind what could not be parsed. */
export const positionOf = ({
  line,
  column,
}: {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}): string => (line === undefined ? '' : ` (${line}:${column ?? 1})`);

function suppressionOf(site: SiteChange, suppressionAt: SuppressionAt): SkippedSite | undefined {
  const cured = [
    ...codemodNamed(site.codemod).cures,
    ...(site.lacksRegion ? codemodNamed('explicit-regions').cures : []),
  ];
  for (const rule of cured) {
    const suppression = suppressionAt(site, `sts-regional/${rule}`);
    if (!suppression) continue;
    const why = suppression.justification === '' ? '' : ` (${suppression.justification})`;
    return {
      line: site.line,
      column: site.column,
      reason: `An ESLint comment in line ${suppression.line} disables sts-regional/${rule} here${why}.`,
      nextStep: 'Remove the comment to have the site migrated.',
    };
  }
  return undefined;
}
