import { afterEach } from 'vitest';
import type { EndpointsFlags } from '../../../src/cli/commands/endpoints/endpoints.js';
import { endpoints } from '../../../src/cli/commands/endpoints/endpoints.js';
import type { ProbeJson } from '../../../src/cli/commands/endpoints/json.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { fakeEngine } from '../fake-engine.js';
import type { HostBehaviour, LoopbackEndpoints } from './loopback-endpoints.js';
import { startEndpoints } from './loopback-endpoints.js';

export const started: LoopbackEndpoints[] = [];
afterEach(async () => {
  for (const endpointsOnLoopback of started.splice(0)) await endpointsOnLoopback.stop();
});

/** Hosts of STS on loopback, by region. */
export async function regions(behaviours: Readonly<Record<string, HostBehaviour>>): Promise<LoopbackEndpoints> {
  const made = await startEndpoints(
    Object.fromEntries(
      Object.entries(behaviours).map(([region, behaviour]) => [`sts.${region}.amazonaws.com`, behaviour]),
    ),
  );
  started.push(made);
  return made;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Machine {
  readonly env?: Terminal['env'];
  readonly isTTY?: boolean;
  readonly interrupted?: AbortSignal;
}

export async function probe(
  { network }: Pick<LoopbackEndpoints, 'network'>,
  flags: EndpointsFlags,
  { env = {}, isTTY = false, interrupted = new AbortController().signal }: Machine = {},
): Promise<Outcome> {
  const text = { stdout: '', stderr: '' };
  const output = (name: keyof typeof text): Terminal['stdout'] => ({
    write: (part) => (text[name] += part),
    isTTY,
    columns: 120,
  });
  const status = await endpoints(
    { probe: true, ...flags },
    {
      cwd: '/',
      env,
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdinIsTerminal: isTTY,
      interrupted,
      engine: fakeEngine,
    },
    network,
  );
  return { status, ...text };
}

export async function report(
  machine: Pick<LoopbackEndpoints, 'network'>,
  flags: EndpointsFlags,
  world?: Machine,
): Promise<ProbeJson> {
  return JSON.parse((await probe(machine, { ...flags, json: true }, world)).stdout) as ProbeJson;
}

export const names = (json: ProbeJson): string[] => json.probe.measurements.map(({ region }) => region);
export const proposed = ({ proposal }: ProbeJson): (string | undefined)[] => [
  proposal?.home.region,
  ...(proposal?.fallbacks.map(({ region }) => region) ?? []),
];
