import { fallbacksOf } from '../../../model/settings/settings.js';
import type { Position } from '../../../text/positions.js';
import { allRegions } from '../../../sts/regions.js';
import type { Engine, Settings } from '../../engine.js';
import type { Candidate } from '../../scan/candidate.js';
import { positionKey } from '../migrate/file-detail.js';
import { namesRegions } from '../migrate/missing-regions.js';
import { planFile } from '../migrate/plan-file.js';

/** What a migration does about a finding. `in part`: something remains for a person, as `migrate` says, too. */
export type Migratable = 'wholly' | 'in part';

/**
 * Says what a migration would do at the sites of a finding. Where the settings name no regions, it is a migration that
 * gets those that it needs.
 */
export async function migratedSites(
  candidate: Candidate,
  engine: Engine,
  settings: Settings,
): Promise<(sites: readonly Position[]) => Migratable | undefined> {
  const plan = await planFile(candidate, engine, { settings: withRegions(settings), isForecast: true });
  if (plan.status !== 'changed') return () => undefined;
  const left = keysOf(plan.skipped);
  const leftInPart = keysOf(plan.edits.filter(({ remaining }) => remaining));
  // A site that is rewritten as a part of another one has no edit of its own.
  const rewritten = keysOf(plan.sites.filter((site) => !left.has(positionKey(site))));
  return (sites) => {
    const keys = sites.map(positionKey).filter((key) => rewritten.has(key));
    if (keys.length === 0) return undefined;
    return keys.some((key) => leftInPart.has(key)) ? 'in part' : 'wholly';
  };
}

const keysOf = (sites: readonly Position[]): ReadonlySet<string> => new Set(sites.map(positionKey));

/** Every region fails over to all others of its partition, where nobody has said more. */
const withRegions = (settings: Settings): Settings =>
  namesRegions(settings)
    ? settings
    : {
        ...settings,
        fallbacks: fallbacksOf({
          regions: [...allRegions().map(({ name }) => name), ...(settings.allowedRegions ?? [])],
        }),
      };
