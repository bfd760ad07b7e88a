/** What `npm run new-rule` and `npm run new-codemod` share: files made from templates, and a line more in a list. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `no-sts-in-loop` → `noStsInLoop` */
export const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** @throws Error that says what is wrong with the name of a rule or codemod */
export function checkName(what, name, example) {
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(name ?? ''))
    throw new Error(
      `"${name ?? ''}" is not a valid name for a ${what}. Use lowercase letters and hyphens, as in ${example}.`,
    );
}

/**
 * Writes files from templates in which `NAME` and other words stand for what is new.
 *
 * @param files the path of each file by the name of its template, both with `NAME`
 * @param words what to write in the place of the words
 * @returns the paths of the files
 * @throws Error that names a file that exists already
 */
export function writeFromTemplates(root, files, words) {
  const filled = (text) => Object.entries(words).reduce((all, [word, value]) => all.replaceAll(word, value), text);
  const paths = Object.values(files).map(filled);
  const taken = paths.find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`${taken} exists already. Choose another name, or edit that file.`);
  for (const [template, path] of Object.entries(files)) {
    const target = join(root, filled(path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, filled(readFileSync(join(root, `scripts/templates/${template}.template`), 'utf8')));
  }
  return paths;
}

/** The text of a module with one more import from a neighbour, in alphabetical order of the paths. */
export function withImport(text, line) {
  const pathIn = (each) => each.slice(each.indexOf("'"));
  const folder = pathIn(line).slice(0, pathIn(line).lastIndexOf('/'));
  const imports = (text.match(/^import \{[^}]*\} from '[^']+';\n/gm) ?? []).filter((each) =>
    pathIn(each).startsWith(`${folder}/`),
  );
  const next = imports.find((each) => pathIn(each) > pathIn(line));
  const last = imports.at(-1);
  const at = next === undefined ? text.indexOf(last) + last.length : text.indexOf(next);
  return text.slice(0, at) + line + text.slice(at);
}

/** Changes the text of a file. */
export const edit = (root, path, change) =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));

/** Makes what is asked for on the command line, brings the documentation up to date, and says what to do next. */
export function main(make, advice) {
  let made;
  try {
    made = make(ROOT, process.argv[2]);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  const { status } = spawnSync('npm', ['run', '--silent', 'docs'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
  process.stdout.write(`Now edit ${made.join(', ')}.\n${advice}\n`);
}
