import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Host } from '../host.js';
import type { Candidate, ScanTally } from '../scan.js';
import { HelperThread } from './helper-thread.js';
import type { ThreadAnswer, ThreadData } from './helper-thread.js';
import type { JobName, Jobs } from './jobs.js';
import { doJob } from './jobs.js';

/** So much text waits before a helper thread is worth its start, which costs as much as parsing this. */
const WORTH_A_THREAD = 200_000;
/** More than this is not let wait: the main thread parses some of it before it reads on, and memory stays flat. */
const MOST_WAITING = 1_500_000;
/** So much must be left for the main thread to load a parser of its own when everything is read. */
const WORTH_A_PARSER = 300_000;
/** So many candidates are with a thread at a time: it never waits for the main thread, and little is left over at the end. */
const AT_A_THREAD = 4;

export interface EachCandidateOptions {
  readonly host: Pick<Host, 'engine' | 'interrupted' | 'helperThreads'>;
  /** Of the scan; candidates that an interruption leaves undone are taken out of it again. */
  readonly tally: ScanTally;
  readonly onProgress?: ((filesDone: number) => void) | undefined;
}

export interface Done<Name extends JobName> {
  readonly candidate: Candidate;
  readonly result: Jobs[Name]['result'];
}

/**
 * Does a job for each candidate and yields the results in the order of the candidates. When there is enough to do, helper threads take
 * part while the main thread reads on; what is yielded does not depend on who did it. After an interruption nothing more is begun.
 */
export async function* eachCandidate<Name extends JobName>(candidates: AsyncIterable<Candidate>, job: ThreadData<Name>, options: EachCandidateOptions): AsyncGenerator<Done<Name>> {
  const crew = new Crew(job, options);
  try {
    for await (const candidate of candidates) {
      crew.add(candidate);
      if (crew.mustMakeRoom()) await crew.doOne();
      yield* crew.finished();
    }
    while (crew.isBusy()) {
      await crew.goOn();
      yield* crew.finished();
    }
  } finally {
    await crew.dismiss();
  }
}

interface Slot<Name extends JobName> {
  readonly candidate: Candidate;
  result?: Jobs[Name]['result'];
}

/** The main thread and its helpers, and the candidates that are on their way. */
class Crew<Name extends JobName> {
  /** In the order of the candidates; whatever was yielded is gone. */
  readonly #slots: Slot<Name>[] = [];
  /** With nobody yet. */
  readonly #waiting: Slot<Name>[] = [];
  readonly #atThread = new Map<number, { readonly thread: HelperThread; readonly slot: Slot<Name> }>();
  readonly #threads = new Set<HelperThread>();
  #threadsWanted: number;
  readonly #isAlone: boolean;
  #charactersWaiting = 0;
  #nextId = 0;
  #mainHasParser = false;
  /** Resolves what `goOn` waits for. */
  #wake: () => void = () => undefined;

  constructor(
    private readonly job: ThreadData<Name>,
    private readonly options: EachCandidateOptions,
  ) {
    this.#threadsWanted = options.host.helperThreads ?? 0;
    this.#isAlone = this.#threadsWanted === 0;
  }

  add(candidate: Candidate): void {
    const slot: Slot<Name> = { candidate };
    this.#slots.push(slot);
    this.options.tally.filesWaiting = this.#slots.length;
    this.#waiting.push(slot);
    this.#charactersWaiting += sizeOf(slot);
    if (this.#threadsWanted > 0 && this.#charactersWaiting >= WORTH_A_THREAD) this.#hire();
    this.#handOut();
  }

  /** Without helpers every candidate is done at once, and none waits. */
  mustMakeRoom(): boolean {
    return this.#waiting.length > 0 && (this.#isAlone || this.#charactersWaiting > MOST_WAITING);
  }

  isBusy(): boolean {
    return this.#slots.length > 0;
  }

  /** Does the last that waits: helpers take from the front, so that neighbours, which import the same files, stay together. */
  async doOne(): Promise<void> {
    const slot = this.#waiting.pop();
    if (!slot) return;
    this.#charactersWaiting -= sizeOf(slot);
    this.#mainHasParser = true;
    slot.result = await doJob(this.job.name, slot.candidate, this.options.host.engine, this.job.options);
  }

  /** One step when all candidates are known: does one here, or waits for a helper. */
  async goOn(): Promise<void> {
    if (this.options.host.interrupted.aborted) this.#abandon();
    else if (this.#threads.size === 0 || this.#mainHasParser || this.#charactersWaiting >= WORTH_A_PARSER) {
      if (this.#waiting.length > 0) await this.doOne();
    }
    if (this.#waiting.length > 0 && this.#mainHasParser) await nextTurn(); // for answers, and a waiting Ctrl-C
    else if (this.#atThread.size > 0 && this.#slots[0]?.result === undefined) await this.#answer();
    else await nextTurn();
  }

  *finished(): Generator<Done<Name>> {
    const { tally, onProgress } = this.options;
    while (this.#slots[0]?.result !== undefined) {
      const { candidate, result } = this.#slots.shift() as Slot<Name> & Done<Name>;
      tally.filesWaiting = this.#slots.length;
      yield { candidate, result };
    }
    onProgress?.(tally.filesScanned - tally.filesWaiting);
  }

  async dismiss(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  #hire(): void {
    while (this.#threadsWanted > 0) {
      this.#threadsWanted -= 1;
      try {
        const thread: HelperThread = new HelperThread(this.job, { onAnswer: (answer) => this.#take(answer), onEnd: () => this.#lose(thread) });
        this.#threads.add(thread);
      } catch {
        this.#threadsWanted = 0; // settings that are not plain data, or no thread to be had: the main thread does it all
        return;
      }
    }
  }

  #handOut(): void {
    for (const thread of this.#threads) {
      let busy = [...this.#atThread.values()].filter((held) => held.thread === thread).length;
      for (; busy < AT_A_THREAD && this.#waiting.length > 0; busy += 1) {
        const slot = this.#waiting.shift() as Slot<Name>;
        this.#charactersWaiting -= sizeOf(slot);
        this.#nextId += 1;
        this.#atThread.set(this.#nextId, { thread, slot });
        thread.send(this.#nextId, slot.candidate);
      }
    }
  }

  #take({ id, result }: ThreadAnswer): void {
    const held = this.#atThread.get(id);
    this.#atThread.delete(id);
    if (held) held.slot.result = result;
    this.#handOut();
    this.#wake();
  }

  /** What a lost thread had goes back to those who wait. */
  #lose(thread: HelperThread): void {
    if (!this.#threads.delete(thread)) return;
    for (const [id, held] of this.#atThread) {
      if (held.thread !== thread) continue;
      this.#atThread.delete(id);
      this.#waiting.unshift(held.slot);
      this.#charactersWaiting += sizeOf(held.slot);
    }
    this.#wake();
  }

  /** After Ctrl-C: what nobody has begun, or not finished, counts as not looked at. */
  #abandon(): void {
    const undone = this.#slots.filter((slot) => slot.result === undefined);
    this.options.tally.filesScanned -= undone.length;
    this.#slots.splice(0, this.#slots.length, ...this.#slots.filter((slot) => slot.result !== undefined));
    this.options.tally.filesWaiting = this.#slots.length;
    this.#waiting.length = 0;
    this.#atThread.clear();
  }

  #answer(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const sizeOf = ({ candidate }: Slot<JobName>): number => candidate.source.text.length;
