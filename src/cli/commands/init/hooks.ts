import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineEndOf } from '../../../text/lines.js';
import { foldersUp } from '../../../project/folders-up.js';
import { displayPath } from '../../../project/paths.js';
import { addToJson } from './json-edit.js';
import type { Setup, Step } from './step.js';
import { addToYaml, isInYaml } from './yaml-edit.js';

const NAME = 'sts-regional';
const CHECK_STAGED = `npx ${NAME} check --staged`;
const CHECK_FILES = `${NAME} check`;
/** `check` ignores files of other kinds, so every file may be handed to it. */
const GLOB = '*';

/** What to do in a folder that uses a tool for hooks; `undefined` where the folder does not use it. */
type HookTool = (folder: string, setup: Setup) => Step | undefined;

/**
 * Tools that run a command before a commit. The first that a folder uses gets the check. husky usually runs
 * lint-staged.
 */
const HOOK_TOOLS: readonly HookTool[] = [lintStaged, husky, lefthook, preCommit];

/**
 * Adds the check to the hook tool of this folder or of the nearest folder above. Without a known tool, says what to do
 * by hand.
 */
export function hookStep(setup: Setup): Step {
  for (const folder of foldersUp(setup.cwd, setup.root ?? setup.cwd)) {
    for (const tool of HOOK_TOOLS) {
      const step = tool(folder, setup);
      if (step) return step;
    }
  }
  return {
    kind: 'by-hand',
    what: 'a commit hook, since none of husky, lint-staged, lefthook and pre-commit is in use here',
    text: CHECK_STAGED,
  };
}

function lintStaged(folder: string, setup: Setup): Step | undefined {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && /"lint-staged"\s*:\s*\{/.test(setup.read(manifest)))
    return added(manifest, 'lint-staged', setup, lintStagedEntry(['lint-staged', GLOB]));
  const data = ['.lintstagedrc.json', '.lintstagedrc.yaml', '.lintstagedrc.yml', '.lintstagedrc']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (data !== undefined) return added(data, 'lint-staged', setup, lintStagedEntry([GLOB]));
  const script = ['js', 'mjs', 'cjs', 'ts', 'mts']
    .flatMap((extension) => [`lint-staged.config.${extension}`, `.lintstagedrc.${extension}`])
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  return script === undefined
    ? undefined
    : added(script, 'lint-staged', setup, {
        mark: CHECK_FILES,
        text: `'${GLOB}': '${CHECK_FILES}',`,
        into: () => undefined,
      });
}

/** How a file of a tool holds the check. */
interface Entry {
  /** A text that the file contains if it has the check already. */
  readonly mark: string;
  /** What a person has to add by hand. */
  readonly text: string;
  /** The file with it; `undefined` when the file has a form that cannot be extended safely. */
  readonly into: (text: string) => string | undefined;
}

/** A file without an extension is JSON or YAML. */
const lintStagedEntry = (path: readonly string[]): Entry => ({
  mark: CHECK_FILES,
  text: `"${GLOB}": "${CHECK_FILES}"`,
  into: (text) =>
    addToJson(text, path, CHECK_FILES) ??
    (isInYaml(text, path) ? undefined : addToYaml(text, path.slice(0, -1), [`"${GLOB}": ${CHECK_FILES}`])),
});

function husky(folder: string, setup: Setup): Step | undefined {
  if (!(statSync(join(folder, '.husky'), { throwIfNoEntry: false })?.isDirectory() ?? false)) return undefined;
  const path = join(folder, '.husky', 'pre-commit');
  if (existsSync(path)) return added(path, 'husky', setup, { mark: NAME, text: CHECK_STAGED, into: withCommand });
  return {
    kind: 'write',
    path,
    before: undefined,
    after: `${CHECK_STAGED}\n`,
    what: `husky in ${displayPath(setup.cwd, path)}`,
    executable: true,
  };
}

/**
 * Adds the check as the last command, but before a command that ends the shell. The order does not matter otherwise,
 * because husky's shell stops at the first command that fails.
 */
function withCommand(text: string): string {
  const lineEnd = lineEndOf(text);
  const whole = text === '' || text.endsWith('\n') ? text : text + lineEnd;
  const last = [...whole.matchAll(/(?:.*\\\r?\n)*.*\r?\n/g)].findLast(([command]) => /^\s*[^\s#]/.test(command));
  const at = last && /(?:^|;|&&)\s*(?:exec|exit)\b/.test(last[0]) ? last.index : whole.length;
  return whole.slice(0, at) + CHECK_STAGED + lineEnd + whole.slice(at);
}

function lefthook(folder: string, setup: Setup): Step | undefined {
  const path = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml']
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
  if (path === undefined) return undefined;
  const isList = isInYaml(setup.read(path), ['pre-commit', 'jobs']);
  const lines = isList ? [`- name: ${NAME}`, `  run: ${CHECK_STAGED}`] : [`${NAME}:`, `  run: ${CHECK_STAGED}`];
  return added(path, 'lefthook', setup, yamlEntry(['pre-commit', isList ? 'jobs' : 'commands'], lines));
}

function preCommit(folder: string, setup: Setup): Step | undefined {
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
  return added(path, 'pre-commit', setup, yamlEntry(['repos'], lines));
}

const yamlEntry = (path: readonly string[], lines: readonly string[]): Entry => ({
  mark: NAME,
  text: `# in ${path.join('.')}\n${lines.join('\n')}`,
  into: (text) => addToYaml(text, path, lines),
});

function added(path: string, tool: string, { cwd, read }: Setup, { mark, text, into }: Entry): Step {
  const before = read(path);
  const what = `${tool} in ${displayPath(cwd, path)}`;
  if (before.includes(mark)) return { kind: 'present', what: `${what} has the check` };
  const after = into(before);
  return after === undefined
    ? { kind: 'by-hand', what: `the commit hook of ${what}`, text }
    : { kind: 'write', path, before, after, what };
}
