import pc from 'picocolors';
import type { SelectedFile } from '../../files/find-files.js';
import { displayPath } from '../../../project/paths.js';
import { visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import type { AskKey } from '../../terminal/ask-key.js';
import { startProgress } from '../../terminal/progress.js';
import type { Terminal } from '../../terminal/terminal.js';
import { usesColor } from '../../terminal/terminal.js';
import { canAsk } from '../endpoints/offer.js';
import { migrateFiles } from './migrate-files.js';
import type { MigrateReport } from './migrate-report.js';
import type { RewriteFlags, RewriteOptions } from './options.js';
import { REGIONAL_ONLY, WITHOUT_FAILOVER } from './regional-only.js';
import { deploymentWarnings } from './warnings.js';

/** The flags that say how far a run goes, or that nobody is there to say it. */
interface DecidingFlags extends Pick<RewriteFlags, 'only' | 'helperPath'> {
  readonly yes?: boolean;
  readonly interactive?: boolean;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly staged?: boolean;
  readonly helperTest?: boolean;
  readonly maxChanges?: number;
}

const isDecided = (flags: DecidingFlags, { settings }: RewriteOptions): boolean =>
  flags.only !== undefined ||
  flags.helperPath !== undefined ||
  settings.helper !== undefined ||
  [flags.yes, flags.interactive, flags.dryRun, flags.check, flags.staged, flags.helperTest].includes(true);

/**
 * Asks how far the migration goes where failover would add a file to the repository, and says what each way costs.
 * Returns the options of the chosen way, and `stopped` when the person wants none. Does not ask without a terminal,
 * where a flag or the settings decide, and where a helper is there already.
 */
export async function chooseFailover(
  files: readonly SelectedFile[],
  flags: DecidingFlags,
  options: RewriteOptions,
  terminal: Terminal,
  ask: AskKey,
): Promise<RewriteOptions | 'stopped'> {
  if (isDecided(flags, options) || !canAsk(terminal)) return options;
  const whole = await rehearsal(files, options, flags, terminal);
  const isNew = whole.helperFiles.some((helper) => helper.isNew);
  if (terminal.interrupted.aborted) return 'stopped';
  if (!isNew) return options;
  const changed = new Set(whole.files.flatMap(({ status, path }) => (status === 'changed' ? [path] : [])));
  const regionalOptions = { ...options, only: WITHOUT_FAILOVER };
  const regional = await rehearsal(
    files.filter(({ path }) => changed.has(displayPath(terminal.cwd, path))),
    regionalOptions,
    flags,
    terminal,
  );
  terminal.stderr.write(question(whole, regional, options, usesColor(terminal.stderr, terminal.env)));
  const answer = await ask({ question: 'Press 1, 2 or q: ', keys: ['1', '2', 'q'] as const });
  if (answer === undefined || answer === 'q') return 'stopped';
  return answer === '1' ? regionalOptions : options;
}

async function rehearsal(
  files: readonly SelectedFile[],
  rewrite: RewriteOptions,
  { maxChanges }: Pick<DecidingFlags, 'maxChanges'>,
  terminal: Terminal,
): Promise<MigrateReport> {
  const progress = startProgress(files.length, terminal);
  const { report } = await migrateFiles(files, terminal, {
    rewrite,
    writes: false,
    keepDiffs: false,
    keepDetails: false,
    problems: [],
    ...(maxChanges !== undefined && { maxChanges }),
    onProgress: progress.update,
  });
  progress.clear();
  return report;
}

function question(whole: MigrateReport, regional: MigrateReport, options: RewriteOptions, color: boolean): string {
  const paint = pc.createColors(color);
  const helpers = whole.helperFiles.filter(({ isNew }) => isNew);
  const shown = helpers.slice(0, 3).map(({ path, lines }) => `${visiblePath(path)} (${count(lines, 'line')})`);
  const more = helpers.length > shown.length ? ` and ${count(helpers.length - shown.length, 'more file')}` : '';
  return [
    '',
    paint.bold('How far should this migration go?'),
    `  ${paint.bold('1')}  regional endpoints only: ${costOf(regional)}, no new file`,
    paint.dim(`     the same as ${REGIONAL_ONLY}`),
    `  ${paint.bold('2')}  regional with failover: ${costOf(whole)}, adds ${shown.join(', ')}${more}`,
    ...deploymentWarnings(options.settings).map((warning) => paint.yellow(`     ${warning}`)),
    `  ${paint.bold('q')}  quit: nothing is written`,
    '',
  ].join('\n');
}

const costOf = ({ summary: { sitesRewritten, filesChanged } }: MigrateReport): string =>
  sitesRewritten === 0
    ? 'no site to rewrite'
    : `rewrites ${count(sitesRewritten, 'site')} in ${count(filesChanged, 'file')}`;
