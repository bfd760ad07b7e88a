/**
 * The parts of the documentation that follow from the rules: the head and the options of each page, the table in
 * README.md, and the list in docs/README.md.
 */

import { pageUrl } from './page-url.mjs';

const PRESETS = ['recommended', 'strict'];
const SYMBOLS = { error: 'error', warn: 'warn' };
const WORDS = { error: 'an error', warn: 'a warning', off: 'off' };

/** The parts of each file, by their names, from the plugin object. */
export function ruleParts(plugin) {
  return new Map([
    ['README.md', { rules: table(plugin) }],
    ['docs/README.md', { rules: list(plugin) }],
    ...Object.entries(plugin.rules).map(([name, rule]) => [
      `docs/rules/${name}.md`,
      { header: header(name, rule, plugin), options: options(name, rule, plugin) },
    ]),
  ]);
}

/** `error`, `warn` or `off` in one of the plugin's configurations. */
function severityOf(rule, preset, plugin) {
  const entry = plugin.configs[preset].rules[`sts-regional/${rule}`] ?? 'off';
  return Array.isArray(entry) ? entry[0] : entry;
}

function header(name, { meta }, plugin) {
  const [recommended, strict] = PRESETS.map((preset) => WORDS[severityOf(name, preset, plugin)]);
  const notices = [
    recommended === strict
      ? `In \`recommended\` and \`strict\` it is ${strict}.`
      : `In \`recommended\` it is ${recommended}, in \`strict\` ${strict}.`,
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

function options(name, { meta }, plugin) {
  const [schema] = meta.schema;
  if (!schema) return 'This rule has no options.';
  const defaults = meta.defaultOptions?.[0] ?? {};
  const rows = Object.entries(schema.properties).map(([key, { type, description }]) => {
    const inStrict = plugin.configs.strict.rules[`sts-regional/${name}`]?.[1]?.[key] ?? defaults[key];
    const cells = [`\`${key}\``, type, ...[defaults[key], inStrict].map((value) => `\`${value}\``), description];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| option | type | default | in `strict` | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}

function list(plugin) {
  const item = ([name, { meta }]) => `- [${name}](rules/${name}.md): ${meta.docs.description}`;
  return Object.entries(plugin.rules).map(item).join('\n');
}

function table(plugin) {
  const rows = Object.entries(plugin.rules).map(([name, { meta }]) => {
    const cells = [
      `[${name}](${pageUrl(`docs/rules/${name}.md`)})`,
      meta.docs.description,
      ...PRESETS.map((preset) => SYMBOLS[severityOf(name, preset, plugin)] ?? ''),
      meta.fixable ? '🔧' : '',
      meta.hasSuggestions ? '💡' : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| rule | what it does | recommended | strict | 🔧 | 💡 |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
