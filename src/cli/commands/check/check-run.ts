import type { Shard } from '../../files/shard.js';
import type { Terminal } from '../../terminal/terminal.js';

/** What a report says about a run besides its results. */
export interface CheckRun {
  readonly cwd: string;
  readonly env: Terminal['env'];
  /** The width of the terminal that the report goes to; without it, lines are as long as they are. */
  readonly columns?: number;
  /** What the command line names. */
  readonly paths?: readonly string[];
  readonly shard?: Shard | undefined;
  /** In order of preference; unknown when results of several runs are merged. */
  readonly regions?: readonly string[];
  /** The configuration of the rules; unknown then, too. */
  readonly preset?: string;
  /** Unknown when results of several runs are merged. */
  readonly filesScanned?: number;
  readonly isNothingRead?: boolean;
  /** How many findings are not reported because they are in the baseline. */
  readonly inBaseline?: number;
}
