import type { Readable } from 'node:stream';
import type { Engine } from './engine.js';

/** A stream that results or messages are written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The world around a command: what it may read of its process, and where it writes. */
export interface Host {
  /** Absolute and without symbolic links. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Output;
  /** Progress and notices. */
  readonly stderr: Output;
  readonly stdinIsTerminal: boolean;
  /** What `-` reads; nothing where there is none. */
  readonly stdin?: Readable;
  /** Aborted by Ctrl-C: finish the file in hand, then report what was done. */
  readonly interrupted: AbortSignal;
  readonly engine: Engine;
  /** Whether a thread may read large trees ahead of this one, no unless told; it uses the product's own engine, whatever `engine` is. */
  readonly readsAhead?: boolean;
}

/** Whether somebody watches this stream: a terminal, and not a CI job that pretends to be one. */
export function isWatched(output: Output, env: Host['env']): boolean {
  return output.isTTY === true && !isSet(env['CI']);
}

/** Whether text for this output is coloured: `NO_COLOR` wins, whatever it holds, then `FORCE_COLOR`, then whether it is a terminal. */
export function usesColor(output: Output, env: Host['env']): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
