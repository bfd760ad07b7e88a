import { join, relative, resolve, dirname, sep } from 'node:path';
import { isWithin } from '../paths.js';
import { readSmallFile } from '../read-file.js';
import { resolveModule } from '../resolve-module.js';
import type { RunView } from '../run-view.js';

const known = new WeakMap<RunView, Map<string, boolean>>();

/**
 * The folder of a package that has all its code that uses STS, where that code imports nothing from the sources:
 * `lambda` beside the `lib` with the stacks of the CDK.
 */
export function folderApart(file: string, root: string, sources: string, view: RunView): string | undefined {
  const [name = ''] = relative(root, dirname(file)).split(sep);
  const folder = join(root, name);
  if (name === '' || sources === root || isWithin(sources, file)) return undefined;
  const answers = known.get(view) ?? new Map<string, boolean>();
  known.set(view, answers);
  const isApart = answers.get(folder) ?? hasAllUsersApart(folder, root, sources, view);
  answers.set(folder, isApart);
  return isApart ? folder : undefined;
}

function hasAllUsersApart(folder: string, root: string, sources: string, view: RunView): boolean {
  const users = view.usersBelow(root);
  return users?.every((user) => isWithin(folder, user) && !importsFrom(sources, user)) === true;
}

const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])(?<specifier>[^'"\n]+)\1/g;

/** Whether a file imports something of a folder. */
function importsFrom(folder: string, file: string): boolean {
  const specifiers = [...(readSmallFile(file) ?? '').matchAll(SPECIFIER)].map(
    ({ groups }) => groups?.['specifier'] ?? '',
  );
  return specifiers.some((specifier) => {
    const path = specifier.startsWith('.') ? resolve(dirname(file), specifier) : resolveModule(file, specifier);
    return path !== undefined && isWithin(folder, path);
  });
}
