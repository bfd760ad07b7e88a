import { settingsOf } from '../../../engines/migrate/migrated.js';
import { fallbacksOf, type Settings } from '../../../model/settings/settings.js';
import { byCodeUnit } from '../../../project/paths.js';
import { findRegion } from '../../../sts/regions.js';
import type { Selection } from '../../files/select-files.js';
import { findHelpers } from '../update-helper/find-helpers.js';
import { noticesOfHelpers } from './helper-notices.js';
import { visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import type { MigratedFiles } from './migrate-files.js';
import type { FileReport } from './migrate-report.js';
import type { RewriteOptions } from './options.js';
import { vpcEndpointNotices } from './vpc-endpoints.js';

/** What a user must know about a run besides what happened to each file. */
export function warningsOf(
  { helpers, helperImports, report }: Pick<MigratedFiles, 'helpers' | 'helperImports' | 'report'>,
  files: Selection['files'],
  options: RewriteOptions,
  cwd: string,
): readonly string[] {
  const settings = settingsOf(options);
  return [
    ...requirementsOf(report.files),
    ...(helperImports.some(({ isModule }) => !isModule) ? deploymentWarnings(settings) : []),
    ...noticesOfHelpers(helperImports, settings, cwd),
    ...noticesOfVpcEndpoints(settings, files, helpers, cwd),
  ];
}

const MOST_PLACES = 5;

/** What rewritten sites need where they run, each requirement once, with the places. */
function requirementsOf(files: readonly FileReport[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { path, status, edits } of files) {
    for (const { line, requires } of status === 'changed' ? edits : []) {
      if (requires === undefined) continue;
      places.set(requires, [...(places.get(requires) ?? []), `${visiblePath(path)}:${line}`]);
    }
  }
  return [...places].map(([requires, all]) => {
    const more = all.length > MOST_PLACES ? ` and ${count(all.length - MOST_PLACES, 'other place')}` : '';
    return `${all.slice(0, MOST_PLACES).join(', ')}${more}: ${requires.replace(' here ', ' ')}. Set one wherever this code runs, or let the failover helper keep these clients working.`;
  });
}

/** What has to be true where the code runs before requests can fail over. */
export function deploymentWarnings(settings: Settings): readonly string[] {
  const fallbacks = [...new Set(Object.values(fallbacksOf(settings)).flat())];
  if (fallbacks.length === 0) return [];
  const optIn = fallbacks.filter((name) => findRegion(name)?.optIn !== 'default');
  return [
    `With failover, requests may go to ${fallbacks.join(', ')}: policies with aws:RequestedRegion, firewalls and proxies must allow each.`,
    ...(optIn.length === 0
      ? []
      : [`STS answers in ${optIn.join(', ')} only for accounts that enabled the region: enable it first.`]),
  ];
}

/** Looks at more helpers than the run needed: files that were migrated earlier may import others. */
function noticesOfVpcEndpoints(
  settings: Settings,
  files: Selection['files'],
  imported: readonly string[],
  cwd: string,
): readonly string[] {
  if (settings.vpcEndpoints === undefined) return [];
  const helpers = new Set([...imported, ...findHelpers(files, []).map(({ path }) => path)]);
  return vpcEndpointNotices(settings, [...helpers].sort(byCodeUnit), cwd);
}
