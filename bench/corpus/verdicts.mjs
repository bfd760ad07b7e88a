/**
 * Counts how many of the sites whose configuration is not decided at the call get a verdict when the whole repository
 * can be seen.
 *
 *   node bench/corpus/verdicts.mjs --results results.json --root DIR [--verbose]
 *
 * results.json: of `sts-regional check --config strict --format json` over DIR. Only strict reports profile providers.
 * DIR: one folder owner+name for each repository, made by `extract.mjs --whole`.
 *
 * A verdict is a report of one of our rules that starts within one line of the site. It says which host the call goes
 * to, that the call lacks a region, or that it has no second region. `unknown-config.tsv` says for each site whether
 * the configuration is written in the same repository (`here`) or comes from its users (`outside`).
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messagesByFile, placeOf, readOptions, readTable } from '../labelled.mjs';

const { results, root, verbose } = readOptions(
  'node bench/corpus/verdicts.mjs --results FILE --root DIR [--verbose]',
  { results: { type: 'string' }, root: { type: 'string' }, verbose: { type: 'boolean' } },
  (values) => values.results !== undefined && values.root !== undefined,
);
const files = messagesByFile(JSON.parse(readFileSync(results, 'utf8')), resolve(root));
const sites = readTable('unknown-config.tsv', import.meta.url).map((site) => {
  const messages = files.get(placeOf(site.repo, site.file))?.own ?? [];
  return { ...site, reports: messages.filter(({ line }) => Math.abs(line - Number(site.line)) <= 1) };
});
if (verbose)
  for (const { repo, file, line, defined, reason, reports } of sites) {
    const verdict = reports.map(({ rule, crossFile }) => rule + (crossFile ? ' (other files)' : '')).join(', ');
    process.stdout.write(`${defined.padEnd(8)} ${verdict || 'no verdict'}  ${repo} ${file}:${line}  ${reason}\n`);
  }
for (const defined of ['here', 'outside']) {
  const group = sites.filter((site) => site.defined === defined);
  const judged = group.filter(({ reports }) => reports.length > 0).length;
  process.stdout.write(`defined ${defined}: ${judged} of ${group.length} get a verdict\n`);
}
