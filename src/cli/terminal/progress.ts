import type { Terminal } from './terminal.js';
import { isWatched } from './terminal.js';

/** The line at the bottom of a terminal that shows how far a run has got. */
export interface Progress {
  readonly update: (done: number) => void;
  /** Removes the line before results are printed. The next update draws it again. */
  readonly clear: () => void;
}

const SILENT: Progress = { update: () => undefined, clear: () => undefined };
const MILLISECONDS_BETWEEN_DRAWINGS = 80;
const BAR_WIDTH = 24;
/** The rate of the first files says little about the others, so no remaining time is shown before this share is done. */
const SHARE_BEFORE_ESTIMATE = 0.1;

export interface ProgressOptions {
  /** What is counted, in the plural. */
  readonly unit?: string;
  readonly now?: () => number;
}

/** Shows a progress line on stderr if a person watches it; otherwise nothing. */
export function startProgress(
  total: number,
  terminal: Pick<Terminal, 'stderr' | 'env'>,
  { unit = 'files', now = Date.now }: ProgressOptions = {},
): Progress {
  const { stderr, env } = terminal;
  if (!isWatched(stderr, env) || total === 0) return SILENT;
  const start = now();
  let drawn = start;
  let visible = false;
  return {
    update(done) {
      if (now() - drawn < MILLISECONDS_BETWEEN_DRAWINGS) return;
      drawn = now();
      visible = true;
      stderr.write(
        `\r${progressLine({ done, total, unit, milliseconds: drawn - start }, stderr.columns || 80)}\u001B[K`,
      );
    },
    clear() {
      if (visible) stderr.write('\r\u001B[K');
      visible = false;
    },
  };
}

/** `[#####----] 1,200/4,000 files, 900/s, 3 s left`, cut to the width of the terminal. */
export function progressLine(
  {
    done,
    total,
    unit,
    milliseconds,
  }: { readonly done: number; readonly total: number; readonly unit: string; readonly milliseconds: number },
  width: number,
): string {
  const filled = Math.round((done / total) * BAR_WIDTH);
  const rate = done / Math.max(milliseconds / 1000, 0.001);
  const remaining = Math.ceil((total - done) / Math.max(rate, 0.001));
  const line = [
    `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${grouped(done)}/${grouped(total)} ${unit}`,
    `${grouped(Math.round(rate))}/s`,
    ...(done < total * SHARE_BEFORE_ESTIMATE ? [] : [`${duration(remaining)} left`]),
  ].join(', ');
  return line.slice(0, width - 1);
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `12345` as `12,345`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
