/**
 * AWS partitions and regions, and the STS host of each. The table is generated from the SDK's own data (partitions.generated.ts);
 * pseudo-regions such as `aws-global` or `us-west-2-fips` are names that the SDKs accept, but no regions.
 */
import { GENERATED_PARTITIONS, GENERATED_REGIONS } from './partitions.generated.js';

export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** The region that signs for the partition's global services. */
  readonly implicitRegion: string;
  /** What a region name of this partition looks like, known or not. */
  readonly regionPattern: RegExp;
}

export interface Region {
  readonly name: string;
  /** Id of its partition: `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  readonly description: string;
  /** `opt-in`: STS answers there only in accounts that enabled the region. `unknown`: too new for the source of that status. */
  readonly optIn: 'default' | 'opt-in' | 'unknown';
  /** AWS lists a FIPS host of STS there. */
  readonly hasFipsHost: boolean;
  /** AWS lists a dual-stack host of STS there. */
  readonly hasDualStackHost: boolean;
  /** AWS lists a host of STS there that is both. */
  readonly hasFipsDualStackHost: boolean;
  /** SDK v3 sends `useGlobalEndpoint: true` to the global host from there. */
  readonly legacyGlobal: boolean;
  /** Absent where AWS does not publish it. */
  readonly location?: Location;
}

/** The place that AWS names for a region, with the coordinates of that place; where the data centers are is not public. */
export interface Location {
  readonly place: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface HostOptions {
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

export const GLOBAL_STS_HOST = 'sts.amazonaws.com';
/** What the SDKs sign requests to the global host with. */
export const GLOBAL_SIGNING_REGION = 'us-east-1';

export const PARTITIONS: ReadonlyMap<string, Partition> = new Map(
  GENERATED_PARTITIONS.map((partition) => [partition.id, partition]),
);

const REGIONS: ReadonlyMap<string, Region> = new Map(GENERATED_REGIONS.map((region) => [region.name, region]));
const DEFAULT_PARTITION = 'aws';

/** The farthest spelling that still counts as a slip: two letters of a name that has seven at least. */
const MAX_TYPO_DISTANCE = 2;

/** Every region of every partition, in the order of the partitions and then by name. */
export function allRegions(): readonly Region[] {
  return GENERATED_REGIONS;
}

/** The region of exactly this name; `undefined` for misspelt, unknown and pseudo-regions. */
export function findRegion(name: string): Region | undefined {
  return REGIONS.get(name);
}

/** The partition a region name belongs to: by the table, else by the shape of the name, else `aws`, as the SDKs decide (v3 3.1169.0, `partition()`). */
export function partitionOf(region: string): Partition {
  const id = REGIONS.get(region)?.partition ?? pseudoPartition(region);
  const partition = GENERATED_PARTITIONS.find((candidate) =>
    id === undefined ? candidate.regionPattern.test(region) : candidate.id === id,
  );
  return partition ?? partitionById(DEFAULT_PARTITION);
}

/** Could AWS name a region like this? True for `us-east-3`, false for `us-east-1a`, `US-EAST-1` and pseudo-regions. */
export function isWellFormedRegion(name: string): boolean {
  return GENERATED_PARTITIONS.some((partition) => partition.regionPattern.test(name));
}

/** Names that SDKs turn into something else: the global host, or the FIPS host of the region inside. */
export function isPseudoRegion(name: string): boolean {
  return (
    name.startsWith('fips-') || name.endsWith('-fips') || name === 'aws-fips' || pseudoPartition(name) !== undefined
  );
}

/** The name without the slips that never change what is meant: surrounding space and upper case. */
export function normaliseRegion(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * The one region that a misspelt name can mean; `undefined` when none is near, when two are equally near, or when only the number
 * differs (`us-east-3` may be new, and is no slip for us-east-1).
 */
export function closestRegion(misspelt: string): string | undefined {
  const wanted = normaliseRegion(misspelt).replaceAll('_', '-');
  if (REGIONS.has(wanted)) return wanted;
  const near = GENERATED_REGIONS.map(({ name }) => ({ name, distance: editDistance(wanted, name) }))
    .filter(({ distance }) => distance <= MAX_TYPO_DISTANCE)
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = near;
  if (best === undefined || best.distance === second?.distance || differsInNumberOnly(wanted, best.name))
    return undefined;
  return best.name;
}

/**
 * Regions that a text may mean, most likely first: the one whose name it is but for upper case and underscores, else those whose name, place or country's name has it, else those whose name is spelt alike. For
 * people to choose from; {@link closestRegion} is for what a program may decide.
 */
export function similarRegions(text: string, limit = 3): readonly Region[] {
  const wanted = normaliseRegion(text).replaceAll('_', '-');
  const itself = findRegion(wanted);
  if (itself) return [itself];
  const named =
    wanted.length < 3
      ? []
      : GENERATED_REGIONS.filter(({ name, description, location }) =>
          [name, description, location?.place ?? ''].some((label) => label.toLowerCase().includes(wanted)),
        );
  const spelt = GENERATED_REGIONS.map((region) => ({ region, distance: editDistance(wanted, region.name) }))
    .filter(({ distance }) => distance <= MAX_TYPO_DISTANCE + 1)
    .sort((a, b) => a.distance - b.distance)
    .map(({ region }) => region);
  return [...new Set([...named, ...spelt])].slice(0, limit);
}

/** The host that STS has in a region, or that an SDK would build for an unknown one. GovCloud's FIPS host is its ordinary one. */
export function stsHost(region: string, { fips = false, dualStack = false }: HostOptions = {}): string {
  const partition = partitionOf(region);
  const service = fips && !(partition.id === 'aws-us-gov' && !dualStack) ? 'sts-fips' : 'sts';
  return `${service}.${region}.${dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix}`;
}

/**
 * May a client with FIPS find a host in this region? False only where AWS's public lists leave no doubt: those of the ISO partitions are not public.
 *
 * @param dualStack `undefined` where it is not known whether the client asks for dual-stack too
 */
export function mayHaveFipsHost(
  { partition, hasFipsHost: plain, hasFipsDualStackHost }: Region,
  dualStack: boolean | undefined,
): boolean {
  return partition.startsWith('aws-iso') || plain || (dualStack !== false && hasFipsDualStackHost);
}

/** The regions of one partition. Credentials are valid in their own partition only, so a fallback is one of these. */
export function regionsOf(partitionId: string): readonly Region[] {
  return GENERATED_REGIONS.filter((region) => region.partition === partitionId);
}

function pseudoPartition(name: string): string | undefined {
  const id = /^(aws(?:-[a-z]+)*)-global$/.exec(name)?.[1];
  return id !== undefined && PARTITIONS.has(id) ? id : undefined;
}

function partitionById(id: string): Partition {
  const partition = PARTITIONS.get(id);
  if (partition === undefined) throw new Error(`The generated table has no partition ${id}`);
  return partition;
}

function differsInNumberOnly(a: string, b: string): boolean {
  const number = /\d+$/;
  return number.test(a) && a.replace(number, '') === b.replace(number, '');
}

/** Insertions, deletions, substitutions and swaps of neighbours between two short texts (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let j = 1; j <= b.length; j += 1) rows[0]?.push(j);
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
