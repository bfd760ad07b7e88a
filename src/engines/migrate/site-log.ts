import type { RequestsOf } from '../../model/subject.js';
import type { ObstacleCode } from '../../plans/obstacles/index.js';
import { FALLBACK_OBSTACLES } from '../../plans/obstacles/site.js';
import type { Edits, Left } from '../../plans/plan.js';
import { byPosition, positionsIn } from '../../text/positions.js';
import { EVERY_CODEMOD, type PassName } from './codemods.js';
import { type FoundSite, type LeftSite, type MadeEdit, type Migrated, type SitePosition } from './migrated.js';

const READ_BY_SDK: ObstacleCode = 'region-read-by-sdk';

/** Reasons of the codemod that adds regions which matter only where no later codemod has a reason of its own. */
const YIELDING: ReadonlySet<string> = new Set<ObstacleCode>([READ_BY_SDK, 'region-out-of-sight']);

/**
 * The helper needs no regional mode of the SDK. Where it lacks nothing but a fallback region, that is the reason, and an
 * older SDK is none.
 */
const WITHOUT_MODE: ObstacleCode = 'no-regional-mode';

/** A text in a configuration file can never import the helper, so a site that was rewritten there is done. */
const NEVER_MORE: ObstacleCode = 'code-in-a-text';

/**
 * What happened to the sites of one file. A site is identified by its start offset in the original text, and is rewritten
 * or left: where a later codemod leaves what an earlier one rewrote, its reason goes with the rewrite.
 */
export class SiteLog {
  readonly #positionOf: (offset: number) => SitePosition;
  readonly #found = new Map<number, FoundSite>();
  readonly #left = new Map<number, LeftSite>();
  readonly #edits = new Map<number, MadeEdit>();
  readonly #refused = new Set<number>();

  constructor(input: string) {
    const positionOf = positionsIn(input);
    this.#positionOf = (offset) => {
      const { line, column } = positionOf(offset);
      return { line, column: column + 1 };
    };
  }

  positionOf(site: number): SitePosition {
    return this.#positionOf(site);
  }

  /** Notes what a site is. Only what it was before any rewrite counts. */
  find(site: number, requestsOf: () => RequestsOf): void {
    if (!this.#found.has(site)) this.#found.set(site, { ...this.#positionOf(site), ...requestsOf() });
  }

  /**
   * Notes why a site is left. The first codemod that leaves it gives the reason: the others come after it, once that is
   * done. Where the first has nothing to do, a later one has the better reason.
   */
  leave(site: number, { obstacle, reason, nextStep }: Left): void {
    if (obstacle === NEVER_MORE && this.#edits.has(site)) return;
    const before = this.#left.get(site);
    const yields =
      before === undefined ||
      YIELDING.has(before.obstacle) ||
      (before.obstacle === WITHOUT_MODE && obstacle in FALLBACK_OBSTACLES);
    if (yields) this.#left.set(site, { ...this.#positionOf(site), obstacle, reason, nextStep });
  }

  /** Whether the only note about the site is that the SDK finds its region. */
  lacksRegion(site: number): boolean {
    return this.#left.get(site)?.obstacle === READ_BY_SDK;
  }

  /** Notes a rewrite. A later one decides what the site requires: the helper keeps a client without a region working. */
  rewrite(site: number, pass: PassName, { requires }: Pick<Edits, 'requires'>): void {
    const before = this.#edits.get(site);
    const codemod = before && before.codemod !== pass ? EVERY_CODEMOD.name : pass;
    this.#edits.set(site, { ...this.#positionOf(site), codemod, ...(requires !== undefined && { requires }) });
    this.#left.delete(site);
  }

  /** Takes back every rewrite, for a reason that outranks all others. */
  takeBack(why: Left): void {
    for (const [site, { line, column }] of this.#edits) {
      const { obstacle, reason, nextStep } = why;
      this.#left.set(site, { line, column, obstacle, reason, nextStep });
    }
    this.#edits.clear();
  }

  /** Somebody was asked about the site and said no. */
  refuse(site: number): void {
    this.#refused.add(site);
  }

  isRefused(site: number): boolean {
    return this.#refused.has(site);
  }

  /** Whether something is left that another rewrite may have made way for. */
  leavesAny(): boolean {
    return this.#left.size > 0;
  }

  result(): Pick<Migrated, 'edits' | 'skipped' | 'sites'> {
    const isRewritten = (site: number): boolean => this.#edits.has(site);
    return {
      edits: [...this.#edits].map(([site, edit]) => ({ ...edit, ...this.#remainingAt(site) })).sort(byPosition),
      skipped: [...this.#left].flatMap(([site, left]) => (isRewritten(site) ? [] : [left])).sort(byPosition),
      sites: [...this.#found.values()].sort(byPosition),
    };
  }

  #remainingAt(site: number): Pick<MadeEdit, 'remaining'> {
    const left = this.#left.get(site);
    return left ? { remaining: { obstacle: left.obstacle, reason: left.reason, nextStep: left.nextStep } } : {};
  }
}
