/** Runs the engines of the product over one text, as `check` and `migrate` do in a repository that holds only it. */
import { lintCandidate } from '../../../src/cli/commands/check/lint-candidate.js';
import type { LintMessage } from '../../../src/cli/commands/check/lint-result.js';
import { planFile } from '../../../src/cli/commands/migrate/plan-file.js';
import { lazyEngine, type Engine } from '../../../src/cli/engine.js';
import type { Candidate } from '../../../src/cli/scan/scan.js';
import { lintFile } from '../../../src/engines/lint/lint-file.js';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { modelOfText } from '../../../src/model/from-text.js';
import { partsToRead } from '../../../src/model/parts-to-read.js';
import type { Settings } from '../../../src/model/settings/settings.js';
import { settingsProblem } from '../../../src/model/settings/settings-problem.js';
import { isTypeScriptPath, type Surroundings } from '../../../src/model/settings/surroundings.js';
import { rangeOf, requestsOf, subjectsOfKind } from '../../../src/model/subject.js';
import type { ProjectFacts } from '../../../src/project/project-facts.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { unifiedDiff } from '../../../src/text/diff.js';
import { positionsIn } from '../../../src/text/positions.js';
import { PROJECT } from './node/process.js';
import type { Answer, HostAt, Question } from './protocol.js';

/** The SDKs of a repository that names no version: the newest that the tables of the product were checked against. */
const NEWEST: Readonly<Record<'v2' | 'v3', string>> = { v2: '2.1693.0', v3: '3.1169.0' };

export async function run({ code, file, settings, sdkVersion, preset }: Question): Promise<Answer> {
  const problem = settingsProblem(settings);
  if (problem !== undefined) return { problem };
  const path = `${PROJECT}/${file}`;
  const candidate: Candidate = {
    path,
    source: { text: code, bytes: new TextEncoder().encode(code), byteOrderMark: '', faithful: true },
  };
  const options = { settings: settings as Settings };
  const project = projectWith(sdkVersion, file);
  const engine = engineFor(project, options.settings);
  const { messages, suppressedMessages } = await lintCandidate(candidate, engine, { ...options, preset });
  const plan = await planFile(candidate, engine, options);
  return {
    messages,
    suppressed: suppressedMessages.length,
    hosts: hostsOf(code, path, messages, surroundingsOf(path, options.settings, project)),
    skipped: plan.skipped ?? [],
    ...(plan.status === 'failed' && { failure: plan.error }),
    ...(plan.status === 'changed' && {
      diff: unifiedDiff(file, code, plan.text),
      helpers: plan.helpers.map(({ path: at, text }) => ({ path: at.slice(PROJECT.length + 1), text })),
    }),
  };
}

function projectWith(sdkVersion: string, file: string): ProjectFacts {
  const isVersion2 = sdkVersion.startsWith('2.');
  const v2 = isVersion2 ? sdkVersion : NEWEST.v2;
  const v3 = isVersion2 || sdkVersion === '' ? NEWEST.v3 : sdkVersion;
  return {
    root: PROJECT,
    moduleType: 'module',
    usesTypeScript: isTypeScriptPath(file),
    versionOf: (name) => (name === 'aws-sdk' ? v2 : /^@(?:aws-sdk|smithy)\//.test(name) ? v3 : undefined),
  };
}

/** The engine of the command line, for a project that is said and not read. */
const engineFor = (project: ProjectFacts, settings: Settings): Engine => ({
  ...lazyEngine,
  linter: () =>
    Promise.resolve((text, path, options) =>
      lintFile(text, path, {
        ...options,
        surroundingsOf: (part) => surroundingsOf(part, settings, project),
      }),
    ),
  migrator: () => Promise.resolve((text, path, options) => migrateText(text, path, { ...options, project })),
});

/** The predicted host of each request, by line: of the findings, and of sites that need no finding. */
function hostsOf(
  code: string,
  path: string,
  messages: readonly LintMessage[],
  around: Surroundings,
): readonly HostAt[] {
  const reported = messages.flatMap(({ line, host }) => (host === undefined ? [] : [{ line, host }]));
  const hosts = [...reported, ...hostsOfSites(code, path, around)];
  return [...new Map(hosts.map((at) => [`${at.line} ${at.host}`, at])).values()].sort((a, b) => a.line - b.line);
}

function hostsOfSites(code: string, path: string, surroundings: Surroundings): readonly HostAt[] {
  const positionOf = positionsIn(code);
  const read = partsToRead(code, path);
  const models = 'failure' in read ? [] : read.parts.map((part) => modelOfText(part.text, part.path));
  return models.flatMap((result) =>
    result === 'no-sts' || 'failure' in result
      ? []
      : subjectsOfKind('site', result.model, surroundings).flatMap((subject) => {
          const { host } = requestsOf(subject, result.model, surroundings);
          return host === undefined ? [] : [{ line: positionOf(rangeOf(subject)[0]).line, host }];
        }),
  );
}
