import { dirname } from 'node:path';
import { byCodeUnit, displayPath } from '../../../project/paths.js';
import { FileChangedError, removeLeftover, replaceFile } from '../../../project/replace-file.js';
import { visiblePath } from '../../../text/visible.js';
import { reasonOf } from '../../files/find-files.js';
import type { Selection } from '../../files/select-files.js';
import { byRepository, GitError, stage } from '../../git.js';
import { count } from '../../reports/words.js';
import type { Candidate } from '../../scan/candidate.js';
import type { Terminal } from '../../terminal/terminal.js';
import { fixCandidate } from './fix-candidate.js';
import type { LintOptions } from './lint-candidate.js';
import { withFatal, type LintMessage, type LintResult } from './lint-result.js';

/** Fixes files, one after the other, and remembers what it wrote. */
export class Fixes {
  readonly #written: string[] = [];
  #count = 0;

  /**
   * @param isWanted the findings whose fixes are applied
   */
  constructor(
    private readonly terminal: Pick<Terminal, 'cwd' | 'stderr' | 'engine'>,
    private readonly selection: Pick<Selection, 'partlyStaged' | 'leftovers'>,
    private readonly isWanted: (message: LintMessage) => boolean,
  ) {
    for (const leftover of selection.leftovers) removeLeftover(leftover);
  }

  /**
   * Lints a file and writes it with its fixes, in one step. A file that cannot be written stays as it is. What is staged
   * in part stays, too: staging the fix would stage the rest.
   */
  async lint(candidate: Candidate, options: LintOptions): Promise<LintResult> {
    const fixed = await fixCandidate(candidate, this.terminal.engine, options, this.isWanted);
    if (fixed.fixes === 0) return fixed.result;
    const obstacle = this.#obstacleTo(candidate);
    if (obstacle !== undefined) {
      this.terminal.stderr.write(
        `${visiblePath(displayPath(this.terminal.cwd, candidate.path))} is not fixed, because it ${obstacle}.\n`,
      );
      return fixed.before;
    }
    const problem = write(candidate, fixed.text);
    if (problem !== undefined) return withFatal(fixed.before, problem);
    this.#written.push(candidate.path);
    this.#count += fixed.fixes;
    return { ...fixed.result, output: fixed.text };
  }

  #obstacleTo({ path, source }: Candidate): string | undefined {
    if (this.selection.partlyStaged.has(path)) return 'is staged only in part';
    return source.faithful ? undefined : 'is not UTF-8';
  }

  /** What was done, as a sentence; `undefined` when nothing was. */
  get summary(): string | undefined {
    if (this.#written.length === 0) return undefined;
    return `Fixed ${count(this.#count, 'problem')} in ${count(this.#written.length, 'file')}.`;
  }

  /** Stages what was written. Says so and returns false when git refuses. */
  stage(): boolean {
    try {
      for (const [root, paths] of byRepository([...this.#written].sort(byCodeUnit), dirname))
        if (root !== undefined) stage(root, paths);
      return true;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      this.terminal.stderr.write(`The files are fixed but not staged: ${error.message}\n`);
      return false;
    }
  }
}

/** Why the file was not written, or `undefined` when it was. */
function write({ path, source }: Candidate, text: string): string | undefined {
  try {
    replaceFile(path, source.bytes, source.byteOrderMark + text);
    return undefined;
  } catch (error) {
    return error instanceof FileChangedError
      ? 'The file changed while it was being fixed; it is left as it is now.'
      : `Cannot write the file: ${reasonOf(error)}`;
  }
}
