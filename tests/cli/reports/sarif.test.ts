import { describe, expect, it } from 'vitest';
import type { SarifLog } from '../../../src/cli/reports/sarif.js';
import { FIXED } from '../fake-engine.js';
import { runIn } from '../run-in-process.js';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

async function sarifOf(dir: Tree, ...args: readonly string[]): Promise<SarifLog['runs'][number]> {
  const log = JSON.parse((await runIn(dir, [...args, '--format', 'sarif'])).stdout) as SarifLog;
  expect(log).toMatchObject({ version: '2.1.0', runs: [{}] });
  return log.runs[0] as SarifLog['runs'][number];
}

describe('check --format sarif', () => {
  it('has rule, level, message, region and a relative, encoded address for each finding', async () => {
    const run = await sarifOf(
      tree({ 'src/a b.ts': '\nconst a = new STSClient({});\nnew STSClient(options)' }),
      'check',
    );
    expect(run.tool.driver).toMatchObject({
      name: 'sts-regional',
      rules: [{ id: 'sts-regional/require-region' }, { id: 'sts-regional/require-fallback-region' }],
    });
    expect(run.results).toMatchObject([
      {
        ruleId: 'sts-regional/require-region',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'Found by require-region.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/a%20b.ts', uriBaseId: 'SRCROOT' },
              region: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 28 },
            },
          },
        ],
      },
      { ruleIndex: 1, level: 'warning' },
    ]);
  });

  it('says of each rule what it is for, where to read more, and how bad its findings are', async () => {
    const {
      tool: { driver },
    } = await sarifOf(tree({ 'a.ts': 'new STSClient({});\nnew STSClient(options)' }), 'check', '--config', 'strict');
    const page = 'https://github.com/sts-regional/eslint-plugin-sts-regional/blob/main/docs/rules/require-region.md';
    const text = 'Require a region for STS clients and STS-backed credential providers.';
    expect(driver.rules).toMatchObject([
      {
        id: 'sts-regional/require-region',
        shortDescription: { text },
        help: { text: `${text} ${page}`, markdown: `${text} [Documentation](${page})` },
        helpUri: page,
        defaultConfiguration: { level: 'error' },
      },
      { id: 'sts-regional/require-fallback-region', defaultConfiguration: { level: 'warning' } },
    ]);
  });

  it('carries fixes and suggestions as replacements of a region, across any line ends', async () => {
    const run = await sarifOf(tree({ 'a.ts': '\uFEFFx\r\n\r  new STSClient({});' }), 'check');
    expect(run.results[0]?.fixes).toEqual([
      {
        description: { text: 'Add a region.' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a.ts', uriBaseId: 'SRCROOT' },
            replacements: [
              {
                deletedRegion: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 20 },
                insertedContent: { text: FIXED },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('recognises a finding after lines were added above it, and tells equal lines apart', async () => {
    const prints = async (text: string): Promise<unknown[]> =>
      (await sarifOf(tree({ 'a.ts': text }), 'check')).results.map(({ partialFingerprints }) => partialFingerprints);
    const [one, two] = await prints('new STSClient({});\nnew STSClient({});\n');
    expect(one).not.toEqual(two);
    expect(await prints('// above\n\n  new STSClient({});\nnew STSClient({});\n')).toEqual([one, two]);
  });

  it('names the shard, so that the runs of one commit do not replace each other', async () => {
    expect((await sarifOf(tree(), 'check', '--shard', '2/3')).automationDetails.id).toBe(
      'sts-regional-check/shard-2-of-3/',
    );
    expect((await sarifOf(tree(), 'check')).automationDetails.id).toBe('sts-regional-check/');
  });

  it('marks what a comment suppresses instead of hiding it', async () => {
    const run = await sarifOf(tree({ 'a.ts': '// eslint-disable-next-line -- proxied\nnew STSClient({})' }), 'check');
    expect(run.results).toMatchObject([{ suppressions: [{ kind: 'inSource', justification: 'proxied' }] }]);
  });

  it('says that the run was not whole when a file failed, and which', async () => {
    const run = await sarifOf(tree({ 'a.ts': 'STS\n <<<<' }), 'check');
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'Parsing error: Merge conflict marker encountered.' },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'a.ts' }, region: { startLine: 2, startColumn: 2 } } },
            ],
          },
        ],
      },
    ]);
    expect(run.results).toEqual([]);
  });

  it('carries the host that a request goes to', async () => {
    expect((await sarifOf(tree({ 'a.ts': "new STS('legacy')" }), 'check')).results[0]?.properties).toEqual({
      host: 'sts.amazonaws.com',
    });
  });
});

describe('migrate --format sarif', () => {
  it('has a note for each rewritten site and a warning for each that was left', async () => {
    const run = await sarifOf(
      tree({ 'a.ts': 'new STSClient({});\nnew STSClient(options)', 'b.ts': '<<<< STS' }),
      'migrate',
      '--dry-run',
    );
    expect(run.results).toMatchObject([
      { ruleId: 'explicit-regions', level: 'note', message: { text: 'Would be rewritten by explicit-regions.' } },
      {
        ruleId: 'left-unchanged',
        level: 'warning',
        message: { text: 'The options come from elsewhere. Add the region there.' },
      },
    ]);
    expect(run.invocations).toMatchObject([{ executionSuccessful: false, toolExecutionNotifications: [{}] }]);
  });

  it('says of each codemod what it does, and of what is left that it is', async () => {
    const {
      tool: { driver },
    } = await sarifOf(tree({ 'a.ts': 'new STSClient({});\nnew STSClient(options)' }), 'migrate', '--dry-run');
    expect(driver.rules).toMatchObject([
      {
        id: 'explicit-regions',
        shortDescription: { text: 'Names a region where there was none.' },
        helpUri: expect.stringMatching(/docs\/codemods\/explicit-regions\.md$/) as string,
        defaultConfiguration: { level: 'note' },
      },
      {
        id: 'left-unchanged',
        help: { markdown: expect.stringContaining('the reason and the next step') as string },
        defaultConfiguration: { level: 'warning' },
      },
    ]);
  });

  it('carries the rewrite of the file as a fix while it is not done, and none when it is', async () => {
    const files = { 'a.ts': '// first\r\nnew STSClient({});\r\n// between\r\nfailover(STS);' };
    const [first, second] = (await sarifOf(tree(files), 'migrate', '--dry-run')).results;
    expect(first?.fixes).toEqual([
      {
        description: { text: 'Rewrite the 2 sites of this file, imports included.' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a.ts', uriBaseId: 'SRCROOT' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 },
                insertedContent: { text: `${FIXED};\r\n` },
              },
              {
                deletedRegion: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 15 },
                insertedContent: { text: 'withFailover(STSClient);' },
              },
            ],
          },
        ],
      },
    ]);
    expect(second?.fixes).toEqual(first?.fixes);
    expect((await sarifOf(tree(files), 'migrate')).results.map(({ fixes }) => fixes)).toEqual([undefined, undefined]);
  });

  it('recognises a site after lines were added above it', async () => {
    const prints = async (text: string): Promise<unknown[]> =>
      (await sarifOf(tree({ 'a.ts': text }), 'migrate', '--dry-run')).results.map(
        ({ partialFingerprints }) => partialFingerprints,
      );
    expect(await prints('\n\nnew STSClient({}); // one\nnew STSClient({}); // two\n')).toEqual(
      await prints('new STSClient({}); // one\nnew STSClient({}); // two\n'),
    );
  });

  it('names the shard, and the host of each site', async () => {
    const run = await sarifOf(tree({ 'a.ts': 'new STSClient({});' }), 'migrate', '--dry-run', '--shard', '1/1');
    expect(run.automationDetails.id).toBe('sts-regional-migrate/shard-1-of-1/');
    expect(run.results[0]?.properties).toEqual({ host: 'sts.amazonaws.com', sdk: 'v3' });
  });
});
