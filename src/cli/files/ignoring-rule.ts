import { relative } from 'node:path';
import ignore from 'ignore';
import type { Evidence } from '../../project/evidence.js';
import { slashed } from '../../project/paths.js';
import { readSmallFile } from '../../project/read-file.js';
import { excludesOfUser, ignoringRule } from '../git.js';
import { CASE_INSENSITIVE, IgnoreRules } from './ignore-rules.js';

/**
 * Finds the rule that makes git ignore a path of one repository. Each answer of git takes a process, so git is asked
 * only where the rules of the repository, or those of its user, may ignore the path.
 */
export function createIgnoringRuleOf(root: string): (path: string) => Evidence | undefined {
  const rules = new IgnoreRules(root);
  const rulesOfUser = ignore({ ignorecase: CASE_INSENSITIVE }).add(readSmallFile(excludesOfUser(root)) ?? '');
  return (path) =>
    rules.ignoresBelow(path) || rulesOfUser.ignores(slashed(relative(root, path)))
      ? ignoringRule(root, path)
      : undefined;
}
