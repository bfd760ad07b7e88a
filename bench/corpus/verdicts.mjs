/**
 * Counts how many of the sites whose configuration is not decided at the call get a verdict when the whole repository can be seen.
 *
 *   node bench/corpus/verdicts.mjs --results results.json --root DIR [--verbose]
 *
 * results.json: of `sts-regional check --config strict --format json` over DIR. Strict, because profile providers are reported by it alone.
 * DIR: one folder owner+name for each repository, made by `extract.mjs --whole`.
 *
 * A verdict is a report of one of our rules that starts within one line of the site: which host the call goes to, that it lacks a region, or
 * that it has one region and no second. A site without a report has none, whatever the reason. `unknown-config.tsv` says for each site
 * whether the configuration is written in the same repository (`here`) or comes from its users (`outside`).
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SITES = join(dirname(fileURLToPath(import.meta.url)), 'unknown-config.tsv');

const { values } = parseArgs({
  options: { results: { type: 'string' }, root: { type: 'string' }, verbose: { type: 'boolean' } },
});
if (values.results === undefined || values.root === undefined) {
  process.stderr.write('Usage: node bench/corpus/verdicts.mjs --results FILE --root DIR [--verbose]\n');
  process.exit(2);
}
const root = resolve(values.root);
const messages = new Map(
  JSON.parse(readFileSync(values.results, 'utf8')).map((result) => [
    relative(root, resolve(result.filePath)),
    result.messages,
  ]),
);
const sites = readFileSync(SITES, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [repo, file, line, defined, reason] = row.split('\t');
    const reports = (messages.get(join(repo.replace('/', '+'), file)) ?? []).filter(
      (message) => message.ruleId?.startsWith('sts-regional/') && Math.abs(message.line - Number(line)) <= 1,
    );
    return { place: `${repo} ${file}:${line}`, defined, reason, reports };
  });
if (values.verbose)
  for (const { place, defined, reason, reports } of sites)
    process.stdout.write(
      `${defined.padEnd(8)} ${reports.map(({ ruleId, crossFile }) => ruleId.slice('sts-regional/'.length) + (crossFile ? ' (other files)' : '')).join(', ') || 'no verdict'}  ${place}  ${reason}\n`,
    );
for (const defined of ['here', 'outside']) {
  const group = sites.filter((site) => site.defined === defined);
  process.stdout.write(
    `defined ${defined}: ${group.filter(({ reports }) => reports.length > 0).length} of ${group.length} get a verdict\n`,
  );
}
