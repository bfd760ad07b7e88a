/**
 * `npm run docs`: writes the parts of the documentation that follow from code: the head and the options of each rule's
 * page, the table of rules and of codemods in README.md, and the tables of endpoints in docs/endpoints.md. They stand
 * between markers; all other text is written by hand. Also writes schema.json, the JSON schema of the settings file. With
 * `--check` nothing is written, and the exit status is 1 when a file is stale.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { codemodParts } from './docs/codemod-parts.mjs';
import { ruleParts } from './docs/rule-parts.mjs';
import { settingsSchema } from './docs/settings-schema.mjs';
import { writeParts, writeWhole } from './docs/write-parts.mjs';
import { helperTextsPlugin } from './helper-texts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = async (path) =>
  (await runnerImport(join(root, path), { root, configFile: false, plugins: [helperTextsPlugin] })).module;
const { activationOf } = await source('src/cli/commands/endpoints/activation.ts');
const { NO_HOST, partitionTables } = await source('src/cli/commands/endpoints/table.ts');
const { listedHosts } = await source('src/sts/hosts.ts');
const codemods = await source('src/engines/migrate/codemods.ts');
const { configurationKeys } = await source('src/model/settings/configuration.ts');
const { default: plugin } = await source('src/index.ts');

function endpointTables() {
  const cell = (host) => (host === undefined ? NO_HOST : `\`${host}\``);
  const row = (region) => {
    const { regional, fips, dualStack, fipsDualStack } = listedHosts(region);
    const hosts = [regional, fips, dualStack, fipsDualStack].map(cell);
    const cells = [`\`${region.name}\``, region.description, region.optIn, ...hosts, activationOf(region).note];
    return `| ${cells.join(' | ')} |`;
  };
  const head = [
    '| region | name | opt-in | STS host | FIPS host | dual-stack host | FIPS and dual-stack | activation |',
    '|---|---|---|---|---|---|---|---|',
  ];
  return partitionTables({})
    .map(({ partition, regions }) => [`### ${partition.id}`, '', ...head, ...regions.map(row)].join('\n'))
    .join('\n\n');
}

const parts = ruleParts(plugin);
parts.set('README.md', { ...parts.get('README.md'), ...codemodParts(codemods) });
parts.set('docs/endpoints.md', { endpoints: endpointTables() });
const isCheck = process.argv.includes('--check');
const outcomes = [
  writeParts(root, parts, isCheck),
  writeWhole(root, 'schema.json', settingsSchema(configurationKeys(Object.keys(plugin.rules)), plugin), isCheck),
];
const [written, problems] = ['written', 'problems'].map((kind) => outcomes.flatMap((outcome) => outcome[kind]));
for (const path of written) process.stdout.write(`wrote ${path}\n`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
