import { applyEdits, type Edit } from '../../text/edit.js';
import { planConfigSetting, type ConfigPlan } from '../../plans/plan-config-setting.js';
import { left } from '../../plans/plan.js';
import type { ConfigModel, ConfigSetting } from '../../model/config/config-types.js';
import { isTestPath } from '../../model/settings/surroundings.js';
import { configModelOf } from '../../model/config/from-config-file.js';
import type { Settings } from '../../model/settings/settings.js';
import { GLOBAL_STS_HOST } from '../../sts/hosts.js';
import type { Migrated, MigrateOptions, Unparsable, SiteEdit, SiteFacts, SkippedSite } from './migrate-text.js';
import { linesAround } from '../../text/positions.js';
import type { PassName } from './codemods.js';

/** What moves configuration to regional endpoints is part of this codemod; the others are about code alone. */
const CODEMOD = 'regional-endpoints';

/** Rewrites the settings of one configuration file. Each edit changes one value and nothing around it. */
export function migrateConfig(
  text: string,
  path: string,
  passes: readonly PassName[],
  { settings, accept }: MigrateOptions,
): Unparsable | Migrated {
  const model = passes.includes(CODEMOD) && !isTestPath(path) ? configModelOf(text, path) : undefined;
  const plans = model ? plansOf(model, settings) : [];
  if (model?.unparsable && plans.length > 0) return { status: 'unparsable', ...model.unparsable };
  const edits: SiteEdit[] = [];
  const skipped: SkippedSite[] = [];
  const chosen: Edit[] = [];
  for (const {
    setting: { place },
    plan,
  } of plans) {
    const at = { line: place.loc.start.line, column: place.loc.start.column + 1 };
    if (plan.kind === 'left') skipped.push({ ...at, reason: plan.reason, nextStep: plan.nextStep });
    if (plan.kind !== 'edits') continue;
    if (accept?.({ ...at, codemod: CODEMOD, ...linesAround(text, plan.edits, ...place.range) }) === false) continue;
    chosen.push(...plan.edits);
    edits.push({ ...at, codemod: CODEMOD });
  }
  const sites = plans.map(({ setting: { kind, place } }): SiteFacts => ({
    line: place.loc.start.line,
    column: place.loc.start.column + 1,
    sdk: 'raw',
    ...(kind !== 'region' && { host: GLOBAL_STS_HOST }),
  }));
  return {
    status: chosen.length > 0 ? 'changed' : 'unchanged',
    text: applyEdits(text, chosen),
    edits,
    skipped,
    helpers: [],
    sites,
  };
}

interface PlannedSetting {
  readonly setting: ConfigSetting;
  readonly plan: ConfigPlan;
}

const plansOf = ({ settings }: ConfigModel, options: Settings): readonly PlannedSetting[] =>
  settings
    .map((setting) => ({ setting, plan: decided(planConfigSetting(setting, options), options) }))
    .filter(({ plan }) => plan.kind !== 'nothing');

/** What a suggestion leaves to a person, a run decides by what is known: the region at the place, or the one that was asked for. */
function decided(plan: ConfigPlan, { regionSource }: Settings): ConfigPlan {
  if (plan.kind !== 'edits' || plan.isSafe) return plan;
  if (plan.isMode)
    return left(
      'The legacy mode needs no region, regional mode does, and none is set at this place',
      'Set AWS_REGION beside it, or write `regional` where the region is known to be set',
    );
  if (plan.needsChoice && regionSource !== 'literal')
    return left(
      'The setting names the global host, and its region is known only where it is used',
      'Write the host of its region, or use --region-source literal',
    );
  return plan;
}
