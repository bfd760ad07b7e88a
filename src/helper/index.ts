import { hashOf, parseHeader, preambleOf, readHelperHeader, writeHeader, type HelperVariant } from './header.js';
import { sdkModuleOf, withSdkModule } from './sdk-module.js';
import { keepSections, type HelperSection } from './sections.js';
import { policyLines, readTables, replaceTables, tableText, type TableTexts } from './tables.js';
import { helperTexts } from './texts.js';

export { isEditedWithout, readHelperHeader, type HelperVariant } from './header.js';
export { sectionsWith, type HelperSection } from './sections.js';

export interface HelperOptions {
  /** Home region → regions to go to next, in order. */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>;
  /** Region → URL of its interface endpoint; the section for them is written when there are any. */
  readonly vpcEndpoints?: Readonly<Record<string, string>>;
  /** Version of this package. */
  readonly version: string;
  /** What call sites use of the v3 helper; all but `older` when nothing is said. */
  readonly sections?: readonly HelperSection[];
  /** What the SDK is imported from, where that is not its package: `npm:@aws-sdk/client-sts@3`. */
  readonly sdkModule?: string | undefined;
  /** Whether TypeScript checks JavaScript where the helper goes. Only the exports of its JavaScript have types. */
  readonly isChecked?: boolean;
}

/** Above the header, where an owner may take it away, and updates keep it. */
const UNCHECKED = '// @ts-nocheck This file is checked as TypeScript before it is generated. Its exports have types.\n';

const USUAL: readonly HelperSection[] = ['client', 'provider', 'requests'];

/** The complete text of a failover helper: LF line ends, one at the end, header included. */
export function renderHelper(variant: HelperVariant, options: HelperOptions): string {
  const { fallbacks, vpcEndpoints = {}, version, sections = USUAL, sdkModule, isChecked = false } = options;
  const wanted = Object.keys(vpcEndpoints).length > 0 ? [...sections, 'endpoints' as const] : sections;
  const tables = { fallbacks: tableText(fallbacks), vpceEndpoints: tableText(vpcEndpoints) };
  const preamble = isChecked && !variant.endsWith('ts') ? UNCHECKED : '';
  return preamble + withSdkModule(render(variant, version, wanted, tables), sdkModule);
}

function render(
  variant: HelperVariant,
  version: string,
  wanted: readonly HelperSection[],
  tables: Partial<TableTexts>,
): string {
  const source = helperTexts[variant];
  if (source === undefined) throw new Error(`Unknown helper variant "${variant}"`);
  const sdk = variant.slice(0, 2);
  const sections = sdk === 'v2' ? wanted.filter((section) => section === 'endpoints') : wanted;
  const code = keepSections(source, [sdk, ...sections]);
  return `${writeHeader({ version, variant, sections, hash: hashOf(code) }, policyLines(code))}\n${replaceTables(code, tables)}`;
}

/**
 * The helper as this version writes it, with the region tables of `text` and the comments above it; an edited one is
 * left to its owner.
 */
export function updateHelper(text: string, version: string): { text: string } | { edited: true } {
  const header = readHelperHeader(text);
  const tables = readTables(text);
  if (header === undefined || tables === undefined || header.edited) return { edited: true };
  const fresh = render(header.variant, version, header.sections, tables);
  return { text: preambleOf(text) + withSdkModule(fresh, sdkModuleOf(text)) };
}

/**
 * A helper with the sections of `wanted` besides its own, for a later file of its package that uses more of it. Region
 * tables that it has stay. `undefined` when there is nothing to add, or when the helper was edited.
 */
export function addSections(text: string, wanted: string): string | undefined {
  const [header, wish] = [readHelperHeader(text), parseHeader(wanted)];
  if (header === undefined || wish === undefined || header.edited) return undefined;
  const missing = wish.sections.filter((section) => !header.sections.includes(section));
  if (missing.length === 0 || header.variant !== wish.variant) return undefined;
  const tables = { ...readTables(wanted), ...readTables(text) };
  const richer = render(header.variant, wish.version, [...header.sections, ...missing], tables);
  return preambleOf(text) + withSdkModule(richer, sdkModuleOf(text) ?? sdkModuleOf(wanted));
}
