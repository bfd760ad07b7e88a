/**
 * The built site in a real browser: the one of the machine, so that nothing is downloaded. `CHROMIUM` names another.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-lcd-text', // gray edges of letters make pictures half as large
];
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

function fileOf(url) {
  const path = join(DIST, normalize(decodeURIComponent(new URL(url, 'http://site').pathname)));
  const file = path.endsWith('/') ? `${path}index.html` : path;
  return file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** Serves the built site on loopback. */
async function serve() {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('The site is not built: `npm run site -- build`.');
  const server = createServer(({ url }, response) => {
    const file = fileOf(url);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The site in a browser. Every page that is opened notes what goes wrong in it. */
export async function openSite() {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium was found. Install it, or name it in CHROMIUM.');
  const site = await serve();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    address: site.address,
    async open(path, { width = 1440, height = 900, colorScheme = 'light' } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(120_000); // only what hangs may time out
      const complaints = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(`${site.address}/`))
          complaints.push(`asks for ${request.url()}`);
      });
      await page.goto(site.address + path);
      await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__); // it answers to keys from now on
      return Object.assign(page, { complaints });
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page that keeps somebody out. */
export async function barriersOn(page) {
  // The policy of the page refuses a script that is put into it, but not one that the debugger runs.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
}
