import { helperParts } from './generated.js';
import { hashOf, parseHeader, preambleOf, writeHeader } from './header.js';
import { readTables, replaceTables, tableText, type TableTexts } from './tables.js';

/** SDK generation and module language of a helper file. */
export type HelperVariant = 'v3-ts' | 'v3-esm' | 'v3-cjs' | 'v2-ts' | 'v2-esm' | 'v2-cjs';

export interface HelperOptions {
  /** Home region → regions to go to next, in order. */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>;
  /** Region → URL of its interface endpoint. */
  readonly vpcEndpoints?: Readonly<Record<string, string>>;
  /** Version of this package. */
  readonly version: string;
  /**
   * Whether `@aws-sdk/client-sts` may be imported. Without it a v3 helper has no `createStsClient`: for packages that use
   * only credential providers or requests made by hand. Default true; means nothing for v2.
   */
  readonly clientSts?: boolean;
}

const EMPTY_TABLES: TableTexts = { fallbacks: '{}', vpceEndpoints: '{}' };

/** The complete text of a failover helper: LF line ends, one at the end, header included. */
export function renderHelper(variant: HelperVariant, options: HelperOptions): string {
  const { fallbacks, vpcEndpoints = {}, version, clientSts = true } = options;
  return render(variant, version, clientSts, {
    fallbacks: tableText(fallbacks),
    vpceEndpoints: tableText(vpcEndpoints),
  });
}

function render(variant: HelperVariant, version: string, clientSts: boolean, tables: TableTexts): string {
  const code = helperCode(variant, clientSts);
  const header = writeHeader({ version, variant, clientSts, hash: hashOf(code) });
  return `${header}\n${replaceTables(code, tables)}`;
}

/** The helper without its header and with empty tables. */
function helperCode(variant: HelperVariant, clientSts: boolean): string {
  const parts = helperParts[variant];
  if (parts === undefined) throw new Error(`Unknown helper variant "${variant}"`);
  const used = parts.client !== undefined && clientSts ? [parts.core, parts.client] : [parts.core];
  const top = [...(variant.endsWith('-cjs') ? ["'use strict';"] : []), ...used.flatMap(({ imports }) => imports)];
  const sections = [...(top.length > 0 ? [top] : []), ...used.map(({ body }) => body)];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/**
 * What a helper's header says, and whether the file was edited since: `undefined` when the text is no helper. Changes to the
 * region tables, comments above the header and reformatting are no edits, since an update keeps the tables and those comments.
 */
export function readHelperHeader(
  text: string,
): { version: string; variant: HelperVariant; edited: boolean } | undefined {
  const header = parseHeader(text);
  if (header === undefined) return undefined;
  const edited = readTables(text) === undefined || hashOf(replaceTables(text, EMPTY_TABLES)) !== header.hash;
  return { version: header.version, variant: header.variant, edited };
}

/** The helper as this version writes it, with the region tables of `text` and the comments above it; an edited one is left to its owner. */
export function updateHelper(text: string, version: string): { text: string } | { edited: true } {
  const header = parseHeader(text);
  const tables = readTables(text);
  if (header === undefined || tables === undefined || readHelperHeader(text)?.edited !== false) return { edited: true };
  return { text: preambleOf(text) + render(header.variant, version, header.clientSts, tables) };
}

/**
 * A helper that was written without a client, as one with it, when `wanted` is that: a later file of its package calls `createStsClient`.
 * The region tables stay. `undefined` when there is nothing to add, or when the helper was edited.
 */
export function addClient(text: string, wanted: string): string | undefined {
  const [header, tables, wish] = [parseHeader(text), readTables(text), parseHeader(wanted)];
  if (
    header === undefined ||
    tables === undefined ||
    wish === undefined ||
    header.clientSts ||
    !wish.clientSts ||
    readHelperHeader(text)?.edited !== false
  )
    return undefined;
  return preambleOf(text) + render(header.variant, wish.version, true, tables);
}

/** Whether the text is a helper that was written without a client and then edited, so that `addClient` may not touch it. */
export const isEditedWithoutClient = (text: string): boolean =>
  parseHeader(text)?.clientSts === false && readHelperHeader(text)?.edited === true;
