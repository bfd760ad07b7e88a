import type { Offer, OfferOutcome, RegionSettings } from '../endpoints/offer.js';
import type { ResidencyFlags } from '../endpoints/residency-flags.js';
import { canAsk, howToName } from '../endpoints/offer.js';
import { regionsInCode } from '../endpoints/regions-in-code.js';
import { allLeft, type LeftToDo } from '../../../engines/migrate/migrated.js';
import type { Settings } from '../../engine.js';
import type { SelectedFile } from '../../files/find-files.js';
import type { Terminal } from '../../terminal/terminal.js';
import { count } from '../../reports/words.js';
import { scan } from '../../scan/scan.js';
import type { MigrateReport } from './migrate-report.js';
import type { RewriteFlags, RewriteOptions } from './options.js';
import { planFile } from './plan-file.js';

/** The flags of runs that must not ask: scripts, CI and commit hooks use them. */
type UnattendedFlags = { readonly check?: boolean; readonly staged?: boolean; readonly yes?: boolean };

/**
 * Asks for regions when sites need them and none are named. `undefined` when it does not ask: without a terminal, in a
 * commit hook, for `--check` and `--yes`, and where no site needs regions.
 */
export async function offerWhereNeeded(
  files: readonly SelectedFile[],
  { check, staged, yes }: UnattendedFlags,
  options: RewriteOptions,
  terminal: Terminal,
  offer: Offer,
): Promise<OfferOutcome | undefined> {
  if (namesRegions(options.settings) || check || staged || yes || !canAsk(terminal)) return undefined;
  if (!(await someSiteNeedsRegions(files, options, terminal))) return undefined;
  return offer(terminal, await regionsInCode(files, terminal));
}

/** Flags with the regions that were chosen. */
export function withRegions<Flags extends RewriteFlags>(flags: Flags, { regions, fallbacks }: RegionSettings): Flags {
  return { ...flags, regions, ...(fallbacks && { fallbacks }) };
}

/** What a run says when it left sites because no regions are named; `undefined` when it left none. */
export async function hintAboutRegions(
  { files }: MigrateReport,
  selected: readonly SelectedFile[],
  options: RewriteOptions,
  terminal: Terminal,
  flags: ResidencyFlags,
): Promise<string | undefined> {
  if (namesRegions(options.settings)) return undefined;
  const left = files.flatMap((file) => allLeft(file)).filter(needsRegions).length;
  if (left === 0) return undefined;
  const how = howToName('migrate', terminal.env, flags, await regionsInCode(selected, terminal));
  return `${count(left, 'site')} left because no regions are named. ${how}`;
}

export const namesRegions = ({ regions = [], fallbacks }: Settings): boolean =>
  regions.length > 0 || fallbacks !== undefined;

/** Every plan that needs regions names the flag in its next step. */
const needsRegions = ({ nextStep }: LeftToDo): boolean => nextStep.includes('`--regions`');

async function someSiteNeedsRegions(
  files: readonly SelectedFile[],
  options: RewriteOptions,
  terminal: Terminal,
): Promise<boolean> {
  for await (const candidate of scan(files, { terminal: terminal })) {
    const plan = await planFile(candidate, terminal.engine, options);
    if (plan.status !== 'failed' && allLeft({ edits: [], ...plan }).some(needsRegions)) return true;
  }
  return false;
}
