import { createContext, Script } from 'node:vm';
import type { Engine } from './engine.js';

/** The work on a file was given up because of a Ctrl-C. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

type Run = <Result>(work: () => Result) => Result;

/**
 * The engine, with work that a signal ends. Node.js hands a signal to its listeners between two turns, so a file that
 * keeps the thread busy would outlast any number of them. While a file is in work, Ctrl-C breaks the script off, and
 * SIGTERM ends the process as it does without listeners.
 *
 * @param stop the listener of both signals
 */
export function interruptible(engine: Engine, stop: () => void): Engine {
  const run = runner(stop);
  return {
    mayConcernSts: (bytes, path) => engine.mayConcernSts(bytes, path),
    async linter() {
      const lint = await engine.linter();
      return (...args) => run(() => lint(...args));
    },
    async migrator() {
      const migrate = await engine.migrator();
      return (...args) => run(() => migrate(...args));
    },
    async regionReader() {
      const read = await engine.regionReader();
      return (...args) => run(() => read(...args));
    },
    async commentReader() {
      const read = await engine.commentReader();
      return (...args) => run(() => read(...args));
    },
  };
}

function runner(stop: () => void): Run {
  const script = new Script('work()');
  const global: { work?: () => void } = {};
  const context = createContext(global); // one for all files: making one takes longer than linting a small file
  let isRunning = false;
  return (work) => {
    if (isRunning) return work();
    let result: { readonly value: ReturnType<typeof work> } | undefined;
    global.work = () => void (result = { value: work() });
    isRunning = true;
    process.off('SIGTERM', stop);
    try {
      script.runInContext(context, { breakOnSigint: true });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
      stop();
      throw new InterruptedError('Ctrl-C stopped the run while this file was in work.');
    } finally {
      delete global.work;
      process.once('SIGTERM', stop);
      isRunning = false;
    }
    return (result as unknown as { readonly value: ReturnType<typeof work> }).value;
  };
}
