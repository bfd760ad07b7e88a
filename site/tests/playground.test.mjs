import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { openSite } from './browser.mjs';

const hashOf = (state) => `#${deflateRawSync(JSON.stringify(state)).toString('base64url')}`;
const stateIn = (url) => JSON.parse(inflateRawSync(Buffer.from(new URL(url).hash.slice(1), 'base64url')).toString());

const STATE = {
  code: "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });\n",
  file: 'src/app.ts',
  preset: 'recommended',
  regions: 'eu-west-1, eu-central-1',
  sdkVersion: '',
  more: '',
};

describe('the playground', () => {
  let site;
  let page;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  /** The playground with an answer of the engines. */
  async function show(hash = '') {
    await page?.context().close();
    page = await site.open(`/playground.html${hash}`);
    await settled();
  }
  const settled = () => page.waitForSelector('.summary:not([data-working]), .problem');
  const notes = () => page.$$eval('.note', (all) => all.map((note) => note.textContent));
  const waitForNote = (text) =>
    page.waitForFunction((part) => document.querySelector('.editor').textContent.includes(part), text);

  beforeEach(() => {
    page = undefined;
  });

  it('shows findings, and the predicted host under each line', async () => {
    await show();
    assert.deepEqual(await notes(), [
      'no-global-endpoint → sts.amazonaws.com',
      'require-fallback-region → sts.eu-central-1.amazonaws.com',
      'no-legacy-endpoint-mode → sts.amazonaws.com',
    ]);
    assert.equal(await page.textContent('.summary'), '2 errors, 1 warning');
    assert.deepEqual(page.complaints, []);
  });

  it('shows the host of a client that nothing is wrong with', async () => {
    const code = "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'eu-west-1' });\n";
    await show(hashOf({ ...STATE, file: 'src/app.js', code: `/* eslint-disable */\n${code}` }));
    assert.deepEqual(await notes(), ['→ sts.eu-west-1.amazonaws.com']);
    assert.equal(await page.textContent('.summary'), 'No findings, 1 disabled by a comment');
  });

  it('predicts for the version that is entered', async () => {
    await show(hashOf({ ...STATE, sdkVersion: '3.190.0' }));
    assert.deepEqual(await notes(), ['require-fallback-region → sts.eu-west-1.amazonaws.com']); // the flag has no effect yet
    await page.fill('[name=sdkVersion]', '3.200.0');
    await waitForNote('→ sts.amazonaws.com');
  });

  it('shows the migration as a diff, and the helper folded', async () => {
    await show(hashOf(STATE));
    const lines = (kind) => page.$$eval(`.diff .${kind}`, (all) => all.map((line) => line.textContent.trim()));
    assert.deepEqual(await lines('removed'), [
      "-import { STSClient } from '@aws-sdk/client-sts';",
      "-new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });",
    ]);
    assert.deepEqual(await lines('added'), [
      "+import { createStsClient } from './aws/sts-failover.js';",
      "+createStsClient({ region: 'eu-west-1' });",
    ]);
    assert.match(await page.textContent('.helper summary'), /src\/aws\/sts-failover\.ts is written/);
    assert.equal(await page.getAttribute('.helper', 'open'), null);
    assert.match(await page.textContent('.helper pre'), /export function createStsClient/);
  });

  it('says why a site is left, and what to do', async () => {
    await show(hashOf({ ...STATE, code: `${STATE.code}new STSClient({ region: 'eu-west-3' });\n` }));
    assert.match(
      await page.textContent('ol[aria-labelledby=left-label]'),
      /3:1.*'eu-west-3' has no fallback region.*--fallbacks/s,
    );
  });

  it('reads configuration files', async () => {
    const code =
      'provider:\n  name: aws\n  environment:\n    AWS_REGION: eu-west-1\n    AWS_STS_REGIONAL_ENDPOINTS: legacy\n';
    await show(hashOf({ ...STATE, code, file: 'serverless.yml' }));
    assert.equal((await notes()).length, 1);
    assert.match(await page.textContent('.diff .added'), /AWS_STS_REGIONAL_ENDPOINTS: regional/);
  });

  it('says where code cannot be parsed, and goes on when it can be', async () => {
    await show(hashOf({ ...STATE, code: `${STATE.code}const = 1;\n` }));
    assert.match(await page.textContent('.findings'), /Parsing error/);
    await page.evaluate((hash) => (location.hash = hash), hashOf(STATE));
    await waitForNote('no-global-endpoint');
  });

  it('says what is wrong with settings', async () => {
    await show();
    await page.fill('[name=regions]', 'eu-west-9');
    await page.waitForSelector('.problem:has-text("eu-west-9")');
    await page.click('.more summary');
    await page.fill('[name=more]', '{ nonsense');
    await page.waitForSelector('.problem:has-text("must be JSON")');
    await page.fill('[name=more]', '{ "regions": ["eu-west-1", "eu-north-1"] }');
    await page.waitForSelector('.problem', { state: 'detached' });
    await page.fill('[name=sdkVersion]', 'four');
    await page.waitForSelector('.problem:has-text("four")');
  });

  it('keeps everything in the address, and opens it again', async () => {
    await show();
    const changed = {
      ...STATE,
      file: 'src/app.cjs',
      preset: 'strict',
      sdkVersion: '3.500.0',
      more: '{"regionSource":"literal"}',
    };
    await page.selectOption('[name=file]', changed.file);
    await page.selectOption('[name=preset]', changed.preset);
    await page.fill('[name=sdkVersion]', changed.sdkVersion);
    await page.fill('[name=regions]', changed.regions);
    await page.click('.more summary');
    await page.fill('[name=more]', changed.more);
    await page.click('.cm-content');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(changed.code);
    await page.waitForFunction(() => location.hash !== '');
    await page.click('text=Copy link');
    await page.waitForSelector('.notice:not(:empty)');
    const address = page.url();
    assert.deepEqual(stateIn(address), changed);
    await show(new URL(address).hash);
    assert.equal(await page.inputValue('[name=file]'), changed.file);
    assert.equal(await page.inputValue('[name=more]'), changed.more);
    assert.match(await page.textContent('.cm-content'), /useGlobalEndpoint/);
  });

  const PACKED = (text) => `#${deflateRawSync(text).toString('base64url')}`;
  const BAD_LINKS = {
    'no base64': '#%%%',
    'no compressed text': '#bm90aGluZw',
    'no JSON': PACKED('{'),
    'no state': PACKED('[1]'),
    'a file that the playground has not': hashOf({ ...STATE, file: '../../etc/passwd' }),
    'a text that unpacks to 50 MB': PACKED('x'.repeat(50_000_000)),
  };
  for (const [what, hash] of Object.entries(BAD_LINKS))
    it(`survives a link with ${what}`, async () => {
      await show(hash);
      assert.match(await page.textContent('.notice'), /could not be read/);
      assert.equal((await notes()).length, 3);
    });

  it('shows markup in code and links as text', async () => {
    const code = `${STATE.code}// </script><img src=x onerror="document.title='owned'">\n`;
    await show(hashOf({ ...STATE, code, regions: '<img/src=x>' }));
    assert.match(await page.textContent('.problem'), /<img\/src=x>/);
    assert.equal(await page.$$eval('.playground img', (all) => all.length), 0);
    assert.notEqual(await page.title(), 'owned');
  });

  it('is used with the keyboard alone', async () => {
    await show();
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        return at.getAttribute('name') ?? (at.classList.contains('cm-content') ? 'editor' : at.textContent.trim());
      });
    await page.focus('[name=file]');
    const walk = [await focused()];
    for (let step = 0; step < 9; step += 1) {
      await page.keyboard.press('Tab');
      walk.push(await focused());
    }
    assert.deepEqual(walk, [
      ...['file', 'sdkVersion', 'regions', 'preset', 'Copy link', 'More settings', 'editor'],
      ...['Go to line 4:53', 'no-global-endpoint', 'Go to line 5:22'],
    ]);
    await page.keyboard.press('Enter'); // on the place of the second finding
    assert.equal(await focused(), 'editor');
    await page.keyboard.press('End');
    await page.keyboard.type(' // typed');
    assert.match(await page.textContent('.cm-content'), /new STSClient\(\{ region: 'eu-central-1' \}\); \/\/ typed/);
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(), 'More settings');
  });
});
