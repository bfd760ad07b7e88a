/**
 * Whole projects, built by their own tools, before and after `migrate`. What was built runs, and its calls reach this
 * process.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BROKEN, refuse } from '../../faults/answers.js';
import { World } from '../../faults/world.js';
import { installedSets } from '../../support/installed-sets.js';
import { Project } from './project.js';

const HOME = 'eu-west-1';
const FALLBACK = 'eu-central-1';
const REGIONS = ['--regions', `${HOME},${FALLBACK}`];

const FAULTS = {
  'refuses with 503': refuse(503, 'ServiceUnavailable'),
  'cuts connections': BROKEN.reset,
  'does not answer': BROKEN.hang,
};

interface Migration {
  /** How many calls it makes when it runs. */
  readonly calls: number;
  /** The files that change. */
  readonly changed: readonly string[];
  /** The helper that is written. */
  readonly helper?: string;
  /** The files with a site that is left, and why. */
  readonly left?: Readonly<Record<string, unknown>>;
  /** How many of the calls, the first ones, are made by a client that is left. */
  readonly leftCalls?: number;
  readonly flags?: readonly string[];
  /** What its owners do first. */
  readonly prepare?: (project: Project) => Promise<void>;
}

/** By the name of its folder in `fixtures`. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  bun: { calls: 2, changed: ['src/index.ts'], helper: 'src/aws/sts-failover.ts' },
  'cdk-nodejs-function': { calls: 2, changed: ['lambda/identity.ts'], helper: 'aws/sts-failover.ts' },
  'cloudflare-worker': { calls: 1, changed: ['src/index.ts'], helper: 'src/aws/sts-failover.ts' },
  deno: { calls: 1, changed: ['main.ts'], helper: 'aws/sts-failover.ts' },
  nestjs: { calls: 2, changed: ['src/identity.service.ts'], helper: 'src/aws/sts-failover.ts' },
  'next-edge-route': {
    calls: 2,
    changed: ['app/api/edge/route.ts', 'app/api/node/route.ts'],
    helper: 'lib/aws/sts-failover.ts',
  },
  'vite-react': {
    calls: 2,
    changed: ['src/identity.ts'],
    helper: 'src/aws/sts-failover.ts',
    left: { 'src/App.tsx': expect.stringContaining('This code is for browsers (it uses `useState`)') },
    leftCalls: 1,
  },
  workspace: {
    calls: 2,
    changed: ['services/billing/src/index.ts', 'services/orders/src/index.ts'],
    flags: ['--helper-path', '@acme/aws'],
    prepare: shareHelper,
  },
};

/** The three steps of "One helper for a workspace" that come before `migrate`. */
async function shareHelper(project: Project): Promise<void> {
  await project.stsRegional('helper', 'packages/aws/src/sts-failover', ...REGIONS);
  const index = project.path('packages/aws/src/index.ts');
  writeFileSync(index, `${readFileSync(index, 'utf8')}export * from './sts-failover.js';\n`);
  await project.build();
}

let world: World;
beforeAll(async () => {
  world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const installed = process.env.REAL_BUILDS?.split(',') ?? installedSets('real-builds').map(([name]) => name);

test('every project has its migration here', () => {
  expect(Object.keys(MIGRATIONS)).toEqual(expect.arrayContaining(installed));
});

describe.each(installedSets('real-builds').filter(([name]) => installed.includes(name)))('%s', (name, folder) => {
  const { calls, changed, helper, left = {}, leftCalls = 0, flags = [], prepare } = MIGRATIONS[name]!;
  const answersFrom = (region: string, fromLeft = region): readonly string[] =>
    Array.from({ length: calls }, (_, index) => (index < leftCalls ? fromLeft : region));
  let project: Project;
  beforeAll(() => {
    project = new Project(name, folder, world.port);
  });

  test('it builds before, and reaches its home region', async () => {
    await project.build();
    expect(await project.ask()).toEqual(answersFrom(HOME));
  });

  test('migrate changes its sites, and says what it leaves', async () => {
    await prepare?.(project);
    const flagsOfRun = [...REGIONS, ...flags, '--allow-dirty', '--format', 'json'];
    const report = JSON.parse(await project.stsRegional('migrate', ...flagsOfRun));
    const files: { path: string; status: string; skipped: { reason: string }[] }[] = report.files;
    const reasons = files.flatMap(({ path, skipped }) => skipped.map(({ reason }) => [path, reason] as const));
    expect(files.filter(({ status }) => status === 'changed').map(({ path }) => path)).toEqual(changed);
    expect(report.helpers).toEqual(helper === undefined ? [] : [helper]);
    expect(Object.fromEntries(reasons)).toEqual(left);
  });

  test('it builds after, and reaches its home region as before', async () => {
    await project.build();
    expect(await project.ask()).toEqual(answersFrom(HOME));
  });

  test.each(Object.entries(FAULTS))('its fallback answers when home %s', async (_, fault) => {
    world.host(HOME).answer = fault;
    expect(await project.ask()).toEqual(answersFrom(FALLBACK, ''));
    expect(world.host(HOME).requests).not.toEqual([]);
  });

  afterEach(() => expect(world.missigned).toEqual([]));
});
