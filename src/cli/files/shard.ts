/** One of `count` equal parts of the work, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Whether a file belongs to the shard. It depends on the path alone (FNV-1a, 32 bits), so that a file stays in its shard when others
 * come and go, and every machine divides alike.
 *
 * @param path relative to the working directory, with `/`
 */
export function isInShard(path: string, shard: Shard): boolean {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(path, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % shard.count === shard.index - 1;
}
