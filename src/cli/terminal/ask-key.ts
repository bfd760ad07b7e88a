import { emitKeypressEvents } from 'node:readline';
import type { Output } from './terminal.js';

/** A question that a single key answers. */
export interface KeyQuestion<Key extends string> {
  readonly question: string;
  readonly keys: readonly Key[];
  /** What Enter means; without it, Enter means nothing. */
  readonly enter?: Key;
}

/** Asks for one key and returns it; `undefined` after Ctrl-C and Ctrl-D, and when the run is interrupted. */
export type AskKey = <Key extends string>(question: KeyQuestion<Key>) => Promise<Key | undefined>;

/** What `readline` says of a pressed key. */
interface Press {
  readonly name?: string;
  readonly ctrl?: boolean;
}

/** Reads single keys from the terminal. Other keys than those of the question are ignored, and so is what was typed ahead. */
export function keysOnTerminal(stderr: Output, interrupted: AbortSignal, stdin = process.stdin): AskKey {
  return <Key extends string>({ question, keys, enter }: KeyQuestion<Key>) =>
    new Promise<Key | undefined>((resolve) => {
      const end = (answer: Key | undefined): void => {
        stdin.off('keypress', onPress);
        stdin.off('end', stop);
        interrupted.removeEventListener('abort', stop);
        stdin.setRawMode(false);
        stdin.pause();
        stderr.write(`${answer ?? ''}\n`);
        resolve(answer);
      };
      const stop = (): void => end(undefined);
      const onPress = (text: string | undefined, { name, ctrl }: Press): void => {
        if (ctrl && (name === 'c' || name === 'd')) stop();
        else if ((name === 'return' || name === 'enter') && enter !== undefined) end(enter);
        else {
          const key = keys.find((each) => each === text?.toLowerCase());
          if (key !== undefined) end(key);
        }
      };
      if (interrupted.aborted) {
        resolve(undefined);
        return;
      }
      emitKeypressEvents(stdin);
      stdin.on('keypress', onPress);
      stdin.once('end', stop);
      interrupted.addEventListener('abort', stop, { once: true });
      stdin.setRawMode(true);
      stdin.resume();
      stderr.write(question); // last, so that the first key after it is not echoed
    });
}
