import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OfferOutcome, RegionQuestions, Suggestion } from '../../../../src/cli/commands/endpoints/offer.js';
import { canAsk, choices, howToName, offerRegions } from '../../../../src/cli/commands/endpoints/offer.js';
import { lazyEngine } from '../../../../src/cli/engine.js';
import type { AskKey } from '../../../../src/cli/terminal/ask-key.js';
import type { Terminal } from '../../../../src/cli/terminal/terminal.js';
import { init } from '../../../../src/cli/commands/init/init.js';
import { migrate } from '../../../../src/cli/commands/migrate/migrate.js';
import type { MigrateFlags } from '../../../../src/cli/commands/migrate/migrate.js';
import type { Region } from '../../../../src/sts/partition.js';
import { allRegions, findRegion } from '../../../../src/sts/regions.js';
import type { Tree } from '../../tree.js';
import { tree } from '../../tree.js';

const IMPORT = "import { STSClient } from '@aws-sdk/client-sts';\n";
const NEEDS_REGIONS = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
const NEEDS_NONE = `${IMPORT}export type Client = STSClient;\n`;
const MANIFEST = JSON.stringify({ name: 'orders', dependencies: { '@aws-sdk/client-sts': '^3.600.0' } });

/** A terminal, or a pipe, with everything that was written to it. */
function terminalIn(
  dir: Tree,
  world: { isTTY?: boolean; env?: Terminal['env'] } = {},
): { terminal: Terminal; text: () => { stdout: string; stderr: string } } {
  const { isTTY = true, env = {} } = world;
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Terminal['stdout'] => ({
    write: (part) => (written[name] += part),
    isTTY,
    columns: 100,
  });
  return {
    terminal: {
      cwd: dir.root,
      env: { NO_COLOR: '1', ...env },
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdinIsTerminal: isTTY,
      interrupted: new AbortController().signal,
      engine: lazyEngine,
    },
    text: () => written,
  };
}

const answering = (home: Awaited<ReturnType<RegionQuestions['home']>>, accept?: boolean): RegionQuestions => ({
  home: () => Promise.resolve(home),
  accept: () => Promise.resolve(accept),
});
const noting = (note: (suggested: readonly Suggestion[]) => void): RegionQuestions => ({
  ...answering('none'),
  home: (_, suggested) => (note(suggested), Promise.resolve('none')),
});
const region = (name: string): Region => findRegion(name) as Region;

describe('the offer', () => {
  const offered = async (questions: RegionQuestions): Promise<[OfferOutcome, string]> => {
    const { terminal, text } = terminalIn(tree());
    return [await offerRegions(terminal, [], questions), text().stderr];
  };

  it('stops at the question when the process is to end', async () => {
    const { terminal } = terminalIn(tree());
    expect(await offerRegions({ ...terminal, interrupted: AbortSignal.abort() }, [])).toEqual({ kind: 'stopped' });
  });

  it('shows the proposal for the region that is chosen, and is taken when accepted', async () => {
    const [outcome, shown] = await offered(answering(region('eu-west-1'), true));
    expect(outcome).toEqual({ kind: 'chosen', settings: { regions: ['eu-west-1', 'eu-west-2', 'eu-west-3'] } });
    expect(shown).toMatch(/^\n {2}home +eu-west-1 .*\n {2}fallback +eu-west-2 .*\n {2}fallback +eu-west-3 .*\n\n$/);
  });

  it('has fallbacks that lead to no opt-in home', async () => {
    const [outcome] = await offered(answering(region('eu-south-1'), true));
    expect(outcome).toEqual({
      kind: 'chosen',
      settings: {
        regions: ['eu-south-1', 'eu-central-1', 'eu-west-3'],
        fallbacks: {
          'eu-south-1': ['eu-central-1', 'eu-west-3'],
          'eu-central-1': ['eu-west-3'],
          'eu-west-3': ['eu-central-1'],
        },
      },
    });
  });

  it('says of the only region of a partition that there is no other', async () => {
    const [outcome, shown] = await offered(answering(region('eusc-de-east-1'), true));
    expect(outcome).toEqual({ kind: 'chosen', settings: { regions: ['eusc-de-east-1'] } });
    expect(shown).toContain('eusc-de-east-1 is the only region of the partition aws-eusc');
  });

  it.each<[string, RegionQuestions, OfferOutcome['kind']]>([
    ['none is wanted', answering('none'), 'declined'],
    ['it is not accepted', answering(region('eu-west-1'), false), 'declined'],
    ['Ctrl-C answers the first question', answering(undefined), 'stopped'],
    ['Ctrl-C answers the second question', answering(region('eu-west-1'), undefined), 'stopped'],
  ])('is not taken when %s', async (_, questions, kind) => {
    expect((await offered(questions))[0]).toEqual({ kind });
  });

  it('suggests the region of the environment', async () => {
    const suggestions: string[] = [];
    const questions = noting((suggested) => suggestions.push(suggested.map(({ region: { name } }) => name).join()));
    for (const env of [
      {},
      { AWS_REGION: 'us-east-2' },
      { AWS_DEFAULT_REGION: 'us-west-2' },
      { AWS_REGION: 'nowhere-1' },
    ])
      await offerRegions(terminalIn(tree(), { env }).terminal, [], questions);
    expect(suggestions).toEqual(['', 'us-east-2', 'us-west-2', '']);
  });

  it('suggests the regions of the code before it, and says how many files name each', async () => {
    let reasons: readonly string[] = [];
    const questions = noting((suggested) => (reasons = suggested.map(({ region: { name }, why }) => `${name} ${why}`)));
    const inCode = [
      { region: region('eu-west-1'), files: 3 },
      { region: region('us-east-1'), files: 1 },
    ];
    await offerRegions(terminalIn(tree(), { env: { AWS_REGION: 'us-west-2' } }).terminal, inCode, questions);
    expect(reasons).toEqual([
      'eu-west-1 found in 3 files',
      'us-east-1 found in 1 file',
      'us-west-2 of this environment',
    ]);
    await offerRegions(terminalIn(tree(), { env: { AWS_REGION: 'us-east-1' } }).terminal, inCode, questions, {
      within: ['us'],
    });
    expect(reasons).toEqual(['us-east-1 found in 1 file']);
  });

  it('starts with what is suggested or with none, never with one by chance', () => {
    const first = (suggested?: Region): string[] =>
      choices(allRegions(), suggested ? [{ region: suggested, why: 'found' }] : [])
        .map(({ value }) => value)
        .slice(0, 3);
    expect(first()).toEqual(['none', 'ap-northeast-1', 'ap-northeast-2']);
    expect(first(region('af-south-1'))).toEqual(['af-south-1', 'none', 'ap-northeast-1']);
    expect(choices(allRegions(), [{ region: region('eu-west-1'), why: 'found' }])).toHaveLength(
      allRegions().length + 1,
    );
  });

  it('is made to somebody at a terminal only, and never in CI', () => {
    expect(canAsk(terminalIn(tree()).terminal)).toBe(true);
    expect(canAsk(terminalIn(tree(), { isTTY: false }).terminal)).toBe(false);
    expect(canAsk(terminalIn(tree(), { env: { CI: 'true' } }).terminal)).toBe(false);
  });
});

describe('where nobody can be asked', () => {
  it('the message has the command that names regions, for the environment if that has one', () => {
    expect(howToName('migrate', {})).toBe(
      '"npx eslint-plugin-sts-regional endpoints --near REGION" proposes regions for code that runs in REGION; take ' +
        'them with npx eslint-plugin-sts-regional migrate --regions eu-west-1,eu-central-1',
    );
    expect(howToName('init', { AWS_REGION: 'us-west-2' })).toContain(
      'For code in us-west-2 (of this environment): npx eslint-plugin-sts-regional init --regions us-west-2,us-west-1,us-east-2 (',
    );
  });
});

describe('init without regions', () => {
  const project = (): Tree => tree({ 'package.json': MANIFEST });
  const yes = (): Promise<boolean> => Promise.resolve(true);

  it('writes those that a person takes', async () => {
    const dir = project();
    const { terminal, text } = terminalIn(dir);
    expect(
      await init({}, terminal, yes, (asked) => offerRegions(asked, [], answering(region('eu-south-1'), true))),
    ).toBe(0);
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toMatchObject({
      regions: ['eu-south-1', 'eu-central-1', 'eu-west-3'],
      fallbacks: { 'eu-central-1': ['eu-west-3'] },
    });
    expect(text().stdout).toContain('Written: sts-regional.config.json');
  });

  it('suggests the regions of the code, those of most files first', async () => {
    const client = (name: string): string => `${IMPORT}export const sts = new STSClient({ region: '${name}' });\n`;
    const dir = project().write({
      'a.ts': client('eu-west-1'),
      'b.ts': `${IMPORT}const HOME = 'eu-west-1';\nexport const sts = new STSClient({ region: HOME });\n`,
      'c.js': "fetch('https://sts.us-east-2.amazonaws.com/?Action=GetCallerIdentity');\n",
      'd.ts': client('nowhere'),
      'd.test.ts': client('us-east-1'),
      'README.md': `\`\`\`ts\n${client('us-east-1')}\`\`\`\n`,
    });
    const { terminal } = terminalIn(dir);
    let names: readonly string[] = [];
    await init({}, terminal, yes, (asked, inCode) => {
      names = inCode.map(({ region: { name }, files }) => `${name} ${files}`);
      return Promise.resolve({ kind: 'stopped' });
    });
    expect(names).toEqual(['eu-west-1 2', 'us-east-2 1']);
    await expect(init({}, terminalIn(dir, { isTTY: false }).terminal, yes)).rejects.toThrow(
      'For code in eu-west-1 (found in 2 files): npx eslint-plugin-sts-regional init --regions eu-west-1,eu-west-2,eu-west-3 (',
    );
  });

  it('goes on without regions where a person takes none', async () => {
    const dir = project();
    const { terminal, text } = terminalIn(dir);
    expect(await init({}, terminal, yes, () => Promise.resolve({ kind: 'declined' }))).toBe(0);
    expect(Object.keys(JSON.parse(dir.read('sts-regional.config.json')) as object)).toEqual(['$schema']);
    expect(dir.read('eslint.config.mjs')).toContain('stsRegional.configs.recommended');
    expect(text().stdout).toContain('No regions are named. ');
  });

  it.each([
    ['without a terminal', {}, { isTTY: false }],
    ['with --yes', { yes: true }, {}],
  ])('asks nobody %s and says what it needs', async (_, flags, world) => {
    const { terminal } = terminalIn(project(), world);
    await expect(init(flags, terminal, yes, () => Promise.reject(new Error('asked')))).rejects.toThrow(
      'Name the regions to use, in order of preference, with --regions. "npx eslint-plugin-sts-regional endpoints ' +
        '--near REGION" proposes regions',
    );
  });

  it('writes nothing after Ctrl-C', async () => {
    const dir = project();
    const { terminal, text } = terminalIn(dir);
    expect(await init({}, terminal, yes, () => Promise.resolve({ kind: 'stopped' }))).toBe(130);
    expect(text().stdout).toBe('Nothing was written.\n');
    expect(existsSync(dir.path('sts-regional.config.json'))).toBe(false);
  });
});

describe('migrate without regions', () => {
  /** Presses 2. */
  const withFailover: AskKey = ({ keys }) => Promise.resolve(keys[1]);
  const project = (content: string): Tree => tree({ 'package.json': MANIFEST, 'a.ts': content });
  const FLAGS: MigrateFlags = { format: 'text', allowDirty: true };
  const run = async (
    dir: Tree,
    flags: Partial<MigrateFlags>,
    outcome: OfferOutcome | undefined,
    world: Parameters<typeof terminalIn>[1] = {},
  ): Promise<{ status: number; asked: number; stderr: string }> => {
    const { terminal, text } = terminalIn(dir, world);
    let asked = 0;
    const offer = (): Promise<OfferOutcome> => {
      asked += 1;
      return outcome ? Promise.resolve(outcome) : Promise.reject(new Error('asked'));
    };
    const status = await migrate([], { ...FLAGS, ...flags }, terminal, offer, withFailover);
    return { status, asked, stderr: text().stderr };
  };
  const chosen: OfferOutcome = { kind: 'chosen', settings: { regions: ['eu-west-1', 'eu-west-2', 'eu-west-3'] } };

  it('uses those that a person takes, once', async () => {
    const dir = project(NEEDS_REGIONS);
    expect(await run(dir, {}, chosen)).toMatchObject({ status: 0, asked: 1 });
    expect(dir.read('a.ts')).toContain('createStsClient');
    expect(dir.read('aws/sts-failover.ts')).toContain("'eu-west-1': ['eu-west-2', 'eu-west-3']");
  });

  it('does what needs none when the offer is declined, and says how to name some', async () => {
    const dir = project(NEEDS_REGIONS.replace("region: 'eu-west-1'", "region: 'eu-west-1', useGlobalEndpoint: true"));
    const { status, stderr } = await run(dir, {}, { kind: 'declined' });
    expect(status).toBe(0);
    expect(dir.read('a.ts')).toBe(NEEDS_REGIONS);
    expect(stderr).toContain(
      '1 site left because no regions are named. For code in eu-west-1 (found in 1 file): ' +
        'npx eslint-plugin-sts-regional migrate --regions eu-west-1,eu-west-2,eu-west-3 (',
    );
  });

  it('writes nothing after Ctrl-C', async () => {
    const dir = project(NEEDS_REGIONS);
    expect(await run(dir, {}, { kind: 'stopped' })).toEqual({
      status: 130,
      asked: 1,
      stderr: 'Stopped. Nothing was written.\n',
    });
    expect(dir.read('a.ts')).toBe(NEEDS_REGIONS);
  });

  it.each<[string, string, Partial<MigrateFlags>, Parameters<typeof terminalIn>[1]]>([
    ['where no site needs any', NEEDS_NONE, {}, {}],
    ['without a terminal', NEEDS_REGIONS, {}, { isTTY: false }],
    ['in CI', NEEDS_REGIONS, {}, { env: { CI: '1' } }],
    ['for --check', NEEDS_REGIONS, { check: true }, {}],
    ['when the run needs none', NEEDS_REGIONS, { only: ['regional-endpoints'] }, {}],
    ['with regions', NEEDS_REGIONS, { regions: ['eu-west-1', 'eu-north-1'], dryRun: true }, {}],
    ['with fallbacks', NEEDS_REGIONS, { fallbacks: { 'eu-west-1': ['eu-north-1'] }, dryRun: true }, {}],
  ])('asks nobody %s', async (_, content, flags, world) => {
    expect(await run(project(content), flags, undefined, world)).toMatchObject({ status: 0, asked: 0 });
  });

  it('asks nobody for what is staged', async () => {
    const dir = project(NEEDS_REGIONS).commit();
    dir.write({ 'a.ts': `${NEEDS_REGIONS}// more\n` }).git('add', '--all');
    expect(await run(dir, { staged: true }, undefined)).toMatchObject({ status: 0, asked: 0 });
  });
});
