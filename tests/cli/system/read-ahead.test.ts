import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as LintFiles from '../../../src/cli/commands/check/lint-files.js';
import type * as EngineModule from '../../../src/cli/engine.js';
import type { SelectedFile } from '../../../src/cli/files/find-files.js';
import type { ThreadData } from '../../../src/cli/scan/read-ahead.js';
import type { Batch, Found } from '../../../src/cli/scan/read-batch.js';
import type { LintTask } from '../../../src/cli/scan/tasks.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import type * as MigrateFiles from '../../../src/cli/commands/migrate/migrate-files.js';
import { ROOT } from '../../repository/repository.js';
import { bundle } from '../../../scripts/bundle.mjs';
import type { Tree } from '../tree.js';
import { tree } from '../tree.js';

/** A thread cannot run TypeScript, so this is the code as it is published. */
interface Built {
  readonly lintFiles: typeof LintFiles.lintFiles;
  readonly migrateFiles: typeof MigrateFiles.migrateFiles;
  readonly engine: EngineModule.Engine;
}

const folderOf = (name: string): string => join(ROOT, '.cache', 'read-ahead', name);

async function load(name: string, { hasWorker }: { readonly hasWorker: boolean }): Promise<Built> {
  const folder = folderOf(name);
  await bundle(
    {
      lint: 'src/cli/commands/check/lint-files.ts',
      migrate: 'src/cli/commands/migrate/migrate-files.ts',
      engine: 'src/cli/engine.ts',
    },
    folder,
  );
  if (!hasWorker) rmSync(join(folder, 'chunks', 'worker.js'));
  const loaded = (module: string): Promise<unknown> => import(pathToFileURL(join(folder, module)).href);
  const [{ lintFiles }, { migrateFiles }, { lazyEngine: engine }] = (await Promise.all([
    loaded('lint.js'),
    loaded('migrate.js'),
    loaded('engine.js'),
  ])) as [typeof LintFiles, typeof MigrateFiles, typeof EngineModule];
  return { lintFiles, migrateFiles, engine };
}

let built: Built;
let withoutWorker: Built;
beforeAll(async () => {
  built = await load('whole', { hasWorker: true });
  withoutWorker = await load('without-worker', { hasWorker: false });
});

const FILES = 1_800;
const CANDIDATES = 40;
const BODIES = [
  `import { STSClient } from '@aws-sdk/client-sts';\nexport const sts = new STSClient({});\n`,
  `import { STSClient } from '@aws-sdk/client-sts';\nimport { region } from './region';\n` +
    `export const sts = new STSClient({ region });\n`,
  `const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS();\n`,
  `import { STSClient } from '@aws-sdk/client-sts';\nexport const = ;\n`,
];

/** Enough files for a thread to be worth it; every 45th uses STS, and some of those are broken. */
function bigTree(filler = ''): { readonly dir: Tree; readonly files: SelectedFile[] } {
  const names = Array.from({ length: FILES }, (_, index) => `src/file-${String(index).padStart(4, '0')}.ts`);
  const every = FILES / CANDIDATES;
  const dir = tree({
    'package.json': JSON.stringify({
      name: 'big',
      dependencies: { '@aws-sdk/client-sts': '^3.600.0', 'aws-sdk': '^2.1600.0' },
    }),
    'src/region.ts': `export const region = 'eu-west-1';\n`,
    ...Object.fromEntries(
      names.map((name, index) => [
        name,
        index % every === 0 ? (BODIES[(index / every) % BODIES.length] ?? '') + filler : 'export {};\n',
      ]),
    ),
  });
  return { dir, files: names.map((name) => ({ path: dir.path(name), named: false })) };
}

type Reading = 'here' | 'ahead';
const hostFor = (
  reading: Reading,
  dir: Tree,
  { engine }: Built,
  interrupted: AbortSignal = new AbortController().signal,
): Pick<Terminal, 'cwd' | 'engine' | 'interrupted' | 'readsAhead'> => ({
  cwd: dir.root,
  engine,
  interrupted,
  readsAhead: reading === 'ahead',
});
const settings = { regions: ['eu-west-1', 'eu-central-1'] };
const rehearsal = { rewrite: { settings }, writes: false, keepDiffs: true, keepDetails: true, problems: [] } as const;

describe('when a thread reads ahead', () => {
  it('check finds what it finds without, in the same order', async () => {
    const { dir, files } = bigTree();
    rmSync(dir.path('src/file-0900.ts'));
    const alone = await built.lintFiles(files, hostFor('here', dir, built), { settings, preset: 'strict' });
    expect(alone.filesScanned).toBe(FILES);
    expect(alone.results.filter(({ fatalErrorCount }) => fatalErrorCount > 0)).toHaveLength(
      CANDIDATES / BODIES.length + 1,
    );
    expect(await built.lintFiles(files, hostFor('ahead', dir, built), { settings, preset: 'strict' })).toEqual(alone);
  });

  it('check finds the same where more is found than may wait', async () => {
    const { dir, files } = bigTree('// Some lines of code.\n'.repeat(10_000));
    const alone = await built.lintFiles(files, hostFor('here', dir, built), { settings, preset: 'strict' });
    expect(await built.lintFiles(files, hostFor('ahead', dir, built), { settings, preset: 'strict' })).toEqual(alone);
  });

  it('a dry run plans what it plans without', async () => {
    const { dir, files } = bigTree();
    const alone = await built.migrateFiles(files, hostFor('here', dir, built), rehearsal);
    expect(alone.report.files.filter(({ diff }) => diff !== undefined).length).toBeGreaterThan(CANDIDATES / 2);
    expect(await built.migrateFiles(files, hostFor('ahead', dir, built), rehearsal)).toEqual(alone);
  });

  it('a migration writes what it writes without', async () => {
    const [one, other] = [bigTree(), bigTree()];
    const alone = await built.migrateFiles(one.files, hostFor('here', one.dir, built), { ...rehearsal, writes: true });
    const ahead = await built.migrateFiles(other.files, hostFor('ahead', other.dir, built), {
      ...rehearsal,
      writes: true,
    });
    expect(alone.report.summary.filesChanged).toBeGreaterThan(CANDIDATES / 2);
    expect(ahead.report).toEqual(alone.report);
    for (const { path } of ahead.report.files) expect(other.dir.read(path)).toBe(one.dir.read(path));
  });

  it('a dry run stops planning after --max-changes at the same file', async () => {
    const { dir, files } = bigTree();
    const limited = { ...rehearsal, maxChanges: 5 };
    const alone = await built.migrateFiles(files, hostFor('here', dir, built), limited);
    expect(alone.report.summary.filesChanged).toBe(5);
    expect(await built.migrateFiles(files, hostFor('ahead', dir, built), limited)).toEqual(alone);
  });

  it('a thread that does not start leaves the reading to the main thread', async () => {
    const { dir, files } = bigTree();
    const alone = await built.lintFiles(files, hostFor('here', dir, built), { settings, preset: 'strict' });
    expect(
      await withoutWorker.lintFiles(files, hostFor('ahead', dir, withoutWorker), { settings, preset: 'strict' }),
    ).toEqual(alone);
  });

  it('an interruption leaves what is not done uncounted', async () => {
    const { dir, files } = bigTree();
    const controller = new AbortController();
    const stopAt = FILES / 2;
    const { results, filesScanned } = await built.lintFiles(files, hostFor('ahead', dir, built, controller.signal), {
      settings,
      preset: 'strict',
      onProgress: (filesDone) => {
        if (filesDone >= stopAt) controller.abort();
      },
    });
    expect(filesScanned).toBeGreaterThanOrEqual(stopAt);
    expect(filesScanned).toBeLessThan(FILES);
    expect(results).toHaveLength(Math.ceil(filesScanned / (FILES / CANDIDATES)));
  });

  it('progress counts files that are done, and ends with all of them', async () => {
    const { dir, files } = bigTree();
    const seen: number[] = [];
    await built.lintFiles(files, hostFor('ahead', dir, built), {
      settings,
      preset: 'strict',
      onProgress: (filesDone) => seen.push(filesDone),
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(FILES);
  });
});

describe('the thread that reads', () => {
  /** What it finds in the first files of a tree, while so many others wait to be taken. */
  async function foundBy(waiting: number, task: ThreadData['task']): Promise<readonly Found[]> {
    const { files } = bigTree();
    const untaken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    untaken[0] = waiting;
    const workerData: ThreadData = { files, task, untaken };
    const worker = new Worker(join(folderOf('whole'), 'chunks', 'worker.js'), { workerData });
    for (let start = 0; start < files.length; start += 64) worker.postMessage(start);
    const found: Found[] = [];
    await new Promise<void>((resolve, reject) => {
      let read = 0;
      worker.on('message', (batch: Batch) => {
        found.push(...batch.found);
        read += batch.size;
        if (read === files.length) resolve();
      });
      worker.once('error', reject);
    });
    await worker.terminate();
    return found;
  }
  const handedOver = (found: readonly Found[]): number => found.filter(({ bytes }) => bytes).length;
  const lint: LintTask = { kind: 'lint', options: { settings, preset: 'strict' } };

  it('works on what it finds while the main thread has enough to do', async () => {
    const found = await foundBy(100, lint);
    expect(found).toHaveLength(CANDIDATES);
    expect(handedOver(found)).toBe(0);
    expect(found[0]?.result).toMatchObject({ errorCount: 1 });
  });

  it('hands files over until the main thread has enough to do', async () => {
    const found = await foundBy(0, lint);
    expect(found).toHaveLength(CANDIDATES);
    expect(handedOver(found)).toBeGreaterThan(0);
    expect(handedOver(found)).toBeLessThan(CANDIDATES / 2);
  });

  it('only reads where there is no work to share', async () => {
    expect(handedOver(await foundBy(100, undefined))).toBe(CANDIDATES);
  });
});
