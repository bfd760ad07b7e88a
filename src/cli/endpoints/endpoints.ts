import { proposeNear } from '../../sts/region-proposal.js';
import type { Region } from '../../sts/regions.js';
import { PARTITIONS, findRegion, similarRegions } from '../../sts/regions.js';
import type { ExitStatus } from '../exit-status.js';
import { EXIT } from '../exit-status.js';
import type { Host } from '../host.js';
import { emit } from '../reports/emit.js';
import { closest } from '../settings/closest.js';
import { UsageError } from '../usage-error.js';
import type { NearJson } from './json.js';
import { proposalToJson, tableToJson } from './json.js';
import { HOW_NEAR, proposalToText } from './proposal.js';
import { partitionTables, tableToText } from './table.js';

export interface EndpointsFlags {
  readonly partition?: string;
  readonly json?: boolean;
  readonly near?: string;
  readonly fips?: boolean;
}

/**
 * Shows where STS is: the table of its hosts, or a proposal of regions.
 *
 * @throws UsageError for a partition or region that does not exist, and where nothing has a FIPS host
 */
export function endpoints(flags: EndpointsFlags, host: Host): ExitStatus {
  if (flags.near !== undefined) return near(regionNamed(flags.near, '--near'), flags, host);
  if (flags.partition !== undefined) refuseUnknownPartition(flags.partition);
  const tables = partitionTables(flags);
  if (tables.length === 0) throw new UsageError(`STS has no FIPS host in the partition ${flags.partition}.`);
  emit((color) => (flags.json ? toText(tableToJson(tables)) : tableToText(tables, host.stdout.isTTY ? host.stdout.columns : undefined, color)), undefined, host);
  return EXIT.success;
}

function near(region: Region, { json = false, fips = false }: EndpointsFlags, host: Host): ExitStatus {
  const proposal = proposeNear(region, { fips });
  const asJson = proposalToJson(proposal, fips);
  if (!asJson) throw new UsageError(`STS has no FIPS host in the partition ${region.partition}, so there is nothing to propose. Without --fips there is.`);
  const report: NearJson = { schemaVersion: 1, near: region.name, proposal: asJson };
  emit((color) => (json ? toText(report) : proposalToText(proposal, { heading: `For code near ${region.name}, ${region.description}:`, how: HOW_NEAR, fips, near: region }, color)), undefined, host);
  return EXIT.success;
}

/**
 * The region of a flag's value.
 *
 * @throws UsageError with the regions that may be meant
 */
export function regionNamed(name: string, flag: string): Region {
  const region = findRegion(name);
  if (region) return region;
  const similar = similarRegions(name).map(({ name: other, description }) => `${other} (${description})`);
  throw new UsageError(`${flag}: "${name}" is not an AWS region. ${similar.length === 0 ? '"sts-regional endpoints" lists them all.' : `Did you mean ${alternatives(similar)}?`}`);
}

function refuseUnknownPartition(id: string): void {
  if (PARTITIONS.has(id)) return;
  const known = [...PARTITIONS.keys()];
  const meant = closest(id, known);
  throw new UsageError(`--partition: there is no partition "${id}". ${meant === undefined ? '' : `Did you mean "${meant}"? `}Known are ${known.join(', ')}.`);
}

const alternatives = (items: readonly string[]): string => [items.slice(0, -1).join(', '), items.at(-1)].filter((part) => part !== '').join(' or ');
const toText = (json: object): string => `${JSON.stringify(json, null, 2)}\n`;
