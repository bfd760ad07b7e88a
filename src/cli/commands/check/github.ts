import { displayPath } from '../../../project/paths.js';
import { visible } from '../../../text/visible.js';
import type { LintMessage, LintResult } from './lint-result.js';
import type { CheckRun } from './check-run.js';

/**
 * Workflow commands of GitHub Actions, one line for each finding. The runner turns them into annotations, for which
 * paths must be relative to the checkout (`GITHUB_WORKSPACE`).
 */
export function checkToGithub(results: readonly LintResult[], { cwd, env }: CheckRun): string {
  const base = env['GITHUB_WORKSPACE'] || cwd;
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map((message) => `${command(displayPath(base, filePath), message)}\n`),
    )
    .join('');
}

function command(file: string, message: LintMessage): string {
  const { line, column, endLine, endColumn } = message;
  const properties = {
    file,
    ...(line > 0 ? { line, col: column } : {}),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
    title: message.ruleId ?? 'sts-regional',
  };
  const list = Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${message.severity === 2 ? 'error' : 'warning'} ${list}::${escapeData(message.message)}`;
}

function escapeData(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
