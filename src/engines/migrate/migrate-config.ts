import { configModelOf } from '../../model/config/from-config-file.js';
import type { ConfigSetting } from '../../model/config/config-types.js';
import { defaultChainFrom } from '../../project/deployed/default-chain.js';
import { isTestFile } from '../../project/test-files.js';
import type { Settings } from '../../model/settings/settings.js';
import type { ConfigPlan } from '../../plans/plan-config-setting.js';
import { GLOBAL_STS_HOST } from '../../sts/hosts.js';
import { applyEdits, type Edit } from '../../text/edit.js';
import { linesAround } from '../../text/positions.js';
import type { PassName } from './codemods.js';
import type { FoundSite, LeftSite, MadeEdit, Migrated, MigrateOptions, SitePosition, Unparsable } from './migrated.js';
import { PLANNERS } from './planners.js';

/** Rewrites the settings of one configuration file. Each edit changes one value and nothing around it. */
export function migrateConfig(
  text: string,
  path: string,
  passes: readonly PassName[],
  { settings, accept }: MigrateOptions,
): Unparsable | Migrated {
  const planning = passes.filter((pass) => PLANNERS[pass].setting);
  const model =
    planning.length > 0 && !isTestFile(path)
      ? configModelOf(text, path, { usesDefaultChain: defaultChainFrom(path) })
      : undefined;
  const planned = model?.settings.flatMap((setting) => plansOf(setting, planning, settings)) ?? [];
  if (model?.unparsable && planned.length > 0) return { status: 'unparsable', ...model.unparsable };
  const edits: MadeEdit[] = [];
  const skipped: LeftSite[] = [];
  const chosen: Edit[] = [];
  for (const { setting, codemod, plan } of planned) {
    const at = positionOf(setting);
    if (plan.kind === 'left') {
      const { obstacle, reason, nextStep } = plan;
      skipped.push({ ...at, obstacle, reason, nextStep });
    } else if (plan.kind === 'edits') {
      if (accept?.({ ...at, codemod, ...linesAround(text, plan.edits, ...setting.place.range) }) === false) continue;
      chosen.push(...plan.edits);
      edits.push({ ...at, codemod });
    }
  }
  return {
    status: chosen.length > 0 ? 'changed' : 'unchanged',
    text: applyEdits(text, chosen),
    edits,
    skipped,
    helpers: [],
    sites: planned.map(({ setting }): FoundSite => ({
      ...positionOf(setting),
      sdk: setting.kind === 'web-identity' ? 'v2' : 'raw',
      ...(setting.kind !== 'region' && { host: GLOBAL_STS_HOST }),
    })),
  };
}

interface PlannedSetting {
  readonly setting: ConfigSetting;
  readonly codemod: PassName;
  readonly plan: ConfigPlan;
}

/** What the first codemod that has something to do with a setting does with it. */
function plansOf(setting: ConfigSetting, passes: readonly PassName[], settings: Settings): readonly PlannedSetting[] {
  for (const codemod of passes) {
    const plan = PLANNERS[codemod].setting?.(setting, settings);
    if (plan && plan.kind !== 'nothing')
      return [{ setting, codemod, plan: (plan.kind === 'edits' && plan.leftByRuns) || plan }];
  }
  return [];
}

const positionOf = ({ place: { loc } }: ConfigSetting): SitePosition => ({
  line: loc.start.line,
  column: loc.start.column + 1,
});
