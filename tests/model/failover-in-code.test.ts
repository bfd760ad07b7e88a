import { describe, expect, it } from 'vitest';
import { hasFailover } from '../../src/model/sites/failover-in-code.js';
import { modelOf } from './model-of.js';

/** Whether each STS client of a text has a second region to go to. */
function failovers(code: string): readonly boolean[] {
  const model = modelOf(`import { STSClient } from '@aws-sdk/client-sts';\n${code}`);
  return model.sites.map((site) =>
    hasFailover(site.node, model, { isHelper: (specifier) => specifier === './helper' }),
  );
}

const WITH_FAILOVER: readonly (readonly [way: string, code: string])[] = [
  [
    'in a loop over regions with a catch',
    'for (const region of regions) { try { await new STSClient({ region }).send(c); break; } catch {} }',
  ],
  [
    'in a loop whose body catches by promise',
    'for (const region of regions) { try { const sts = new STSClient({ region }); return await ' +
      'sts.send(c); } catch (e) { last = e; } }',
  ],
  ['for each region of a list', 'const clients = regions.map((region) => new STSClient({ region }));'],
  ['for each region of a list, several', 'const clients = regions.flatMap((region) => [new STSClient({ region })]);'],
  [
    'in a function of the region that is called again in a catch',
    'async function call(region) { return new STSClient({ region }).send(c); }\n' +
      "try { await call('eu-west-1'); } catch { await call('eu-central-1'); }",
  ],
  [
    'in a function of the region that is called again when the first call fails',
    'const call = (region) => new STSClient({ region }).send(c);\ncall(a).catch(() => call(b));',
  ],
  [
    'in a loop over indices',
    'for (let i = 0; i < regions.length; i++) { try { return await new STSClient({ region: regions[i] ' +
      '}).send(c); } catch {} }',
  ],
  [
    'in a loop that goes on to another region',
    "let region = 'eu-west-1';\n" +
      'while (true) { try { await new STSClient({ region }).send(c); break; } catch { region = ' +
      'next(region); } }',
  ],
  [
    'in a loop over places that have a region',
    'for (const { region, role } of places) { try { await new STSClient({ region }).send(c(role)); ' +
      'break; } catch {} }',
  ],
  [
    'in a loop over regions, through a constant',
    'for (const name of regions) { const config = { region: name }; try { await new ' +
      'STSClient(config).send(c); break; } catch {} }',
  ],
  [
    'by recursion over the rest of the regions',
    'async function ask([region, ...rest]) { try { return await new STSClient({ region }).send(c); } ' +
      'catch (e) { if (rest.length === 0) throw e; return ask(rest); } }',
  ],
  [
    'by recursion over an index',
    'async function ask(regions, i = 0) { const sts = new STSClient({ region: regions[i] }); try { ' +
      'return await sts.send(c); } catch (e) { if (i + 1 < regions.length) return ask(regions, i + 1); ' +
      'throw e; } }',
  ],
  [
    'by recursion behind the try',
    'async function ask(regions) { try { return await new STSClient({ region: regions[0] }).send(c); } ' +
      'catch {} return ask(regions.slice(1)); }',
  ],
  [
    'by recursion of a promise',
    'const ask = ([region, ...rest]) => new STSClient({ region }).send(c).catch((e) => (rest.length ? ' +
      'ask(rest) : Promise.reject(e)));',
  ],
  [
    'by recursion of a method',
    'class A { async ask(regions) { const [region, ...rest] = regions; try { return await new ' +
      'STSClient({ region }).send(c); } catch { return this.ask(rest); } } }',
  ],
  [
    'by reducing the regions to one promise',
    'regions.reduce((tried, region) => tried.catch(() => new STSClient({ region }).send(c)), Promise.reject());',
  ],
  [
    'for each region of a list, into a table',
    'regions.forEach((region) => { clients[region] = new STSClient({ region }); });',
  ],
  [
    'inside the helper',
    "import { withStsRegions } from './helper';\nwithStsRegions((region) => new STSClient({ region }).send(c));",
  ],
  [
    'inside the helper, deeper',
    "import * as helper from './helper';\n" +
      'helper.withStsRegions(async ({ region }) => { const sts = new STSClient({ region }); return ' +
      'sts.send(c); });',
  ],
];

describe('a client has failover', () => {
  it.each(WITH_FAILOVER)('%s', (_, code) => {
    expect(failovers(code)).toEqual([true]);
  });

  it('as the second of two, and as the first', () => {
    expect(
      failovers(
        "const a = new STSClient({ region: 'eu-west-1' });\n" +
          "const b = new STSClient({ region: 'eu-central-1' });\n" +
          'try { await a.send(c); } catch { await b.send(c); }',
      ),
    ).toEqual([true, true]);
    expect(
      failovers(
        "try { await new STSClient({ region: 'eu-west-1' }).send(c); } catch { await new STSClient({ region: " +
          "'eu-central-1' }).send(c); }",
      ),
    ).toEqual([true, true]);
  });
});

describe('a client has none', () => {
  it.each([
    [
      'in a function of the region that is called once',
      'const call = (region) => new STSClient({ region }).send(c);\ncall(a).catch(() => log(b));',
    ],
    [
      'by recursion with the same region',
      'async function ask(region, n) { try { return await new STSClient({ region }).send(c); } catch (e) { ' +
        'if (n > 0) return ask(region, n - 1); throw e; } }',
    ],
    [
      'by recursion with a region of its own',
      "async function ask(regions) { try { return await new STSClient({ region: 'eu-west-1' }).send(c); } " +
        'catch { return ask(regions.slice(1)); } }',
    ],
    [
      'by recursion without a catch',
      'async function ask([region, ...rest]) { await new STSClient({ region }).send(c); return ask(rest); }',
    ],
    [
      'in a loop that counts attempts',
      'let attempt = 0;\n' +
        "while (attempt < 3) { try { return await new STSClient({ region: 'eu-west-1', maxAttempts: attempt " +
        '}).send(c); } catch { attempt++; } }',
    ],
    [
      'in a loop that asks the first region each time',
      'for (const region of regions) { try { return await new STSClient({ region: regions[0] ' +
        '}).send(c(region)); } catch {} }',
    ],
    [
      'in a loop over roles, with the region of the environment',
      'for (const role of roles) { try { await new STSClient({ region: process.env.AWS_REGION, ' +
        'credentials: role }).send(c); } catch {} }',
    ],
    [
      'reduced over something else',
      "roles.reduce((all, role) => [...all, new STSClient({ region: 'eu-west-1', credentials: role })], []);",
    ],
    ['alone', "new STSClient({ region: 'eu-west-1' });"],
    ['in a loop without a catch', 'for (const region of regions) { await new STSClient({ region }).send(c); }'],
    [
      'in a loop over something else',
      "for (const role of roles) { try { await new STSClient({ region: 'eu-west-1' }).send(c(role)); } catch {} }",
    ],
    ['for each of something else', "const clients = roles.map((role) => new STSClient({ region: 'eu-west-1' }));"],
    [
      'with a catch that only logs',
      "try { await new STSClient({ region: 'eu-west-1' }).send(c); } catch (e) { log(e); }",
    ],
    [
      'beside the helper',
      "import { withStsRegions } from './helper';\nwithStsRegions(f); new STSClient({ region: 'eu-west-1' });",
    ],
    [
      'inside another function of that name',
      "import { withStsRegions } from './other';\nwithStsRegions((region) => new STSClient({ region }));",
    ],
  ])('%s', (_, code) => {
    expect(failovers(code)).toEqual([false]);
  });

  it('when it is tried again in the same region', () => {
    expect(
      failovers(
        "const a = new STSClient({ region: 'eu-west-1' });\n" +
          "const b = new STSClient({ region: 'eu-west-1' });\n" +
          'try { await a.send(c); } catch { await b.send(c); }',
      ),
    ).toEqual([false, false]);
  });
});
