/**
 * `npm run docs`: writes the parts of the documentation that follow from code: the head and the options of every rule's page, the table of
 * rules in README.md, and the table of endpoints in docs/endpoints.md. They stand between markers; all other text is written by hand. With `--check` nothing is written, and
 * the exit status is 1 when a file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { activationOf } from '../dist/src/cli/commands/endpoints/activation.js';
import { NO_HOST, partitionTables } from '../dist/src/cli/commands/endpoints/table.js';
import plugin from '../dist/src/index.js';
import { listedHosts } from '../dist/src/sts/hosts.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PRESETS = ['recommended', 'strict'];
const SEVERITIES = { error: '❌', warn: '⚠️' };

/** `error`, `warn` or `off` in one of the plugin's configurations. */
function severity(rule, preset) {
  const entry = plugin.configs[preset].rules[`sts-regional/${rule}`] ?? 'off';
  return Array.isArray(entry) ? entry[0] : entry;
}

function severitySentence(rule) {
  const words = { error: 'an error', warn: 'a warning', off: 'off' };
  const [recommended, strict] = PRESETS.map((preset) => words[severity(rule, preset)]);
  return recommended === strict
    ? `In \`recommended\` and \`strict\` it is ${strict}.`
    : `In \`recommended\` it is ${recommended}, in \`strict\` ${strict}.`;
}

function header(name, { meta }) {
  const notices = [
    severitySentence(name),
    meta.fixable && '🔧 Some of its reports are fixed by `eslint --fix`.',
    meta.hasSuggestions && '💡 Some of its reports have suggestions that editors apply.',
    meta.schema.length > 0 && '⚙️ It has options.',
  ];
  return [
    `# sts-regional/${name}`,
    '',
    `${meta.docs.description}.`,
    '',
    ...notices.filter(Boolean).map((notice) => `- ${notice}`),
  ].join('\n');
}

function options(name, { meta }) {
  const [schema] = meta.schema;
  if (!schema) return 'This rule has no options.';
  const defaults = meta.defaultOptions?.[0] ?? {};
  const rows = Object.entries(schema.properties).map(([key, { type, description }]) => {
    const inStrict = plugin.configs.strict.rules[`sts-regional/${name}`]?.[1]?.[key];
    return `| \`${key}\` | ${type} | \`${JSON.stringify(defaults[key])}\` | \`${JSON.stringify(inStrict ?? defaults[key])}\` | ${description} |`;
  });
  return ['| option | type | default | in `strict` | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}

function ruleTable() {
  const rows = Object.entries(plugin.rules).map(([name, { meta }]) => {
    const cells = [
      `[${name}](docs/rules/${name}.md)`,
      meta.docs.description,
      ...PRESETS.map((preset) => SEVERITIES[severity(name, preset)] ?? ''),
      meta.fixable ? '🔧' : '',
      meta.hasSuggestions ? '💡' : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| rule | what it does | recommended | strict | 🔧 | 💡 |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

function endpointTables() {
  const cell = (host) => (host === undefined ? NO_HOST : `\`${host}\``);
  const row = (region) => {
    const { regional, fips, dualStack, fipsDualStack } = listedHosts(region);
    return `| \`${region.name}\` | ${region.description} | ${region.optIn} | ${[regional, fips, dualStack, fipsDualStack].map(cell).join(' | ')} | ${activationOf(region).note} |`;
  };
  const head = [
    '| region | name | opt-in | STS host | FIPS host | dual-stack host | FIPS and dual-stack | activation |',
    '|---|---|---|---|---|---|---|---|',
  ];
  return partitionTables({})
    .map(({ partition, regions }) => [`### ${partition.id}`, '', ...head, ...regions.map(row)].join('\n'))
    .join('\n\n');
}

/** Replaces what stands between the markers of a part. @throws Error when they are missing */
function replacePart(text, part, content, path) {
  const [begin, end] = ['begin', 'end'].map((edge) => `<!-- ${edge} generated ${part} -->`);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path} lacks the markers "${begin}" and "${end}"`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

const pages = new Map([
  ['README.md', { rules: ruleTable() }],
  ['docs/endpoints.md', { endpoints: endpointTables() }],
  ...Object.entries(plugin.rules).map(([name, rule]) => [
    `docs/rules/${name}.md`,
    { header: header(name, rule), options: options(name, rule) },
  ]),
]);

const isCheck = process.argv.includes('--check');
const problems = [];
for (const [path, parts] of pages) {
  const file = join(ROOT, path);
  if (!existsSync(file)) {
    problems.push(`${path} does not exist`);
    continue;
  }
  const before = readFileSync(file, 'utf8');
  const after = Object.entries(parts).reduce((text, [part, content]) => replacePart(text, part, content, path), before);
  if (after === before) continue;
  if (isCheck) problems.push(`${path} is stale: run "npm run docs"`);
  else {
    writeFileSync(file, after);
    process.stdout.write(`wrote ${path}\n`);
  }
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
