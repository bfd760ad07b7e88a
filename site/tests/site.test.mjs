import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { barriersOn, openSite } from './browser.mjs';

const PAGES = ['/', '/readme.html', '/rules/no-global-endpoint.html', '/playground.html'];
const PHONE = { width: 390, height: 844 };

describe('the site in Chromium', () => {
  let site;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  const openReady = async (path, options) => {
    const page = await site.open(path, options);
    if (path.startsWith('/playground')) await page.waitForSelector('.summary:not([data-working])');
    return page;
  };

  for (const path of PAGES)
    for (const colorScheme of ['light', 'dark'])
      it(`${path} has no barriers in the ${colorScheme} theme, on a desk and on a phone`, async () => {
        for (const size of [{}, PHONE]) {
          const page = await openReady(path, { colorScheme, ...size });
          assert.deepEqual(await barriersOn(page), []);
          assert.deepEqual(page.complaints, []);
          await page.context().close();
        }
      });

  for (const path of [...PAGES, '/audit.html', '/codemods/failover.html'])
    it(`${path} is no wider than a phone`, async () => {
      const page = await openReady(path, PHONE);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
      await page.context().close();
    });

  it('finds a page with the keyboard alone', async () => {
    const page = await site.open('/');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#localsearch-input:focus');
    await page.keyboard.type('require-vpc-endpoint');
    await page.waitForSelector('.VPLocalSearchBox .result');
    await page.keyboard.press('Enter');
    await page.waitForURL(/require-vpc-endpoint\.html/);
    await page.waitForSelector('h1:has-text("require-vpc-endpoint")');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it('opens an example of a rule in the playground, where the rule reports it', async () => {
    const page = await site.open('/rules/no-legacy-endpoint-mode.html');
    await page.click('.try a');
    await page.waitForSelector('.findings li');
    assert.match(await page.textContent('ol[aria-label="Findings"]'), /no-legacy-endpoint-mode/);
    await page.context().close();
  });
});
