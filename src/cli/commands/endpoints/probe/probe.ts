import { sdkHosts } from '../../../../sts/hosts.js';
import { toJson } from '../../../reports/json.js';
import { candidatesNear, proposeByTime, type ProposalOptions } from '../../../../sts/region-proposal.js';
import type { Residency } from '../../../../sts/residency.js';
import type { Region } from '../../../../sts/partition.js';
import type { ExitStatus } from '../../../exit-status.js';
import { EXIT } from '../../../exit-status.js';
import type { Terminal } from '../../../terminal/terminal.js';
import { startProgress } from '../../../terminal/progress.js';
import { emit } from '../../../reports/emit.js';
import { count } from '../../../reports/words.js';
import { probeToJson } from '../json.js';
import { failureOf, HandshakeTimeout } from './failure.js';
import type { Network } from './handshake.js';
import { handshake } from './handshake.js';
import type { Attempt, Measurement, Target } from './measure.js';
import { measure } from './measure.js';
import { proxyFor } from './proxy.js';
import type { Standings } from './standings.js';
import { measuredRegions, standingsOf } from './standings.js';
import { probeToText } from './text.js';

/** With `--near`, this many of the nearest candidates are measured. */
const NEAR_CANDIDATES = 8;

export interface ProbeOptions {
  /** The regions to measure. */
  readonly regions: readonly Region[];
  /** Whether the user named each of them. Then each must answer, opt-in or not. */
  readonly named: boolean;
  readonly near: Region | undefined;
  readonly fips: boolean;
  readonly repeat: number;
  /** For one handshake. */
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly residency: Residency;
}

/** The regions to measure near another. */
export function probedNear(near: Region, options: ProposalOptions): readonly Region[] {
  return candidatesNear(near, options).slice(0, NEAR_CANDIDATES);
}

/**
 * Measures TLS handshakes with the hosts of the regions, and proposes the quickest. The status is 0 when every region
 * that counts was reached, 1 when one was not, 2 when none was.
 *
 * @throws UsageError for a proxy variable that cannot be used
 */
export async function probe(options: ProbeOptions, terminal: Terminal, network: Network): Promise<ExitStatus> {
  const { regions, near, fips, repeat, timeoutMs, json, residency } = options;
  const targets = regions.map((region) => targetOf(region, fips, terminal.env));
  const progress = startProgress(targets.length * repeat, terminal, { unit: 'handshakes' });
  const measurements = await measure(targets, attemptOn(network, timeoutMs, terminal.interrupted), {
    repeat,
    interrupted: terminal.interrupted,
    onProgress: progress.update,
  });
  progress.clear();
  if (terminal.interrupted.aborted) {
    terminal.stderr.write(
      `Stopped after ${count(
        measurements.reduce((sum, { samples }) => sum + samples.length, 0),
        'handshake',
      )}; nothing is proposed.\n`,
    );
    return EXIT.interrupted;
  }
  const standings = standingsOf(measurements);
  const proposal = proposeByTime(measuredRegions(standings), { fips, ...residency }, near);
  emit(
    (color) =>
      json
        ? toJson(probeToJson({ ...options, standings, proposal }))
        : probeToText({ standings, proposal, repeat, fips }, color),
    undefined,
    terminal,
  );
  return status(standings, options, terminal);
}

function status({ reached, unreached }: Standings, { named }: ProbeOptions, { stderr, env }: Terminal): ExitStatus {
  if (reached.length === 0) {
    stderr.write(`error: ${noneReached(unreached, env)}\n`);
    return EXIT.failure;
  }
  const missed = unreached.filter(({ region }) => named || region.optIn === 'default');
  return missed.length > 0 ? EXIT.findings : EXIT.success;
}

function noneReached(unreached: readonly Measurement[], env: Terminal['env']): string {
  const isProxied = unreached.some(({ proxy }) => proxy !== undefined);
  const advice = isProxied ? CHECK_PROXY : `${CHECK_NETWORK} ${hasHttpProxy(env) ? WRONG_PROXY : SET_PROXY}`;
  const who = unreached.length === 1 ? 'the STS endpoint could not' : `none of ${unreached.length} STS endpoints could`;
  return `${who} be reached from this machine, so there is nothing to propose. ${advice}`;
}

const CHECK_PROXY =
  'All went through the proxy of HTTPS_PROXY or ALL_PROXY: ' +
  'check that it is right, and that it lets these hosts through.';
const CHECK_NETWORK = 'Check the network, the DNS and the firewall of this machine.';
const WRONG_PROXY = 'HTTP_PROXY is set, but the endpoints use HTTPS: set HTTPS_PROXY.';
const SET_PROXY = 'Behind a proxy, set HTTPS_PROXY.';

const hasHttpProxy = (env: Terminal['env']): boolean => Boolean(env['HTTP_PROXY'] ?? env['http_proxy']);

function targetOf(region: Region, fips: boolean, env: Terminal['env']): Target {
  const { regional, fips: fipsHost } = sdkHosts(region.name);
  const host = fips ? fipsHost : regional;
  return { region, host, proxy: proxyFor(host, env) };
}

/** Makes handshakes on a network. A timeout or the interruption of the run ends each of them. */
function attemptOn(network: Network, timeoutMs: number, interrupted: AbortSignal): Attempt {
  return async ({ host, proxy }) => {
    const attempt = new AbortController();
    const stop = (): void => attempt.abort(interrupted.reason);
    const timer = setTimeout(() => attempt.abort(new HandshakeTimeout(timeoutMs)), timeoutMs);
    interrupted.addEventListener('abort', stop, { once: true });
    try {
      return { sample: await handshake(host, { network, proxy, signal: attempt.signal }) };
    } catch (error) {
      return { failure: failureOf(error, proxy) };
    } finally {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', stop);
    }
  };
}
