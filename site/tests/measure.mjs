/** `npm run site -- measure`: how long pages take to show something, and the playground to show findings. */
import { openSite } from './browser.mjs';

const RUNS = 5;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Each run has a browser context of its own, so nothing is cached. */
async function timesOf(site, path) {
  const page = await site.open(path);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const isPlayground = path.startsWith('/playground');
  if (isPlayground) await page.waitForSelector('.findings li');
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    load: performance.getEntriesByType('navigation')[0].loadEventEnd,
    now: performance.now(),
  }));
  await page.context().close();
  return { 'first paint': times.paint, load: times.load, ...(isPlayground && { findings: times.now }) };
}

const site = await openSite();
const table = {};
for (const path of ['/', '/rules/no-global-endpoint.html', '/playground.html']) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await timesOf(site, path));
  table[path] = Object.fromEntries(
    Object.keys(runs[0]).map((name) => [`${name}, ms`, Math.round(median(runs.map((times) => times[name])))]),
  );
}
await site.close();
console.table(table);
