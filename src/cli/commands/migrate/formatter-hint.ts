import { dirname, join, resolve } from 'node:path';
import { foldersUp } from '../../../project/folders-up.js';
import { manifestsAbove } from '../../../project/manifest.js';
import { displayPath } from '../../../project/paths.js';
import { isFile } from '../../../project/read-file.js';
import { repositoryRootOf } from '../../../project/repository.js';
import { visiblePath } from '../../../text/visible.js';
import { SIGNS, type Formatter } from './formatters.js';
import type { MigrateReport } from './migrate-report.js';

const NAMES: Readonly<Record<Formatter, string>> = { prettier: 'Prettier', biome: 'Biome' };

/** Said once after a run that wrote files without the formatter of their project. */
export function hintAboutFormatter(
  { files, helpers }: Pick<MigrateReport, 'files' | 'helpers'>,
  cwd: string,
): string | undefined {
  const written = [...files.filter(({ status }) => status === 'changed').map(({ path }) => path), ...helpers];
  for (const folder of new Set(written.map((path) => dirname(resolve(cwd, path))))) {
    const found = formatterOf(folder);
    if (found)
      return (
        `This project uses ${NAMES[found.formatter]} (${visiblePath(displayPath(cwd, found.shownBy))}), and the new lines ` +
        `may not be in its style: format them, or migrate with \`--format-with ${found.formatter}\`.`
      );
  }
  return undefined;
}

/** The formatter that the project of a folder names or configures, and the file that shows it. */
function formatterOf(folder: string): { readonly formatter: Formatter; readonly shownBy: string } | undefined {
  const formatters = Object.keys(SIGNS) as readonly Formatter[];
  for (const { folder: at, dependencies } of manifestsAbove(folder)) {
    const formatter = formatters.find((each) => SIGNS[each].package in dependencies);
    if (formatter) return { formatter, shownBy: join(at, 'package.json') };
  }
  for (const at of foldersUp(folder, repositoryRootOf(folder)))
    for (const formatter of formatters) {
      const config = SIGNS[formatter].configs.map((name) => join(at, name)).find(isFile);
      if (config !== undefined) return { formatter, shownBy: config };
    }
  return undefined;
}
