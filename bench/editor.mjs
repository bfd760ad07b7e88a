/**
 * `npm run bench -- editor`: how much longer the ESLint language server takes to lint a file of 2,000 lines again, after each of many
 * edits, with our rules than without any. Both servers get the same edits in turn, so that what else the machine does hits both. Exit
 * status 1 when the difference in processor time misses its bound. Linux only, which tells the processor time of a server.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

register('./typescript-hooks.mjs', import.meta.url);
const { Editor } = await import('../tests/editor/editor.ts');

const ROOT = fileURLToPath(new URL('..', import.meta.url));
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
 * Whoever lets ESLint ask TypeScript has rules that do: the first question about a new text makes the compiler take it in, which is no
 * cost of ours. This rule asks that question.
 */
const ASKING = `const asking = { rules: { ask: { create: ({ sourceCode }) => ({ 'FunctionDeclaration > Identifier.id': (node) => void sourceCode.parserServices.getTypeAtLocation(node) }) } } };\n`;

function configuration(withRules) {
  const blocks = Object.entries(FILES).map(
    ([file, { languageOptions, isTyped }]) =>
      `  ${isTyped ? "{ files: ['${file}'], plugins: { asking }, rules: { 'asking/ask': 'error' } },\n  ".replace('${file}', file) : ''}{ files: ['${file}'], ${withRules ? `...sts.configs.strict, settings: { 'sts-regional': ${JSON.stringify(HELPER_SETTINGS)} }, ` : ''}languageOptions: ${languageOptions} },`,
  );
  return `import parser from '@typescript-eslint/parser';\n${withRules ? "import sts from 'eslint-plugin-sts-regional';\n" : ''}${ASKING}export default [\n${blocks.join('\n')}\n];\n`;
}

/** Ordinary code, of which every fiftieth line builds something that calls STS. */
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

/** Milliseconds that a process has computed for, which other processes do not lengthen; only Linux tells, in hundredths of a second. */
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
    `Re-lint after each of ${EDITS} edits of a file of ${LINES} lines with ${SITES} STS sites: milliseconds of processor time of the server, and until its answer (median)\n`,
  );
  console.log(
    '| file | reports | processor, without rules | with our rules | difference | answer, without rules | with our rules |\n|---|---:|---:|---:|---:|---:|---:|',
  );
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
    console.log(
      `| ${title} | ${withRules.reports} | ${[without.processor, withRules.processor, difference, median(without.answers), median(withRules.answers)].map((number) => number.toFixed(1)).join(' | ')} |`,
    );
  }
} finally {
  for (const editor of editors) await editor.close();
  rmSync(folder, { recursive: true, force: true });
}
