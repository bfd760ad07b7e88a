/**
 * The command line, a path or a setting cannot be used. The message is printed without a stack, and the exit status is
 * 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
