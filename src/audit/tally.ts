import { hostOfUrl } from '../sts/hosts.js';
import type { StsCall } from './call.js';
import { destinationOf, servingRegionOf } from './destination.js';
import { Ledger } from './ledger.js';
import { principalOf } from './principal.js';
import { normaliseTime } from './time.js';
import type { Agent } from './user-agent/parse.js';
import { parseUserAgent } from './user-agent/parse.js';

const MOST_AGENTS_REMEMBERED = 10_000;
const MOST_ACCOUNTS = 5_000;
const MOST_ROLES = 50_000;

/**
 * Counts calls. A call that crosses accounts is in two logs: the caller's, and that of the role's owner. When both
 * logs are read it counts once, by the caller's record; so the owner's records are kept apart by the caller's account
 * until it is known whose logs there are.
 */
export class Tally {
  readonly #own = new Ledger();
  readonly #copies = new Map<string, Ledger>();
  readonly #accountsRead = new Set<string>();
  readonly #agents = new Map<string, Agent>();
  /** Which services assumed a role for somebody, by its ARN. */
  readonly #servicesOf = new Map<string, Set<string>>();
  #before = 0;

  constructor(private readonly since?: string) {}

  add(call: StsCall): void {
    const first = normaliseTime(call.first);
    const last = normaliseTime(call.last);
    if (this.since !== undefined && last !== undefined && last < this.since) {
      this.#before += call.calls;
      return;
    }
    this.#noteAccount(call);
    this.#noteService(call);
    this.#ledgerFor(call).add({
      call,
      destination: destinationOf(call),
      principal: principalOf(call),
      agent: this.#agentOf(call.userAgent),
      servingRegion: servingRegionOf(call),
      host: call.host === undefined ? undefined : (hostOfUrl(call.host) ?? call.host),
      first,
      last,
    });
  }

  /** The sum of everything, calls counted once. The tally is used up. */
  finish(): TallyResult {
    let copies = 0;
    for (const [account, ledger] of this.#copies) {
      if (this.#accountsRead.has(account)) copies += ledger.calls;
      else this.#own.addAll(ledger);
    }
    return {
      ledger: this.#own,
      copies,
      before: this.#before,
      servicesOf: (arn) => [...(this.#servicesOf.get(arn) ?? [])].sort(),
    };
  }

  /** An account's own log is there when it has a record of its own principals. */
  #noteAccount({ identity, recipient }: StsCall): void {
    if (recipient !== undefined && identity.account === recipient && this.#accountsRead.size < MOST_ACCOUNTS)
      this.#accountsRead.add(recipient);
  }

  #noteService({ identity, role }: StsCall): void {
    if (identity.type !== 'AWSService' || identity.invokedBy === undefined || role === undefined) return;
    const services = this.#servicesOf.get(role);
    if (services) services.add(identity.invokedBy);
    else if (this.#servicesOf.size < MOST_ROLES) this.#servicesOf.set(role, new Set([identity.invokedBy]));
  }

  #ledgerFor({ isShared, identity: { account }, recipient }: StsCall): Ledger {
    if (!isShared || account === undefined || recipient === undefined || account === recipient) return this.#own;
    const found = this.#copies.get(account);
    if (found) return found;
    if (this.#copies.size >= MOST_ACCOUNTS) return this.#own;
    const ledger = this.#own.another();
    this.#copies.set(account, ledger);
    return ledger;
  }

  #agentOf(userAgent: string | undefined): Agent {
    if (userAgent === undefined) return { sdk: 'unknown' };
    const known = this.#agents.get(userAgent);
    if (known) return known;
    if (this.#agents.size >= MOST_AGENTS_REMEMBERED) this.#agents.clear();
    const agent = parseUserAgent(userAgent);
    this.#agents.set(userAgent, agent);
    return agent;
  }
}

export interface TallyResult {
  readonly ledger: Ledger;
  /** Calls left out because the caller's own log has them. */
  readonly copies: number;
  /** Calls before `since`. */
  readonly before: number;
  readonly servicesOf: (roleArn: string) => readonly string[];
}
