import { describe, expect, it } from 'vitest';
import { hasFailover } from '../../src/model/sites/failover-in-code.js';
import { failovers } from './failovers.js';
import { modelOf } from './model-of.js';

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
    'for each region of a loop, into a map',
    'for (const region of regions) { clients.set(region, new STSClient({ region })); }',
  ],
  [
    'for each place of a loop in a constructor, by way of a constant',
    'class A { clients = new Map(); constructor(places) { for (const place of places) { ' +
      'const client = new STSClient({ region: place.region }); this.clients.set(place.region, client); } } }',
  ],
  [
    'for each place of a loop, destructured in its body',
    'for (const place of places) { const { region, role } = place; clients[`${role}-${region}`] = new STSClient({ region }); }',
  ],
  [
    'for each key of a loop in a method, into a list',
    'class A { build(table) { for (const name in table) { const region = table[name]; ' +
      'this.clients.push(new STSClient({ region })); } } }',
  ],
  [
    'for each index of a loop',
    'for (let i = 0; i < regions.length; i++) { clients[i] = new STSClient({ region: regions[i] }); }',
  ],
  [
    'for each region of a loop that empties a list',
    'while (regions.length > 0) { const region = regions.shift(); clients.push(new STSClient({ region })); }',
  ],
  [
    'for each region of a loop, unless there is one',
    'for (const region of regions) { const client = clients.get(region) ?? new STSClient({ region }); ' +
      'clients.set(region, client); }',
  ],
  [
    'for each region of a loop, in an object',
    'for (const region of regions) { const entry = { region, sts: new STSClient({ region }) }; all.push(entry); }',
  ],
  [
    'for each region of a loop, in an object of a class of its own',
    'for (const region of regions) { all.push(new Regional(region, new STSClient({ region }))); }',
  ],
  [
    'for each region of a loop, by way of a field',
    'class A { build(all) { for (const region of all) { this.sts = new STSClient({ region }); ' +
      'this.clients.push(this.sts); } } }',
  ],
  [
    'for each region of a loop, into a copy of a list',
    'let all = [];\nfor (const region of regions) { all = [...all, new STSClient({ region })]; }',
  ],
  [
    'for each region of a loop, built when it is needed',
    'for (const region of regions) { make[region] = () => new STSClient({ region }); }',
  ],
  [
    'for each region of a loop, yielded',
    'function* clients() { for (const region of regions) yield new STSClient({ region }); }',
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
        "try { await new STSClient({ region: 'eu-west-1' }).send(c); } catch { await new STSClient({ region: " +
          "'eu-central-1' }).send(c); }",
      ),
    ).toEqual([true, true]);
  });
});

/** Two clients of different regions, `a` and `b`, and what is done with them. */
const TWO = "const a = new STSClient({ region: 'eu-west-1' });\nconst b = new STSClient({ region: 'eu-central-1' });\n";

describe('two clients have failover', () => {
  it.each([
    ['in a catch', 'try { await a.send(c); } catch { await b.send(c); }'],
    ['in the second handler of a promise', 'a.send(c).then(use, () => b.send(c));'],
    ['in a handler that returns', 'a.send(c).catch((error) => { log(error); return b.send(c); });'],
    ['in a handler that returns nothing', 'a.send(c).then(use).catch(() => { b.send(c).then(use); });'],
    ['in a handler with a name', 'const other = () => b.send(c);\na.send(c).catch(other);'],
    ['in a handler of a promise in a constant', 'const first = a.send(c);\nawait first.catch(() => b.send(c));'],
    ['after a race with the clock', 'Promise.race([a.send(c), timeout(500)]).catch(() => b.send(c));'],
    ['beside each other in Promise.any', 'await Promise.any([a.send(c), b.send(c)]);'],
    ['beside each other in Promise.race', 'await Promise.race([a.send(c), b.send(c)]);'],
    ['as promises in constants', 'const one = a.send(c);\nconst two = b.send(c);\nawait Promise.any([one, two]);'],
    ['as clients of a list', 'await Promise.any([a, b].map((client) => client.send(c)));'],
    ['in a list with a name', 'const all = [a, b];\nawait Promise.any(all.map((client) => client.send(c)));'],
    [
      'of Promise.allSettled, of which one is picked',
      "const all = await Promise.allSettled([a.send(c), b.send(c)]);\nall.find(({ status }) => status === 'fulfilled');",
    ],
    [
      'of a library that takes functions',
      "import { firstOf } from './x';\nfirstOf([() => a.send(c), () => b.send(c)]);",
    ],
    [
      'of a library with an argument for each',
      "import f from './x';\nf.withFallback(() => a.send(c), () => b.send(c));",
    ],
    [
      'of a function of the file that goes through functions',
      'async function each(calls) { for (const call of calls) { try { return await call(); } catch {} } }\n' +
        'await each([() => a.send(c), () => b.send(c)]);',
    ],
    [
      'of a function of the file that takes two',
      'const either = (one, two) => one().catch(two);\nawait either(() => a.send(c), () => b.send(c));',
    ],
    [
      'of a loop over clients',
      'for (const client of [a, b]) { try { return await client.send(c); } catch (e) { last = e; } }',
    ],
    [
      'of a loop that catches by promise',
      'for (const client of [a, b]) { const answer = await client.send(c).catch(() => undefined); if (answer) break; }',
    ],
    [
      'by reducing clients',
      'await [a, b].reduce((tried, client) => tried.catch(() => client.send(c)), Promise.reject());',
    ],
    [
      'by recursion over clients',
      'const ask = ([client, ...rest]) => client.send(c).catch((e) => (rest.length ? ask(rest) : Promise.reject(e)));\n' +
        'await ask([a, b]);',
    ],
    [
      'after the try that returns',
      'async function ask() { try { return await a.send(c); } catch {} return b.send(c); }',
    ],
    ['after a failure that left nothing', 'let r; try { r = await a.send(c); } catch {} if (!r) r = await b.send(c);'],
    ['where the first gave nothing', '(await a.send(c).catch(() => undefined)) ?? (await b.send(c));'],
    [
      'in functions of their own',
      'const one = () => a.send(c);\nasync function two() { return b.send(c); }\n' +
        'async function ask() { try { return await one(); } catch { return two(); } }',
    ],
    [
      'in a callback that got an error',
      'a.send(c, (err, data) => { if (err) b.send(c, done); else done(null, data); });',
    ],
    ['of observables', 'from(a.send(c)).pipe(map(use), catchError(() => from(b.send(c))));'],
  ])('%s', (_, code) => {
    expect(failovers(TWO + code)).toEqual([true, true]);
  });

  it('in fields of a class', () => {
    expect(
      failovers(
        "class A { east = new STSClient({ region: 'us-east-1' });\n" +
          "constructor() { this.west = new STSClient({ region: 'us-west-2' }); }\n" +
          'ask() { return this.east.send(c).catch(() => this.west.send(c)); } }',
      ),
    ).toEqual([true, true]);
  });

  it('in properties of an object', () => {
    expect(
      failovers(
        "const sts = { east: new STSClient({ region: 'us-east-1' }), west: new STSClient({ region: 'us-west-2' }) };\n" +
          'sts.east.send(c).then(use, () => sts.west.send(c));',
      ),
    ).toEqual([true, true]);
  });
});

describe('two requests have failover', () => {
  const east = "fetch('https://sts.us-east-1.amazonaws.com/')";
  const west = "fetch('https://sts.us-west-2.amazonaws.com/')";

  it.each([
    ['in a handler', `${east}.catch(() => ${west});`, true],
    ['beside each other', `Promise.any([${east}, ${west}]);`, true],
    ['not one after the other', `${east}.then(() => ${west});`, false],
    ['not in the same region', `${east}.catch(() => ${east});`, false],
  ])('%s', (_, code, expected) => {
    const model = modelOf(code);
    expect(model.hosts.map(({ node }) => hasFailover(node, model, { isHelper: () => false }))).toEqual([
      expected,
      expected,
    ]);
  });
});

describe('a function of the region has failover', () => {
  it.each([
    ['in Promise.any', "Promise.any([ask('eu-west-1'), ask('eu-central-1')]);"],
    ['in Promise.any over a list', 'Promise.any(regions.map((region) => ask(region)));'],
    ['in Promise.any, by its name', 'Promise.any(regions.map(ask));'],
    [
      'in a loop that ends with the first success',
      'for (const r of regions) { try { return await ask(r); } catch {} }',
    ],
    ['in a second handler', "ask('eu-west-1').then(use, () => ask('eu-central-1'));"],
    ['of a library that takes regions', "import { tryEach } from './x';\ntryEach(regions, ask);"],
    ['of a library with a callback', "import { tryEach } from './x';\ntryEach(regions, (region) => ask(region));"],
    [
      'of a function of the file',
      'const inTurn = (all, call) => all.reduce((p, r) => p.catch(() => call(r)), Promise.reject());\ninTurn(all, ask);',
    ],
  ])('%s', (_, code) => {
    expect(failovers(`const ask = (region) => new STSClient({ region }).send(c);\n${code}`)).toEqual([true]);
  });

  it('in a class that is built with each', () => {
    expect(
      failovers(
        'class Sts { constructor(region) { this.client = new STSClient({ region }); } }\n' +
          "const one = new Sts('eu-west-1');\nconst two = new Sts('eu-central-1');\none.ask().catch(() => two.ask());",
      ),
    ).toEqual([true]);
  });
});
