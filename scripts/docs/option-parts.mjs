/** The table of docs/command-line.md: every option, and the commands that have it. */

/** @param load loads a source */
export async function optionParts(load) {
  const { createProgram } = await load('src/cli/program.ts');
  const nobody = { write: () => true };
  const { commands } = createProgram({ stdout: nobody, stderr: nobody }, () => undefined);
  const rows = new Map();
  for (const command of commands)
    for (const option of command.options) {
      const row = `\`${inCell(option.flags)}\` | ${inCell(meaningOf(option))}`;
      rows.set(row, [...(rows.get(row) ?? []), command.name()]);
    }
  const lines = [...rows]
    .sort(([a], [b]) => nameOf(a).localeCompare(nameOf(b), 'en'))
    .map(([row, names]) => `| ${row} | ${names.map((name) => `\`${name}\``).join(', ')} |`);
  return { options: ['| option | meaning | commands |', '|---|---|---|', ...lines].join('\n') };
}

function meaningOf({ description, argChoices, defaultValue }) {
  const choices = argChoices ? ` (${argChoices.map((choice) => `\`${choice}\``).join(', ')})` : '';
  const isSaid = defaultValue === undefined || typeof defaultValue === 'boolean';
  return `${description}${choices}${isSaid ? '' : `; by default \`${defaultValue}\``}`;
}

/** The long name: `-o, --output` stands where `--output` does. */
const nameOf = (row) => /--[\w-]+/.exec(row)[0];

/** What Markdown would take for the end of a cell, or for markup outside of code. */
const inCell = (text) => text.replaceAll('|', '\\|');
