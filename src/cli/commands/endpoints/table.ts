import pc from 'picocolors';
import type { Colors } from '../../terminal/colors.js';
import { listedHosts, type RegionHosts } from '../../../sts/hosts.js';
import type { Partition, Region } from '../../../sts/partition.js';
import { PARTITIONS, regionsOf } from '../../../sts/regions.js';
import { count } from '../../reports/words.js';
import { activationOf } from './activation.js';
import { alignColumns, visibleWidth } from './columns.js';

/** A partition with the regions to show. */
export interface PartitionTable {
  readonly partition: Partition;
  readonly regions: readonly Region[];
}

/**
 * The regions of one partition, or of all; with `fips` only the regions where STS has a FIPS host. Leaves out
 * partitions without a region.
 */
export function partitionTables({
  partition: id,
  fips = false,
}: {
  readonly partition?: string | undefined;
  readonly fips?: boolean | undefined;
}): readonly PartitionTable[] {
  return [...PARTITIONS.values()]
    .filter((partition) => id === undefined || partition.id === id)
    .map((partition) => ({
      partition,
      regions: regionsOf(partition.id).filter(({ hasFipsHost }) => !fips || hasFipsHost),
    }))
    .filter(({ regions }) => regions.length > 0);
}

/** Shown where AWS lists no such host. */
export const NO_HOST = '–';

type Cell = (region: Region, hosts: RegionHosts<string | undefined>, paint: Colors) => string;

const STATUS_COLOR = { default: 'green', 'opt-in': 'yellow', unknown: 'red' } as const;

/** The columns of the table. A narrow terminal drops the last ones first. */
const COLUMNS: readonly { readonly title: string; readonly cell: Cell }[] = [
  { title: 'region', cell: ({ name }, _, paint) => paint.bold(name) },
  { title: 'opt-in', cell: ({ optIn }, _, paint) => paint[STATUS_COLOR[optIn]](optIn) },
  { title: 'STS host', cell: (_, { regional }) => regional },
  { title: 'FIPS host', cell: (_, { fips }, paint) => fips ?? paint.dim(NO_HOST) },
  { title: 'dual-stack host', cell: (_, { dualStack }, paint) => dualStack ?? paint.dim(NO_HOST) },
  { title: 'name', cell: ({ description }) => description },
  { title: 'activation', cell: (region) => activationOf(region).note },
];

/** How many of the last columns a line can do without. */
const OPTIONAL_COLUMNS = 2;

const STATUS_LEGEND: readonly (readonly [Region['optIn'], string])[] = [
  [
    'default',
    'STS answers there for every account. In the partition aws an administrator can deactivate it ' +
      '(IAM, Account settings), except in us-east-1.',
  ],
  [
    'opt-in',
    'STS answers there once the account has enabled the region, so it is no fallback unless every account has.',
  ],
  ['unknown', 'Newer than the source of the opt-in status. Treat it as opt-in.'],
];

const NO_HOST_LEGEND = [
  NO_HOST,
  'AWS lists no such host of STS. The SDKs still build a name for it, which may not resolve.',
] as const;

/**
 * The table for people: a block for each partition, with as many columns as fit. Where not even the hosts fit beside
 * each other, each region takes several lines.
 *
 * @param width of the terminal; `undefined` for a file or pipe, which gets every column
 */
export function tableToText(tables: readonly PartitionTable[], width: number | undefined, color: boolean): string {
  const paint = pc.createColors(color);
  const legend = alignColumns(legendOf(tables)).map((line) => paint.dim(line));
  return [...tables.map((table) => block(table, width, paint)), legend.join('\n')].join('\n\n') + '\n';
}

/** What the words in this table mean. */
function legendOf(tables: readonly PartitionTable[]): readonly (readonly string[])[] {
  const regions = tables.flatMap((table) => table.regions);
  const shown = new Set(regions.map(({ optIn }) => optIn));
  const lacksHost = regions.some((region) => Object.values(listedHosts(region)).includes(undefined));
  return [...STATUS_LEGEND.filter(([status]) => shown.has(status)), ...(lacksHost ? [NO_HOST_LEGEND] : [])];
}

function block({ partition, regions }: PartitionTable, width: number | undefined, paint: Colors): string {
  const { id, dnsSuffix, dualStackDnsSuffix } = partition;
  const heading = `${paint.underline(id)}  ${count(regions.length, 'region')}, ${dnsSuffix} and ${dualStackDnsSuffix}`;
  return [heading, ...body(regions, width, paint)].join('\n');
}

function body(regions: readonly Region[], width: number | undefined, paint: Colors): readonly string[] {
  for (let dropped = 0; dropped <= OPTIONAL_COLUMNS; dropped += 1) {
    const columns = COLUMNS.slice(0, COLUMNS.length - dropped);
    const lines = alignColumns([
      columns.map(({ title }) => paint.dim(title)),
      ...regions.map((region) => columns.map(({ cell }) => cell(region, listedHosts(region), paint))),
    ]).map((line) => `  ${line}`);
    if (width === undefined || lines.every((line) => visibleWidth(line) <= width)) return lines;
  }
  return regions.flatMap((region) => stacked(region, paint));
}

/** A region in several lines; hosts that it does not have are left out. */
function stacked(region: Region, paint: Colors): readonly string[] {
  const { regional, fips, dualStack } = listedHosts(region);
  const hosts = [
    ['STS', regional],
    ['FIPS', fips],
    ['dual-stack', dualStack],
  ].filter(([, host]) => host !== undefined);
  return [
    `  ${paint.bold(region.name)}  ${paint[STATUS_COLOR[region.optIn]](region.optIn)}  ${region.description}`,
    ...alignColumns(hosts.map(([label = '', host = '']) => [paint.dim(label), host])).map((line) => `    ${line}`),
  ];
}
