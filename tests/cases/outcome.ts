import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lazyEngine } from '../../src/cli/engine.js';
import type { Settings } from '../../src/model/settings/settings.js';
import { viewFrom } from '../../src/project/run-view.js';

const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

/** The folders of `fixtures`. */
export const folders = (): readonly string[] => readdirSync(FIXTURES);

/** What the product says of a repository: `file:line:column what`. */
export interface Outcome {
  readonly recommended: readonly string[];
  /** What `strict` reports beside that. */
  readonly strict: readonly string[];
  readonly migrate: readonly string[];
}

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];

/** Checks and migrates a copy of a folder, so that nothing of this repository shows through. */
export async function outcomeOf(folder: string, settings: Settings = {}): Promise<Outcome> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-case-')));
  try {
    cpSync(join(FIXTURES, folder), root, { recursive: true });
    const files = filesBelow(root);
    const recommended = await reportsOn(root, files, 'recommended', settings);
    const strict = await reportsOn(root, files, 'strict', settings);
    return {
      recommended,
      strict: strict.filter((report) => !recommended.includes(report)),
      migrate: await migrationOf(root, files, { regions: REGIONS, ...settings }),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const filesBelow = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();

async function reportsOn(
  root: string,
  files: readonly string[],
  preset: 'recommended' | 'strict',
  settings: Settings,
): Promise<readonly string[]> {
  const lint = await lazyEngine.linter();
  return files.flatMap((file) => {
    const linted = lint(readFileSync(join(root, file), 'utf8'), join(root, file), { settings, preset });
    if (linted.status === 'unparsable') throw new Error(`${file}: ${linted.message}`);
    return linted.messages.map(
      ({ line, column, ruleId }) => `${file}:${line}:${column} ${ruleId.replace('sts-regional/', '')}`,
    );
  });
}

async function migrationOf(root: string, files: readonly string[], settings: Settings): Promise<readonly string[]> {
  const migrate = await lazyEngine.migrator();
  return files.flatMap((file) => {
    const result = migrate(readFileSync(join(root, file), 'utf8'), join(root, file), {
      settings,
      view: viewFrom(root),
    });
    if (result.status === 'unparsable') throw new Error(`${file}: ${result.message}`);
    const at = ({ line, column }: { readonly line: number; readonly column: number }): string =>
      `${file}:${line}:${column}`;
    return [
      ...result.edits.flatMap((edit) => [
        `${at(edit)} ${edit.codemod}`,
        ...(edit.remaining ? [`${at(edit)} remaining: ${edit.remaining.obstacle}`] : []),
      ]),
      ...result.skipped.map((site) => `${at(site)} left: ${site.obstacle}`),
      ...result.helpers.map(({ path }) => `${file} helper: ${relative(root, path)}`),
    ];
  });
}
