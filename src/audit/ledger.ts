import type { StsCall, Workload } from './call.js';
import { Budget, Counts } from './counts.js';
import type { Destination } from './destination.js';
import { DESTINATIONS } from './destination.js';
import type { Principal } from './principal.js';
import type { Agent } from './user-agent/parse.js';

/**
 * The limit of callers for each destination. It is per destination, so that other calls never crowd out callers of the
 * global host.
 */
const MOST_CALLERS = 10_000;
const MOST_DAYS = 4_000;
/** The limit of values in all lists together: about 20 MB if all differ. */
const MOST_VALUES = 120_000;
const UNDATED = 'unknown';

export type Tallies = Record<Destination, number>;

/** A call with what was found out about it. */
export interface JudgedCall {
  readonly call: StsCall;
  readonly destination: Destination;
  readonly principal: Principal;
  readonly agent: Agent;
  readonly servingRegion: string | undefined;
  /** Lower case, without port. */
  readonly host: string | undefined;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

/** Calls of one principal with one SDK in one place to one kind of host. */
export interface CallerEntry {
  readonly destination: Destination;
  readonly principal: Principal;
  readonly agent: Pick<Agent, 'sdk' | 'builtOn' | 'environment' | 'application'>;
  readonly workload: Workload | undefined;
  /** The ARN of the role that called. */
  readonly roleArn: string | undefined;
  /** Stands for every caller that could not be kept apart. */
  readonly isRest: boolean;
  calls: number;
  first: string | undefined;
  last: string | undefined;
  readonly versions: Counts;
  readonly languages: Counts;
  readonly hosts: Counts;
  readonly servedIn: Counts;
  readonly operations: Counts;
  readonly sources: Counts;
  readonly errors: Counts;
  readonly rolesAssumed: Counts;
}

/**
 * The sums of one account's calls. Every figure is a sum, so ledgers can be added, and a whole ledger can be left out.
 */
export class Ledger {
  readonly destinations: Tallies = noTallies();
  readonly hosts: Counts;
  readonly servedIn: Counts;
  readonly tokens: Counts;
  readonly errors: Counts;
  readonly days = new Map<string, Tallies>();
  readonly callers = new Map<string, CallerEntry>();
  readonly #callersOf: Tallies = noTallies();
  first: string | undefined;
  last: string | undefined;

  constructor(private readonly budget = new Budget(MOST_VALUES)) {
    this.hosts = new Counts(500, budget);
    this.servedIn = new Counts(100, budget);
    this.tokens = new Counts(200, budget);
    this.errors = new Counts(500, budget);
  }

  /** An empty one that shares what may be kept in memory. */
  another(): Ledger {
    return new Ledger(this.budget);
  }

  add(judged: JudgedCall): void {
    const { call, destination, servingRegion, host } = judged;
    const { calls, region, error, operation } = call;
    this.destinations[destination] += calls;
    this.hosts.add(pair(destination, host ?? (region === '' ? 'unknown' : `region ${region}`)), calls);
    if (destination === 'global') this.servedIn.add(servingRegion ?? 'unknown', calls);
    if (error !== undefined) this.errors.add(pair(error, region), calls);
    else if (GIVES_TOKEN.has(operation) && destination !== 'service')
      this.tokens.add(destination === 'global' ? 'global' : region === '' ? 'unknown' : region, calls);
    this.#day(judged.first?.slice(0, 10) ?? UNDATED)[destination] += calls;
    this.first = earlier(this.first, judged.first);
    this.last = later(this.last, judged.last);
    addToCaller(this.#caller(judged), judged);
  }

  addAll(other: Ledger): void {
    for (const destination of DESTINATIONS) this.destinations[destination] += other.destinations[destination];
    this.hosts.addAll(other.hosts);
    this.servedIn.addAll(other.servedIn);
    this.tokens.addAll(other.tokens);
    this.errors.addAll(other.errors);
    for (const [day, tallies] of other.days) {
      const own = this.#day(day);
      for (const destination of DESTINATIONS) own[destination] += tallies[destination];
    }
    this.first = earlier(this.first, other.first);
    this.last = later(this.last, other.last);
    for (const [key, entry] of other.callers) this.#addEntry(key, entry);
  }

  get calls(): number {
    return DESTINATIONS.reduce((sum, destination) => sum + this.destinations[destination], 0);
  }

  #day(day: string): Tallies {
    const found = this.days.get(day) ?? (this.days.size >= MOST_DAYS ? this.days.get(UNDATED) : undefined);
    if (found) return found;
    const tallies = noTallies();
    this.days.set(this.days.size >= MOST_DAYS ? UNDATED : day, tallies);
    return tallies;
  }

  #caller(judged: JudgedCall): CallerEntry {
    const key = callerKey(judged);
    return this.callers.get(key) ?? this.#newCaller(key, judged.destination, () => newCaller(judged, this.budget));
  }

  #newCaller(key: string, destination: Destination, create: () => CallerEntry): CallerEntry {
    const isFull = this.#callersOf[destination] >= MOST_CALLERS;
    const rest = `rest\0${destination}`;
    const existing = isFull ? this.callers.get(rest) : undefined;
    if (existing) return existing;
    const entry = isFull ? restOf(destination, this.budget) : create();
    this.callers.set(isFull ? rest : key, entry);
    this.#callersOf[destination] += 1;
    return entry;
  }

  #addEntry(key: string, entry: CallerEntry): void {
    const own =
      this.callers.get(key) ??
      this.#newCaller(key, entry.destination, () => ({
        ...entry,
        ...emptyCounts(this.budget),
        calls: 0,
        first: undefined,
        last: undefined,
      }));
    own.calls += entry.calls;
    own.first = earlier(own.first, entry.first);
    own.last = later(own.last, entry.last);
    for (const name of COUNT_NAMES) own[name].addAll(entry[name]);
  }
}

/** What gives temporary credentials when it succeeds. */
const GIVES_TOKEN = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetFederationToken',
  'GetSessionToken',
]);

const COUNT_NAMES = [
  'versions',
  'languages',
  'hosts',
  'servedIn',
  'operations',
  'sources',
  'errors',
  'rolesAssumed',
] as const;

/** The limit of values in each list of one caller. */
const VALUES_SHOWN = 20;

type CallerCounts = Pick<CallerEntry, (typeof COUNT_NAMES)[number]>;

function emptyCounts(budget: Budget): CallerCounts {
  const counts = (): Counts => new Counts(VALUES_SHOWN, budget);
  return {
    versions: counts(),
    languages: counts(),
    hosts: counts(),
    servedIn: counts(),
    operations: counts(),
    sources: counts(),
    errors: counts(),
    rolesAssumed: counts(),
  };
}

function newCaller({ call, destination, principal, agent }: JudgedCall, budget: Budget): CallerEntry {
  const { sdk, builtOn, environment, application } = agent;
  return {
    destination,
    principal,
    agent: {
      sdk,
      ...(builtOn && { builtOn }),
      ...(environment && { environment }),
      ...(application && { application }),
    },
    workload: call.identity.workload,
    roleArn: roleArnOf({ call, principal }),
    isRest: false,
    calls: 0,
    first: undefined,
    last: undefined,
    ...emptyCounts(budget),
  };
}

function restOf(destination: Destination, budget: Budget): CallerEntry {
  return {
    destination,
    principal: { kind: 'unknown', name: 'more callers', account: undefined },
    agent: { sdk: 'unknown' },
    workload: undefined,
    roleArn: undefined,
    isRest: true,
    calls: 0,
    first: undefined,
    last: undefined,
    ...emptyCounts(budget),
  };
}

function roleArnOf({ call, principal }: Pick<JudgedCall, 'call' | 'principal'>): string | undefined {
  return principal.kind === 'role' ? (call.identity.issuer ?? call.identity.arn) : undefined;
}

function addToCaller(entry: CallerEntry, judged: JudgedCall): void {
  const { call, agent, servingRegion, host, first, last, destination } = judged;
  const { calls } = call;
  entry.calls += calls;
  entry.first = earlier(entry.first, first);
  entry.last = later(entry.last, last);
  if (agent.version !== undefined) entry.versions.add(agent.version, calls);
  if (agent.language !== undefined) entry.languages.add(agent.language, calls);
  if (host !== undefined) entry.hosts.add(host, calls);
  if (destination === 'global') entry.servedIn.add(servingRegion ?? 'unknown', calls);
  entry.operations.add(call.operation, calls);
  entry.sources.add(call.vpcEndpoint ?? call.sourceIp ?? 'unknown', calls);
  if (call.error !== undefined) entry.errors.add(call.error, calls);
  if (call.role !== undefined) entry.rolesAssumed.add(call.role, calls);
}

function callerKey({ call, destination, principal, agent }: JudgedCall): string {
  const { workload } = call.identity;
  return [
    destination,
    principal.kind,
    principal.account,
    roleArnOf({ call, principal }) ?? principal.name,
    workload?.kind,
    workload?.name,
    agent.sdk,
    agent.builtOn,
    agent.environment,
    agent.application,
  ].join('\0');
}

/** Two texts as one key; neither CloudTrail nor AWS puts a NUL into a name. */
export const pair = (a: string, b: string): string => `${a}\0${b}`;

function noTallies(): Tallies {
  return Object.fromEntries(DESTINATIONS.map((destination) => [destination, 0])) as Tallies;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
