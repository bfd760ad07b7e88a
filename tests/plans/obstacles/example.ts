import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CodemodName, PassName } from '../../../src/engines/migrate/codemods.js';
import { lintFile } from '../../../src/engines/lint/lint-file.js';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { allLeft, type LeftSite, type Migrated } from '../../../src/engines/migrate/migrated.js';
import type { Settings } from '../../../src/model/settings/settings.js';
import type { ProjectFacts } from '../../../src/project/project-facts.js';
import { viewFrom, type RunView } from '../../../src/project/run-view.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { PROJECT, REGIONS } from '../../codemods/fixtures.js';

/** Something that a codemod leaves to a person. */
export interface Example {
  readonly codemod: PassName;
  /** The name of the file; `client.ts` unless it matters. */
  readonly file?: string;
  readonly text: string;
  /** What the report says. */
  readonly reason: string;
  /** Beside two regions. */
  readonly settings?: Settings;
  readonly profileProviders?: boolean;
  readonly versions?: Readonly<Record<string, string>>;
  /** What the run knows of the repository at this folder. */
  readonly view?: (root: string) => Partial<RunView>;
  /** Other files of the project. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** What a run of the codemod leaves of an example. */
export const leftOf = (example: Example): LeftSite[] => [...allLeft(migratedOf(example))];

/** What a run does with an example: a run of its codemod unless others are asked for. */
export const migratedOf = (example: Example, only: readonly CodemodName[] = [example.codemod]): Migrated =>
  inProject(example, (path, { settings, profileProviders = false, view }, project) => {
    const result = migrateText(example.text, path, {
      settings,
      profileProviders,
      only,
      view: { ...viewFrom(project.root), ...view?.(project.root) },
      project,
    });
    if (result.status === 'unparsable') throw new Error(`${String(result.line)}: ${result.message}\n${example.text}`);
    return result;
  });

/** What the recommended rules report on an example. */
export const reportsOn = (example: Example): readonly string[] =>
  inProject(example, (path, { settings }, project) => {
    const linted = lintFile(example.text, path, {
      preset: 'recommended',
      surroundingsOf: (each) => surroundingsOf(each, settings, project),
    });
    if (linted.status === 'unparsable') throw new Error(`${linted.message}\n${example.text}`);
    return linted.messages.map(({ message }) => message);
  });

/** Runs something over an example, in a folder of its own that holds the other files of the project. */
function inProject<T>(
  example: Example,
  run: (path: string, given: Example & { readonly settings: Settings }, project: ProjectFacts & { root: string }) => T,
): T {
  const { file = 'client.ts', settings, versions, beside = {} } = example;
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-obstacle-')));
  try {
    for (const [path, content] of Object.entries(beside)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const project = { ...PROJECT, root, versionOf: (name: string) => versions?.[name] ?? PROJECT.versionOf(name) };
    return run(join(root, file), { ...example, settings: { regions: REGIONS, ...settings } }, project);
  } finally {
    rmSync(root, { recursive: true });
  }
}
