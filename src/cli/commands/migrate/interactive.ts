import pc from 'picocolors';
import { codemodNamed } from '../../../engines/migrate/codemods.js';
import { displayPath } from '../../../project/paths.js';
import type { AskKey } from '../../terminal/ask-key.js';
import { keysOnTerminal } from '../../terminal/ask-key.js';
import type { Terminal } from '../../terminal/terminal.js';
import { usesColor } from '../../terminal/terminal.js';
import { paintDiff } from '../../terminal/paint-diff.js';
import { unifiedDiff } from '../../../text/diff.js';
import { visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import type { Decide, ProposedSite, Verdict } from './file-plan.js';

/** The keys that answer, with their word for the line above each question and with what they do. */
const KEYS = {
  y: ['yes', 'rewrite this site; Enter does the same'],
  n: ['no', 'leave this site as it is'],
  a: ['all of this kind', 'rewrite this site and, without further questions, all that change in the same way'],
  f: ['rest of the file', 'rewrite this site and, without further questions, the rest of this file'],
  r: ['regional only', 'make this site regional, without failover'],
  q: ['quit', 'ask no more: what was accepted is kept, the rest is left'],
  '?': ['help', 'explain the keys'],
} as const;
type Key = keyof typeof KEYS;

/**
 * Decides about sites by asking. After "quit" no more questions are asked, and what was accepted before stays accepted.
 * Ctrl-C does the same and stops the run.
 *
 * @param warnings what has to be true where the code runs before requests can fail over, said before the first question
 * about failover
 */
export function askAboutSites(
  terminal: Pick<Terminal, 'cwd' | 'stderr' | 'env' | 'interrupted'>,
  stop: () => void,
  ask: AskKey = keysOnTerminal(terminal.stderr, terminal.interrupted),
  warnings: readonly string[] = [],
): Decide {
  const asking = new Asking(terminal, ask, warnings);
  return async (sites, { path, source }) => {
    const verdicts = new Map<ProposedSite, Verdict>();
    for (const [index, site] of sites.entries()) {
      const place = { path, text: source.text, position: `${index + 1} of ${sites.length} in the file` };
      const answer = await asking.answerFor(site, place);
      if (answer === undefined) stop();
      if (answer === undefined || answer === 'q') break;
      verdicts.set(site, answer === 'n' ? 'decline' : answer === 'r' ? 'regional' : 'rewrite');
    }
    return verdicts;
  };
}

/** Where a site is, for the question about it. */
interface Place {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly position: string;
}

/** A conversation about the sites of all files. */
class Asking {
  readonly #paint: ReturnType<typeof pc.createColors>;
  readonly #color: boolean;
  readonly #helpersShown = new Set<string>();
  readonly #acceptedKinds = new Set<string>();
  #acceptedFile: string | undefined;
  #hasQuit = false;
  #hasWarned = false;

  constructor(
    private readonly terminal: Pick<Terminal, 'cwd' | 'stderr' | 'env'>,
    private readonly ask: AskKey,
    private readonly warnings: readonly string[],
  ) {
    this.#color = usesColor(terminal.stderr, terminal.env);
    this.#paint = pc.createColors(this.#color);
  }

  /** The answer to a question, or what earlier answers say; `undefined` after Ctrl-C. */
  async answerFor(site: ProposedSite, { path, text, position }: Place): Promise<Exclude<Key, '?'> | undefined> {
    if (this.#hasQuit) return 'q';
    if (this.#acceptedFile === path || this.#acceptedKinds.has(kindOf(site))) return 'y';
    const shown = presentation(displayPath(this.terminal.cwd, path), site, text, this.#color);
    this.#say(['', ...this.#aboutFailover(site), shown, this.#line(site)]);
    const answer = await this.#answer(site, `Rewrite this site (${position})?`);
    this.#hasQuit = answer === undefined || answer === 'q';
    if (answer === 'f') this.#acceptedFile = path;
    if (answer === 'a') this.#acceptedKinds.add(kindOf(site));
    return answer;
  }

  /** Asks until the answer is not a call for help. */
  async #answer(site: ProposedSite, message: string): Promise<Exclude<Key, '?'> | undefined> {
    const keys = keysFor(site);
    const shown = keys.map((key) => (key === 'y' ? 'Y' : key)).join('/');
    for (;;) {
      const answer = await this.ask({ question: `${this.#paint.bold(message)} ${shown} `, keys, enter: 'y' });
      if (answer !== '?') return answer;
      this.#say(keys.map((key) => `  ${this.#paint.bold(key)}  ${KEYS[key][1]}`));
    }
  }

  /** What failover asks of the deployment, once, and each new file, once. */
  #aboutFailover(site: ProposedSite): readonly string[] {
    if (!site.codemods.includes('failover')) return [];
    const warnings = this.#hasWarned ? [] : this.warnings;
    this.#hasWarned = true;
    const helpers = site.newHelpers().filter(({ path }) => !this.#helpersShown.has(path));
    for (const { path } of helpers) this.#helpersShown.add(path);
    return [
      ...warnings,
      ...helpers.map(
        ({ path, lines }) =>
          `Failover adds ${visiblePath(displayPath(this.terminal.cwd, path))} (${count(lines, 'line')}), once for all its sites.`,
      ),
    ].map((line) => this.#paint.yellow(line));
  }

  #line(site: ProposedSite): string {
    return keysFor(site)
      .map((key) => `${this.#paint.bold(key)} ${this.#paint.dim(KEYS[key][0])}`)
      .join('  ');
  }

  #say(lines: readonly string[]): void {
    this.terminal.stderr.write(`${lines.join('\n')}\n`);
  }
}

/** "Regional only" is an answer where failover is not all that would be done. */
const keysFor = ({ codemods }: ProposedSite): readonly Key[] =>
  (Object.keys(KEYS) as Key[]).filter((key) => key !== 'r' || (codemods.includes('failover') && codemods.length > 1));

const kindOf = ({ codemods }: ProposedSite): string => codemods.join(' ');

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
