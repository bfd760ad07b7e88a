import { Worker } from 'node:worker_threads';
import type { Candidate } from '../scan.js';
import type { JobName, Jobs } from './jobs.js';

/** What the main thread sends. */
export interface ThreadRequest {
  readonly id: number;
  readonly candidate: Candidate;
}

/** What a helper thread answers. */
export interface ThreadAnswer {
  readonly id: number;
  readonly result: Jobs[JobName]['result'];
}

/** What a helper thread is started with. */
export interface ThreadData<Name extends JobName = JobName> {
  readonly name: Name;
  readonly options: Jobs[Name]['options'];
}

export interface ThreadEvents {
  readonly onAnswer: (answer: ThreadAnswer) => void;
  /** The thread is gone (out of memory, or it never started): what it has not answered is to be done elsewhere. */
  readonly onEnd: () => void;
}

// Only writing needs the bytes, and helper threads never write.
const NO_BYTES = new Uint8Array();

/** Trees of parsed files outlive any young generation that is worth its memory. */
const YOUNG_GENERATION_MB = 6;

/** A thread that does one kind of job for the main thread, with the product's own engine. */
export class HelperThread {
  readonly #worker: Worker;

  /** @throws DataCloneError when the options of the job are not plain data */
  constructor(job: ThreadData, { onAnswer, onEnd }: ThreadEvents) {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: job, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    this.#worker.on('message', onAnswer);
    this.#worker.once('error', onEnd);
    this.#worker.once('exit', onEnd);
  }

  send(id: number, { path, source }: Candidate): void {
    this.#worker.postMessage({ id, candidate: { path, source: { ...source, bytes: NO_BYTES } } } satisfies ThreadRequest);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
