import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { editJson, type Step } from './change.js';

const CHECK_STAGED = 'npx sts-regional check --staged';
const CHECK_FILES = 'sts-regional check';
/** The check passes over files that it does not read. */
const GLOB = '*';

/** The text of a file as it will be when the steps before are done. */
export type Read = (path: string) => string;

interface HookTool {
  readonly name: string;
  /** What is to be done where the repository uses the tool; `undefined` where it does not. */
  readonly step: (folder: string, read: Read) => Step | undefined;
}

/** Tools that run something before a commit. The first that the repository uses gets the check; lint-staged is what husky usually runs. */
export const HOOK_TOOLS: readonly HookTool[] = [
  { name: 'lint-staged', step: lintStaged },
  { name: 'husky', step: husky },
  { name: 'lefthook', step: lefthook },
  { name: 'pre-commit', step: preCommit },
];

/** The hook for the tool that the repository uses; `undefined` when it uses none that is known. */
export function hookStep(folder: string, read: Read = (path) => readFileSync(path, 'utf8')): Step | undefined {
  for (const { step } of HOOK_TOOLS) {
    const found = step(folder, read);
    if (found) return found;
  }
  return undefined;
}

function lintStaged(folder: string, read: Read): Step | undefined {
  const manifest = join(folder, 'package.json');
  const text = existsSync(manifest) ? read(manifest) : '{}';
  if (/"lint-staged"\s*:\s*\{/.test(text)) return lintStagedJson(manifest, text, 'lint-staged');
  for (const name of ['.lintstagedrc.json', '.lintstagedrc']) {
    const path = join(folder, name);
    if (existsSync(path)) return lintStagedJson(path, readFileSync(path, 'utf8'), undefined);
  }
  const script = ['js', 'mjs', 'cjs', 'ts', 'mts'].flatMap((extension) => [`lint-staged.config.${extension}`, `.lintstagedrc.${extension}`]).find((name) => existsSync(join(folder, name)));
  if (script === undefined) return undefined;
  return readFileSync(join(folder, script), 'utf8').includes('sts-regional') ? { kind: 'present', what: `${script} has the check` } : byHand(script, `'${GLOB}': '${CHECK_FILES}',`);
}

function lintStagedJson(path: string, text: string, key: string | undefined): Step {
  const name = basename(path);
  if (text.includes(CHECK_FILES)) return { kind: 'present', what: `lint-staged in ${name} has the check` };
  const after = editJson(text, (content) => {
    const tasks = (key === undefined ? content : content[key]) as Record<string, unknown>;
    const present = tasks[GLOB];
    tasks[GLOB] = present === undefined ? CHECK_FILES : [present, CHECK_FILES].flat();
  });
  return after === undefined ? byHand(name, `"${GLOB}": "${CHECK_FILES}"`) : { kind: 'write', path, before: text, after, what: `lint-staged in ${name}` };
}

function husky(folder: string): Step | undefined {
  if (!(statSync(join(folder, '.husky'), { throwIfNoEntry: false })?.isDirectory() ?? false)) return undefined;
  return appended(join(folder, '.husky', 'pre-commit'), `${CHECK_STAGED}\n`, 'husky');
}

function lefthook(folder: string): Step | undefined {
  const path = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined) return undefined;
  const text = readFileSync(path, 'utf8');
  if (text.includes('sts-regional')) return { kind: 'present', what: `${basename(path)} has the check` };
  const command = `    sts-regional:\n      run: ${CHECK_STAGED}\n`;
  const what = `lefthook in ${basename(path)}`;
  const commands = /^pre-commit:[ \t]*\n(?:(?:[ \t]+.*|[ \t]*#.*)?\n)*? {2}commands:[ \t]*\n/m.exec(text);
  if (commands) {
    const at = commands.index + commands[0].length;
    return { kind: 'write', path, before: text, after: text.slice(0, at) + command + text.slice(at), what };
  }
  if (/^pre-commit:/m.test(text)) return byHand(basename(path), `sts-regional:\n  run: ${CHECK_STAGED}`);
  return appended(path, `pre-commit:\n  commands:\n${command}`, 'lefthook');
}

function preCommit(folder: string): Step | undefined {
  const path = join(folder, '.pre-commit-config.yaml');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const entry = ['  - repo: local', '    hooks:', '      - id: sts-regional', '        name: sts-regional check', `        entry: npx ${CHECK_FILES}`, '        language: system', '        types: [text]', ''].join('\n');
  const lastKey = [...text.matchAll(/^([\w-]+):/gm)].at(-1)?.[1];
  // Lists may be indented by two spaces or by none; the new entry must be as the others are.
  if (lastKey === 'repos' && / {2}- repo:/.test(text)) return appended(path, entry, 'pre-commit');
  if (lastKey === 'repos' && /^- repo:/m.test(text)) return appended(path, entry.replace(/^ {2}/gm, ''), 'pre-commit');
  return text.includes('sts-regional') ? { kind: 'present', what: 'pre-commit has the check' } : byHand(basename(path), entry);
}

function appended(path: string, addition: string, tool: string): Step {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (before?.includes('sts-regional')) return { kind: 'present', what: `${tool} has the check` };
  const start = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  return { kind: 'write', path, before, after: start + addition, what: `${tool} in ${basename(path)}`, ...(before === undefined && { executable: true }) };
}

const byHand = (file: string, text: string): Step => ({ kind: 'by-hand', what: `the commit hook in ${file}`, text });
