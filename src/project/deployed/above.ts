import { dirname, join } from 'node:path';
import { foldersUp } from '../folders-up.js';
import { namesIn } from '../names-in.js';
import { readOwnFile } from '../own-files.js';
import { repositoryRootOf } from '../repository.js';
import type { Deployment } from './deployment.js';
import { deploymentsInFile, isDeploymentFile } from './in-file.js';

const folders = new Map<string, readonly Deployment[]>();

/** What the templates and the Terraform on the way from a file up to the root of its repository deploy. */
export const deploymentsAbove = (file: string): readonly Deployment[] => {
  const folder = dirname(file);
  return [...foldersUp(folder, repositoryRootOf(folder) ?? folder)].flatMap(deploymentsOf);
};

function deploymentsOf(folder: string): readonly Deployment[] {
  let found = folders.get(folder);
  if (found === undefined)
    folders.set(
      folder,
      (found = namesIn(folder)
        .filter(isDeploymentFile)
        .map((name) => join(folder, name))
        .flatMap((path) => deploymentsInFile(path, readOwnFile(path) ?? ''))),
    );
  return found;
}
