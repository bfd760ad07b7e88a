/** The page's side of the worker. It is started by the first question, and is busy with one question at a time. */
import engineUrl from '../../.cache/engine.js?url';
import type { Answer, Question, Request, Response } from './protocol.js';

export class Client {
  #worker: Worker | undefined;
  #id = 0;
  #isBusy = false;
  #next: Question | undefined;

  /** @param onAnswer called for the latest question only */
  constructor(private readonly onAnswer: (answer: Answer) => void) {}

  ask(question: Question): void {
    if (this.#isBusy) {
      this.#next = question;
      return;
    }
    this.#isBusy = true;
    this.#worker ??= this.#start();
    this.#id += 1;
    this.#worker.postMessage({ id: this.#id, question } satisfies Request);
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const worker = new Worker(engineUrl, { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Response>) => this.#answered(data.answer));
    worker.addEventListener('error', ({ message }) => {
      this.stop(); // the next question starts another one
      this.#answered({ problem: `The engines could not be loaded, or crashed${message ? `: ${message}` : '.'}` });
    });
    return worker;
  }

  #answered(answer: Answer): void {
    this.#isBusy = false;
    const next = this.#next;
    this.#next = undefined;
    if (next) this.ask(next);
    else this.onAnswer(answer);
  }
}
