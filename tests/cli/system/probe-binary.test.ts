import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProbeJson } from '../../../src/cli/commands/endpoints/json.js';
import { buildBinary } from '../build.js';
import { tree } from '../tree.js';
import type { LoopbackEndpoints } from './loopback-endpoints.js';
import type { Outcome } from './probing.js';
import { names, proposed, regions } from './probing.js';

describe('the built probe', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildBinary();
  });

  /** Starts it behind a loopback proxy, with the test authority trusted as a company's would be. */
  function start(made: LoopbackEndpoints, ...args: readonly string[]): ReturnType<typeof spawn> {
    return startBehind(made.proxy, made, ...args);
  }

  function startBehind(proxy: string, made: LoopbackEndpoints, ...args: readonly string[]): ReturnType<typeof spawn> {
    const authority = tree({ 'ca.pem': made.authority }).path('ca.pem');
    return spawn(process.execPath, [binary, 'endpoints', '--probe', ...args], {
      env: { PATH: process.env['PATH'], HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: authority },
    });
  }

  async function finished(child: ReturnType<typeof spawn>): Promise<Outcome> {
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (part: Buffer) => (text[name] += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, ...text };
  }

  it('measures real handshakes, checks certificates, proposes regions in the measured order, and exits 0', async () => {
    const made = await regions({
      'eu-west-1': { connect: 150, tls: 100 },
      'eu-north-1': { connect: 10, tls: 10 },
      'eu-west-3': { connect: 120, tls: 10 },
    });
    const { status, stdout, stderr } = await finished(
      start(made, '--regions', 'eu-west-1,eu-west-3,eu-north-1', '--repeat', '3', '--json'),
    );
    expect([status, stderr]).toEqual([0, '']);
    const json = JSON.parse(stdout) as ProbeJson;
    const slow = json.probe.measurements.find(({ region }) => region === 'eu-west-1');
    expect(slow?.median?.connectMs).toBeGreaterThanOrEqual(148);
    expect(proposed(json)).toEqual(names(json));
  });

  it('refuses a certificate of another name, and exits 1', async () => {
    const made = await regions({ 'eu-west-1': {}, 'eu-west-2': { fault: 'wrongName' } });
    const { status, stdout } = await finished(start(made, '--regions', 'eu-west-1,eu-west-2', '--repeat', '1'));
    expect(status).toBe(1);
    expect(stdout).toContain('its certificate is for another name ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('goes through a proxy that speaks TLS itself', async () => {
    const made = await regions({ 'eu-west-1': {} });
    const { status, stdout } = await finished(
      startBehind(made.secureProxy, made, '--regions', 'eu-west-1', '--repeat', '1'),
    );
    expect(status).toBe(0);
    expect(stdout).toContain(`These times are through the proxy ${made.secureProxy.slice('https://'.length)}: `);
  });

  it('exits 2 when nothing can be reached', async () => {
    const { status, stderr } = await finished(start(await regions({}), '--partition', 'aws-us-gov', '--repeat', '1'));
    expect(status).toBe(2);
    expect(stderr).toContain('none of 2 STS endpoints could be reached');
  });

  it('stops at Ctrl-C with 130, while a host keeps it waiting', async () => {
    const made = await regions({ 'eu-west-1': { fault: 'resolverHangs' } });
    const child = start(made, '--regions', 'eu-west-1', '--timeout', '60000');
    const outcome = finished(child);
    await made.firstTunnel;
    child.kill('SIGINT');
    expect(await outcome).toEqual({
      status: 130,
      stdout: '',
      stderr: 'Stopped after 0 handshakes; nothing is proposed.\n',
    });
  });
});
