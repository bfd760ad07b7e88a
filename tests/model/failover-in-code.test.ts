import { describe, expect, it } from 'vitest';
import { hasFailover } from '../../src/model/failover-in-code.js';
import { modelOf } from './model-of.js';

/** Whether each STS client of a text has a second region to go to. */
function failovers(code: string): readonly boolean[] {
  const model = modelOf(`import { STSClient } from '@aws-sdk/client-sts';\n${code}`);
  return model.sites.map((site) => hasFailover(site.node, model, { isHelper: (specifier) => specifier === './helper' }));
}

describe('a client has failover', () => {
  it.each([
    ['in a loop over regions with a catch', 'for (const region of regions) { try { await new STSClient({ region }).send(c); break; } catch {} }'],
    ['in a loop whose body catches by promise', 'for (const region of regions) { try { const sts = new STSClient({ region }); return await sts.send(c); } catch (e) { last = e; } }'],
    ['for each region of a list', 'const clients = regions.map((region) => new STSClient({ region }));'],
    ['for each region of a list, several', 'const clients = regions.flatMap((region) => [new STSClient({ region })]);'],
    ['in a function of the region that is called again in a catch', "async function call(region) { return new STSClient({ region }).send(c); }\ntry { await call('eu-west-1'); } catch { await call('eu-central-1'); }"],
    ['in a function of the region that is called again when the first call fails', "const call = (region) => new STSClient({ region }).send(c);\ncall(a).catch(() => call(b));"],
    ['inside the helper', "import { withStsRegions } from './helper';\nwithStsRegions((region) => new STSClient({ region }).send(c));"],
    ['inside the helper, deeper', "import * as helper from './helper';\nhelper.withStsRegions(async ({ region }) => { const sts = new STSClient({ region }); return sts.send(c); });"],
  ])('%s', (_, code) => {
    expect(failovers(code)).toEqual([true]);
  });

  it('as the second of two, and as the first', () => {
    expect(failovers("const a = new STSClient({ region: 'eu-west-1' });\nconst b = new STSClient({ region: 'eu-central-1' });\ntry { await a.send(c); } catch { await b.send(c); }")).toEqual([true, true]);
    expect(failovers("try { await new STSClient({ region: 'eu-west-1' }).send(c); } catch { await new STSClient({ region: 'eu-central-1' }).send(c); }")).toEqual([true, true]);
  });
});

describe('a client has none', () => {
  it.each([
    ['in a function of the region that is called once', "const call = (region) => new STSClient({ region }).send(c);\ncall(a).catch(() => log(b));"],
    ['alone', "new STSClient({ region: 'eu-west-1' });"],
    ['in a loop without a catch', 'for (const region of regions) { await new STSClient({ region }).send(c); }'],
    ['in a loop over something else', "for (const role of roles) { try { await new STSClient({ region: 'eu-west-1' }).send(c(role)); } catch {} }"],
    ['for each of something else', "const clients = roles.map((role) => new STSClient({ region: 'eu-west-1' }));"],
    ['with a catch that only logs', "try { await new STSClient({ region: 'eu-west-1' }).send(c); } catch (e) { log(e); }"],
    ['beside the helper', "import { withStsRegions } from './helper';\nwithStsRegions(f); new STSClient({ region: 'eu-west-1' });"],
    ['inside another function of that name', "import { withStsRegions } from './other';\nwithStsRegions((region) => new STSClient({ region }));"],
  ])('%s', (_, code) => {
    expect(failovers(code)).toEqual([false]);
  });

  it('when it is tried again in the same region', () => {
    expect(failovers("const a = new STSClient({ region: 'eu-west-1' });\nconst b = new STSClient({ region: 'eu-west-1' });\ntry { await a.send(c); } catch { await b.send(c); }")).toEqual([false, false]);
  });
});
