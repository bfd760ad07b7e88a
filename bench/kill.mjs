/**
 * `npm run bench -- kill [times] [seed]`: kills `migrate` at random moments (SIGKILL). After each kill, every file must
 * have its old or its new text, the helper must be there if a file imports it, and a second run must give the tree of
 * an undisturbed run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ARGS, FILES, makeTree, textsBelow } from './small-tree.mjs';

const times = Number(process.argv[2] ?? 200);
let state = Number(process.argv[3] ?? 1);

/** Pseudo-random numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

const root = mkdtempSync(join(tmpdir(), 'sts-regional-kill-'));
try {
  const before = join(root, 'before');
  makeTree(before);
  const undisturbed = join(root, 'undisturbed');
  cpSync(before, undisturbed, { recursive: true });
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ARGS, { cwd: undisturbed, stdio: 'ignore' });
  const duration = performance.now() - start;
  const oldTexts = textsBelow(before);
  const newTexts = textsBelow(undisturbed);
  const helpers = [...newTexts.keys()].filter((path) => !oldTexts.has(path));
  if (status !== 0 || helpers.length !== 1)
    throw new Error(`The undisturbed run exited with ${status} and wrote ${helpers.join(', ') || 'no helper'}.`);

  const problems = [];
  let inTheMiddle = 0;
  for (let round = 1; round <= times; round += 1) {
    const tree = join(root, 'killed');
    cpSync(before, tree, { recursive: true });
    const child = spawn(process.execPath, ARGS, { cwd: tree, stdio: 'ignore' });
    const closed = once(child, 'close');
    // Half of the moments in the last third of a run, where files are written.
    await Promise.race([
      closed,
      delay(random() < 0.5 ? duration * random() : duration * (0.67 + 0.4 * random()), undefined, { ref: false }),
    ]);
    child.kill('SIGKILL');
    await closed;
    const texts = textsBelow(tree);
    const changed = [...oldTexts].filter(([path, text]) => texts.get(path) !== text).map(([path]) => path);
    if (changed.length > 0 && changed.length < FILES) inTheMiddle += 1;
    for (const path of changed)
      if (texts.get(path) !== newTexts.get(path)) problems.push(`round ${round}: ${path} is neither old nor new`);
    if (changed.length > 0 && texts.get(helpers[0]) !== newTexts.get(helpers[0]))
      problems.push(`round ${round}: a file imports the helper, which is not there whole`);
    spawnSync(process.execPath, ARGS, { cwd: tree, stdio: 'ignore' });
    const after = textsBelow(tree);
    const different = [...new Set([...after.keys(), ...newTexts.keys()])].filter(
      (path) => after.get(path) !== newTexts.get(path),
    );
    if (different.length > 0) problems.push(`round ${round}: after the second run ${different.join(', ')} differ`);
    if (existsSync(tree)) rmSync(tree, { recursive: true });
  }
  const verdict =
    problems.length === 0 ? 'nothing lost, every second run completed the work' : `${problems.length} problems`;
  console.log(`${times} kills, ${inTheMiddle} of them between the first and the last file written: ${verdict}`);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
