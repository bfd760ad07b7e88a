import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as LintFiles from '../../src/cli/check/lint-files.js';
import type * as EngineModule from '../../src/cli/engine.js';
import type { SelectedFile } from '../../src/cli/files/find-files.js';
import type { Host } from '../../src/cli/host.js';
import type * as MigrateFiles from '../../src/cli/migrate/migrate-files.js';
import { buildBinary } from './build.js';
import type { Tree } from './tree.js';
import { tree } from './tree.js';

/** A thread cannot run TypeScript, so this is the code as it is published. */
interface Built {
  readonly lintFiles: typeof LintFiles.lintFiles;
  readonly migrateFiles: typeof MigrateFiles.migrateFiles;
  readonly engine: EngineModule.Engine;
}

async function build(name: string, without: readonly string[] = []): Promise<Built> {
  const cli = dirname(buildBinary(name));
  for (const path of without) rmSync(join(cli, path));
  const load = (path: string): Promise<unknown> => import(pathToFileURL(join(cli, path)).href);
  const [{ lintFiles }, { migrateFiles }, { lazyEngine: engine }] = (await Promise.all([load('check/lint-files.js'), load('migrate/migrate-files.js'), load('engine.js')])) as [typeof LintFiles, typeof MigrateFiles, typeof EngineModule];
  return { lintFiles, migrateFiles, engine };
}

let built: Built;
let withoutWorker: Built;
beforeAll(async () => {
  built = await build('threads');
  withoutWorker = await build('threads-without-worker', ['threads/worker.js']);
});

const FILES = 40;
const FILLER = '// Some lines of code.\n'.repeat(400);
const BODIES = [
  `import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n`,
  `import { STSClient } from '@aws-sdk/client-sts';\nimport { region } from './region';\nexport const sts = new STSClient({ region });\n`,
  `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS();\n`,
  `import { STSClient } from '@aws-sdk/client-sts';\nexport const = ;\n`,
];

/** Enough text for helper threads to be worth it, some of it broken. */
function bigTree(): { readonly dir: Tree; readonly files: SelectedFile[] } {
  const names = Array.from({ length: FILES }, (_, index) => `src/file-${String(index).padStart(2, '0')}.ts`);
  const dir = tree({
    'package.json': JSON.stringify({ name: 'big', dependencies: { '@aws-sdk/client-sts': '^3.600.0', 'aws-sdk': '^2.1600.0' } }),
    'src/region.ts': `export const region = 'eu-west-1';\n`,
    ...Object.fromEntries(names.map((name, index) => [name, (BODIES[index % BODIES.length] ?? '') + FILLER])),
  });
  return { dir, files: names.map((name) => ({ path: dir.path(name), named: false })) };
}

const hostWith = (helperThreads: number, dir: Tree, { engine }: Built, interrupted: AbortSignal = new AbortController().signal): Pick<Host, 'cwd' | 'engine' | 'interrupted' | 'helperThreads'> => ({ cwd: dir.root, engine, interrupted, helperThreads });
const settings = { regions: ['eu-west-1', 'eu-central-1'] };
const rehearsal = { rewrite: { settings }, writes: false, keepDiffs: true, keepDetails: true, problems: [] } as const;

describe('with helper threads', () => {
  it.each([1, 3])('%i of them: check finds what it finds without, in the same order', async (threads) => {
    const { dir, files } = bigTree();
    const alone = await built.lintFiles(files, hostWith(0, dir, built), { settings, preset: 'strict' });
    expect(alone.results).toHaveLength(FILES);
    expect(alone.results.filter(({ fatalErrorCount }) => fatalErrorCount > 0)).toHaveLength(FILES / BODIES.length);
    expect(await built.lintFiles(files, hostWith(threads, dir, built), { settings, preset: 'strict' })).toEqual(alone);
  });

  it.each([1, 3])('%i of them: a dry run plans what it plans without', async (threads) => {
    const { dir, files } = bigTree();
    const alone = await built.migrateFiles(files, hostWith(0, dir, built), rehearsal);
    expect(alone.diffs.size).toBeGreaterThan(FILES / 2);
    expect(await built.migrateFiles(files, hostWith(threads, dir, built), rehearsal)).toEqual(alone);
  });

  it('a dry run stops planning after --max-changes at the same file', async () => {
    const { dir, files } = bigTree();
    const limited = { ...rehearsal, maxChanges: 5 };
    const alone = await built.migrateFiles(files, hostWith(0, dir, built), limited);
    expect(alone.report.summary.filesChanged).toBe(5);
    expect(await built.migrateFiles(files, hostWith(1, dir, built), limited)).toEqual(alone);
  });

  it('a thread that does not start leaves everything to the main thread', async () => {
    const { dir, files } = bigTree();
    const alone = await built.lintFiles(files, hostWith(0, dir, built), { settings, preset: 'strict' });
    expect(await withoutWorker.lintFiles(files, hostWith(1, dir, withoutWorker), { settings, preset: 'strict' })).toEqual(alone);
  });

  it('settings that no thread can be handed leave everything to the main thread', async () => {
    const { dir, files } = bigTree();
    const odd = { ...settings, note: () => 'not plain data' };
    expect((await built.lintFiles(files, hostWith(1, dir, built), { settings: odd, preset: 'strict' })).results).toHaveLength(FILES);
  });

  it('an interruption leaves what is not done uncounted', async () => {
    const { dir, files } = bigTree();
    const controller = new AbortController();
    const { results, filesScanned } = await built.lintFiles(files, hostWith(1, dir, built, controller.signal), {
      settings,
      preset: 'strict',
      onProgress: (filesDone) => {
        if (filesDone >= 3) controller.abort();
      },
    });
    expect(results.length).toBeGreaterThanOrEqual(3);
    expect(results.length).toBeLessThan(FILES);
    expect(filesScanned).toBe(results.length);
  });

  it('progress counts files that are done, and ends with all of them', async () => {
    const { dir, files } = bigTree();
    const seen: number[] = [];
    await built.lintFiles(files, hostWith(1, dir, built), { settings, preset: 'strict', onProgress: (filesDone) => seen.push(filesDone) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(FILES);
  });
});
