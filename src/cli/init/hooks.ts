import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineEndOf } from '../../text/lines.js';
import { foldersUp } from '../../project/folders-up.js';
import { displayPath } from '../files/paths.js';
import { addToJson } from './json-edit.js';
import type { Plan, Step } from './step.js';
import { addToYaml, isInYaml } from './yaml-edit.js';

const NAME = 'sts-regional';
const CHECK_STAGED = `npx ${NAME} check --staged`;
const CHECK_FILES = `${NAME} check`;
/** The check passes over files that it does not read. */
const GLOB = '*';

/** What is to be done where a folder uses a tool for hooks; `undefined` where it does not. */
type HookTool = (folder: string, plan: Plan) => Step | undefined;

/** Tools that run something before a commit. The first that a folder uses gets the check; lint-staged is what husky usually runs. */
const HOOK_TOOLS: readonly HookTool[] = [lintStaged, husky, lefthook, preCommit];

/** The hook for the tool that the repository uses here, or nearest above; what to do by hand when it uses none that is known. */
export function hookStep(plan: Plan): Step {
  for (const folder of foldersUp(plan.cwd, plan.root ?? plan.cwd)) {
    for (const tool of HOOK_TOOLS) {
      const step = tool(folder, plan);
      if (step) return step;
    }
  }
  return {
    kind: 'by-hand',
    what: 'a commit hook, since none of husky, lint-staged, lefthook and pre-commit is in use here',
    text: CHECK_STAGED,
  };
}

function lintStaged(folder: string, plan: Plan): Step | undefined {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && /"lint-staged"\s*:\s*\{/.test(plan.read(manifest)))
    return added(manifest, 'lint-staged', plan, lintStagedEntry(['lint-staged', GLOB]));
  const data = ['.lintstagedrc.json', '.lintstagedrc.yaml', '.lintstagedrc.yml', '.lintstagedrc']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (data !== undefined) return added(data, 'lint-staged', plan, lintStagedEntry([GLOB]));
  const script = ['js', 'mjs', 'cjs', 'ts', 'mts']
    .flatMap((extension) => [`lint-staged.config.${extension}`, `.lintstagedrc.${extension}`])
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  return script === undefined
    ? undefined
    : added(script, 'lint-staged', plan, {
        sign: CHECK_FILES,
        text: `'${GLOB}': '${CHECK_FILES}',`,
        into: () => undefined,
      });
}

/** The check as a file of a tool has it. */
interface Entry {
  /** What the file says when it has the check already. */
  readonly sign: string;
  /** For a person to add. */
  readonly text: string;
  /** The file with it; `undefined` when the file has a form that cannot be extended safely. */
  readonly into: (text: string) => string | undefined;
}

/** Without an extension it is JSON or YAML. */
const lintStagedEntry = (path: readonly string[]): Entry => ({
  sign: CHECK_FILES,
  text: `"${GLOB}": "${CHECK_FILES}"`,
  into: (text) =>
    addToJson(text, path, CHECK_FILES) ??
    (isInYaml(text, path) ? undefined : addToYaml(text, path.slice(0, -1), [`"${GLOB}": ${CHECK_FILES}`])),
});

function husky(folder: string, plan: Plan): Step | undefined {
  if (!(statSync(join(folder, '.husky'), { throwIfNoEntry: false })?.isDirectory() ?? false)) return undefined;
  const path = join(folder, '.husky', 'pre-commit');
  if (existsSync(path)) return added(path, 'husky', plan, { sign: NAME, text: CHECK_STAGED, into: withCommand });
  return {
    kind: 'write',
    path,
    before: undefined,
    after: `${CHECK_STAGED}\n`,
    what: `husky in ${displayPath(plan.cwd, path)}`,
    executable: true,
  };
}

/** The check comes last, but before a command that ends the shell. husky's shell stops at the first command that fails, so the order matters to nothing else. */
function withCommand(text: string): string {
  const lineEnd = lineEndOf(text);
  const whole = text === '' || text.endsWith('\n') ? text : text + lineEnd;
  const last = [...whole.matchAll(/(?:.*\\\r?\n)*.*\r?\n/g)].findLast(([command]) => /^\s*[^\s#]/.test(command));
  const at = last && /(?:^|;|&&)\s*(?:exec|exit)\b/.test(last[0]) ? last.index : whole.length;
  return whole.slice(0, at) + CHECK_STAGED + lineEnd + whole.slice(at);
}

function lefthook(folder: string, plan: Plan): Step | undefined {
  const path = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml']
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
  if (path === undefined) return undefined;
  const isList = isInYaml(plan.read(path), ['pre-commit', 'jobs']);
  const lines = isList ? [`- name: ${NAME}`, `  run: ${CHECK_STAGED}`] : [`${NAME}:`, `  run: ${CHECK_STAGED}`];
  return added(path, 'lefthook', plan, yamlEntry(['pre-commit', isList ? 'jobs' : 'commands'], lines));
}

function preCommit(folder: string, plan: Plan): Step | undefined {
  const path = join(folder, '.pre-commit-config.yaml');
  if (!existsSync(path)) return undefined;
  const lines = [
    '- repo: local',
    '  hooks:',
    `    - id: ${NAME}`,
    `      name: ${CHECK_FILES}`,
    `      entry: npx ${CHECK_FILES}`,
    '      language: system',
    '      types: [text]',
  ];
  return added(path, 'pre-commit', plan, yamlEntry(['repos'], lines));
}

const yamlEntry = (path: readonly string[], lines: readonly string[]): Entry => ({
  sign: NAME,
  text: `# in ${path.join('.')}\n${lines.join('\n')}`,
  into: (text) => addToYaml(text, path, lines),
});

function added(path: string, tool: string, { cwd, read }: Plan, { sign, text, into }: Entry): Step {
  const before = read(path);
  const what = `${tool} in ${displayPath(cwd, path)}`;
  if (before.includes(sign)) return { kind: 'present', what: `${what} has the check` };
  const after = into(before);
  return after === undefined
    ? { kind: 'by-hand', what: `the commit hook of ${what}`, text }
    : { kind: 'write', path, before, after, what };
}
