/** Runs of the command line over examples/orders-service, for the pictures and figures of the documentation. */
import { join } from 'node:path';
import { ROOT } from '../root.mjs';

const EXAMPLE = join(ROOT, 'examples', 'orders-service');

/**
 * @param load loads a source
 * @param columns the width of the terminal; without it, standard output is no terminal and has no colors
 * @returns what a command line prints
 */
export async function runInExample(load, args, columns) {
  const { run } = await load('src/cli/program.ts');
  const { lazyEngine } = await load('src/cli/engine.ts');
  const isTTY = columns !== undefined;
  let printed = '';
  await run(args, {
    cwd: EXAMPLE,
    env: { CI: 'true' }, // no progress
    stdout: { isTTY, columns, write: (text) => (printed += text) },
    stderr: { write: () => undefined },
    stdinIsTerminal: false,
    interrupted: new AbortController().signal,
    engine: lazyEngine,
  });
  return printed;
}
