/**
 * `npm run bench -- editor`: how much longer the ESLint language server takes with our rules than without any, to lint
 * a file of 2,000 lines again after each of many edits. Both servers get the same edits in turn, so that other work of
 * the machine affects both. Exit status 1 when the difference in processor time is above its bound. Only on Linux,
 * which tells the processor time of a server.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../scripts/root.mjs';

register('./typescript-hooks.mjs', import.meta.url);
const { Editor } = await import('../tests/editor/editor.ts');

const BOUND_MS = 20;
const LINES = 2_000;
const SITES = 40;
const EDITS = 40;
const WARM_UP = 15;

const FILES = {
  'service.js': { title: 'JavaScript', languageOptions: '{}' },
  'service.ts': { title: 'TypeScript', languageOptions: '{ parser }' },
  'typed.ts': {
    title: 'TypeScript with types',
    languageOptions: "{ parser, parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } }",
    isTyped: true,
  },
};

const HELPER_SETTINGS = { regions: ['eu-west-1', 'eu-central-1'], sdkVersion: '3.1169.0' };

/**
 * A rule that asks for a type. With type information other rules ask, too, and the first question about a new text
 * makes the compiler read it. That time is not a cost of our rules.
 */
const ASKING = `const asking = {
  rules: {
    ask: {
      create: ({ sourceCode }) => ({
        'FunctionDeclaration > Identifier.id': (node) => void sourceCode.parserServices.getTypeAtLocation(node),
      }),
    },
  },
};
`;

function configuration(withRules) {
  const ours = `...sts.configs.strict, settings: { 'sts-regional': ${JSON.stringify(HELPER_SETTINGS)} }, `;
  const asks = "plugins: { asking }, rules: { 'asking/ask': 'error' }";
  const blocks = Object.entries(FILES).flatMap(([file, { languageOptions, isTyped }]) => [
    ...(isTyped ? [`  { files: ['${file}'], ${asks} },`] : []),
    `  { files: ['${file}'], ${withRules ? ours : ''}languageOptions: ${languageOptions} },`,
  ]);
  const plugin = withRules ? "import sts from 'eslint-plugin-sts-regional';\n" : '';
  const parser = "import parser from '@typescript-eslint/parser';\n";
  return `${parser}${plugin}${ASKING}export default [\n${blocks.join('\n')}\n];\n`;
}

/** Code in which every fiftieth line makes a client or provider of STS. */
function sourceOf(file) {
  const type = file.endsWith('.ts') ? ': string' : '';
  const lines = [
    "import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';",
    "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';",
    "import AWS from 'aws-sdk';",
    '',
  ];
  const sites = [
    'new STSClient({})',
    "new STSClient({ region: 'eu-west-1' })",
    'new AWS.STS({ region })',
    "fromTemporaryCredentials({ params: { RoleArn: 'arn' } })",
  ];
  for (let n = 0; lines.length < LINES - 12; n += 1) {
    if (n % 5 === 0) lines.push(`export const made${n} = (region${type}) => ${sites[n % sites.length]};`);
    lines.push(
      `/** The name of order ${n} in the reports. */`,
      `export function order${n}(name${type}, country${type}) {`,
      `  const label = \`\${name}-${n}\`;`,
      '  if (label.length > 20) return label.slice(0, 20);',
      "  for (const part of country.split('-')) {",
      '    if (part.length > 3) return `${label}/${part}`;',
      '  }',
      '  return label;',
      '}',
      '',
    );
  }
  return `${lines.join('\n')}\n`;
}

function project(folder, withRules) {
  const files = {
    'package.json': JSON.stringify({ private: true, type: 'module' }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, module: 'nodenext', types: [], skipLibCheck: true },
      include: ['*.ts'],
    }),
    'eslint.config.js': configuration(withRules),
    ...Object.fromEntries(Object.keys(FILES).map((file) => [file, sourceOf(file)])),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'eslint-plugin-sts-regional'), 'junction');
}

async function relint(editor, file, edit) {
  const lines = sourceOf(file).split('\n');
  const at = 40 + ((edit * 37) % (LINES - 60));
  lines[at] += ` // edit ${edit}`;
  const start = performance.now();
  await editor.change(file, lines.join('\n'));
  const diagnostics = await editor.diagnostics(file);
  return { milliseconds: performance.now() - start, diagnostics: diagnostics.length };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Milliseconds of processor time of a process. Other processes do not affect it. Linux tells it in hundredths of a
 * second.
 */
function processorTime(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

// Below the repository, where ESLint and the parser are found.
mkdirSync(join(ROOT, '.cache'), { recursive: true });
const folder = mkdtempSync(join(ROOT, '.cache', 'bench-editor-'));
const editors = [];
try {
  for (const withRules of [false, true]) {
    const place = join(folder, withRules ? 'with' : 'without');
    mkdirSync(place);
    project(place, withRules);
    editors.push(await Editor.start(place));
  }
  console.log(
    `Re-lint after each of ${EDITS} edits of a file of ${LINES} lines with ${SITES} STS sites: ` +
      'milliseconds of processor time of the server, and until its answer (median)\n',
  );
  const head = ['file', 'reports', 'processor, without rules', 'with our rules', 'difference'];
  console.log(`| ${[...head, 'answer, without rules', 'with our rules'].join(' | ')} |`);
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const [file, { title }] of Object.entries(FILES)) {
    const rows = editors.map(() => ({ answers: [], processor: 0, reports: 0 }));
    for (const editor of editors) await editor.open(file);
    for (let edit = 0; edit < WARM_UP + EDITS; edit += 1) {
      for (const [index, editor] of editors.entries()) {
        const before = processorTime(editor.pid);
        const { milliseconds, diagnostics } = await relint(editor, file, edit);
        if (edit < WARM_UP) continue;
        rows[index].answers.push(milliseconds);
        rows[index].processor += (processorTime(editor.pid) - before) / EDITS;
        rows[index].reports = diagnostics;
      }
    }
    const [without, withRules] = rows;
    const difference = withRules.processor - without.processor;
    if (difference > BOUND_MS || withRules.reports < SITES - 1) process.exitCode = 1;
    const answers = [without, withRules].map((row) => median(row.answers));
    const figures = [without.processor, withRules.processor, difference, ...answers];
    const cells = [title, withRules.reports, ...figures.map((number) => number.toFixed(1))];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  for (const editor of editors) await editor.close();
  rmSync(folder, { recursive: true, force: true });
}
