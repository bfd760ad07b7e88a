import type { Shard } from '../../files/shard.js';
import type { Terminal } from '../../terminal/terminal.js';

/** What a report says about a run besides its results. */
export interface CheckRun {
  readonly cwd: string;
  readonly env: Terminal['env'];
  readonly shard?: Shard | undefined;
  /** In order of preference; unknown when results of several runs are merged. */
  readonly regions?: readonly string[];
  /** The configuration of the rules; unknown then, too. */
  readonly preset?: string;
  /** Unknown when results of several runs are merged. */
  readonly filesScanned?: number;
  /** Whether notices say of everything that the command line names that it is not read. */
  readonly isNothingRead?: boolean;
}
