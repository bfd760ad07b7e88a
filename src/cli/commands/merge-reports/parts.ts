import { resolve } from 'node:path';
import type { Shard } from '../../files/shard.js';
import { UsageError } from '../../usage-error.js';

/** Which part of a run a report covers. */
export interface Part {
  readonly file: string;
  readonly shard?: Shard | undefined;
  /** Paths that no other part may report. Directories that cannot be read are left out: every shard meets them. */
  readonly paths: readonly string[];
}

/** @throws UsageError that names two parts that cannot belong to one run */
export function refuseOverlap(parts: readonly Part[]): void {
  const shards = parts.flatMap(({ file, shard }) => (shard ? [{ file, shard }] : []));
  const [first] = shards;
  const other = shards.find(({ shard }) => shard.count !== first?.shard.count);
  if (first && other)
    throw new UsageError(
      `${first.file} is ${named(first.shard)}, ${other.file} ${named(other.shard)}: ` +
        'they divide the files differently, so some would count twice and others not at all.',
    );
  const shard = twice(shards, ({ shard: { index } }) => String(index));
  if (shard)
    throw new UsageError(
      `${shard[0].file} and ${shard[1].file} are both ${named(shard[0].shard)}. Name each shard once.`,
    );
  const path = twice(
    parts.flatMap(({ file, paths }) => paths.map((of) => ({ file, of }))),
    ({ of }) => of,
  );
  if (path)
    throw new UsageError(
      `${path[0].file} and ${path[1].file} both report ${path[0].of}: they are not parts of one run. ` +
        'Name each report once.',
    );
}

/** @throws UsageError when a file is named twice */
export function refuseRepetition(files: readonly string[], cwd: string): void {
  const file = twice(files, (each) => resolve(cwd, each));
  if (file) throw new UsageError(`${file[0]} and ${file[1]} are the same report. Name each report once.`);
}

/**
 * A sentence that names the shards without a report; `undefined` when none is missing, or when not every part is a
 * shard.
 */
export function missingShards(parts: readonly Part[]): string | undefined {
  const count = parts[0]?.shard?.count ?? 0;
  if (parts.some(({ shard }) => !shard)) return undefined;
  const present = new Set(parts.map(({ shard }) => shard?.index));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !present.has(index));
  if (missing.length === 0) return undefined;
  const [noun, verb] = missing.length === 1 ? ['Shard', 'is'] : ['Shards', 'are'];
  const which = `${noun} ${missing.join(', ')} of ${count} ${verb} missing`;
  return `${which}: the merged report says nothing about the files there.`;
}

const named = ({ index, count }: Shard): string => `shard ${index} of ${count}`;

/** The first two items with the same key. */
function twice<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly [Item, Item] | undefined {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    const known = seen.get(key);
    if (known !== undefined) return [known, item];
    seen.set(key, item);
  }
  return undefined;
}
