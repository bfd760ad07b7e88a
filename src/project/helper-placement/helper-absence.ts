import { dirname } from 'node:path';
import { isTypeScriptPath, type HelperAbsence } from '../../model/settings/surroundings.js';
import { compiledFolder } from '../compiled-folder.js';
import { leftOut } from '../deployed/left-out.js';
import { shownEvidence } from '../evidence.js';
import { manifestsAbove } from '../manifest.js';
import { displayPath, isWithin } from '../paths.js';
import { boundaryOf } from '../run-view.js';
import type { HelperContext } from './helper-context.js';

/**
 * Why a helper at this path would be missing where a file that imports it runs. Says nothing where this is not certain.
 */
export function absenceAt(file: string, path: string, context: HelperContext): HelperAbsence | undefined {
  return (
    notDeployed(file, path, context) ??
    notCompiled(file, path, context) ??
    notPublished(file, path, context) ??
    ignoredByGit(file, path, context)
  );
}

function notDeployed(file: string, path: string, { project, view }: HelperContext): HelperAbsence | undefined {
  const found = leftOut(file, path, view.deploymentsAround(file), boundaryOf(file, project.root, view));
  if (!found) return undefined;
  const evidence = shownEvidence(found.evidence, view.cwd);
  if (found.kind === 'text') return { obstacle: 'deployed-as-text', words: { evidence } };
  const folder = displayPath(view.cwd, found.deployed);
  return { obstacle: 'deployed-without-helper', words: { folder, helper: displayPath(view.cwd, path), evidence } };
}

function notCompiled(file: string, path: string, { project, view }: HelperContext): HelperAbsence | undefined {
  const folder = compiledFolder(file, project.root);
  if (!folder || isWithin(folder.path, path)) return undefined;
  return {
    obstacle: 'outside-compiled-folder',
    words: {
      helper: displayPath(view.cwd, path),
      folder: displayPath(view.cwd, folder.path),
      config: displayPath(view.cwd, folder.config),
    },
  };
}

/** Says nothing about TypeScript: a package publishes its compiled form, which may be anywhere. */
function notPublished(file: string, path: string, { view }: HelperContext): HelperAbsence | undefined {
  const [manifest] = manifestsAbove(dirname(file));
  if (!manifest?.files || isTypeScriptPath(file)) return undefined;
  if (!view.publishes(file, manifest) || view.publishes(path, manifest)) return undefined;
  return {
    obstacle: 'helper-not-published',
    words: {
      helper: displayPath(view.cwd, path),
      evidence: shownEvidence(manifest.evidenceOf('files'), view.cwd),
    },
  };
}

/** A file that git ignores, too, is no part of other checkouts either. */
function ignoredByGit(file: string, path: string, { view }: HelperContext): HelperAbsence | undefined {
  const rule = view.ignoringRule(path);
  if (!rule || view.ignoringRule(file)) return undefined;
  return {
    obstacle: 'helper-ignored-by-git',
    words: { helper: displayPath(view.cwd, path), evidence: shownEvidence(rule, view.cwd) },
  };
}
