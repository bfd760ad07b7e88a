import pc from 'picocolors';
import { codemodNamed } from '../../../engines/migrate/codemods.js';
import { displayPath } from '../../../project/paths.js';
import type { Terminal } from '../../terminal/terminal.js';
import { usesColor } from '../../terminal/terminal.js';
import { answerTo } from '../../terminal/prompt.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { unifiedDiff } from '../../../text/diff.js';
import { visiblePath } from '../../../text/visible.js';
import type { Decide, ProposedSite, Verdict } from './file-plan.js';

type Answer = 'yes' | 'no' | 'all' | 'quit';

/** Asks one question and returns the answer; `undefined` when the person pressed Ctrl-C. */
export type Ask = (question: string) => Promise<Answer | undefined>;

/**
 * Decides about sites by asking: yes, no, all the rest of the file, or quit. After "quit" no more questions are asked,
 * and what was accepted before stays accepted. Ctrl-C does the same and stops the run.
 */
export function askAboutSites(
  { cwd, stderr, env, interrupted }: Pick<Terminal, 'cwd' | 'stderr' | 'env' | 'interrupted'>,
  stop: () => void,
  ask: Ask = askOnTerminal(interrupted),
): Decide {
  const color = usesColor(stderr, env);
  let quit = false;
  let wholeFile: string | undefined;
  return async (sites, { path, source }) => {
    const verdicts = new Map<ProposedSite, Verdict>();
    for (const [index, site] of sites.entries()) {
      if (quit) break;
      let answer: Answer | undefined = 'all';
      if (wholeFile !== path) {
        stderr.write(`\n${presentation(displayPath(cwd, path), site, source.text, color)}\n`);
        answer = await ask(`Rewrite this site (${index + 1} of ${sites.length} in the file)?`);
      }
      if (answer === undefined) stop();
      if (answer === 'all') wholeFile = path;
      quit = answer === undefined || answer === 'quit';
      if (!quit) verdicts.set(site, answer === 'no' ? 'decline' : 'rewrite');
    }
    return verdicts;
  };
}

/** Shows where the site is, why it would change, and everything that changes with it, imports included. */
export function presentation(path: string, site: ProposedSite, text: string, color: boolean): string {
  const paint = pc.createColors(color);
  const reasons = site.codemods.map((codemod) => `${codemodNamed(codemod).mends} ${paint.dim(`(${codemod})`)}`);
  const [, , ...hunks] = unifiedDiff(path, text, site.rewritten()).trimEnd().split('\n');
  return [
    paint.bold(`${visiblePath(path)}:${site.line}:${site.column}`),
    ...reasons,
    paintDiff(hunks.join('\n'), color),
  ].join('\n');
}

function askOnTerminal(interrupted: AbortSignal): Ask {
  return (message) =>
    answerTo(interrupted, ({ select }, terminal) =>
      select<Answer>({
        message,
        options: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
          { value: 'all', label: 'All in this file' },
          { value: 'quit', label: 'Quit', hint: 'keep what was accepted, leave the rest' },
        ],
        ...terminal,
      }),
    );
}
