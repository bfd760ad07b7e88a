#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { lazyEngine } from './engine.js';
import type { ExitStatus } from './exit-status.js';
import { EXIT } from './exit-status.js';
import { interruptible } from './interruptible.js';
import { suitShortRuns } from './v8-flags.js';
import { run } from './program.js';

suitShortRuns();

const interruption = new AbortController();
const stop = (): void => interruption.abort();
process.once('SIGINT', stop); // a second Ctrl-C ends the process immediately
process.once('SIGTERM', stop);

// Node ends a process with status 0 when it has nothing left to wait for. That happens when a promise is never settled,
// such as a top-level await in a settings file.
process.exitCode = EXIT.failure;
let isDone = false;
process.once('exit', () => {
  if (!isDone)
    process.stderr.write(
      'error: The run ended before its work was done, because it waited for something that never comes. ' +
        'Look for an "await" in the script that --settings names.\n',
    );
});

let lostOutput: NodeJS.ErrnoException | undefined;
// A reader that stops reading (`| head`) is not an error. No problem with the output stops the run half-way.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lostOutput ??= error;
});
process.stderr.on('error', () => undefined);

/** The oldest release of Node.js that has what the code uses. */
const OLDEST_NODE = [20, 19] as const;

async function main(): Promise<ExitStatus> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    process.stderr.write(
      `error: sts-regional needs Node.js ${OLDEST_NODE.join('.')} or newer, and this is ${process.version}.\n`,
    );
    return EXIT.failure;
  }
  let cwd: string;
  try {
    cwd = realpathSync(process.cwd());
  } catch (error) {
    return failure('The working directory cannot be used', error);
  }
  return run(process.argv.slice(2), {
    cwd,
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    stdinIsTerminal: process.stdin.isTTY === true,
    stdin: process.stdin,
    interrupted: interruption.signal,
    engine: interruptible(lazyEngine, stop),
    readsAhead: availableParallelism() > 1,
  });
}

async function failure(what: string, error: unknown): Promise<ExitStatus> {
  const { reasonOf } = await import('./files/find-files.js');
  process.stderr.write(`error: ${what}: ${reasonOf(error)}\n`);
  return EXIT.failure;
}

/**
 * Waits until everything written has left the process or is known to be lost. A stream reports an error one turn after
 * the write.
 */
async function written(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise((resolve) => stream.write('', () => setImmediate(resolve)));
}

void main().then(async (status) => {
  isDone = true;
  await written(process.stdout);
  process.exitCode = lostOutput
    ? await failure('Standard output cannot be written, so the result is lost', lostOutput)
    : status;
  await written(process.stderr);
  process.exit(); // a DNS query that is no longer needed would keep the process alive
});
