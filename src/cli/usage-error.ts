/** What the user asked for cannot be done as asked: a flag, a path, a setting. Printed without a stack; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
