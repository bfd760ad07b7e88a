/** The engines in a thread of their own, so that typing stays smooth. */
import './node/process.js';
import { run } from './run.js';
import type { Request, Response } from './protocol.js';

addEventListener('message', ({ data: { id, question } }: MessageEvent<Request>) => {
  const respond = (answer: Response['answer']): void => postMessage({ id, answer } satisfies Response);
  run(question).then(respond, (error: unknown) => respond({ problem: String(error) }));
});
