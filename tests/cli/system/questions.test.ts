import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBinary } from '../build.js';
import { IMPORT, project, REGIONS } from '../project.js';
import type { Tree } from '../tree.js';
import { hasTerminal, onTerminal } from './on-terminal.js';

describe.runIf(hasTerminal)('the built migrate on a terminal', () => {
  const SITES = `${IMPORT}export const a = new STSClient({});\nexport const b = new STSClient({});\n`;
  const FLAGS = ['migrate', '--only', 'explicit-regions', '--region-source', 'literal'];
  const INTERACTIVE = [...FLAGS, ...REGIONS, '--interactive'];
  const ENTER = '\r';
  const CTRL_C = '\u0003';
  const withSites = (): Tree => project({ 'a.ts': SITES, 'b.ts': SITES }).commit();
  const FIRST_REWRITTEN = SITES.replace('new STSClient({})', "new STSClient({ region: 'eu-west-1' })");
  let binary = '';
  beforeAll(() => {
    binary = buildBinary();
  });

  it('rewrites after Enter, explains the keys, and leaves the rest after q', async () => {
    const dir = withSites();
    const { status, screen, waiting } = await onTerminal(binary, INTERACTIVE, dir.root, [
      ['(1 of 2', ENTER],
      ['(2 of 2', '?'],
      ['explain the keys', 'xq'],
    ]);
    expect([status, waiting]).toEqual([0, []]);
    expect(screen).toContain('1 site rewritten, 3 sites left');
    expect([dir.read('a.ts'), dir.read('b.ts')]).toEqual([FIRST_REWRITTEN, SITES]);
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['SIGTERM', { signal: 'SIGTERM' }],
    ['SIGINT', { signal: 'SIGINT' }],
  ] as const)('stops at a question by %s as elsewhere, and keeps what was accepted', async (_, keys) => {
    const dir = withSites();
    const { status, screen, waiting } = await onTerminal(binary, INTERACTIVE, dir.root, [
      ['(1 of 2', ENTER],
      ['(2 of 2', keys],
    ]);
    expect([status, waiting]).toEqual([130, []]);
    expect(screen).toContain('1 site rewritten, 1 site left');
    expect(screen).toContain('Stopped: 2 files not looked at.');
    expect([dir.read('a.ts'), dir.read('b.ts')]).toEqual([FIRST_REWRITTEN, SITES]);
  });

  const FAILOVER = ['migrate', ...REGIONS];

  it.each([
    ['1', 'only the regions, without a new file', false],
    ['2', 'failover, with the helper', true],
  ])('asks how far to go where failover would add a file: %s is %s', async (key, _, hasHelper) => {
    const dir = withSites();
    const { status, screen, waiting } = await onTerminal(binary, FAILOVER, dir.root, [['Press 1, 2 or q', key]]);
    expect([status, waiting]).toEqual([0, []]);
    expect(screen).toMatch(/regional endpoints only: .*, no new file/);
    expect(screen).toMatch(/rewrites 4 sites in 2 files, adds aws\/sts-failover\.ts \(\d+ lines\)/);
    expect(existsSync(dir.path('aws/sts-failover.ts'))).toBe(hasHelper);
  });

  it('writes nothing after q, and asks nothing with --yes', async () => {
    const dir = withSites();
    expect(await onTerminal(binary, FAILOVER, dir.root, [['Press 1, 2 or q', 'q']])).toMatchObject({ status: 130 });
    expect(dir.read('a.ts')).toBe(SITES);
    expect(await onTerminal(binary, [...FAILOVER, '--yes'], dir.root, [])).toMatchObject({ status: 0 });
    expect(dir.read('a.ts')).toContain('createStsClient');
  });

  it('ends by SIGTERM while it asks for regions', async () => {
    const dir = withSites();
    const { status, screen, waiting } = await onTerminal(binary, FLAGS, dir.root, [
      ['Where does this code run?', { signal: 'SIGTERM' }],
    ]);
    expect([status, waiting]).toEqual([130, []]);
    expect(screen).toContain('Stopped. Nothing was written.');
    expect(dir.read('a.ts')).toBe(SITES);
  });
});

describe.runIf(hasTerminal)('the built init on a terminal', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildBinary();
  });

  it('finds a region by what is typed, shows the proposal, and writes it after two times Enter', async () => {
    const dir = project({});
    const { status, waiting } = await onTerminal(binary, ['init'], dir.root, [
      ['Where does this code run?', 'stockholm'],
      ['eu-north-1', '\r'],
      ['Use these regions', '\r'],
      ['Write these 2 files?', '\r'],
    ]);
    expect([status, waiting]).toEqual([0, []]);
    expect(JSON.parse(dir.read('sts-regional.config.json'))).toMatchObject({
      regions: ['eu-north-1', 'eu-central-1', 'eu-west-2'],
    });
  });
});
