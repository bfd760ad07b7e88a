/** `npm run site -- picture`: writes `docs/playground.png` for the README and the home page. */
import { fileURLToPath } from 'node:url';
import { openSite } from './browser.mjs';

const site = await openSite();
const page = await site.open('/playground.html', { width: 1360, height: 860 });
await page.waitForSelector('.findings li');
const boxOf = (selector) => page.locator(selector).first().boundingBox();
const [{ x, y, width }, summary] = [await boxOf('.controls'), await boxOf('.summary')];
await page.screenshot({
  path: fileURLToPath(new URL('../../docs/playground.png', import.meta.url)),
  fullPage: true,
  clip: { x: x - 16, y: y - 16, width: width + 32, height: summary.y + summary.height - y + 32 },
});
await site.close();
