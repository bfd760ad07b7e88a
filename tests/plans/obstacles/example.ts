import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PassName } from '../../../src/engines/migrate/codemods.js';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { allLeft, type LeftSite, type Migrated } from '../../../src/engines/migrate/migrated.js';
import type { Settings } from '../../../src/model/settings/settings.js';
import { viewFrom, type RunView } from '../../../src/project/run-view.js';
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
  readonly versions?: Readonly<Record<string, string>>;
  /** What the run knows of the repository at this folder. */
  readonly view?: (root: string) => Partial<RunView>;
  /** Other files of the project. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** What a run of the codemod leaves of an example. */
export const leftOf = (example: Example): LeftSite[] => [...allLeft(migratedOf(example))];

/** What a run of the codemod does with an example. */
export function migratedOf({
  codemod,
  file = 'client.ts',
  text,
  settings,
  versions,
  view,
  beside = {},
}: Example): Migrated {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-obstacle-')));
  try {
    for (const [path, content] of Object.entries(beside)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const result = migrateText(text, join(root, file), {
      settings: { regions: REGIONS, ...settings },
      only: [codemod],
      view: { ...viewFrom(root), ...view?.(root) },
      project: { ...PROJECT, root, versionOf: (name) => versions?.[name] ?? PROJECT.versionOf(name) },
    });
    if (result.status === 'unparsable') throw new Error(`${result.line}: ${result.message}\n${text}`);
    return result;
  } finally {
    rmSync(root, { recursive: true });
  }
}
