/**
 * AWS partitions and regions. The table is generated from the SDK's own data (partitions.generated.ts). Pseudo-regions
 * such as `aws-global` or `us-west-2-fips` are names that the SDKs accept, but they are not regions.
 */
import type { Partition, Region } from './partition.js';
import { GENERATED_PARTITIONS, GENERATED_REGIONS } from './partitions.generated.js';

export const PARTITIONS: ReadonlyMap<string, Partition> = new Map(
  GENERATED_PARTITIONS.map((partition) => [partition.id, partition]),
);

const REGIONS: ReadonlyMap<string, Region> = new Map(GENERATED_REGIONS.map((region) => [region.name, region]));
const DEFAULT_PARTITION = 'aws';

/** Every region of every partition, in the order of the partitions and then by name. */
export function allRegions(): readonly Region[] {
  return GENERATED_REGIONS;
}

/** The region with exactly this name; `undefined` for misspelt names, unknown regions and pseudo-regions. */
export function findRegion(name: string): Region | undefined {
  return REGIONS.get(name);
}

/**
 * The partition of a region name: by the table, else by the form of the name, else `aws`. The SDKs decide the same way
 * (v3 3.1169.0, `partition()`).
 */
export function partitionOf(region: string): Partition {
  const id = REGIONS.get(region)?.partition ?? pseudoPartition(region);
  const partition = GENERATED_PARTITIONS.find((candidate) =>
    id === undefined ? candidate.regionPattern.test(region) : candidate.id === id,
  );
  return partition ?? partitionById(DEFAULT_PARTITION);
}

/**
 * Whether a region could have this name: `us-east-3` could, but `us-east-1a`, `US-EAST-1` and pseudo-regions could not.
 */
export function isWellFormedRegion(name: string): boolean {
  return GENERATED_PARTITIONS.some((partition) => partition.regionPattern.test(name));
}

/** Whether SDKs turn the name into something else: the global host, or the FIPS host of the region in it. */
export function isPseudoRegion(name: string): boolean {
  return (
    name.startsWith('fips-') || name.endsWith('-fips') || name === 'aws-fips' || pseudoPartition(name) !== undefined
  );
}

/** The name without the typos that never change its meaning: surrounding space and upper case. */
export function normaliseRegion(name: string): string {
  return name.trim().toLowerCase();
}

/** The regions of one partition. Credentials are valid in their own partition only, so a fallback is one of these. */
export function regionsOf(partitionId: string): readonly Region[] {
  return GENERATED_REGIONS.filter((region) => region.partition === partitionId);
}

/** Whether the partition of a region has another one to fail over to. */
export const hasSecondRegion = (region: string): boolean => regionsOf(partitionOf(region).id).length > 1;

function pseudoPartition(name: string): string | undefined {
  const id = /^(aws(?:-[a-z]+)*)-global$/.exec(name)?.[1];
  return id !== undefined && PARTITIONS.has(id) ? id : undefined;
}

function partitionById(id: string): Partition {
  const partition = PARTITIONS.get(id);
  if (partition === undefined) throw new Error(`The generated table has no partition ${id}`);
  return partition;
}
