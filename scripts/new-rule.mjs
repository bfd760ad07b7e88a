/**
 * `npm run new-rule NAME`: makes the file of a rule, its page and its test from templates, and puts it at the end of
 * the list in rules/index.ts. The templates are a rule that works, so that all tests pass before the first change.
 */
import { fileURLToPath } from 'node:url';
import { camelCase, checkName, edit, main, withImport, writeFromTemplates } from './from-templates.mjs';

const FILES = {
  'rule.ts': 'rules/NAME.ts',
  'rule-page.md': 'docs/rules/NAME.md',
  'rule-test.ts': 'tests/rules/NAME.test.ts',
};
const INDEX = 'rules/index.ts';

/**
 * Makes a rule in the repository at `root`.
 *
 * @returns the files that are there to be edited
 * @throws Error that says what is wrong with the name
 */
export function newRule(root, name) {
  checkName('rule', name, 'no-sts-in-loop');
  const constant = camelCase(name);
  const made = writeFromTemplates(root, FILES, { NAME: name, CONSTANT: constant });
  edit(root, INDEX, (text) =>
    withImport(text, `import { ${constant} } from './${name}.js';\n`).replace(
      '\n] as const',
      `\n  ${constant},\n] as const`,
    ),
  );
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(
    newRule,
    `Only one rule reports a site, and yours is the last in line. Move it up in ${INDEX} if it should go before others.\n` +
      'Then run "npm run format", "npm run docs", "npm run lint" and "npx vitest run tests/rules tests/repository".',
  );
