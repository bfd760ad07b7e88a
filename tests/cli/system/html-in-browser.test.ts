import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { generateEvents } from '../../audit/generate-events.js';
import { runIn } from '../run-in-process.js';
import { Tree } from '../tree.js';

/*
 * The report in a real browser. Chromium is the distribution's, and playwright-core and axe-core are installed beside
 * the project, so that nobody who installs it downloads a browser. SCREENSHOTS=docs writes pictures of the reports
 * there.
 */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CHROMIUM = '/usr/bin/chromium';
const MODULES = join(ROOT, '.cache/browser/node_modules');
const missing = [
  ...(existsSync(CHROMIUM) ? [] : [`${CHROMIUM} (apt-get install chromium)`]),
  ...['playwright-core', 'axe-core']
    .filter((name) => !existsSync(join(MODULES, name)))
    .map((name) => `${name} (npm install --prefix .cache/browser ${name})`),
];
if (missing.length > 0)
  console.warn(`SKIPPED: the HTML report was not opened in a browser, because this is missing: ${missing.join(', ')}`);

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call -- playwright-core is not a dependency, so its types are not there */
type Page = any;

const FILES = {
  'packages/api/src/roles.ts':
    "import { STSClient } from '@aws-sdk/client-sts';\n\n" +
    "export const sts = new STSClient({});\nexport const old = new STS('legacy');\n",
  'packages/api/src/session.ts': 'export function session() {\n  return new STSClient(options);\n}\n',
  'packages/web/app.ts': '// eslint-disable-next-line -- goes through a proxy\nnew STSClient({});\n\nfailover(STS);\n',
  'tools/<img src=x onerror="document.title=1">.ts':
    '// </script><script>document.title = 2</script>\nnew STSClient({}); // \u202E hidden\n',
  'tools/broken.ts': 'STS <<<<\n',
};

/** All calls of STS, so that the page has something of every kind. */
const records = [...generateEvents(4000, 11, 1)].map(({ record }) => record);

describe.skipIf(missing.length > 0)('the HTML report in Chromium', () => {
  const dir = new Tree().write(FILES);
  const profile = mkdtempSync(join(tmpdir(), 'sts-regional-browser-'));
  let context: any;
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    await runIn(dir, ['check', '--format', 'html', '--output-file', 'check.html']);
    await runIn(dir, ['migrate', '--dry-run', '--report', 'migrate.html']);
    const hostile = { ...records[0], userAgent: 'aws-sdk-js/3.1.0 app/<img-src=x-onerror=document.title=3>' };
    dir.write({ 'trail/1.json.gz': gzipSync(JSON.stringify({ Records: [...records, hostile, hostile] })) });
    await runIn(dir, ['audit', 'trail', '--format', 'html', '--output-file', 'audit.html']);
    const { chromium } = (await import(pathToFileURL(join(MODULES, 'playwright-core/index.mjs')).href)) as {
      chromium: any;
    };
    context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: FLAGS,
      colorScheme: 'light',
      viewport: { width: 1280, height: 1000 },
    });
    context.on('page', (page: Page) => {
      page.on('console', (message: any) => complaints.push(message.text()));
      page.on('pageerror', (error: Error) => complaints.push(error.message));
      page.on('request', (request: any) => requests.push(request.url()));
    });
  });

  afterAll(async () => {
    await context?.close();
    rmSync(profile, { recursive: true, force: true });
    dir.remove();
  });

  const open = async (file: string, hash = ''): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(pathToFileURL(dir.path(file)).href + hash);
    return page;
  };
  const shown = (page: Page): Promise<number> => page.locator('.site:visible').count();
  const focused = (page: Page): Promise<string> =>
    page.evaluate('document.activeElement.textContent.replace(/\\s+/g, " ").trim()');

  it('asks for nothing but itself, and runs nothing that was in the code', async () => {
    const page = await open('check.html');
    expect(await page.title()).toBe('STS calls: check');
    expect(await page.locator('script, img').count()).toBe(1);
    expect(requests.every((url) => url.startsWith('file:'))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('searches by words of path, code and message', async () => {
    const page = await open('check.html');
    expect(await shown(page)).toBe(5);
    await page.keyboard.press('/');
    await page.keyboard.type('api no-legacy');
    expect(await shown(page)).toBe(1);
    expect(await page.locator('#shown').textContent()).toBe('1 of 5 sites shown');
    await page.keyboard.press('Escape');
    expect(await shown(page)).toBe(5);
    await page.locator('#search').fill('nothing like this');
    expect(await page.locator('#none').isVisible()).toBe(true);
    await page.close();
  });

  it('filters by a list and by a bar of a chart, and keeps the choice in the address', async () => {
    const page = await open('check.html');
    await page.selectOption('select[name=state]', 'suppressed');
    expect(await shown(page)).toBe(1);
    await page.locator('#reset').click();
    const bar = page.locator('.bar[data-facet=rule][data-value=require-region]');
    await bar.focus();
    await page.keyboard.press('Enter');
    expect(await bar.getAttribute('aria-pressed')).toBe('true');
    expect(await shown(page)).toBe(3);
    const again = await open('check.html', new URL(page.url()).hash);
    expect(await shown(again)).toBe(3);
    await bar.click();
    expect(await shown(page)).toBe(5);
    await page.close();
    await again.close();
  });

  it('goes from site to site with j and k, past hidden ones, and opens with Enter', async () => {
    const page = await open('check.html');
    await page.selectOption('select[name=rule]', 'require-region');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('j');
    expect(await focused(page)).toMatch(/^Error 3:20 .* require-region$/);
    await page.keyboard.press('j');
    expect(await focused(page)).toContain('Suppressed 2:1');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    expect(await page.locator('.site[open]').count()).toBe(1);
    expect(await page.locator('.site[open] .diff').isVisible()).toBe(true);
    await page.close();
  });

  it('opens every shown site and shows reversed text as what it is', async () => {
    const page = await open('check.html');
    await page.locator('#expand').click();
    expect(await page.locator('.site[open]').count()).toBe(5);
    expect(await page.locator('main').innerText()).toContain('⟨U+202E⟩ hidden');
    await page.close();
  });

  it('follows the colours of the system until somebody chooses others', async () => {
    const page = await open('migrate.html');
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    expect(dark).not.toBe(light);
    expect(await page.locator('#theme').textContent()).toBe('Light colors');
    await page.locator('#theme').click();
    expect(await ground()).toBe(light);
    await page.reload();
    expect(await ground()).toBe(light);
    await page.evaluate('localStorage.clear()');
    await page.close();
  });

  it('fits a telephone and works without its script', async () => {
    const page = await open('check.html');
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.close();
    const text = readFileSync(dir.path('check.html'), 'utf8');
    dir.write({ 'still.html': text.replace(/<script>[\s\S]*<\/script>/, '') });
    const still = await open('still.html');
    expect(await shown(still)).toBe(5);
    expect(await still.locator('.filters').isVisible()).toBe(false);
    await still.close();
  });

  it('draws calls over time, filters callers by a bar, and runs nothing of a user agent', async () => {
    const page = await open('audit.html');
    expect(await page.title()).toBe('STS calls: audit');
    expect(await page.locator('script, img').count()).toBe(1);
    expect(await page.locator('.plot g').count()).toBe(30);
    const all = await shown(page);
    await page.locator('.bar[data-facet=destination][data-value="Global host"]').click();
    const ofGlobal = await shown(page);
    expect(ofGlobal).toBeGreaterThan(2);
    expect(ofGlobal).toBeLessThan(all);
    expect(await page.locator('#shown').textContent()).toBe(`${ofGlobal} of ${all} callers shown`);
    await page.keyboard.press('Escape');
    await page.locator('#search').fill('document.title');
    expect(await shown(page)).toBe(1);
    await page.keyboard.press('Escape');
    expect(await shown(page)).toBe(all);
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['check.html', 'light'],
    ['check.html', 'dark'],
    ['migrate.html', 'light'],
    ['migrate.html', 'dark'],
    ['audit.html', 'light'],
    ['audit.html', 'dark'],
  ])('has nothing that axe objects to in %s, %s', async (file, colorScheme) => {
    const page = await open(file);
    await page.emulateMedia({ colorScheme });
    await page.locator('#expand').click();
    await page.evaluate(readFileSync(join(MODULES, 'axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate('axe.run()');
    expect(violations.map(({ id, nodes }: any) => `${id}: ${nodes.map(({ html }: any) => html).join(' ')}`)).toEqual(
      [],
    );
    await page.close();
  });

  it.runIf(process.env['SCREENSHOTS'])('is photographed for the documentation', async () => {
    const folder = join(ROOT, process.env['SCREENSHOTS'] ?? '');
    mkdirSync(folder, { recursive: true });
    const example = { cwd: join(ROOT, 'examples/orders-service'), engine: lazyEngine };
    await runIn(dir, ['check', '--format', 'html', '--output-file', dir.path('example-check.html')], example);
    await runIn(
      dir,
      ['migrate', '--regions', 'eu-west-1,eu-central-1', '--dry-run', '--report', dir.path('example-migrate.html')],
      example,
    );
    dir.write({ 'example/1.json': JSON.stringify({ Records: records }) });
    await runIn(dir, ['audit', 'example', '--format', 'html', '--output-file', 'example-audit.html']);
    for (const [file, colorScheme] of [
      ['check', 'light'],
      ['migrate', 'dark'],
      ['audit', 'light'],
    ] as const) {
      const page = await open(`example-${file}.html`);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1100, height: 1500 });
      if (file !== 'audit') await page.locator('.site').first().locator('summary').click();
      await page.evaluate('document.activeElement.blur()');
      await page.screenshot({ path: join(folder, `report-${file}-${colorScheme}.png`) });
      await page.close();
    }
    expect(existsSync(join(folder, 'report-migrate-dark.png'))).toBe(true);
  });
});
