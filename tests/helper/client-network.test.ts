import https from 'node:https';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler as Handler } from '@smithy/node-http-handler';
import { describe, expect, test } from 'vitest';
import { BROKEN, refuse } from '../faults/answers.js';
import { FALLBACK, HOME, credentials, limitRequests, loadHelper, role } from './load.js';
import { helper, startV3World, world } from './v3-world.js';

startV3World();

const PATIENTLY = { timeout: 300_000 };
const identity = (): GetCallerIdentityCommand => new GetCallerIdentityCommand({});
const unavailable = refuse(503, 'ServiceUnavailable');

describe('middleware', () => {
  const header = (name: string): Parameters<STSClient['middlewareStack']['use']>[0] => ({
    applyToStack: (stack) =>
      stack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers[name] = 'yes';
          return next(args);
        },
        { step: 'build', name },
      ),
  });

  test('added after the client was made runs in every region, also when added between calls', async () => {
    const seen: unknown[] = [];
    for (const region of [HOME, FALLBACK]) {
      world.host(region).answer = (request, response) => {
        seen.push([region, request.headers['x-first'], request.headers['x-second']]);
        unavailable(request, response, '');
      };
    }
    const sts = helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 });
    sts.middlewareStack.use(header('x-first'));
    await sts.send(identity()).catch(() => {});
    sts.middlewareStack.use(header('x-second'));
    await sts.send(identity()).catch(() => {});
    expect(seen).toEqual([
      [HOME, 'yes', undefined],
      [FALLBACK, 'yes', undefined],
      [HOME, 'yes', 'yes'],
      [FALLBACK, 'yes', 'yes'],
    ]);
  });

  test('of a tracer that removes its own before it adds it (as X-Ray does) is there once per region', async () => {
    const traced: string[] = [];
    world.host(HOME).answer = unavailable;
    const sts = helper.createStsClient({ region: HOME, credentials, maxAttempts: 1 });
    const capture = (): void => {
      sts.middlewareStack.remove('tracer');
      sts.middlewareStack.use({
        applyToStack: (stack) =>
          stack.add(
            (next) => async (args) => {
              traced.push('segment');
              return next(args);
            },
            { step: 'build', name: 'tracer' },
          ),
      });
    };
    capture();
    capture();
    await sts.send(identity());
    expect(traced).toHaveLength(2);
  });
});

describe('the network', () => {
  test("goes through the user's own handler in every region, and that one is on the clock, too", async () => {
    world.host(HOME).answer = BROKEN.hang;
    limitRequests(helper, 2);
    const agent = new https.Agent({ keepAlive: true });
    const sts = helper.createStsClient({
      region: HOME,
      credentials,
      requestHandler: new Handler({ httpsAgent: agent }),
    });
    await expect(sts.send(identity())).resolves.toMatchObject({ $metadata: { region: FALLBACK } });
    expect(Object.keys(agent.freeSockets).join()).toContain(world.host(FALLBACK).name);
    sts.destroy();
  });

  test('is given up by handlers of before 2024, too, which know nothing but `onabort`', async () => {
    const Older = class NodeHttpHandler extends Handler {
      override handle(
        ...[request, { abortSignal } = {}]: Parameters<Handler['handle']>
      ): ReturnType<Handler['handle']> {
        const aborted = abortSignal?.aborted === true;
        const given = { aborted, onabort: null };
        const set = (onabort: null): boolean => Object.assign(abortSignal ?? {}, { onabort }) !== undefined;
        return super.handle(request, { abortSignal: new Proxy(given, { set: (_, __, value: null) => set(value) }) });
      }
    };
    world.host(HOME).answer = BROKEN.hang;
    limitRequests(helper, 2);
    const sts = helper.createStsClient({ region: HOME, credentials, requestHandler: new Older() });
    await expect(sts.send(identity())).resolves.toMatchObject({ $metadata: { region: FALLBACK } });
    sts.destroy();
  });

  test("goes through the agent of the user's handler options", async () => {
    const agent = new https.Agent({ keepAlive: true });
    const sts = helper.createStsClient({ region: HOME, credentials, requestHandler: { httpsAgent: agent } });
    await sts.send(identity());
    expect(Object.keys(agent.freeSockets).join()).toContain(world.host(HOME).name);
    sts.destroy();
  });

  test('has no connection left after destroy()', async () => {
    world.host(HOME).answer = unavailable;
    const sts = helper.createStsClient({ region: HOME, credentials });
    await sts.send(identity());
    expect(world.openSockets).toBe(2);
    sts.destroy();
    await expect.poll(() => world.openSockets, PATIENTLY).toBe(0);
  });

  test('that is slow at home is waited for', async () => {
    world.host(HOME).answer = (request, response, action) =>
      void setTimeout(() => refuse(403, 'AccessDenied')(request, response, action), 300);
    await expect(helper.createStsClient({ region: HOME, credentials }).send(identity())).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(world.host(FALLBACK).requests).toEqual([]);
  });

  test('is left alone once the caller cancels', async () => {
    world.host(HOME).answer = BROKEN.hang;
    const controller = new AbortController();
    const call = helper
      .createStsClient({ region: HOME, credentials })
      .send(new AssumeRoleCommand(role), { abortSignal: controller.signal });
    const cancelled = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => world.requests.length, PATIENTLY).toBe(1);
    controller.abort();
    await cancelled;
    await expect.poll(() => world.openSockets, PATIENTLY).toBe(0);
    expect(world.host(FALLBACK).requests).toEqual([]);
  });

  test('is found by a clock that is wrong, as the SDK corrects it', async () => {
    let first = true;
    world.host(HOME).answer = (request, response, action) => {
      if (!first) return void refuse(403, 'AccessDenied')(request, response, action);
      first = false;
      response.setHeader('date', new Date(Date.now() + 3_600_000).toUTCString());
      refuse(403, 'SignatureDoesNotMatch', 'Signature expired')(request, response, action);
    };
    await expect(helper.createStsClient({ region: HOME, credentials }).send(identity())).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(world.host(HOME).requests).toHaveLength(2);
  });
});

test('the CommonJS helper is the same', async () => {
  const commonJs = await loadHelper('v3-cjs');
  world.host(HOME).answer = unavailable;
  const { $metadata } = await commonJs.createStsClient({ region: HOME, credentials }).send(identity());
  expect($metadata).toMatchObject({ region: FALLBACK });
  expect(Object.keys(commonJs).sort()).toEqual(Object.keys(helper).sort());
});
