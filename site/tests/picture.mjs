/** `npm run site -- picture`: writes `docs/playground.png` for the README and the home page. */
import { fileURLToPath } from 'node:url';
import { openSite } from './browser.mjs';

const site = await openSite();
const page = await site.open('/playground.html', { width: 1280, height: 860 });
await page.waitForSelector('.findings li');
await page
  .locator('.VPContent')
  .screenshot({ path: fileURLToPath(new URL('../../docs/playground.png', import.meta.url)) });
await site.close();
