import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { decode } from '../../../../src/cli/files/source-text.js';
import type { AskKey } from '../../../../src/cli/terminal/ask-key.js';
import { askAboutSites, presentation } from '../../../../src/cli/commands/migrate/interactive.js';
import { migrateFiles } from '../../../../src/cli/commands/migrate/migrate-files.js';
import type { FilePlan, ProposedSite } from '../../../../src/cli/commands/migrate/file-plan.js';
import { planFile } from '../../../../src/cli/commands/migrate/plan-file.js';
import { fakeEngine, FIXED } from '../../fake-engine.js';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const TEXT = 'new STSClient({});\n'.repeat(3);
const OPTIONS = { settings: {} };

type Answer = 'y' | 'n' | 'a' | 'f' | 'r' | 'q' | '?' | undefined;

/** Presses keys in turn, and remembers the questions. A key that the question does not offer ends the test. */
function pressing(...answers: readonly Answer[]): { ask: AskKey; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: ({ question, keys }) => {
      const answer = answers[asked.push(question) - 1];
      const key = keys.find((each) => each === answer);
      if (answer !== undefined && key === undefined) throw new Error(`${question} does not offer ${answer}`);
      return Promise.resolve(key);
    },
  };
}

const running = new AbortController().signal;
const silent = { cwd: '/repo', env: {}, stderr: { write: () => true }, interrupted: running };
const goOn = (): void => undefined;
const candidate = (path: string, text = TEXT): Parameters<typeof planFile>[0] => ({
  path,
  source: decode(Buffer.from(text)),
});
const leftOf = (plan: FilePlan): string[] =>
  plan.status === 'failed'
    ? [plan.error]
    : plan.skipped.map(({ line, column, reason }) => `${line}:${column} ${reason}`);

describe('answers decide site by site', () => {
  it.each<[string, Answer[], boolean[], number]>([
    ['yes and no', ['y', 'n', 'y'], [true, false, true], 3],
    ['the rest of the file: no more questions there', ['n', 'f'], [false, true, true], 2],
    ['all of this kind: no more questions about such sites', ['n', 'a'], [false, true, true], 2],
    ['quit: the rest is left, what was accepted stays', ['y', 'q'], [true, false, false], 2],
    ['help: the same site is asked about again', ['?', 'y', 'n', 'n'], [true, false, false], 4],
    ['Ctrl-C leaves the rest, too', ['y', undefined], [true, false, false], 2],
  ])('%s', async (_, answers, rewritten, questions) => {
    const { ask, asked } = pressing(...answers);
    const plan = await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, askAboutSites(silent, goOn, ask));
    const lines = plan.status === 'changed' ? plan.text.split('\n').slice(0, 3) : [];
    expect(lines.map((line) => line.includes(FIXED))).toEqual(rewritten);
    expect(asked).toHaveLength(questions);
  });

  it.each<[string, Answer, boolean]>([
    ['Ctrl-C stops the run', undefined, true],
    ['quit lets it go on without questions', 'q', false],
  ])('%s', async (_, answer, expected) => {
    let stopped = false;
    await planFile(
      candidate('/repo/a.ts'),
      fakeEngine,
      OPTIONS,
      askAboutSites(silent, () => (stopped = true), pressing(answer).ask),
    );
    expect(stopped).toBe(expected);
  });

  it(
    'a declined site is left with the way back, and one that nobody was asked ' + 'about is not called declined',
    async () => {
      const plan = await planFile(
        candidate('/repo/a.ts'),
        fakeEngine,
        OPTIONS,
        askAboutSites(silent, goOn, pressing('n', 'y', 'q').ask),
      );
      const nextStep = 'Stage or commit the changes of this run, then run again.';
      expect(plan.status === 'changed' && plan.skipped).toEqual([
        { line: 1, column: 1, reason: 'The rewrite was declined.', nextStep },
        { line: 3, column: 1, reason: 'The run was stopped before it asked about this site.', nextStep },
      ]);
    },
  );

  it('after quitting, the next files are not asked about', async () => {
    const { ask, asked } = pressing('q');
    const decide = askAboutSites(silent, goOn, ask);
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, decide);
    expect((await planFile(candidate('/repo/b.ts'), fakeEngine, OPTIONS, decide)).status).toBe('unchanged');
    expect(asked).toHaveLength(1);
  });

  it('"the rest of the file" holds for one file only', async () => {
    const { ask, asked } = pressing('f', 'f');
    const decide = askAboutSites(silent, goOn, ask);
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, decide);
    await planFile(candidate('/repo/b.ts'), fakeEngine, OPTIONS, decide);
    expect(asked).toEqual([
      'Rewrite this site (1 of 3 in the file)? Y/n/a/f/q/? ',
      'Rewrite this site (1 of 3 in the file)? Y/n/a/f/q/? ',
    ]);
  });

  it('"all of this kind" holds for every file, and for no other kind', async () => {
    const { ask, asked } = pressing('a', 'n');
    const decide = askAboutSites(silent, goOn, ask);
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, decide);
    const plan = await planFile(candidate('/repo/b.ts', `${TEXT}failover(STS);\n`), fakeEngine, OPTIONS, decide);
    expect(asked).toHaveLength(2);
    expect(leftOf(plan)).toEqual(['4:1 The rewrite was declined.']);
  });

  it('help names every key that the question offers, with what it does', async () => {
    let text = '';
    const stderr = { write: (part: string) => (text += part) };
    const { ask } = pressing('?', 'q');
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, askAboutSites({ ...silent, stderr }, goOn, ask));
    expect(text.match(/^ {2}(\S) {2}\S/gm)?.map((line) => line.trim().charAt(0))).toEqual([
      'y',
      'n',
      'a',
      'f',
      'q',
      '?',
    ]);
  });

  it('nobody is asked about a file that could not be written back', async () => {
    const { ask, asked } = pressing('y');
    const latin = { path: '/repo/a.ts', source: decode(Buffer.from(`// caf\u00e9\n${TEXT}`, 'latin1')) };
    expect(await planFile(latin, fakeEngine, OPTIONS, askAboutSites(silent, goOn, ask))).toMatchObject({
      status: 'failed',
    });
    expect(asked).toEqual([]);
  });

  it('Ctrl-C keeps what was accepted in the file in hand, and looks at no other', async () => {
    const dir = tree({ 'a.ts': TEXT, 'b.ts': TEXT });
    const stop = new AbortController();
    const terminal = { ...silent, cwd: dir.root, engine: fakeEngine, interrupted: stop.signal };
    const files = ['a.ts', 'b.ts'].map((name) => ({ path: dir.path(name), named: false }));
    const decide = askAboutSites(terminal, () => stop.abort(), pressing('y', undefined).ask);
    const { report, filesUnseen } = await migrateFiles(files, terminal, {
      rewrite: OPTIONS,
      writes: true,
      keepDiffs: false,
      keepDetails: false,
      problems: [],
      decide,
    });
    expect([dir.read('a.ts'), dir.read('b.ts')]).toEqual([TEXT.replace('new STSClient({})', FIXED), TEXT]);
    expect(report.summary).toMatchObject({ filesScanned: 1, sitesRewritten: 1, sitesSkipped: 2 });
    expect(filesUnseen).toBe(1);
  });
});

const IMPORT = "import { STSClient } from '@aws-sdk/client-sts';\n";
const CLIENT = "new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true })";
const PROVIDERS = "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\n";
const MANIFEST = JSON.stringify({
  name: 'orders',
  dependencies: { '@aws-sdk/client-sts': '^3.600.0', '@aws-sdk/credential-providers': '^3.600.0' },
});

const REGIONS = { settings: { regions: ['eu-west-1', 'eu-central-1'] } };

/** Plans a file with the product's engine: the sites that are asked about, and what becomes of the answers. */
async function planned(
  name: string,
  text: string,
  verdict: (site: ProposedSite) => boolean,
): Promise<{ sites: readonly ProposedSite[]; plan: FilePlan }> {
  const path = tree({ 'package.json': MANIFEST }).path(name);
  let sites: readonly ProposedSite[] = [];
  const plan = await planFile(candidate(path, text), lazyEngine, REGIONS, (asked) => {
    sites = asked;
    return Promise.resolve(new Map(asked.map((site) => [site, verdict(site) ? 'rewrite' : 'decline'])));
  });
  return { sites, plan };
}

describe('a site that several codemods rewrite', () => {
  const input = `${IMPORT}export const a = ${CLIENT};\nexport const b = ${CLIENT};\n`;

  it('is one question, with every reason', async () => {
    const { sites } = await planned('a.ts', input, () => true);
    expect(sites.map(({ line, column, codemods }) => [line, column, codemods])).toEqual([
      [2, 18, ['regional-endpoints', 'failover']],
      [3, 18, ['regional-endpoints', 'failover']],
    ]);
  });

  it('is migrated whole when it is accepted, as it was shown', async () => {
    const { sites, plan } = await planned('a.ts', input, ({ line }) => line === 2);
    expect(plan).toMatchObject({
      status: 'changed',
      text: sites[0]?.rewritten(),
      edits: [{ line: 2, codemod: 'sts-regional' }],
    });
    expect(plan.status === 'changed' && plan.text).toBe(
      `${IMPORT}import { createStsClient } from './aws/sts-failover';\n` +
        `export const a = createStsClient({ region: 'eu-west-1' });\nexport const b = ${CLIENT};\n`,
    );
  });

  it('becomes regional only when that is the answer, with failover as what remains', async () => {
    let text = '';
    const terminal = { ...silent, cwd: '/', stderr: { write: (part: string) => (text += part) } };
    const path = tree({ 'package.json': MANIFEST }).path('a.ts');
    const { ask } = pressing('r', 'q');
    const warning = 'Policies must allow eu-central-1.';
    const decide = askAboutSites(terminal, goOn, ask, [warning]);
    const plan = await planFile(candidate(path, input), lazyEngine, REGIONS, decide);
    const nextStep = 'Stage or commit the changes of this run, then run again.';
    expect(plan).toMatchObject({
      status: 'changed',
      text: `${IMPORT}export const a = new STSClient({ region: 'eu-west-1' });\nexport const b = ${CLIENT};\n`,
      edits: [{ line: 2, codemod: 'regional-endpoints', remaining: { reason: 'Failover was declined.', nextStep } }],
      skipped: [{ line: 3, reason: 'The run was stopped before it asked about this site.' }],
      helpers: [],
    });
    expect(text.split(warning)).toHaveLength(2); // once, before the first question
    expect(text.match(/Failover adds \S+sts-failover\.ts \(\d+ lines\), once for all its sites\./g)).toHaveLength(1);
    expect(text.indexOf(warning)).toBeLessThan(text.indexOf('@@'));
  });

  it('stays as it is when it is declined, and is listed once', async () => {
    const { plan } = await planned('a.ts', input, () => false);
    expect(plan.status).toBe('unchanged');
    expect(leftOf(plan)).toEqual(['2:18 The rewrite was declined.', '3:18 The rewrite was declined.']);
  });
});

describe('a site in a site', () => {
  const inner = "fromTemporaryCredentials({ params: { RoleArn: 'a' }, clientConfig: { region: 'eu-west-1' } })";
  const text =
    `${PROVIDERS}export const outer = fromTemporaryCredentials({\n  masterCredentials: ${inner},\n` +
    `  params: { RoleArn: 'b' },\n  clientConfig: { region: 'eu-west-1' },\n});\n`;

  it.each([
    ['the outer', 2],
    ['the inner', 3],
  ])('can be accepted alone: %s one', async (_, accepted) => {
    const { sites, plan } = await planned('a.ts', text, ({ line }) => line === accepted);
    expect(sites.map(({ line }) => line)).toEqual([2, 3]);
    expect(plan).toMatchObject({ status: 'changed', edits: [{ line: accepted }], skipped: [{ line: 5 - accepted }] });
  });
});

describe('a comment that disables a rule', () => {
  const disabled = (rule: string): string =>
    `${IMPORT}// eslint-disable-next-line sts-regional/${rule}\nexport const a = ${CLIENT};\n`;

  it('for the last codemod at a site leaves the others to be asked about', async () => {
    const { sites, plan } = await planned('a.ts', disabled('require-fallback-region'), () => true);
    expect(sites.map(({ codemods }) => codemods)).toEqual([['regional-endpoints']]);
    expect(plan).toMatchObject({
      status: 'changed',
      text: sites[0]?.rewritten(),
      edits: [{ codemod: 'regional-endpoints' }],
    });
  });

  it('for the first codemod at a site is the reason why nobody is asked', async () => {
    const { sites, plan } = await planned('a.ts', disabled('no-global-endpoint'), () => true);
    expect(sites).toEqual([]);
    expect(leftOf(plan)).toEqual(['3:18 An ESLint comment in line 2 disables sts-regional/no-global-endpoint here.']);
  });

  it('names that reason also beside a site that is declined', async () => {
    const { plan } = await planned(
      'a.ts',
      `${disabled('no-global-endpoint')}export const b = ${CLIENT};\n`,
      () => false,
    );
    expect(leftOf(plan)).toEqual([
      '3:18 An ESLint comment in line 2 disables sts-regional/no-global-endpoint here.',
      '4:18 The rewrite was declined.',
    ]);
  });
});

it.each([
  [
    'a component',
    'a.vue',
    `<template><p /></template>\n<script setup lang="ts">\n${IMPORT}const a = ${CLIENT};\n</script>\n`,
    [4, 11, ['regional-endpoints']],
  ],
  [
    'a configuration file',
    'a.json',
    '{\n  "AWS_REGION": "eu-west-1",\n  "AWS_STS_REGIONAL_ENDPOINTS": "legacy"\n}\n',
    [3, 34, ['regional-endpoints']],
  ],
])('the sites of %s are asked about, too', async (_, name, text, expected) => {
  const { sites, plan } = await planned(name, text, () => true);
  expect(sites.map(({ line, column, codemods }) => [line, column, codemods])).toEqual([expected]);
  expect(plan).toMatchObject({ status: 'changed', text: sites[0]?.rewritten() });
});

it('a question shows the place, every reason, and the one change among its neighbouring lines', () => {
  const site: ProposedSite = {
    line: 4,
    column: 1,
    codemods: ['explicit-regions', 'failover'],
    rewritten: () => `one\ntwo\nthree\n${FIXED};\nfive\n`,
    newHelpers: () => [],
  };
  expect(presentation('src/a.ts', site, 'one\ntwo\nthree\nnew STSClient({});\nfive\n', false).split('\n')).toEqual([
    'src/a.ts:4:1',
    'No region is given here. (explicit-regions)',
    'There is no second region to fail over to when the first one fails. (failover)',
    '@@ -1,5 +1,5 @@',
    ' one',
    ' two',
    ' three',
    '-new STSClient({});',
    `+${FIXED};`,
    ' five',
  ]);
});

it('questions are refused on a terminal with CI set', async () => {
  const outcome = await runIn(tree({ 'a.ts': TEXT }), ['migrate', '--interactive'], {
    isTTY: true,
    env: { CI: '1' },
  });
  expect(outcome).toMatchObject({
    status: 2,
    stderr: 'error: --interactive asks questions and needs a terminal, without CI set.\n',
  });
});
