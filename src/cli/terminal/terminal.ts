import type { Readable } from 'node:stream';
import type { Engine } from '../engine.js';

/** A stream that results or messages are written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a command knows about the process that it runs in, and where it writes. */
export interface Terminal {
  /** Absolute and without symbolic links. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Output;
  /** Progress and notices. */
  readonly stderr: Output;
  readonly stdinIsTerminal: boolean;
  /** What `-` reads; missing where there is no standard input. */
  readonly stdin?: Readable;
  /** Aborted by Ctrl-C: the run finishes the current file and reports what it did. */
  readonly interrupted: AbortSignal;
  readonly engine: Engine;
  /**
   * Whether a second thread may read large trees; false by default. That thread always uses the engine of the product.
   */
  readonly readsAhead?: boolean;
}

/** Whether a person watches this stream: it is a terminal, and `CI` is not set. */
export function isWatched(output: Output, env: Terminal['env']): boolean {
  return output.isTTY === true && !isSet(env['CI']);
}

/**
 * Whether to color text for this output: `NO_COLOR` decides first, then `FORCE_COLOR`, then whether it is a terminal.
 */
export function usesColor(output: Output, env: Terminal['env']): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
