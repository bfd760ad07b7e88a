/**
 * Which region to use first for STS and which next, for code that runs near a place or for times that were measured.
 */
import { distanceKm } from './distance.js';
import type { Region } from './partition.js';
import { regionsOf } from './regions.js';
import { isAllowed, type Residency } from './residency.js';

export interface Fallback {
  readonly region: Region;
  /** From the home region; `undefined` where the place of one of the two is not public. */
  readonly distanceKm: number | undefined;
}

/** What a user should know before following a proposal. */
export type Caveat =
  /** STS has no FIPS host in the home, which is where the code runs. */
  | 'home-without-fips'
  /** STS answers in the home region only for accounts that have enabled it, so no other region falls back to it. */
  | 'home-is-opt-in'
  /** The partition has one region, so there is nowhere to go. */
  | 'only-region'
  /** Fewer than two fallbacks: the partition or the measurement has no more. */
  | 'few-fallbacks';

export interface Proposal {
  /** `undefined` when no region qualifies: none was measured, none has a FIPS host, or the home is not allowed. */
  readonly home: Region | undefined;
  /** In the order to try them. */
  readonly fallbacks: readonly Fallback[];
  readonly caveats: readonly Caveat[];
}

export interface ProposalOptions extends Residency {
  /** Only regions where STS has a FIPS host. */
  readonly fips?: boolean;
}

export interface MeasuredRegion {
  readonly region: Region;
  readonly milliseconds: number;
}

/** With two fallbacks, one is left while the other is down. */
const FALLBACKS = 2;

/**
 * Home and fallbacks for code that runs in a region. The home is always that region: the code stays where it is.
 * Fallbacks are in the same partition and enabled in every account, nearest first. No home where that region itself is
 * not allowed, or with `fips` where no region of the partition has a FIPS host.
 */
export function proposeNear(near: Region, options: ProposalOptions = {}): Proposal {
  const partition = regionsOf(near.partition);
  if (!isAllowed(near, options) || !partition.some((region) => hasWantedHost(region, options)))
    return { home: undefined, fallbacks: [], caveats: [] };
  const candidates = byDistance(near, eligible(partition, options));
  return proposal(near, candidates, hasWantedHost(near, options) ? [] : ['home-without-fips']);
}

/**
 * Home and fallbacks by measured times, quickest first, under the same conditions as {@link proposeNear}.
 *
 * @param near a region that may be the home although it is opt-in, because the code runs there
 */
export function proposeByTime(
  measured: readonly MeasuredRegion[],
  options: ProposalOptions = {},
  near?: Region,
): Proposal {
  const regions = [...measured]
    .sort((a, b) => a.milliseconds - b.milliseconds || compareNames(a.region, b.region))
    .map(({ region }) => region);
  const home = regions.find((region) => qualifies(region, options) && (isForEveryAccount(region) || region === near));
  if (!home) return { home, fallbacks: [], caveats: [] };
  return proposal(
    home,
    eligible(
      regions.filter(({ partition }) => partition === home.partition),
      options,
    ),
    [],
  );
}

/** The regions that {@link proposeNear} chooses from, nearest first, the region itself included where it qualifies. */
export function candidatesNear(near: Region, options: ProposalOptions = {}): readonly Region[] {
  const others = byDistance(near, eligible(regionsOf(near.partition), options)).filter((region) => region !== near);
  return qualifies(near, options) ? [near, ...others] : others;
}

/**
 * A proposal as settings. By default each of `regions` falls back to the others; `fallbacks` is set only when that
 * would lead to an opt-in home. `undefined` without a home.
 */
export function settingsOf({
  home,
  fallbacks,
}: Proposal):
  | { readonly regions: readonly string[]; readonly fallbacks?: Readonly<Record<string, readonly string[]>> }
  | undefined {
  if (!home) return undefined;
  const others = fallbacks.map(({ region }) => region.name);
  const regions = [home.name, ...others];
  if (isForEveryAccount(home) || others.length === 0) return { regions };
  const table = regions
    .map((name) => [name, others.filter((other) => other !== name)] as const)
    .filter(([, next]) => next.length > 0);
  return { regions, fallbacks: Object.fromEntries(table) };
}

function proposal(home: Region, candidates: readonly Region[], caveats: readonly Caveat[]): Proposal {
  const chosen = candidates.filter((candidate) => candidate.name !== home.name).slice(0, FALLBACKS);
  return {
    home,
    fallbacks: chosen.map((region) => ({ region, distanceKm: distanceKm(home, region) })),
    caveats: [
      ...caveats,
      ...(isForEveryAccount(home) ? [] : (['home-is-opt-in'] as const)),
      ...(regionsOf(home.partition).length === 1
        ? (['only-region'] as const)
        : chosen.length < FALLBACKS
          ? (['few-fallbacks'] as const)
          : []),
    ],
  };
}

const isForEveryAccount = ({ optIn }: Region): boolean => optIn === 'default';
const hasWantedHost = ({ hasFipsHost }: Region, { fips = false }: ProposalOptions): boolean => !fips || hasFipsHost;
const qualifies = (region: Region, options: ProposalOptions): boolean =>
  hasWantedHost(region, options) && isAllowed(region, options);

function eligible(regions: readonly Region[], options: ProposalOptions): readonly Region[] {
  return regions.filter((region) => isForEveryAccount(region) && qualifies(region, options));
}

/** Nearest first; those without a public place last, by name. */
function byDistance(from: Region, regions: readonly Region[]): readonly Region[] {
  const distance = (region: Region): number => distanceKm(from, region) ?? Number.MAX_VALUE;
  return [...regions].sort((a, b) => distance(a) - distance(b) || compareNames(a, b));
}

const compareNames = (a: Region, b: Region): number => (a.name < b.name ? -1 : 1);
