/**
 * `npm run bench -- pairs [times]`: two runs of `migrate` at once over the same tree. After both, each file must have
 * its new text or, where the runs met, its old one; a third run must give the tree of an undisturbed run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARGS, makeTree, textsBelow } from './small-tree.mjs';

const times = Number(process.argv[2] ?? 20);

const root = mkdtempSync(join(tmpdir(), 'sts-regional-pairs-'));
try {
  const before = join(root, 'before');
  makeTree(before);
  const undisturbed = join(root, 'undisturbed');
  cpSync(before, undisturbed, { recursive: true });
  spawnSync(process.execPath, ARGS, { cwd: undisturbed, stdio: 'ignore' });
  const oldTexts = textsBelow(before);
  const newTexts = textsBelow(undisturbed);

  const problems = [];
  let leftForThird = 0;
  for (let round = 1; round <= times; round += 1) {
    const tree = join(root, 'shared');
    cpSync(before, tree, { recursive: true });
    const start = () => once(spawn(process.execPath, ARGS, { cwd: tree, stdio: 'ignore' }), 'close');
    const statuses = (await Promise.all([start(), start()])).map(([status]) => status);
    if (statuses.some((status) => status !== 0 && status !== 2))
      problems.push(`round ${round}: the runs exited with ${statuses.join(' and ')}`);
    for (const [path, text] of textsBelow(tree)) {
      if (text === newTexts.get(path)) continue;
      if (text === oldTexts.get(path)) leftForThird += 1;
      else problems.push(`round ${round}: ${path} is neither old nor new`);
    }
    spawnSync(process.execPath, ARGS, { cwd: tree, stdio: 'ignore' });
    const after = textsBelow(tree);
    const different = [...new Set([...after.keys(), ...newTexts.keys()])].filter(
      (path) => after.get(path) !== newTexts.get(path),
    );
    if (different.length > 0) problems.push(`round ${round}: after the third run ${different.join(', ')} differ`);
    rmSync(tree, { recursive: true });
  }
  const verdict = problems.length === 0 ? 'nothing lost' : `${problems.length} problems`;
  console.log(`${times} pairs of runs, ${leftForThird} files left for a third run: ${verdict}`);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
