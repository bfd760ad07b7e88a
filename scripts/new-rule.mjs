/**
 * `npm run new-rule NAME`: makes the file of a rule, its page and its test from templates, and puts it at the end of the list in
 * rules/index.ts. The templates are a rule that works, so that all tests pass before the first change.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = { 'rule.ts': 'rules/NAME.ts', 'page.md': 'docs/rules/NAME.md', 'test.ts': 'tests/rules/NAME.test.ts' };
const INDEX = 'rules/index.ts';

/**
 * Makes a rule in the repository at `root`.
 *
 * @returns the files that are there to be edited
 * @throws Error that says what is wrong with the name
 */
export function newRule(root, name) {
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(name ?? ''))
    throw new Error(`"${name ?? ''}" is no name for a rule. Use small letters and hyphens, as in no-sts-in-loop.`);
  const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const files = Object.entries(FILES).map(([template, path]) => [template, path.replace('NAME', name)]);
  const taken = files.map(([, path]) => path).find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`${taken} exists already. Choose another name, or edit that file.`);
  for (const [template, path] of files) {
    const text = readFileSync(join(root, `scripts/templates/${template}.template`), 'utf8');
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text.replaceAll('NAME', name).replaceAll('CONSTANT', constant));
  }
  const index = join(root, INDEX);
  writeFileSync(index, registered(readFileSync(index, 'utf8'), name, constant));
  return files.map(([, path]) => path);
}

/** The text of rules/index.ts with one more rule: its import in alphabetical order, and its place at the end of the list. */
function registered(text, name, constant) {
  const imports = text.match(/^import \{ \w+ \} from '\.\/[^']+';\n/gm) ?? [];
  const line = `import { ${constant} } from './${name}.js';\n`;
  const next = imports.find((each) => each.slice(each.indexOf("'")) > line.slice(line.indexOf("'")));
  const at = next === undefined ? text.indexOf(imports.at(-1)) + imports.at(-1).length : text.indexOf(next);
  const withImport = text.slice(0, at) + line + text.slice(at);
  return withImport.replace('\n] as const', `\n  ${constant},\n] as const`);
}

function main() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const [name] = process.argv.slice(2);
  let made;
  try {
    made = newRule(root, name);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  // The head of the page and the table in README.md.
  const { status } = spawnSync('npm', ['run', '--silent', 'docs'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
  process.stdout.write(
    `Now edit ${made.join(', ')}.\n` +
      `The rule is the last in the order of precedence: move it in ${INDEX} where another place is right.\n` +
      `Then run "npm run docs", "npm run lint" and "npx vitest run tests/rules tests/repository".\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
