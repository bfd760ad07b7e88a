import { findRegion } from '../sts/regions.js';
import type { Advice } from './advice.js';
import { adviceFor } from './advice.js';
import type { Workload } from './call.js';
import type { Count } from './counts.js';
import type { Destination } from './destination.js';
import { DESTINATIONS } from './destination.js';
import type { CallerEntry, Tallies } from './ledger.js';
import type { Principal } from './principal.js';
import type { TallyResult } from './tally.js';
import type { SdkId } from './user-agent/sdks.js';
import { SDK_NAMES } from './user-agent/sdks.js';

/** What `sts-regional audit --format json` prints; docs/audit.md describes it. */
export interface AuditReport {
  readonly schemaVersion: 1;
  readonly masked: boolean;
  readonly period: { readonly since?: string; readonly first?: string; readonly last?: string };
  readonly input: AuditInput;
  readonly totals: Tallies & { readonly calls: number };
  /** Records of the role's owner that were left out, because the caller's own log has the call. */
  readonly copies: number;
  /** Calls before `since`. */
  readonly before: number;
  readonly hosts: readonly HostCount[];
  /** The regions that served the global host. */
  readonly servedIn: readonly Count[];
  /** Temporary credentials by where they were issued: a region, or `global`. */
  readonly tokens: readonly TokenCount[];
  readonly errors: readonly ErrorCount[];
  readonly days: readonly DayCount[];
  /** Those of the global host first, and the busiest first. */
  readonly callers: readonly Caller[];
}

/** What was read. */
export interface AuditInput {
  readonly files: number;
  readonly records: number;
  /** Files that are not logs of calls, such as digests. */
  readonly passedOver: number;
  readonly problems: readonly InputProblem[];
}

/** Something that was not read, so that the counts may be too low. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

export interface HostCount {
  readonly host: string;
  readonly destination: Destination;
  readonly calls: number;
}

export interface TokenCount {
  readonly issuedBy: string;
  readonly calls: number;
  readonly isOptIn: boolean;
}

export interface ErrorCount {
  readonly code: string;
  readonly region: string;
  readonly calls: number;
  /** Why it is related to regions, if it is. */
  readonly meaning?: string;
}

export type DayCount = { readonly day: string } & Tallies;

export interface Caller {
  readonly destination: Destination;
  readonly principal: Principal;
  readonly roleArn?: string;
  /** AWS services that were seen to assume the role for somebody. */
  readonly assumedBy: readonly string[];
  readonly workload?: Workload;
  readonly sdk: SdkId;
  readonly sdkName: string;
  readonly environment?: string;
  readonly application?: string;
  readonly isRest: boolean;
  readonly calls: number;
  readonly first?: string;
  readonly last?: string;
  readonly versions: readonly Count[];
  readonly languages: readonly Count[];
  readonly hosts: readonly Count[];
  readonly servedIn: readonly Count[];
  readonly operations: readonly Count[];
  readonly sources: readonly Count[];
  readonly errors: readonly Count[];
  readonly rolesAssumed: readonly Count[];
  /** For callers of the global host. */
  readonly advice?: Advice;
}

/** The report on what was counted. The same calls give the same report, in whatever order they were read. */
export function auditReport(result: TallyResult, input: AuditInput, since: string | undefined): AuditReport {
  const { ledger, copies, before, servicesOf } = result;
  return {
    schemaVersion: 1,
    masked: false,
    period: {
      ...(since !== undefined && { since }),
      ...(ledger.first !== undefined && { first: ledger.first }),
      ...(ledger.last !== undefined && { last: ledger.last }),
    },
    input,
    totals: { calls: ledger.calls, ...ledger.destinations },
    copies,
    before,
    hosts: ledger.hosts.list().map(({ value, calls }): HostCount => {
      const [destination = '', host = value] = value.split('\0');
      return { host, destination: destinationNamed(destination), calls };
    }),
    servedIn: ledger.servedIn.list(),
    tokens: ledger.tokens.list().map(({ value, calls }) => ({ issuedBy: value, calls, isOptIn: isOptIn(value) })),
    errors: ledger.errors.list().map(({ value, calls }): ErrorCount => {
      const [code = value, region = ''] = value.split('\0');
      const meaning = meaningOf(code, region);
      return { code, region, calls, ...(meaning !== undefined && { meaning }) };
    }),
    days: [...ledger.days]
      .map(([day, tallies]): DayCount => ({ day, ...tallies }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    callers: [...ledger.callers.values()].map((entry) => callerOf(entry, servicesOf)).sort(byImportance),
  };
}

function callerOf(entry: CallerEntry, servicesOf: TallyResult['servicesOf']): Caller {
  const { destination, principal, agent, workload, roleArn, isRest, calls, first, last } = entry;
  const versions = entry.versions.list();
  const isKubernetes = workload?.kind === 'kubernetes';
  const [version] = versions;
  return {
    destination,
    principal,
    ...(roleArn !== undefined && { roleArn }),
    assumedBy: roleArn === undefined ? [] : servicesOf(roleArn),
    ...(workload && { workload }),
    sdk: agent.sdk,
    sdkName: SDK_NAMES[agent.sdk],
    ...(agent.environment && { environment: agent.environment }),
    ...(agent.application && { application: agent.application }),
    isRest,
    calls,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    versions,
    languages: entry.languages.list(),
    hosts: entry.hosts.list(),
    servedIn: entry.servedIn.list(),
    operations: entry.operations.list(),
    sources: entry.sources.list(),
    errors: entry.errors.list(),
    rolesAssumed: entry.rolesAssumed.list(),
    ...(destination === 'global' &&
      !isRest && { advice: adviceFor({ ...agent, ...(version && { version: version.value }) }, isKubernetes) }),
  };
}

function byImportance(a: Caller, b: Caller): number {
  const rank = DESTINATIONS.indexOf(a.destination) - DESTINATIONS.indexOf(b.destination);
  return rank || b.calls - a.calls || (identityText(a) < identityText(b) ? -1 : 1);
}

function identityText({ principal, roleArn, workload, sdk, environment, application }: Caller): string {
  return [
    principal.account,
    principal.kind,
    principal.name,
    roleArn,
    workload?.kind,
    workload?.name,
    sdk,
    environment,
    application,
  ].join('\0');
}

const ERROR_MEANINGS: Readonly<Record<string, (optIn: boolean) => string | undefined>> = {
  InvalidClientTokenId: (optIn) =>
    optIn
      ? 'Tokens of the global host are not valid in regions that an account has to enable: issue them in a region.'
      : undefined,
  RegionDisabledException: () =>
    'STS is not active in this region for the account: activate it, or use another region.',
  OptInRequired: () => 'The account has not enabled this region.',
};

function meaningOf(code: string, region: string): string | undefined {
  return ERROR_MEANINGS[code]?.(isOptIn(region));
}

function isOptIn(region: string): boolean {
  return findRegion(region)?.optIn === 'opt-in';
}

function destinationNamed(name: string): Destination {
  return DESTINATIONS.find((destination) => destination === name) ?? 'unknown';
}
