/**
 * `endpoints --json`, schemaVersion 1, which docs/endpoints.md describes. A field may be added within a version; none
 * is renamed or removed.
 */
import type { Caveat, Proposal } from '../../../sts/region-proposal.js';
import { settingsOf } from '../../../sts/region-proposal.js';
import { listedHosts, sdkHosts } from '../../../sts/hosts.js';
import type { Region } from '../../../sts/partition.js';
import { countryOf } from '../../../sts/residency.js';
import { activationOf } from './activation.js';
import { hostOf } from './proposal.js';
import type { Failure } from './probe/failure.js';
import { proxyName } from './probe/proxy.js';
import type { Medians, Standings } from './probe/standings.js';
import { totalMs } from './probe/standings.js';
import type { PartitionTable } from './table.js';

/** `null` where AWS lists no such host. */
interface HostsJson {
  readonly regional: string;
  readonly fips: string | null;
  readonly dualStack: string | null;
  readonly fipsDualStack: string | null;
}

export interface RegionJson {
  readonly name: string;
  readonly description: string;
  readonly optIn: 'default' | 'opt-in' | 'unknown';
  /** `activeByDefault` is `null` where it is not known. */
  readonly activation: { readonly activeByDefault: boolean | null; readonly note: string };
  /** The place that AWS names; `null` where it names none. Degrees, north and east positive. */
  readonly location: {
    readonly place: string;
    readonly country: string;
    readonly latitude: number;
    readonly longitude: number;
  } | null;
  /** The hosts that AWS lists. */
  readonly hosts: HostsJson;
  /** The hosts that an SDK resolves, listed or not. */
  readonly sdkHosts: { readonly [Kind in keyof HostsJson]: string };
}

export interface TableJson {
  readonly schemaVersion: 1;
  readonly partitions: readonly {
    readonly id: string;
    readonly dnsSuffix: string;
    readonly dualStackDnsSuffix: string;
    readonly regions: readonly RegionJson[];
  }[];
}

export interface ProposalJson {
  readonly partition: string;
  readonly fips: boolean;
  /** `country` is `null` where AWS does not publish it. */
  readonly home: { readonly region: string; readonly country: string | null; readonly host: string };
  readonly fallbacks: readonly {
    readonly region: string;
    readonly country: string | null;
    readonly host: string;
    readonly distanceKm: number | null;
  }[];
  readonly caveats: readonly Caveat[];
  /** The proposal as settings for sts-regional.config.json. */
  readonly settings: {
    readonly regions: readonly string[];
    readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
  };
}

export interface NearJson {
  readonly schemaVersion: 1;
  readonly near: string;
  readonly proposal: ProposalJson;
}

/** Milliseconds, to a tenth; `null` where there is none. */
interface TimesJson {
  readonly dnsMs: number | null;
  readonly connectMs: number;
  readonly tlsMs: number;
  readonly totalMs: number;
}

export interface ProbeJson {
  readonly schemaVersion: 1;
  readonly near?: string;
  readonly probe: {
    readonly repeat: number;
    readonly timeoutMs: number;
    /** Reached hosts first, quickest first. */
    readonly measurements: readonly {
      readonly region: string;
      readonly host: string;
      readonly optIn: 'default' | 'opt-in' | 'unknown';
      /**
       * `host:port` of the proxy. With a proxy, `dnsMs` is `null` and `connectMs` lasts until the proxy has connected.
       */
      readonly proxy: string | null;
      /** Over the samples; `null` for a host that never answered. */
      readonly median: TimesJson | null;
      readonly samples: readonly TimesJson[];
      readonly failures: readonly Failure[];
    }[];
  };
  /** `null` when no region that qualifies was reached. */
  readonly proposal: ProposalJson | null;
}

/** The table as JSON. */
export function tableToJson(tables: readonly PartitionTable[]): TableJson {
  return {
    schemaVersion: 1,
    partitions: tables.map(({ partition: { id, dnsSuffix, dualStackDnsSuffix }, regions }) => ({
      id,
      dnsSuffix,
      dualStackDnsSuffix,
      regions: regions.map(regionToJson),
    })),
  };
}

/** A proposal as JSON; `undefined` when it has no home. */
export function proposalToJson(proposal: Proposal, fips: boolean): ProposalJson | undefined {
  const { home, fallbacks, caveats } = proposal;
  const settings = settingsOf(proposal);
  if (!home || !settings) return undefined;
  const host = (region: Region): string => hostOf(region, fips);
  const country = (region: Region): string | null => countryOf(region) ?? null;
  return {
    partition: home.partition,
    fips,
    home: { region: home.name, country: country(home), host: host(home) },
    fallbacks: fallbacks.map(({ region, distanceKm }) => ({
      region: region.name,
      country: country(region),
      host: host(region),
      distanceKm: distanceKm === undefined ? null : Math.round(distanceKm),
    })),
    caveats,
    settings,
  };
}

export interface ProbeResult {
  readonly standings: Standings;
  readonly proposal: Proposal;
  readonly near: Region | undefined;
  readonly fips: boolean;
  readonly repeat: number;
  readonly timeoutMs: number;
}

/** A measurement as JSON. */
export function probeToJson({ standings, proposal, near, fips, repeat, timeoutMs }: ProbeResult): ProbeJson {
  const reached = standings.reached.map(({ measurement, medians }) => ({ measurement, median: timesToJson(medians) }));
  const unreached = standings.unreached.map((measurement) => ({ measurement, median: null }));
  return {
    schemaVersion: 1,
    ...(near && { near: near.name }),
    probe: {
      repeat,
      timeoutMs,
      measurements: [...reached, ...unreached].map(
        ({ measurement: { region, host, proxy, samples, failures }, median }) => ({
          region: region.name,
          host,
          optIn: region.optIn,
          proxy: proxy ? proxyName(proxy) : null,
          median,
          samples: samples.map((sample) => timesToJson({ ...sample, totalMs: totalMs(sample) })),
          failures,
        }),
      ),
    },
    proposal: proposalToJson(proposal, fips) ?? null,
  };
}

function timesToJson({ dnsMs, connectMs, tlsMs, totalMs: total }: Medians): TimesJson {
  const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
  return {
    dnsMs: dnsMs === undefined ? null : tenths(dnsMs),
    connectMs: tenths(connectMs),
    tlsMs: tenths(tlsMs),
    totalMs: tenths(total),
  };
}

function regionToJson(region: Region): RegionJson {
  const { name, description, optIn, location } = region;
  const { activeByDefault, note } = activationOf(region);
  const { regional, fips = null, dualStack = null, fipsDualStack = null } = listedHosts(region);
  return {
    name,
    description,
    optIn,
    activation: { activeByDefault: activeByDefault ?? null, note },
    location: location ?? null,
    hosts: { regional, fips, dualStack, fipsDualStack },
    sdkHosts: sdkHosts(name),
  };
}
