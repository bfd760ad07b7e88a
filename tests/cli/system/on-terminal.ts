import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

const SCRIPT = '/usr/bin/script'; // util-linux: runs a command on a pseudo-terminal

export const hasTerminal = existsSync(SCRIPT);

/** What somebody does when a text stands on the screen: types keys, or sends the process a signal. */
export type Reaction = readonly [text: string, keys: string | { readonly signal: NodeJS.Signals }];

export interface Session {
  readonly status: number;
  readonly screen: string;
  /** Reactions whose text never came. */
  readonly waiting: readonly Reaction[];
}

/** Runs the built binary on a terminal, with a person who reacts to what it shows, in this order. */
export async function onTerminal(
  binary: string,
  args: readonly string[],
  cwd: string,
  reactions: readonly Reaction[],
): Promise<Session> {
  const command = `stty cols 100 rows 40; echo "pid $$"; exec "${process.execPath}" "${binary}" ${args.join(' ')}`;
  const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      TERM: 'xterm',
      SHELL: '/bin/sh',
    },
  });
  const waiting = [...reactions];
  let screen = '';
  let seen = 0;
  child.stdout.on('data', (part: Buffer) => {
    screen += part.toString();
    const [next] = waiting;
    if (!next || !screen.slice(seen).includes(next[0])) return;
    seen = screen.length;
    waiting.shift();
    const [, keys] = next;
    if (typeof keys === 'string') child.stdin.write(keys);
    else process.kill(Number(/pid (\d+)/.exec(screen)?.[1]), keys.signal);
  });
  const [status] = (await once(child, 'close')) as [number];
  return { status, screen, waiting };
}
