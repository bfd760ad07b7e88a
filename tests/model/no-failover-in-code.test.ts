import { describe, expect, it } from 'vitest';
import { failovers } from './failovers.js';

/** Two clients of different regions, `a` and `b`, and what is done with them. */
const TWO = "const a = new STSClient({ region: 'eu-west-1' });\nconst b = new STSClient({ region: 'eu-central-1' });\n";

describe('two clients have none', () => {
  it.each([
    ['side by side', 'await a.send(c); await b.send(c);'],
    ['in Promise.all', 'await Promise.all([a.send(c), b.send(c)]);'],
    ['in Promise.all over a list', 'await Promise.all([a, b].map((client) => client.send(c)));'],
    ['in Promise.allSettled', 'await Promise.allSettled([a.send(c), b.send(c)]);'],
    ['in the first handler of a promise', 'a.send(c).then(() => b.send(c));'],
    ['in a chain that only logs failures', 'a.send(c).then(() => b.send(c)).catch(log);'],
    ['in one try', 'try { await a.send(c); await b.send(c); } catch (e) { log(e); }'],
    ['in two tries', 'try { await a.send(c); } catch (e) { throw wrap(e); } await b.send(c);'],
    [
      'where the first must succeed',
      'const who = await a.send(c); try { use(who); } catch { log(); } await b.send(c);',
    ],
    ['given to a function that builds', 'start(() => a.send(c), () => b.send(c));'],
    ['in a loop that asks each', 'for (const client of [a, b]) await client.send(c);'],
    ['in a function with more to do', 'tryMain(async () => { await a.send(c); await b.send(c); });'],
    ['in a callback that got data', 'a.send(c, (err, data) => { if (data) b.send(c, done); });'],
  ])('%s', (_, code) => {
    expect(failovers(TWO + code)).toEqual([false, false]);
  });

  it('as functions of a region that are called for each region', () => {
    expect(
      failovers(
        'const ask = (region) => new STSClient({ region }).send(c);\n' +
          'for (const r of regions) { try { await ask(r); } catch (e) { log(e); } }\n' +
          'await Promise.all(regions.map((region) => ask(region)));',
      ),
    ).toEqual([false]);
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
    [
      'in a loop that keeps its answers',
      'for (const region of regions) { const sts = new STSClient({ region }); const answer = await sts.send(c); ' +
        'answers.push(answer); byRegion[region] = await sts.send(d); byRegion.set(region, sts.send(e)); }',
    ],
    [
      'in a loop that keeps functions that ask',
      'for (const region of regions) { jobs.push(() => new STSClient({ region }).send(c)); }',
    ],
    ['in a loop that keeps the last', 'for (const region of regions) { this.sts = new STSClient({ region }); }'],
    [
      'in a loop that keeps the last under a name',
      "for (const region of regions) { clients.sts = new STSClient({ region }); app.set('sts', clients.sts); }",
    ],
    [
      'in a loop over roles that keeps clients of one region',
      "for (const role of roles) { clients.set(role, new STSClient({ region: 'eu-west-1', credentials: role })); }",
    ],
    [
      'in a loop over roles that keeps clients without a region',
      'for (const role of roles) { clients.set(role, new STSClient({ credentials: role })); }',
    ],
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
