/** What `migrate` puts into a repository, with sizes: of the helper from its sources, of edits from a run. */
import { runInExample } from './command-runs.mjs';

const REGIONS = ['eu-west-1', 'eu-central-1'];
const kilobytes = (text) => `${(Buffer.byteLength(text) / 1000).toFixed(1)} kB`;
const linesOf = (text) => text.split('\n').length - 1;

/** @param load loads a source */
export async function footprintParts(load) {
  const { renderHelper } = await load('src/helper/index.ts');
  const { ownVersion } = await load('src/project/own-version.ts');
  const { fallbacksOf } = await load('src/model/settings/settings.ts');
  const fallbacks = fallbacksOf({ regions: REGIONS });
  const helper = (variant, sections) => renderHelper(variant, { version: ownVersion(), fallbacks, sections });
  const files = [
    ['`sts-failover.ts`', 'clients of SDK v3 get failover', helper('v3-ts', ['client'])],
    ['`sts-failover.ts`', 'credential providers of SDK v3 get it, too', helper('v3-ts', ['client', 'provider'])],
    ['`sts-failover-v2.ts`', 'SDK v2 gets failover', helper('v2-ts', [])],
  ];
  const table = [
    '| file | when | lines | size |',
    '|---|---|---:|---:|',
    ...files.map(([name, where, text]) => `| ${name} | ${where} | ${linesOf(text)} | ${kilobytes(text)} |`),
  ];
  return { footprint: [...table, '', await sentenceAboutEdits(load)].join('\n') };
}

async function sentenceAboutEdits(load) {
  const args = ['migrate', '--regions', REGIONS.join(), '--dry-run'];
  const patch = await runInExample(load, args);
  const { summary } = JSON.parse(await runInExample(load, [...args, '--format', 'json']));
  const count = (line) => patch.match(line)?.length ?? 0;
  const [added, removed] = [count(/^\+(?!\+\+ )/gm), count(/^-(?!-- )/gm)];
  return [
    `In the example service, \`migrate\` rewrites ${summary.sitesRewritten} sites in ${summary.filesChanged} files`,
    `(${added} lines added, ${removed} removed), and leaves ${summary.sitesSkipped} with a reason. No package is added.`,
  ].join('\n');
}
