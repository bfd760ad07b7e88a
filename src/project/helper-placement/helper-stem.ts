import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SOURCE_FOLDERS = ['src', 'lib', 'app', 'server'];
const DEFAULT_NAME = join('aws', 'sts-failover');

/**
 * The absolute path of the helper for a file, without its extension: that depends on the importing file.
 *
 * @param helperPath `--helper-path` or the setting `helper.module`: relative to the package, extension optional
 * @param root the package's folder
 */
export function helperStem(
  file: string,
  sdk: 'v2' | 'v3',
  helperPath: string | undefined,
  root = dirname(file),
): string {
  const path = helperPath === undefined ? join(sourceFolder(root), DEFAULT_NAME) : resolve(root, helperPath);
  const stem = path.replace(/\.[cm]?[jt]s$/, '');
  return sdk === 'v2' ? `${stem}-v2` : stem;
}

const sourceFolders = new Map<string, string>();

/** The folder with the sources of a package: the first of the usual ones, else the package itself. */
function sourceFolder(root: string): string {
  let folder = sourceFolders.get(root);
  if (folder === undefined) {
    folder = join(root, SOURCE_FOLDERS.find((name) => existsSync(join(root, name))) ?? '');
    sourceFolders.set(root, folder);
  }
  return folder;
}
