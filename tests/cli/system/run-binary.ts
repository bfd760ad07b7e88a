import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { buildBinary } from '../build.js';
import type { Tree } from '../tree.js';
import { modesBind } from '../tree.js';

/** The environment of a user, without what the test runner adds. */
export const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input has. */
  readonly input?: Uint8Array;
  /** Code that runs in the process before the binary. */
  readonly preload?: string;
  /** Whether to run as a user whom file modes bind: root reads and writes everything. */
  readonly unprivileged?: boolean;
}

/** Runs the built binary to its end. */
export function runBinary(
  dir: Tree,
  args: readonly string[],
  { env = {}, input, preload, unprivileged = false }: RunOptions = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandOf(args, preload), {
    cwd: dir.root,
    env: { ...ENVIRONMENT, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input && { input }),
    ...(unprivileged && !modesBind && { uid: 65_534, gid: 65_534 }),
  });
  return { status, stdout, stderr };
}

/** Starts the built binary. */
export function startBinary(dir: Tree, args: readonly string[], stdio: StdioOptions = 'ignore'): ChildProcess {
  return spawn(process.execPath, commandOf(args), { cwd: dir.root, env: ENVIRONMENT, stdio });
}

/** Waits until a process has ended and closed its streams. */
export async function ended(child: ChildProcess): Promise<readonly [status: number | null, signal: string | null]> {
  return (await once(child, 'close')) as [number | null, string | null];
}

const commandOf = (args: readonly string[], preload?: string): string[] => [
  ...(preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`]),
  buildBinary(),
  ...args,
];

/**
 * Code for `preload` that replaces functions of `node:fs`.
 *
 * @param body replaces functions of `fs`
 */
export const withFs = (body: string): string => `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  ${body}
  syncBuiltinESMExports();`;

/**
 * Code for `preload` that sends the process a signal at the n-th call of a function of `node:fs` whose path ends so.
 */
export const signalAt = (signal: NodeJS.Signals, name: string, ending: string, nth: number): string =>
  withFs(`
  const original = fs[${JSON.stringify(name)}];
  let calls = 0;
  fs[${JSON.stringify(name)}] = (path, ...rest) => {
    if (String(path).endsWith(${JSON.stringify(ending)}) && ++calls === ${nth}) process.kill(process.pid, '${signal}');
    return original(path, ...rest);
  };`);
