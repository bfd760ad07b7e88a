import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { AuditReport, Caller } from '../../../audit/audit-report.js';
import { isNamedIn, isOfServerlessService, namesOfCaller } from '../../../audit/caller-names.js';
import { isRecord } from '../../../model/settings/shape.js';
import { visible } from '../../../text/visible.js';
import type { LintMessage, LintResult } from '../check/lint-result.js';
import { reasonOf } from '../../files/find-files.js';
import { grouped } from '../../terminal/progress.js';
import { count } from '../../reports/words.js';
import { UsageError } from '../../usage-error.js';
import { agentName, principalName, workloadName } from './words.js';

/** Findings beside what was seen calling. */
export interface Explained {
  readonly results: readonly LintResult[];
  /** Callers of the global host that no finding explains. */
  readonly unexplained: readonly Caller[];
}

/** Files that say how code is deployed, and so under which names it runs. */
const DEPLOYMENT_NAME = new RegExp(
  `^(?:${[
    'package\\.json',
    'serverless\\.(?:ya?ml|json|ts|js)',
    '(?:.*template|sam|cdk|samconfig).*\\.(?:ya?ml|json|toml)',
    '.*\\.tf(?:vars)?',
    'dockerfile.*',
    '(?:docker-)?compose.*\\.ya?ml',
    '.*(?:deploy|service-?account|task-?def|stack|values|kustomiz|k8s|kube).*\\.(?:ya?ml|json|ts)',
  ].join('|')})$`,
  'i',
);
const PASSED_OVER = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'coverage',
  '.terraform',
  'cdk.out',
  '.serverless',
]);
const LARGEST_READ = 1_000_000;
const MOST_FILES = 5_000;
const RULES = new Set(['sts-regional/no-global-endpoint', 'sts-regional/no-legacy-endpoint-mode']);
const SDK_OF: Readonly<Record<string, string>> = { v2: 'js-v2', v3: 'js-v3' };
const MOST_SHOWN = 20;

/**
 * Reads the report of an audit.
 *
 * @throws UsageError for a file that is not such a report, or whose names are masked
 */
export function readAudit(file: string): readonly Caller[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--audit ${file} cannot be read: ${reasonOf(error)}`);
  }
  if (!isRecord(value) || value['schemaVersion'] !== 1 || !Array.isArray(value['callers']))
    throw new UsageError(`--audit ${file} is not a report of "sts-regional audit --format json".`);
  if (value['masked'] === true)
    throw new UsageError(
      `--audit ${file} has masked names, which cannot be matched with code. Create it without --mask.`,
    );
  return (value as unknown as AuditReport).callers.filter(({ destination }) => destination === 'global');
}

/**
 * Adds to each finding the callers that its code may be, by the names in the code and its deployment.
 */
export function explain(results: readonly LintResult[], callers: readonly Caller[], cwd: string): Explained {
  const deployments = deploymentsBelow(cwd);
  const explained = new Set<Caller>();
  const marked = results.map((result): LintResult => {
    if (!result.messages.some(isOfGlobalHost)) return result;
    const texts = [result.source ?? '', ...textsFor(result.filePath, deployments, cwd)];
    const here = callers.filter((caller) => isNamed(caller, texts));
    if (here.length === 0) return result;
    const messages = result.messages.map((message) => {
      const seen = isOfGlobalHost(message) ? here.filter((caller) => fits(caller, message)) : [];
      for (const caller of seen) explained.add(caller);
      return seen.length === 0 ? message : { ...message, message: `${message.message} ${seenText(seen)}` };
    });
    return { ...result, messages };
  });
  return { results: marked, unexplained: callers.filter((caller) => !explained.has(caller)) };
}

/** Callers that no finding explains, for people. */
export function unexplainedText(callers: readonly Caller[]): string {
  if (callers.length === 0) return 'A finding explains every caller of the global host that was seen.\n';
  const lines = callers.slice(0, MOST_SHOWN).map((caller) => {
    const place = caller.workload ? `, ${workloadName(caller.workload)}` : '';
    const who = visible(`${principalName(caller)}${place}: ${agentName(caller)}`);
    return `  ${grouped(caller.calls).padStart(10)}  ${who}`;
  });
  const more = callers.length - lines.length;
  const all = [HEADING, ...lines, ...(more > 0 ? [`  ${grouped(more)} more.`] : [])];
  return `${all.join('\n')}\n`;
}

const HEADING = 'Seen calling the global host, but not in this repository, or not in code:';

function isOfGlobalHost({ ruleId, host }: LintMessage): boolean {
  return host === 'sts.amazonaws.com' || (ruleId !== null && RULES.has(ruleId));
}

function fits({ sdk }: Caller, message: LintMessage): boolean {
  const own = message.sdk === undefined ? undefined : SDK_OF[message.sdk];
  if (own !== undefined) return sdk === own;
  return message.sdk === 'raw' ? sdk === 'http' || sdk === 'unknown' : true;
}

function seenText(callers: readonly Caller[]): string {
  const [first] = callers;
  if (!first) return '';
  const calls = callers.reduce((sum, caller) => sum + caller.calls, 0);
  const last = callers.map((caller) => caller.last ?? '').reduce((a, b) => (a > b ? a : b));
  const others = callers.length > 1 ? ` and ${callers.length - 1} more` : '';
  return visible(`[seen: ${count(calls, 'call')} by ${principalName(first)}${others}, last ${last.slice(0, 10)}]`);
}

interface DeploymentFile {
  readonly path: string;
  readonly text: string;
}

interface Deployments {
  readonly files: readonly DeploymentFile[];
  /** Folders of packages, the longest first. */
  readonly packages: readonly string[];
}

function deploymentsBelow(cwd: string): Deployments {
  const files: DeploymentFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (files.length >= MOST_FILES) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!PASSED_OVER.has(entry.name)) walk(path);
      } else if (entry.isFile() && DEPLOYMENT_NAME.test(entry.name) && statSync(path).size <= LARGEST_READ)
        files.push({ path, text: readFileSync(path, 'utf8') });
    }
  };
  if (existsSync(cwd)) walk(cwd);
  const packages = files.filter(({ path }) => path.endsWith(`${sep}package.json`)).map(({ path }) => dirname(path));
  return { files, packages: packages.sort((a, b) => b.length - a.length) };
}

/**
 * The deployment files that are about a source file: those of its package, and those outside all packages that name its
 * package.
 */
function textsFor(file: string, { files, packages }: Deployments, cwd: string): readonly string[] {
  const packageOf = (path: string): string => packages.find((folder) => path.startsWith(folder + sep)) ?? cwd;
  const own = packageOf(file);
  const ownFolder = relative(cwd, own).split(sep).join('/');
  return files
    .filter(({ path, text }) => {
      const other = packageOf(path);
      return other === own || (own.startsWith(other + sep) && ownFolder !== '' && text.includes(ownFolder));
    })
    .map(({ text }) => text);
}

function isNamed(caller: Caller, texts: readonly string[]): boolean {
  return namesOfCaller(caller).some((name) =>
    texts.some((text) => isNamedIn(text, name) || isOfServerlessService(text, name)),
  );
}
