import { Worker } from 'node:worker_threads';
import type { SelectedFile } from '../files/find-files.js';
import type { Batch } from './read-batch.js';
import { FILES_IN_A_BATCH } from './read-batch.js';

/** This many files are read in this thread while the other one starts. */
const FILES_MEANWHILE = 8 * FILES_IN_A_BATCH;
/** The thread is asked for this many files at a time, so that it has work while a large file is parsed here. */
const MOST_ASKED = 32 * FILES_IN_A_BATCH;
/** At most this many bytes wait to be taken, so that memory stays flat even where every file uses STS. */
const MOST_BYTES_WAITING = 4_000_000;

/** In megabytes. Two heaps of the usual size take 40 MB more, and no less time. */
const YOUNG_GENERATION = 4;

/**
 * Work on single files that the thread may share: it writes nothing, and no file's result depends on another's. Plain
 * data, because it is sent there. `tasks.ts` has those that there are.
 */
export interface Task {
  readonly kind: string;
}

/** What the thread is started with. */
export interface ThreadData {
  readonly files: readonly SelectedFile[];
  /** What to do with the files that are found. */
  readonly task: Task | undefined;
  /** How many files were handed over to this thread and wait for it. The other one adds, this one takes away. */
  readonly untaken: Int32Array<SharedArrayBuffer>;
}

export interface ReadAheadOptions {
  readonly task: Task | undefined;
  readonly interrupted: AbortSignal;
  readonly readHere: (files: readonly SelectedFile[]) => Iterable<Batch>;
}

/**
 * Reads the files in a second thread, batch by batch and in order, while this thread works on what was found. Where
 * there is a task, that thread does some of the work, too, as long as this one has enough to do. If that thread is lost
 * (it does not start, or runs out of memory), `readHere` reads the rest. An interruption ends the reading.
 */
export async function* readAhead(
  files: readonly SelectedFile[],
  { task, interrupted, readHere }: ReadAheadOptions,
): AsyncGenerator<Batch> {
  const untaken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = startWorker({ files, task, untaken });
  if (!worker) {
    yield* readHere(files);
    return;
  }
  const reader = new ThreadReader(worker, FILES_MEANWHILE, files.length);
  const wake = (): void => reader.wake();
  interrupted.addEventListener('abort', wake);
  try {
    reader.ask();
    yield* readHere(files.slice(0, FILES_MEANWHILE));
    for (let taken = FILES_MEANWHILE; taken < files.length;) {
      const batch = await reader.next(interrupted);
      if (interrupted.aborted) return;
      if (!batch) {
        yield* readHere(files.slice(taken));
        return;
      }
      taken += batch.size;
      Atomics.sub(untaken, 0, batch.found.filter(({ bytes }) => bytes).length);
      yield batch;
    }
  } finally {
    interrupted.removeEventListener('abort', wake);
    await worker.terminate();
  }
}

/** Asks a thread for files, and keeps its answers until they are taken. */
class ThreadReader {
  readonly #waiting: Batch[] = [];
  #bytesWaiting = 0;
  #filesAsked = 0;
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
      this.#filesAsked -= batch.size;
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

  /** Asks for as many files as may wait. */
  ask(): void {
    while (this.nextFile < this.end && this.#filesAsked < MOST_ASKED && this.#bytesWaiting < MOST_BYTES_WAITING) {
      this.worker.postMessage(this.nextFile);
      const files = Math.min(FILES_IN_A_BATCH, this.end - this.nextFile);
      this.nextFile += files;
      this.#filesAsked += files;
    }
  }

  /** The next answer, once it is there; `undefined` when the thread is lost or the run is interrupted. */
  async next(interrupted: AbortSignal): Promise<Batch | undefined> {
    while (this.#waiting.length === 0 && !this.#isLost && !interrupted.aborted)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const batch = this.#waiting.shift();
    if (!batch) return undefined;
    this.#bytesWaiting -= bytesOf(batch);
    this.ask();
    return batch;
  }

  /** Lets `next` look again. */
  wake(): void {
    this.#wake();
  }
}

/** `undefined` where Node must not start threads (`--permission`). */
function startWorker(workerData: ThreadData): Worker | undefined {
  try {
    return new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
    });
  } catch {
    return undefined;
  }
}

const bytesOf = ({ found }: Batch): number => found.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
