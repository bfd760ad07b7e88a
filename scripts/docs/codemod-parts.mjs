/** The part of the documentation that follows from the table of codemods: the table in README.md. */

/** @param codemods the module of the table */
export function codemodParts({ CODEMODS, EVERY_CODEMOD }) {
  const rows = [...CODEMODS, EVERY_CODEMOD].map(
    ({ name, does }) => `| [${name}](docs/codemods/${name}.md) | ${does} |`,
  );
  return { codemods: ['| codemod | what it does |', '|---|---|', ...rows].join('\n') };
}
