type Prompts = typeof import('@clack/prompts');

/** What every question has in common. */
interface Terminal {
  /** Results alone go to standard output. */
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** What a person answers to a question on the terminal; `undefined` after Ctrl-C, and when the run is interrupted before they answer. */
export async function answerTo<Answer>(
  interrupted: AbortSignal,
  question: (prompts: Prompts, terminal: Terminal) => Promise<Answer>,
): Promise<Exclude<Answer, symbol> | undefined> {
  const prompts = await import('@clack/prompts');
  if (interrupted.aborted) return undefined;
  const ending = new AbortController(); // of this question alone: an answered one would go on listening
  const end = (): void => ending.abort();
  interrupted.addEventListener('abort', end);
  try {
    const answer = await question(prompts, { output: process.stderr, signal: ending.signal });
    return prompts.isCancel(answer) ? undefined : (answer as Exclude<Answer, symbol>);
  } finally {
    interrupted.removeEventListener('abort', end);
  }
}
