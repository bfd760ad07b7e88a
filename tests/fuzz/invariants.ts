import { Linter } from 'eslint';
import * as typescriptParser from '@typescript-eslint/parser';
import ts from 'typescript';
import plugin from '../../src/index.js';
import { parseModern } from '../../src/ast/babel-parser.js';
import { codePartsOf, isSketchPart } from '../../src/ast/embedded/code-part.js';
import { parse } from '../../src/ast/parse.js';
import { configFormatOf } from '../../src/config-files/formats.js';
import { findingsOf, runningIn } from '../../src/engines/lint/choose-findings.js';
import { lintFile } from '../../src/engines/lint/lint-file.js';
import type { LintedText, TextMessage } from '../../src/engines/lint/text-message.js';
import type { CodemodName } from '../../src/engines/migrate/codemods.js';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import type { Migrated, MigratedText, MigrateOptions, SitePosition } from '../../src/engines/migrate/migrated.js';
import { modelOfText, withoutByteOrderMark } from '../../src/model/from-text.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { applyEdits } from '../../src/text/edit.js';
import { positionsIn } from '../../src/text/positions.js';
import type { RuleName } from '../../rules/index.js';
import { PROJECT } from '../codemods/fixtures.js';
import type { Input } from './inputs.js';

/** What is wrong, in words that are the same for the same kind of fault; the rest is for a person. */
export interface Violation {
  readonly kind: string;
  readonly detail: string;
}

type Report = (kind: string, detail: unknown) => void;

/** Everything that must hold for any file whatsoever, and does not for this one. */
export function violationsOf(input: Input, { withEslint = false } = {}): readonly Violation[] {
  const found: Violation[] = [];
  const report: Report = (kind, detail) => found.push({ kind, detail: String(detail).slice(0, 2_000) });
  const linted = attempt('check throws', report, () => lint(input));
  const migrated = attempt('migrate throws', report, () => migrate(input, input.text));
  if (linted?.status === 'linted') checkMessages(input, linted.messages, report);
  if (migrated && migrated.status !== 'unparsable') checkRewrite(input, migrated, report);
  if (configFormatOf(input.path) === undefined && isCode(input.path)) {
    attempt('a cure throws', report, () => checkCures(input, report));
    if (withEslint) attempt('ESLint throws', report, () => checkEslint(input, report));
  }
  return found;
}

function attempt<Result>(kind: string, report: Report, run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    report(kind, error instanceof Error ? (error.stack ?? error.message) : error);
    return undefined;
  }
}

const lint = ({ text, path, settings }: Input): LintedText =>
  lintFile(text, path, { preset: 'strict', surroundingsOf: (part) => surroundingsOf(part, settings, PROJECT) });

const migrate = (
  { path, settings }: Input,
  text: string,
  more: Partial<Omit<MigrateOptions, 'only'>> & { readonly only?: readonly CodemodName[] } = {},
): MigratedText => migrateText(text, path, { settings, profileProviders: true, project: PROJECT, ...more });

const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

/** Reports lie inside the file, and say what they mean. */
function checkMessages({ text }: Input, messages: readonly TextMessage[], report: Report): void {
  const body = withoutByteOrderMark(text);
  // Lines of code also end with separators of Unicode, lines of configuration do not, and a document has both.
  const splits = [body.split(/\r\n|[\n\r\u2028\u2029]/), body.split('\n')];
  const isInside = (line: number, column: number): boolean =>
    line >= 1 && column >= 1 && splits.some((lines) => column <= (lines[line - 1]?.length ?? -1) + 1);
  for (const { ruleId, message, line, column, endLine, endColumn, fix, suggestions = [] } of messages) {
    if (!isInside(line, column) || !isInside(endLine, endColumn))
      report(
        'a report is outside of the file',
        `${ruleId} ${line}:${column}-${endLine}:${endColumn} of ${splits[0]?.length} lines`,
      );
    if (/\{\{/.test(message)) report('a message has an empty place', message);
    if (/(?<!`)undefined(?!`)|\[object|NaN/.test(message) && !/undefined|NaN/.test(text))
      report('a message is odd', message);
    for (const each of [fix, ...suggestions.map((suggestion) => suggestion.fix)])
      if (each && !(each.range[0] >= 0 && each.range[0] <= each.range[1] && each.range[1] <= body.length))
        report('a fix is outside of the file', `${ruleId} ${each.range.join('-')}`);
  }
}

/** The new text is code, a second run leaves it alone, and comments and line ends are kept. */
function checkRewrite(input: Input, migrated: Migrated, report: Report): void {
  const { text, path } = input;
  if (migrated.status === 'unchanged') {
    if (migrated.text !== text) report('an unchanged file differs', migrated.text);
    return;
  }
  const wasClean = errorsIn(text, path).length === 0;
  const [error] = wasClean ? errorsIn(migrated.text, path) : [];
  if (error !== undefined) report('the new text does not parse', `${error}\n${migrated.text}`);
  const again = attempt('a second run throws', report, () => migrate(input, migrated.text));
  if (again?.status === 'unparsable') report('the new text cannot be read', `${again.message}\n${migrated.text}`);
  else if (again && again.text !== migrated.text)
    report('a second run changes more', `${migrated.text}\n======= second\n${again.text}`);
  if (/\r\n/.test(text) && !/(?<!\r)\n/.test(text) && /(?<!\r)\n/.test(migrated.text))
    report('a line end is new', migrated.text);
  const lost = wasClean ? lostComments(text, migrated.text, path) : [];
  if (lost.length > 0) report('a comment is lost', `${lost.join(' ')}\n${migrated.text}`);
  const after = attempt('check of the new text throws', report, () => lint({ ...input, text: migrated.text }));
  if (after?.status === 'unparsable') report('the new text cannot be checked', `${after.message}\n${migrated.text}`);
}

/** What parsers say against the code in a text. */
function errorsIn(text: string, path: string): readonly string[] {
  if (!isCode(path))
    return codePartsOf(withoutByteOrderMark(text), path).flatMap((part) => {
      const result = isSketchPart(part.path) || !isCode(part.path) ? undefined : parse(part.text, part.path);
      return result && 'failure' in result ? [result.failure.message] : [];
    });
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false) as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.Diagnostic[];
  };
  const errors = file.parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  // TypeScript parses statements with `await` twice, and then forgets some of their errors.
  return errors.length === 0 && /\bawait\b/.test(text) && !parseModern(withoutByteOrderMark(text), path)
    ? ['Babel does not parse it']
    : errors;
}

/** Comments on lines of their own that are gone. One behind code, or inside an import, goes with what it is about. */
function lostComments(before: string, after: string, path: string): readonly string[] {
  const left = [...commentsIn(after, path)].map(({ value }) => value);
  return commentsIn(before, path)
    .filter(({ isAlone }) => isAlone)
    .map(({ value }) => value)
    .filter((comment) => {
      const at = left.indexOf(comment);
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
}

function commentsIn(text: string, path: string): readonly { readonly value: string; readonly isAlone: boolean }[] {
  const body = withoutByteOrderMark(text);
  const result = isCode(path) ? parse(body, path) : undefined;
  if (!result || 'failure' in result) return [];
  const { ast, comments } = result.source;
  const imports = ast.body.filter(({ type }) => type === 'ImportDeclaration').map(({ range }) => range);
  return comments.map(({ value, range: [start, end] }) => ({
    value,
    isAlone:
      /(?:^|\n)[ \t]*$/.test(body.slice(0, start)) &&
      /^[ \t]*(?:\r?\n|$)/.test(body.slice(end)) &&
      !imports.some(([from, to]) => from < start && end < to),
  }));
}

/** The codemod that does what a rule offers. */
const CODEMOD_OF: Partial<Record<RuleName, CodemodName>> = {
  'no-global-endpoint': 'regional-endpoints',
  'no-legacy-endpoint-mode': 'regional-endpoints',
  'require-region': 'explicit-regions',
};

/** What a rule offers parses, and is what the codemod does at that site. */
function checkCures(input: Input, report: Report): void {
  const text = withoutByteOrderMark(input.text);
  const result = modelOfText(text, input.path);
  if (result === 'no-sts' || 'failure' in result) return;
  const surroundings = surroundingsOf(input.path, input.settings, PROJECT, true);
  const wasClean = errorsIn(text, input.path).length === 0;
  for (const finding of findingsOf(result.model, surroundings, runningIn('strict'))) {
    const cure = finding.cure();
    if (cure.kind === 'none') continue;
    const cured = applyEdits(text, cure.edits);
    const [error] = wasClean ? errorsIn(cured, input.path) : [];
    if (error !== undefined)
      report('a cure does not parse', `${finding.rule} ${finding.messageId}: ${error}\n${cured}`);
    const only = finding.suggestion === 'useHelper' ? undefined : CODEMOD_OF[finding.rule];
    const site = result.model.sites.find((each) => each === finding.subject);
    if (!only || !site) continue;
    const { line, column } = positionsIn(text)(site.node.range[0]);
    const here = {
      only: [only],
      accept: (change: SitePosition) => change.line === line && change.column === column + 1,
    } as const;
    const migrated = migrate(input, text, here);
    if (migrated.status === 'unparsable' || migrated.text === cured) continue;
    // The codemod goes on at the same site, where the cure made way for more.
    const further = migrate(input, cured, here);
    if (further.status === 'unparsable' || further.text !== migrated.text)
      report(
        'a cure differs from the codemod',
        `${finding.rule} ${finding.messageId}\n${cured}\n======= codemod\n${migrated.text}`,
      );
  }
}

const PARSERS = [
  ['typescript-eslint', typescriptParser],
  ['espree', undefined],
] as const;

/** ESLint reports the same, with every parser that reads the file. */
function checkEslint(input: Input, report: Report): void {
  const { text, path, settings } = input;
  // ESLint looks at the disk, where there is no such project.
  const linted = lintFile(text, path, { preset: 'strict', surroundingsOf: (part) => surroundingsOf(part, settings) });
  if (linted.status === 'unparsable') return;
  const keyOf = (message: {
    ruleId: string | null;
    line: number;
    column: number;
    messageId?: string | undefined;
  }): string => `${message.ruleId} ${message.line}:${message.column} ${message.messageId}`;
  const wanted = linted.messages.map(keyOf).sort();
  for (const [name, parser] of PARSERS) {
    if (!parser && !/\.[cm]?jsx?$/.test(path)) continue;
    const found = new Linter({ configType: 'flat', cwd: '/project' }).verify(
      text,
      [
        {
          ...(plugin.configs.strict as Linter.Config),
          files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
          settings: { 'sts-regional': settings },
          languageOptions: {
            ...(parser && { parser }),
            parserOptions: { ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path) } },
            sourceType: /\.cjs$/.test(path) ? 'commonjs' : 'module',
          },
          linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
        },
      ],
      path,
    );
    if (found.some(({ fatal }) => fatal)) continue;
    const keys = found
      .filter(({ ruleId }) => ruleId !== null)
      .map(keyOf)
      .sort();
    if (keys.join('\n') !== wanted.join('\n'))
      report(`${name} reports other things`, `check: ${wanted.join('; ')}\n${name}: ${keys.join('; ')}`);
  }
}
