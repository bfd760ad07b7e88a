import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { allLeft } from '../../src/engines/migrate/migrated.js';
import { projectFactsFor } from '../../src/project/project-facts.js';
import { viewFrom } from '../../src/project/run-view.js';
import type { Tree } from '../cli/tree.js';

/** A client that wants the helper, in each module syntax; neither has a relative import of its own. */
export const ESM =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1' });\n";
export const COMMONJS =
  "const { STSClient } = require('@aws-sdk/client-sts');\nmodule.exports = new STSClient({ region: 'eu-west-1' });\n";

export interface Migrated {
  readonly text: string;
  /** What the file imports the helper by. */
  readonly specifier: string | undefined;
  /** The helper's path in the tree. */
  readonly helper: string | undefined;
  readonly helperText: string;
  readonly skipped: readonly string[];
}

/** Migrates a file of a tree in memory. @throws HelperPathError when the helper has no place */
export function migrateIn(dir: Tree, file: string, helperPath?: string): Migrated {
  const path = dir.path(file);
  const result = migrateText(dir.read(file), path, {
    settings: { regions: ['eu-west-1', 'eu-central-1'] },
    project: projectFactsFor(path),
    view: viewFrom(dir.root),
    ...(helperPath !== undefined && { helperPath }),
  });
  if (result.status === 'unparsable') throw new Error(result.message);
  const [helper] = result.helpers;
  return {
    text: result.text,
    specifier: /(['"])(\.[^'"]*\/(?:sts-failover|sts-helper)[^'"]*)\1/.exec(result.text)?.[2],
    helper: helper?.path.slice(dir.root.length + 1),
    helperText: helper?.text ?? '',
    skipped: allLeft(result).map(({ reason, nextStep }) => `${reason}. ${nextStep}.`),
  };
}

export const manifest = (type?: 'module'): string =>
  JSON.stringify({ name: 'x', ...(type && { type }), dependencies: { '@aws-sdk/client-sts': '^3.700.0' } });
export const tsconfig = (compilerOptions: object, more: object = {}): string =>
  JSON.stringify({ compilerOptions, ...more });
