import { Worker } from 'node:worker_threads';
import type { SelectedFile } from '../files/find-files.js';
import type { Batch } from './read-batch.js';
import { FILES_IN_A_BATCH } from './read-batch.js';

/** So many files are read here while the thread starts. */
const FILES_MEANWHILE = 8 * FILES_IN_A_BATCH;
/** The thread has so many batches to read at a time: it has work while a large file is parsed here. */
const MOST_ASKED = 32;
/** So many bytes of candidates may wait for somebody to take them: memory stays flat where every file is one. */
const MOST_BYTES_WAITING = 4_000_000;

/**
 * Reads the files in a thread, batch by batch and in order, while this thread works on what was found. When the thread is lost (it does not
 * start, or it runs out of memory), the rest is read by `readHere`.
 */
export async function* readAhead(
  files: readonly SelectedFile[],
  readHere: (files: readonly SelectedFile[]) => Iterable<Batch>,
): AsyncGenerator<Batch> {
  const waiting: Batch[] = [];
  let bytesWaiting = 0;
  let batchesAsked = 0;
  let isLost = false;
  let wake = (): void => undefined;

  const worker = startWorker(files);
  if (!worker) {
    yield* readHere(files);
    return;
  }
  let nextAsked = FILES_MEANWHILE;
  const ask = (): void => {
    for (
      ;
      nextAsked < files.length && batchesAsked < MOST_ASKED && bytesWaiting < MOST_BYTES_WAITING;
      nextAsked += FILES_IN_A_BATCH
    ) {
      worker.postMessage(nextAsked);
      batchesAsked += 1;
    }
  };
  worker.on('message', (batch: Batch) => {
    batchesAsked -= 1;
    bytesWaiting += bytesOf(batch);
    waiting.push(batch);
    ask();
    wake();
  });
  const lose = (): void => {
    isLost = true;
    wake();
  };
  worker.once('error', lose);
  worker.once('exit', lose);

  try {
    ask();
    yield* readHere(files.slice(0, FILES_MEANWHILE));
    for (let taken = FILES_MEANWHILE; taken < files.length;) {
      const batch = waiting.shift();
      if (batch) {
        taken += batch.size;
        bytesWaiting -= bytesOf(batch);
        ask();
        yield batch;
      } else if (isLost) {
        yield* readHere(files.slice(taken));
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    await worker.terminate();
  }
}

/** None where Node may start no threads (`--permission`). */
function startWorker(files: readonly SelectedFile[]): Worker | undefined {
  try {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData: files.map(({ path }) => path) });
  } catch {
    return undefined;
  }
}

const bytesOf = ({ found }: Batch): number => found.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
