#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { lazyEngine } from './engine.js';
import { suitShortRuns } from './v8-flags.js';
import { run } from './program.js';

suitShortRuns();

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort()); // once: a second Ctrl-C ends the process at once
process.once('SIGTERM', () => interruption.abort());

// A reader that has enough (`| head`) is no failure, and no reason to stop half-way.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const host = {
  cwd: realpathSync(process.cwd()),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdinIsTerminal: process.stdin.isTTY === true,
  interrupted: interruption.signal,
  engine: lazyEngine,
  readsAhead: availableParallelism() > 1,
};

void run(process.argv.slice(2), host).then((status) => {
  process.exitCode = status;
  // A DNS query that nobody waits for any more would keep the process; output to a pipe may still be on its way and comes first.
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
