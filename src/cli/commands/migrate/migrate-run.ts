import type { Shard } from '../../files/shard.js';
import type { FileDetail } from './file-detail.js';
import type { MigrateMode } from './migrate-report.js';

/** What a report says about a run besides its numbers. */
export interface MigrateRun {
  readonly cwd: string;
  readonly shard?: Shard | undefined;
  readonly mode: MigrateMode;
  /** The texts of helpers that were written, or would be, by path, where they are known. */
  readonly helperTexts?: ReadonlyMap<string, string>;
  /** By path; empty unless they were asked for. */
  readonly diffs: ReadonlyMap<string, string>;
  /** By path; empty where only the report of a run is known, not its files. */
  readonly details: ReadonlyMap<string, FileDetail>;
}
