import { Readable } from 'node:stream';
import type { Host, Output } from '../../src/cli/terminal.js';
import { run } from '../../src/cli/program.js';
import { fakeEngine } from './fake-engine.js';
import type { Tree } from './tree.js';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Recorder implements Output {
  text = '';
  constructor(readonly isTTY = false) {}
  write(text: string): void {
    this.text += text;
  }
}

export interface World {
  readonly cwd?: string;
  readonly env?: Host['env'];
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
  readonly engine?: Host['engine'];
  /** What standard input has. */
  readonly input?: string | Uint8Array;
}

/** Runs a command line with the fake engine, so that a test sees what the command line does and not what the rules know. */
export async function runIn(tree: Tree, args: readonly string[], world: World = {}): Promise<Outcome> {
  const stdout = new Recorder(world.terminal);
  const stderr = new Recorder(world.terminal);
  const status = await run(args, {
    cwd: world.cwd ?? tree.root,
    env: world.env ?? {},
    stdout,
    stderr,
    stdinIsTerminal: world.terminal ?? false,
    interrupted: world.interrupted ?? new AbortController().signal,
    engine: world.engine ?? fakeEngine,
    ...(world.input !== undefined && { stdin: Readable.from([Buffer.from(world.input as string)]) }),
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}
