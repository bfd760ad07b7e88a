type Prompts = typeof import('@clack/prompts');

/** The options that every question gets. */
interface PromptOptions {
  /** Standard error: standard output is for results. */
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * Asks a question on the terminal and returns the answer; `undefined` after Ctrl-C, and when the run is interrupted
 * before it.
 */
export async function answerTo<Answer>(
  interrupted: AbortSignal,
  question: (prompts: Prompts, options: PromptOptions) => Promise<Answer>,
): Promise<Exclude<Answer, symbol> | undefined> {
  const prompts = await import('@clack/prompts');
  if (interrupted.aborted) return undefined;
  const ending = new AbortController(); // a signal for this question only: it must not listen after the answer
  const end = (): void => ending.abort();
  interrupted.addEventListener('abort', end);
  try {
    const answer = await question(prompts, { output: process.stderr, signal: ending.signal });
    return prompts.isCancel(answer) ? undefined : (answer as Exclude<Answer, symbol>);
  } finally {
    interrupted.removeEventListener('abort', end);
  }
}
