/**
 * `npm run docs`: writes the parts of the documentation that follow from code and from recorded measurements: the head
 * and the options of each rule's page, the tables of README.md, and those of docs/command-line.md, endpoints.md and
 * how-we-know.md. They stand between markers; all other text is written by hand. Also writes the picture of a terminal,
 * and schema.json, the JSON schema of the settings file. With `--check` nothing is written, and the exit status is 1 when a file is stale.
 */
import { codemodParts } from './docs/codemod-parts.mjs';
import { endpointParts } from './docs/endpoint-parts.mjs';
import { evidenceParts } from './docs/evidence-parts.mjs';
import { footprintParts } from './docs/footprint-parts.mjs';
import { optionParts } from './docs/option-parts.mjs';
import { pictures } from './docs/pictures.mjs';
import { ruleParts } from './docs/rule-parts.mjs';
import { settingsSchema } from './docs/settings-schema.mjs';
import { withSources } from './docs/sources.mjs';
import { writeFiles, writeParts } from './docs/write-parts.mjs';
import { ROOT } from './root.mjs';

const isCheck = process.argv.includes('--check');

const outcomes = await withSources(async (load) => {
  const { default: plugin } = await load('src/index.ts');
  const parts = ruleParts(plugin);
  const codemods = codemodParts(await load('src/engines/migrate/codemods.ts'));
  const add = (page, more) => parts.set(page, { ...parts.get(page), ...more });
  add('README.md', { codemods: codemods.table, ...(await footprintParts(load)) });
  add('docs/README.md', { codemods: codemods.list });
  add('docs/command-line.md', await optionParts(load));
  add('docs/endpoints.md', await endpointParts(load));
  add('docs/how-we-know.md', await evidenceParts(load));
  const { configurationKeys } = await load('src/model/settings/configuration.ts');
  const files = await pictures(load);
  files.set('schema.json', settingsSchema(configurationKeys(Object.keys(plugin.rules)), plugin));
  return [writeParts(ROOT, parts, isCheck), writeFiles(ROOT, files, isCheck)];
});

const problems = outcomes.flatMap((outcome) => outcome.problems);
for (const path of outcomes.flatMap(({ written }) => written)) process.stdout.write(`wrote ${path}\n`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
