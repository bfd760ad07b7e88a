import { existsSync } from 'node:fs';
import { readTables, readVpcEndpoints } from '../../../helper/tables.js';
import { fallbacksOf, vpcEndpointsOf } from '../../../model/settings/settings.js';
import { hostOfUrl } from '../../../sts/hosts.js';
import type { Settings } from '../../engine.js';
import { visiblePath } from '../../../text/visible.js';
import { displayPath } from '../../../project/paths.js';
import { decode, readBytes } from '../../files/source-text.js';

/**
 * What a user who named interface endpoints must know besides the report: which regions have none, and which helpers
 * existed before the run. An existing helper belongs to the repository, so the run does not add endpoints to it.
 *
 * @param helpers absolute paths
 */
export function vpcEndpointNotices(settings: Settings, helpers: readonly string[], cwd: string): readonly string[] {
  const vpcEndpoints = vpcEndpointsOf(settings);
  if (Object.keys(vpcEndpoints).length === 0) return [];
  const named = new Set(Object.entries(fallbacksOf(settings)).flatMap(([home, regions]) => [home, ...regions]));
  const without = [...named].filter((region) => vpcEndpoints[region] === undefined);
  return [
    ...(without.length === 0
      ? []
      : [
          `No interface endpoint is named for ${without.join(', ')}: requests there go to the public host, ` +
            'which needs private DNS or internet access.',
        ]),
    ...helpers.flatMap((path) => noticeFor(path, vpcEndpoints, cwd) ?? []),
  ];
}

function noticeFor(path: string, wanted: Readonly<Record<string, string>>, cwd: string): string | undefined {
  const text = existsSync(path) ? decode(readBytes(path)).text : '';
  if (readTables(text) === undefined) return undefined; // not written yet, or a module that is not our helper
  const has = readVpcEndpoints(text);
  const missing = Object.entries(wanted).filter(([region, url]) => hostOfUrl(has[region] ?? '') !== hostOfUrl(url));
  if (missing.length === 0) return undefined;
  const lines = missing.map(
    ([region, url]) => `  '${region}': '${url}',${has[region] === undefined ? '' : ` // instead of ${has[region]}`}`,
  );
  return (
    `${visiblePath(displayPath(cwd, path))} existed before this run, so its interface endpoints stay as they are. ` +
    `Add to its \`stsPolicy.vpceEndpoints\`:\n${lines.join('\n')}`
  );
}
