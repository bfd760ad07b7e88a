import {
  addSections,
  readHelperHeader,
  renderHelper,
  updateHelper,
  type HelperSection,
} from '../../../helper/index.js';
import { parseHeader, preambleOf } from '../../../helper/header.js';
import { readTables, replaceTables } from '../../../helper/tables.js';
import type { SourceText } from '../../files/source-text.js';

/** What the installed version means for one failover helper. `from` is the version that wrote it. */
export type HelperUpdate =
  | { readonly status: 'current'; readonly from: string }
  /** `text` is the whole new file, its byte order mark included. `added` are sections that were asked for. */
  | {
      readonly status: 'outdated';
      readonly from: string;
      readonly text: string;
      readonly added: readonly HelperSection[];
    }
  /** `text` is what this version would write there. Without `isNewer`, the owner started from the same text. */
  | { readonly status: 'edited'; readonly from: string; readonly text: string; readonly isNewer: boolean }
  /** The header cannot be read, so it is not clear what was edited. */
  | { readonly status: 'unreadable' };

/**
 * Plans the update of one helper to `version`. Keeps the region tables and the line ends of the file.
 *
 * @param wanted a helper whose sections it is to have, too
 */
export function planUpdate({ text, byteOrderMark }: SourceText, version: string, wanted?: string): HelperUpdate {
  const usesCrlf = text.includes('\r\n');
  const old = text.replaceAll('\r\n', '\n');
  const header = parseHeader(old);
  const read = readHelperHeader(old);
  if (header === undefined || read === undefined) return { status: 'unreadable' };
  const restored = (updated: string): string => byteOrderMark + (usesCrlf ? updated.replaceAll('\n', '\r\n') : updated);
  const fresh = freshHelper(old, header, version);
  const freshHeader = parseHeader(fresh);
  const isSame = freshHeader?.hash === header.hash && header.version === version;
  const update = updateHelper(old, version);
  if ('edited' in update)
    return {
      status: 'edited',
      from: header.version,
      text: restored(fresh),
      isNewer: freshHeader?.hash !== header.hash,
    };
  const richer = wanted === undefined ? undefined : addSections(update.text, wanted);
  // Keeps what a formatter did to a helper that is up to date.
  if (isSame && richer === undefined) return { status: 'current', from: header.version };
  const complete = richer ?? update.text;
  const added = parseHeader(complete)?.sections.filter((section) => !header.sections.includes(section)) ?? [];
  return { status: 'outdated', from: header.version, text: restored(complete), added };
}

/** What this version would write in the place of `old`, with the tables of `old` where they can be found. */
function freshHelper(
  old: string,
  { variant, sections }: NonNullable<ReturnType<typeof parseHeader>>,
  version: string,
): string {
  const empty = preambleOf(old) + renderHelper(variant, { fallbacks: {}, version, sections });
  const tables = readTables(old);
  return tables === undefined ? empty : replaceTables(empty, tables);
}
