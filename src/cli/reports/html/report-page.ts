import type { Fact } from '../provenance.js';
import type { Figure, Tone } from './page-shell.js';

/** What an HTML report about sites in code shows, for every command that makes one. */
export interface ReportPage {
  readonly title: string;
  /** The text below the title: what was run, and on what. */
  readonly subtitle: string;
  readonly version: string;
  readonly facts: readonly Fact[];
  /** What a reader can do now. */
  readonly next: { readonly what: string; readonly command: string };
  readonly figures: readonly Figure[];
  /** The states that a site can be in, the worst first. */
  readonly states: readonly SiteState[];
  /** In the order of output: by path, then by position. */
  readonly sites: readonly ReportSite[];
  /** Files and directories that could not be read, parsed or written. */
  readonly failures: readonly { readonly path: string; readonly message: string }[];
  /** What `rule` of a site is called: a rule, or a codemod. */
  readonly ruleLabel: string;
  /** Why sites were left alone, the most frequent reason first. */
  readonly reasons: readonly { readonly reason: string; readonly nextStep: string; readonly sites: number }[];
  /** What has to be true where the code runs, and what else a reader must know. */
  readonly warnings: readonly string[];
  /** Failover helpers that were written, or would be, and what is in them. */
  readonly helpers: readonly { readonly path: string; readonly contents: string }[];
}

export interface SiteState {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
}

export interface ReportSite {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The `key` of one of the page's states. */
  readonly state: string;
  /** Rule, or codemod. */
  readonly rule: string;
  /** Where the rule is explained. */
  readonly docsUrl?: string;
  readonly sdk: string;
  /** Where the request goes before any rewrite. */
  readonly host: string;
  readonly message: string;
  /** What to do, or why it was left. */
  readonly note?: string;
  readonly excerpt?: Excerpt;
  /** Lines of a unified diff, without its file header. */
  readonly diff?: readonly string[];
}

/** Some lines of a file around a site. */
export interface Excerpt {
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** The first and last line of the site itself. */
  readonly marked: readonly [first: number, last: number];
}

const LINES_AROUND = 3;
const LONGEST_LINE = 400;
const MOST_LINES = 30;

/** The lines around a site. Very long lines are cut, so that the page stays small. */
export function excerptOf(lines: readonly string[], line: number, endLine = line): Excerpt {
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, endLine + LINES_AROUND, first + MOST_LINES);
  return { firstLine: first, lines: lines.slice(first - 1, last).map(cut), marked: [line, endLine] };
}

/** The lines of a unified diff from its first hunk on. */
export function hunksOf(diff: string): readonly string[] {
  return diff.split('\n').slice(2, -1).map(cut);
}

function cut(line: string): string {
  return line.length <= LONGEST_LINE
    ? line
    : `${line.slice(0, LONGEST_LINE)} … (${line.length - LONGEST_LINE} more characters)`;
}

/** How the report names the SDK of a call. */
export function sdkLabel(sdk: 'v2' | 'v3' | 'raw' | undefined): string {
  switch (sdk) {
    case 'v2':
      return 'AWS SDK v2';
    case 'v3':
      return 'AWS SDK v3';
    case 'raw':
      return 'Request without an SDK';
    case undefined:
      return 'Unknown';
  }
}

export const UNDECIDED_HOST = 'Decided when it runs';

/**
 * The folder that a file is counted under: the first two parts of its path, so that packages of a monorepo are counted
 * apart.
 */
export function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.length === 0 ? '.' : folders.slice(0, 2).join('/');
}
