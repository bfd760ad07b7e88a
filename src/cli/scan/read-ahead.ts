import { Worker } from 'node:worker_threads';
import type { SelectedFile } from '../files/find-files.js';
import type { Batch } from './read-batch.js';
import { FILES_IN_A_BATCH } from './read-batch.js';

/** This many files are read in this thread while the other one starts. */
const FILES_MEANWHILE = 8 * FILES_IN_A_BATCH;
/** The thread is asked for this many batches at a time, so that it has work while a large file is parsed here. */
const MOST_ASKED = 32;
/** At most this many bytes wait to be taken, so that memory stays flat even where every file uses STS. */
const MOST_BYTES_WAITING = 4_000_000;

/**
 * Reads the files in a second thread, batch by batch and in order, while this thread works on what was found. If that
 * thread is lost (it does not start, or runs out of memory), `readHere` reads the rest.
 */
export async function* readAhead(
  files: readonly SelectedFile[],
  readHere: (files: readonly SelectedFile[]) => Iterable<Batch>,
): AsyncGenerator<Batch> {
  const worker = startWorker(files);
  if (!worker) {
    yield* readHere(files);
    return;
  }
  const reader = new ThreadReader(worker, FILES_MEANWHILE, files.length);
  try {
    reader.ask();
    yield* readHere(files.slice(0, FILES_MEANWHILE));
    for (let taken = FILES_MEANWHILE; taken < files.length;) {
      const batch = await reader.next();
      if (!batch) {
        yield* readHere(files.slice(taken));
        return;
      }
      taken += batch.size;
      yield batch;
    }
  } finally {
    await worker.terminate();
  }
}

/** Asks a thread for batches, and keeps them until they are taken. */
class ThreadReader {
  readonly #waiting: Batch[] = [];
  #bytesWaiting = 0;
  #batchesAsked = 0;
  #isLost = false;
  #wake = (): void => undefined;

  /**
   * @param nextFile the first file that the thread reads
   * @param end the number of files
   */
  constructor(
    readonly worker: Worker,
    private nextFile: number,
    private readonly end: number,
  ) {
    worker.on('message', (batch: Batch) => {
      this.#batchesAsked -= 1;
      this.#bytesWaiting += bytesOf(batch);
      this.#waiting.push(batch);
      this.ask();
      this.#wake();
    });
    const lose = (): void => {
      this.#isLost = true;
      this.#wake();
    };
    worker.once('error', lose);
    worker.once('exit', lose);
  }

  /** Asks for as many batches as may wait. */
  ask(): void {
    while (this.nextFile < this.end && this.#batchesAsked < MOST_ASKED && this.#bytesWaiting < MOST_BYTES_WAITING) {
      this.worker.postMessage(this.nextFile);
      this.nextFile += FILES_IN_A_BATCH;
      this.#batchesAsked += 1;
    }
  }

  /** The next batch, once it is there; `undefined` when the thread is lost. */
  async next(): Promise<Batch | undefined> {
    while (this.#waiting.length === 0 && !this.#isLost)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const batch = this.#waiting.shift();
    if (!batch) return undefined;
    this.#bytesWaiting -= bytesOf(batch);
    this.ask();
    return batch;
  }
}

/** `undefined` where Node must not start threads (`--permission`). */
function startWorker(files: readonly SelectedFile[]): Worker | undefined {
  try {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData: files.map(({ path }) => path) });
  } catch {
    return undefined;
  }
}

const bytesOf = ({ found }: Batch): number => found.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
