/**
 * `npm run new-codemod NAME`: makes the plan of a codemod, its transform, its page and a first fixture from templates,
 * and puts it at the end of the table of codemods. The templates are a codemod that works, so that all tests pass
 * before the first change.
 */
import { fileURLToPath } from 'node:url';
import { camelCase, checkName, edit, main, withImport, writeFromTemplates } from './from-templates.mjs';

const FILES = {
  'codemod-plan.ts': 'src/plans/plan-NAME.ts',
  'codemod-transform.ts': 'codemods/NAME.ts',
  'codemod-page.md': 'docs/codemods/NAME.md',
  'codemod-input.ts': 'tests/codemods/fixtures/NAME/example.input.ts',
  'codemod-output.ts': 'tests/codemods/fixtures/NAME/example.output.ts',
};
const TABLE = 'src/engines/migrate/codemods.ts';
const PLANNERS = 'src/engines/migrate/planners.ts';

const row = (name) => `  {
    name: '${name}',
    does: 'Removes \`maxAttempts: 0\`.',
    mends: 'This client never calls STS.',
    cures: [],
  },
`;

/**
 * Makes a codemod in the repository at `root`.
 *
 * @returns the files that are there to be edited
 * @throws Error that says what is wrong with the name
 */
export function newCodemod(root, name) {
  checkName('codemod', name, 'longer-sessions');
  const plan = camelCase(`plan-${name}`);
  const made = writeFromTemplates(root, FILES, { NAME: name, PLAN: plan });
  edit(root, TABLE, (text) => text.replace('] as const satisfies', `${row(name)}] as const satisfies`));
  edit(root, PLANNERS, (text) =>
    withImport(text, `import { ${plan} } from '../../plans/plan-${name}.js';\n`).replace(
      /\n\};\n$/,
      `\n  '${name}': {\n    site: ({ site }, model) => ${plan}(site, model),\n  },\n};\n`,
    ),
  );
  return [...made, TABLE, PLANNERS];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(
    newCodemod,
    'The codemod runs last. Move its row if it must run earlier.\n' +
      'Then run "npm run docs", "npm run lint" and "npx vitest run tests/engines tests/codemods tests/repository".',
  );
