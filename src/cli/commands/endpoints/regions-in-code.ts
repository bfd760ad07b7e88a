import type { Region } from '../../../sts/partition.js';
import { findRegion } from '../../../sts/regions.js';
import type { SelectedFile } from '../../files/find-files.js';
import { scan } from '../../scan/scan.js';
import type { Terminal } from '../../terminal/terminal.js';

/** A region that code names for STS, and how many files do. */
export interface RegionInCode {
  readonly region: Region;
  readonly files: number;
}

/** The regions that files name for STS, those of most files first. A file that cannot be read has none. */
export async function regionsInCode(
  files: readonly SelectedFile[],
  terminal: Pick<Terminal, 'engine' | 'interrupted' | 'readsAhead'>,
): Promise<readonly RegionInCode[]> {
  const regionsNamedIn = await terminal.engine.regionReader();
  const counts = new Map<Region, number>();
  for await (const { path, source } of scan(files, { terminal }))
    for (const region of named(() => regionsNamedIn(source.text, path)))
      counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts]
    .map(([region, count]) => ({ region, files: count }))
    .sort((a, b) => b.files - a.files || (a.region.name < b.region.name ? -1 : 1));
}

/** Other words than names of regions say nothing, nor does a file that the engine fails on: `check` reports that. */
function named(read: () => ReadonlySet<string>): readonly Region[] {
  try {
    return [...read()].flatMap((name) => findRegion(name) ?? []);
  } catch {
    return [];
  }
}
