/** Exit statuses of every command; the numbers are part of the public interface. */
export const EXIT = {
  /** No errors, or everything that could be migrated was. */
  success: 0,
  /**
   * Errors found, `--check` would change something, `--fail-on-skipped` and a site was left, or a probe missed a
   * region.
   */
  findings: 1,
  /**
   * Wrong usage, a path that does not exist, a file that could not be read or parsed, a report that could not be
   * written, a crash.
   */
  failure: 2,
  /** Stopped by Ctrl-C, by the convention of shells: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
