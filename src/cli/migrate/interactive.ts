import { isCancel, log, select } from '@clack/prompts';
import pc from 'picocolors';
import { usesColor } from '../host.js';
import type { SiteChange } from '../engine.js';
import { displayPath } from '../files/paths.js';
import type { Host } from '../host.js';
import { paintDiff, unifiedDiff } from './diff.js';
import type { Decide } from './plan-file.js';

type Answer = 'yes' | 'no' | 'all' | 'quit';

/** Asks one question and returns the answer; `undefined` when the person pressed Ctrl-C. */
export type Ask = (question: string) => Promise<Answer | undefined>;

const WHY: Readonly<Record<SiteChange['codemod'], string>> = {
  'regional-endpoints': 'The call goes to the global endpoint; the rewrite sends it to a regional one.',
  'explicit-regions': 'No region is given here; the rewrite names one.',
  failover: 'The call has one region only; the rewrite lets it go on in another when that one fails.',
};

/**
 * Decides about sites by asking: yes, no, all that are left in the file, or quit. After quitting, everything that is left is declined
 * without a question; what was accepted before stays accepted.
 */
export function askAboutSites({ cwd, stderr, env }: Pick<Host, 'cwd' | 'stderr' | 'env'>, ask: Ask = askOnTerminal): Decide {
  const color = usesColor(stderr, env);
  let quit = false;
  return async (sites, { path, source }) => {
    const accepted = new Set<SiteChange>();
    const declined = new Set<string>();
    let all = false;
    for (const [index, site] of sites.entries()) {
      const place = `${site.line}:${site.column}`;
      if (quit) break;
      if (declined.has(place)) continue; // one codemod builds on the other: without the first, no second
      if (!all) {
        stderr.write(`\n${context(displayPath(cwd, path), site, source.text, color)}\n`);
        const answer = await ask(`Rewrite this site (${index + 1} of ${sites.length} in the file)?`);
        if (answer === undefined || answer === 'quit') {
          quit = true;
          break;
        }
        all = answer === 'all';
        if (answer === 'no') {
          declined.add(place);
          continue;
        }
      }
      accepted.add(site);
    }
    return accepted;
  };
}

const LINES_AROUND = 2;

/** Where the site is, why it would change, and the change among its neighbouring lines. */
export function context(path: string, site: SiteChange, text: string, color: boolean): string {
  const paint = pc.createColors(color);
  const heading = `${paint.bold(`${path}:${site.line}:${site.column}`)}  ${WHY[site.codemod]} ${paint.dim(`(${site.codemod})`)}`;
  const change = unifiedDiff(path, ensureNewline(site.before), ensureNewline(site.after));
  const lines = text.split(/\r?\n/);
  const first = Math.max(0, site.line - 1 - LINES_AROUND);
  const around = lines.slice(first, site.line + LINES_AROUND).map((line, index) => paint.dim(`${String(first + index + 1).padStart(5)}  ${line}`));
  return [heading, ...around, paintDiff(change.split('\n').slice(3).join('\n'), color)].join('\n');
}

function ensureNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

async function askOnTerminal(question: string): Promise<Answer | undefined> {
  const answer = await select<Answer>({
    message: question,
    output: process.stderr, // results alone go to standard output
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
      { value: 'all', label: 'All in this file' },
      { value: 'quit', label: 'Quit', hint: 'keep what was accepted, decline the rest' },
    ],
  });
  if (!isCancel(answer)) return answer;
  log.message('Stopped; what was accepted before is kept.');
  return undefined;
}
