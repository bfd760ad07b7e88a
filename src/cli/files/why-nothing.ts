import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LeftOutBy } from './ignore-patterns.js';
import { IgnoreRules } from './ignore-rules.js';
import { hasBuiltName, isTargetFile, SKIPPED_DIRECTORIES } from './target-files.js';

/** What stands in the way, with what the user can change first. */
const WORDS = {
  patterns: (by: string) => `${by} leaves out its files`,
  git: () => 'git ignores its files',
  built: () => 'it only has built files, which are put right in their source',
  format: () => 'it has no file of a known format',
};
type Reason = keyof typeof WORDS;

/** Why a search of a folder finds no file. */
export function whyNothing(folder: string, leftOut: LeftOutBy): string {
  const reasons = new Map<Reason, string>();
  note(folder, { rules: new IgnoreRules(folder), leftOut }, reasons);
  const reason = (Object.keys(WORDS) as Reason[]).find((each) => reasons.has(each));
  return reason === undefined ? 'it is empty' : WORDS[reason](reasons.get(reason) ?? '');
}

function note(
  folder: string,
  exclusions: { readonly rules: IgnoreRules; readonly leftOut: LeftOutBy },
  reasons: Map<Reason, string>,
): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const by = exclusions.leftOut(path, entry.isDirectory());
    if (SKIPPED_DIRECTORIES.has(entry.name)) reasons.set('built', '');
    else if (by !== undefined) reasons.set('patterns', by);
    else if (entry.isDirectory())
      if (exclusions.rules.ignores(path, true)) reasons.set('git', '');
      else note(path, exclusions, reasons);
    else if (!isTargetFile(path)) reasons.set('format', '');
    else reasons.set(hasBuiltName(entry.name) ? 'built' : 'git', '');
  }
}
