import { proposeNear } from '../../../sts/region-proposal.js';
import { toJson } from '../../reports/json.js';
import type { Region } from '../../../sts/partition.js';
import { PARTITIONS } from '../../../sts/regions.js';
import { isAllowed } from '../../../sts/residency.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import type { Terminal } from '../../terminal/terminal.js';
import { emit } from '../../reports/emit.js';
import { closest } from '../../../text/closest.js';
import { UsageError } from '../../usage-error.js';
import { homeNotAllowed, regionNamed, residencyOf, type ResidencyFlags } from './residency-flags.js';
import type { NearJson } from './json.js';
import type { Network } from './probe/handshake.js';
import { proposalToJson, tableToJson } from './json.js';
import { HOW_NEAR, proposalToText } from './proposal.js';
import { partitionTables, tableToText } from './table.js';

export interface EndpointsFlags extends ResidencyFlags {
  readonly partition?: string;
  readonly json?: boolean;
  readonly near?: string;
  readonly fips?: boolean;
  readonly probe?: boolean;
  /** What to probe. */
  readonly regions?: readonly string[];
  readonly repeat?: number;
  /** Milliseconds for one handshake. */
  readonly timeout?: number;
}

const DEFAULT_PARTITION = 'aws';
const DEFAULT_REPEAT = 5;
const DEFAULT_TIMEOUT_MS = 5000;
const INSTEAD_OF_REGIONS = ' To see a region among the others, leave it out; for a proposal use --near REGION.';

/**
 * Shows the table of STS hosts, a proposal of regions, or how long handshakes with the hosts take.
 *
 * @param network what `--probe` opens connections on
 * @throws UsageError for an unknown partition or region, for flags that need `--probe`, and where no region has a FIPS
 * host
 */
export async function endpoints(flags: EndpointsFlags, terminal: Terminal, network?: Network): Promise<ExitStatus> {
  if (flags.partition !== undefined) refuseUnknownPartition(flags.partition);
  if (flags.probe) return startProbe(flags, terminal, network);
  const probeOnly = (['regions', 'repeat', 'timeout'] as const).find((flag) => flags[flag] !== undefined);
  if (probeOnly !== undefined)
    throw new UsageError(`--${probeOnly} is for --probe.${probeOnly === 'regions' ? INSTEAD_OF_REGIONS : ''}`);
  const byResidency = (['within', 'exclude'] as const).find((flag) => flags[flag] !== undefined);
  if (byResidency !== undefined && flags.near === undefined)
    throw new UsageError(`--${byResidency} is for --near and --probe --near: it keeps regions out of a proposal.`);
  if (flags.near !== undefined) return near(regionNamed(flags.near, '--near'), flags, terminal);
  const tables = partitionTables(flags);
  if (tables.length === 0) throw new UsageError(noFipsHost(`in the partition ${flags.partition}`));
  emit(
    (color) =>
      flags.json
        ? toJson(tableToJson(tables))
        : tableToText(tables, terminal.stdout.isTTY ? terminal.stdout.columns : undefined, color),
    undefined,
    terminal,
  );
  return EXIT.success;
}

function near(region: Region, flags: EndpointsFlags, terminal: Terminal): ExitStatus {
  const { json = false, fips = false } = flags;
  const residency = residencyOf(flags);
  const proposal = proposeNear(region, { fips, ...residency });
  if (!isAllowed(region, residency)) throw new UsageError(homeNotAllowed(region, residency));
  const asJson = proposalToJson(proposal, fips);
  if (!asJson) throw new UsageError(noFipsHost(`in the partition ${region.partition}`));
  const report: NearJson = { schemaVersion: 1, near: region.name, proposal: asJson };
  emit(
    (color) =>
      json
        ? toJson(report)
        : proposalToText(
            proposal,
            {
              heading: `For code near ${region.name}, ${region.description}, in the partition ${region.partition}:`,
              how: HOW_NEAR,
              fips,
            },
            color,
          ),
    undefined,
    terminal,
  );
  return EXIT.success;
}

async function startProbe(flags: EndpointsFlags, terminal: Terminal, network?: Network): Promise<ExitStatus> {
  const { fips = false, json = false, repeat = DEFAULT_REPEAT, timeout = DEFAULT_TIMEOUT_MS } = flags;
  const { probe, probedNear } = await import('./probe/probe.js');
  const { MACHINE } = await import('./probe/handshake.js');
  const nearRegion = flags.near === undefined ? undefined : regionNamed(flags.near, '--near');
  const regions = flags.regions
    ? namedRegions(flags.regions, fips)
    : nearRegion
      ? probedNear(nearRegion, { fips, ...residencyOf(flags) })
      : partitionTables({ partition: flags.partition ?? DEFAULT_PARTITION, fips }).flatMap((table) => table.regions);
  if (regions.length === 0)
    throw new UsageError(noFipsHost(`in the partition ${nearRegion?.partition ?? flags.partition}`));
  return probe(
    {
      regions,
      named: flags.regions !== undefined,
      near: nearRegion,
      fips,
      repeat,
      timeoutMs: timeout,
      json,
      residency: residencyOf(flags),
    },
    terminal,
    network ?? MACHINE,
  );
}

function namedRegions(names: readonly string[], fips: boolean): readonly Region[] {
  const regions = [...new Set(names)].map((name) => regionNamed(name, '--regions'));
  const without = regions.filter(({ hasFipsHost }) => fips && !hasFipsHost).map(({ name }) => name);
  if (without.length > 0) throw new UsageError(`--regions: ${noFipsHost(`in ${without.join(', ')}`)}`);
  return regions;
}

const noFipsHost = (where: string): string => `STS has no FIPS host ${where}. Try without --fips.`;

function refuseUnknownPartition(id: string): void {
  if (PARTITIONS.has(id)) return;
  const known = [...PARTITIONS.keys()];
  const meant = closest(id, known);
  const help = [...(meant === undefined ? [] : [`Did you mean "${meant}"?`]), `Choose one of ${known.join(', ')}.`];
  throw new UsageError(`--partition: there is no partition "${id}". ${help.join(' ')}`);
}
