import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { applyEdits, type Edit } from '../../src/text/edit.js';
import type { Case, Place } from './cases.js';

/** What a host said of a project's files, by file name. */
export interface Outcome {
  readonly reports: ReadonlyMap<string, readonly Place[]>;
  readonly fixed: ReadonlyMap<string, string>;
  /** After the first suggestion of each report. */
  readonly suggested: ReadonlyMap<string, string>;
}

/** A program that runs ESLint rules. */
export interface Host {
  readonly name: string;
  /** Whether its parser can give rules the types of TypeScript. */
  readonly hasTypes: boolean;
  /**
   * Lints the cases of a project.
   *
   * @param node the Node.js that runs the host
   * @throws Error with what the host printed when it did not get as far as linting
   */
  readonly lint: (project: string, cases: readonly Case[], node: string) => Outcome;
}

/** An installed ESLint; `eslintrc` sets how it finds its configuration where it knows both ways. */
export function eslintHost(
  name: string,
  binary: string,
  { eslintrc, hasTypes = true }: { readonly eslintrc?: boolean; readonly hasTypes?: boolean } = {},
): Host {
  return {
    name,
    hasTypes,
    lint(project, cases, node) {
      const env = {
        ...process.env,
        NODE_OPTIONS: '',
        ...(eslintrc !== undefined && { ESLINT_USE_FLAT_CONFIG: String(!eslintrc) }),
      };
      const files = cases.map(({ file }) => file);
      const results = (...flags: string[]): ESLintResult[] =>
        JSON.parse(printed(node, [binary, '--format', 'json', ...flags, ...files], project, env)) as ESLintResult[];
      const linted = results();
      return {
        reports: new Map(linted.map(({ filePath, messages }) => [basename(filePath), messages.map(placeOfMessage)])),
        fixed: new Map(
          results('--fix-dry-run').flatMap(({ filePath, output }) =>
            output === undefined ? [] : [[basename(filePath), output] as const],
          ),
        ),
        suggested: new Map(
          linted.map(({ filePath, messages }) => [
            basename(filePath),
            applyEdits(
              readFileSync(filePath, 'utf8'),
              messages.flatMap(({ suggestions }) => suggestions?.[0]?.fix ?? []),
            ),
          ]),
        ),
      };
    },
  };
}

interface ESLintResult {
  readonly filePath: string;
  readonly output?: string;
  readonly messages: readonly ESLintMessage[];
}

interface ESLintMessage {
  readonly ruleId: string | null;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly suggestions?: readonly { readonly fix: Edit }[];
}

/** A parsing error has no rule: then its message stands in the place of the name. */
const placeOfMessage = ({
  ruleId,
  message,
  line,
  column,
  endLine = line,
  endColumn = column,
}: ESLintMessage): Place => ({
  rule: ruleId?.replace('sts-regional/', '') ?? message,
  line,
  column,
  endLine,
  endColumn,
});

/** oxlint with the plugin among its `jsPlugins`; it has no types to give, and applies suggestions itself. */
export function oxlintHost(binary: string): Host {
  return {
    name: 'oxlint',
    hasTypes: false,
    lint(project, cases, node) {
      const files = cases.map(({ file }) => file);
      const afterwards = (flag: string): ReadonlyMap<string, string> => {
        const copy = `${project}${flag}`;
        rmSync(copy, { recursive: true, force: true });
        cpSync(project, copy, { recursive: true, verbatimSymlinks: true });
        printed(node, [binary, flag, '--format', 'json', ...files], copy);
        return new Map(files.map((file) => [file, readFileSync(join(copy, file), 'utf8')]));
      };
      const { diagnostics } = JSON.parse(printed(node, [binary, '--format', 'json', ...files], project)) as {
        diagnostics: readonly OxlintDiagnostic[];
      };
      return {
        reports: new Map(
          files.map((file) => [
            file,
            diagnostics
              .filter(({ filename }) => filename === file)
              .map((diagnostic) => placeOfDiagnostic(diagnostic, readFileSync(join(project, file), 'utf8'))),
          ]),
        ),
        fixed: afterwards('--fix'),
        suggested: afterwards('--fix-suggestions'),
      };
    },
  };
}

interface OxlintDiagnostic {
  readonly code?: string;
  readonly message: string;
  readonly filename: string;
  readonly labels: readonly {
    readonly span: { readonly offset: number; readonly length: number; readonly line: number; readonly column: number };
  }[];
}

/** Offsets count bytes; the cases are ASCII. */
function placeOfDiagnostic({ code, message, labels }: OxlintDiagnostic, text: string): Place {
  const { offset = 0, length = 0, line = 0, column = 0 } = labels[0]?.span ?? {};
  const inside = text.slice(offset, offset + length).split('\n');
  return {
    rule: /^sts-regional\((.*)\)$/.exec(code ?? '')?.[1] ?? message,
    line,
    column,
    endLine: line + inside.length - 1,
    endColumn: inside.length === 1 ? column + length : (inside.at(-1)?.length ?? 0) + 1,
  };
}

function printed(
  node: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' },
): string {
  const { status, stdout, stderr, error } = spawnSync(node, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if ((status !== 0 && status !== 1) || stdout === '')
    throw new Error(`${basename(args[0] ?? '')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
