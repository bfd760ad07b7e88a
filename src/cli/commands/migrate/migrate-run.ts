import type { Shard } from '../../files/shard.js';
import type { FileDetail } from './file-detail.js';
import type { MigrateMode } from './migrate-report.js';

/** What a report says about a run besides its numbers. */
export interface MigrateRun {
  readonly cwd: string;
  readonly shard?: Shard | undefined;
  readonly mode: MigrateMode;
  /** In order of preference; none where reports of several runs are merged. */
  readonly regions: readonly string[];
  /** Whether the text ends with the patches of the files. */
  readonly showsDiffs?: boolean;
  /** The patches of helpers, where they were asked for. */
  readonly helperDiffs?: readonly string[];
  /** By path; empty where only the report of a run is known, not its files. */
  readonly details: ReadonlyMap<string, FileDetail>;
}
