import { parentPort, workerData } from 'node:worker_threads';
import { lazyEngine } from '../engine.js';
import { peekBytes } from '../files/source-text.js';
import { candidateOf } from './candidate.js';
import type { ThreadData } from './read-ahead.js';
import type { Batch, Found } from './read-batch.js';
import { FILES_IN_A_BATCH, readBatch } from './read-batch.js';
import { workOf, type LintTask, type RehearsalTask } from './tasks.js';

const { files, task, untaken } = workerData as ThreadData;

/** With this many files at hand, the main thread has enough to do. */
const ENOUGH = 4;
/** The trees of larger files would need a second large heap. */
const MOST_BYTES = 100_000;

const work = task && (await workOf(task as LintTask | RehearsalTask));

/** Hands a file over while the main thread has too little to do; else works on it here. */
async function settle(found: Found, start: number): Promise<readonly Found[]> {
  const { index, bytes } = found;
  const file = files[start + index];
  if (!bytes || !file) return [found];
  if (!work || bytes.length > MOST_BYTES || Atomics.load(untaken, 0) < ENOUGH) {
    Atomics.add(untaken, 0, 1);
    return [found];
  }
  const candidate = candidateOf(file, bytes);
  return candidate ? [{ index, result: await work(candidate) }] : [];
}

/** Reads the files from this index on, and answers each time that something is found. */
async function answer(start: number): Promise<void> {
  const paths = files.slice(start, start + FILES_IN_A_BATCH).map(({ path }) => path);
  const { size, found } = readBatch(paths, lazyEngine, peekBytes);
  let answered = 0;
  for (const each of found) {
    const settled = await settle(each, start);
    post({ size: each.index + 1 - answered, found: settled.map((one) => ({ ...one, index: one.index - answered })) });
    answered = each.index + 1;
  }
  post({ size: size - answered, found: [] });
}

function post(batch: Batch): void {
  parentPort?.postMessage(
    batch,
    batch.found.flatMap(({ bytes }) => (bytes ? [bytes.buffer] : [])),
  );
}

let answers = Promise.resolve();
parentPort?.on('message', (start: number) => {
  answers = answers.then(() => answer(start));
});
