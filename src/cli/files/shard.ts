/** One of `count` equal parts of the work, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Whether a file belongs to the shard. A hash of the path decides (FNV-1a, 32 bits). So a file stays in its shard
 * when other files come and go, and every machine gets the same shards.
 *
 * @param path relative to the working directory, with `/`
 */
export function isInShard(path: string, shard: Shard): boolean {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(path, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % shard.count === shard.index - 1;
}
