import { resolve } from 'node:path';
import type { API, FileInfo } from 'jscodeshift';
import { projectFactsFor } from '../src/project/project-facts.js';
import { isPublished } from '../src/project/published-files.js';
import { viewFrom } from '../src/project/run-view.js';
import { writeHelper } from '../src/project/helper-placement/write-helper.js';
import { migrateText } from '../src/engines/migrate/migrate-text.js';
import { allLeft } from '../src/engines/migrate/migrated.js';
import { readOptions, type RawOptions } from './options.js';
import type { CodemodName } from '../src/engines/migrate/codemods.js';

/**
 * What jscodeshift calls for each file. It returns the new text, the same text when nothing changed, or `undefined`
 * when the file has nothing to do with STS.
 */
export type Transform = (
  file: FileInfo,
  api: Pick<API, 'report' | 'stats'>,
  options?: RawOptions,
) => string | undefined;

/**
 * A jscodeshift transform of one codemod. It edits the text and never prints a tree, so only the lines of rewritten
 * sites change. What it leaves alone is reported with line, reason and next step.
 */
export function toTransform(name: CodemodName): Transform {
  return (file, api, rawOptions = {}) => {
    const { settings, helperPath, profileProviders, dry } = readOptions(rawOptions);
    const path = resolve(file.path);
    const migrated = migrateText(file.source, path, {
      settings,
      only: [name],
      project: projectFactsFor(path),
      view: { ...viewFrom(process.cwd()), publishes: isPublished },
      ...(helperPath !== undefined && { helperPath }),
      ...(profileProviders !== undefined && { profileProviders }),
    });
    // jscodeshift counts a throwing transform as an error of the file and goes on with the others.
    if (migrated.status === 'unparsable')
      throw new Error(`${migrated.line ?? 1}:${migrated.column ?? 1} ${migrated.message}`);
    for (const left of allLeft(migrated)) {
      const how = migrated.skipped.includes(left) ? 'left unchanged' : 'rewritten in part';
      api.report(`${file.path}:${left.line} ${how}: ${left.reason}. ${left.nextStep}.`);
    }
    if (migrated.status === 'refused') throw new Error('A rewrite failed its last check, which is a bug.');
    for (const edit of migrated.edits) api.stats(edit.codemod);
    if (migrated.status === 'unchanged') return migrated.skipped.length > 0 ? file.source : undefined;
    if (!dry) for (const helper of migrated.helpers) writeHelper(helper.path, helper.text);
    return migrated.text;
  };
}
