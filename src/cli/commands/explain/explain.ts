import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Explained } from '../../../engines/explain/explain-file.js';
import { displayPath, isWithin } from '../../../project/paths.js';
import { visiblePath } from '../../../text/visible.js';
import { mayHaveDirectives, suppressionsOf } from '../../directives/disable-directives.js';
import type { Preset } from '../../engine.js';
import type { ExitStatus } from '../../exit-status.js';
import { EXIT } from '../../exit-status.js';
import { filesAt, reasonOf } from '../../files/find-files.js';
import { decode, readBytes, type SourceText } from '../../files/source-text.js';
import { emit } from '../../reports/emit.js';
import { count } from '../../reports/words.js';
import type { SettingsFlags } from '../../settings/settings-file.js';
import { findSettings } from '../../settings/settings-file.js';
import type { Terminal } from '../../terminal/terminal.js';
import { UsageError } from '../../usage-error.js';
import type { RewriteFlags, RewriteOptions } from '../migrate/options.js';
import { rewriteOptions } from '../migrate/options.js';
import { positionOf } from '../migrate/plan-file.js';
import { viewOfRun } from '../migrate/view-of-run.js';
import { explanationsToJson } from './json.js';
import { migrationAt } from './migration.js';
import type { PlaceArgument } from './place.js';
import { explanationsToText, nothingToText, type Explanations } from './text.js';

export interface ExplainFlags extends SettingsFlags, Omit<RewriteFlags, 'only'> {
  readonly config: Preset;
  readonly rule?: readonly string[];
  readonly json?: boolean;
}

/**
 * Says what the code at a line does and what the tool makes of it; writes nothing. Returns the exit status.
 *
 * @throws UsageError for a file that does not exist or cannot be parsed, a line that it does not have, and for flags
 * and settings that cannot be used
 */
export async function explain(place: PlaceArgument, flags: ExplainFlags, terminal: Terminal): Promise<ExitStatus> {
  const { cwd, stderr } = terminal;
  const severities = flags.rule && (await import('../check/rule-severities.js')).ruleSeverities(flags.rule);
  const found = await findSettings(terminal, flags);
  const rewrite: RewriteOptions = { ...rewriteOptions(flags, found), view: viewOfRun({ files: [], walked: [] }, cwd) };
  const path = fileAt(place.file, cwd);
  const source = sourceOf(place, path);
  if (!isSearched(path, cwd)) stderr.write(`${note(displayPath(cwd, path))}\n`);
  const suppressionAt = mayHaveDirectives(source.text)
    ? suppressionsOf((await terminal.engine.commentReader())(source.text, path))
    : () => undefined;
  const { explainFile } = await import('../../../engines/explain/explain-file.js');
  const explained = explainFile(source.text, path, place, {
    cwd,
    settings: rewrite.settings,
    preset: flags.config,
    ...(severities && { severities }),
    suppressionAt,
  });
  if (explained.status === 'unparsable')
    throw new UsageError(`${place.file} cannot be parsed: ${explained.message}${positionOf(explained)}`);
  const answer = await withMigrations(explained, { path, source }, rewrite, terminal);
  const shown = { cwd, path, line: place.line, preset: flags.config };
  emit(
    (color) =>
      flags.json
        ? explanationsToJson(answer, shown)
        : answer.explanations.length === 0
          ? nothingToText(answer, shown)
          : explanationsToText(answer, shown, color),
    undefined,
    terminal,
  );
  return answer.explanations.length > 0 ? EXIT.success : EXIT.findings;
}

/** @throws UsageError */
function fileAt(file: string, cwd: string): string {
  try {
    const path = realpathSync(resolve(cwd, file));
    if (!statSync(path).isDirectory()) return path;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
  throw new UsageError(`${file} is a directory. Name a line of a file in it, such as ${file}/session.ts:12.`);
}

/** @throws UsageError for a file that cannot be read, and a line that it does not have */
function sourceOf({ file, line }: PlaceArgument, path: string): SourceText {
  let source: SourceText;
  try {
    source = decode(readBytes(path));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
  const lines = source.text.replace(/\n$/, '').split('\n').length;
  if (line > lines) throw new UsageError(`${file} has no line ${line}: it has ${count(lines, 'line')}.`);
  return source;
}

/** Whether a search of the working directory finds the file. */
const isSearched = (path: string, cwd: string): boolean =>
  !isWithin(cwd, path) || filesAt({ path: cwd, isDirectory: true }, [path]).length > 0;

const note = (path: string): string =>
  `${visiblePath(path)} is passed over when a directory is checked: it is ignored, built or of a format that is not read.`;

async function withMigrations(
  explained: Exclude<Explained, { status: 'unparsable' }>,
  candidate: { readonly path: string; readonly source: SourceText },
  rewrite: RewriteOptions,
  { engine, cwd }: Terminal,
): Promise<Explanations> {
  if (explained.status === 'nothing')
    return { explanations: [], ...(explained.nearest && { nearest: explained.nearest }) };
  const explanations = [];
  for (const explanation of explained.explanations)
    explanations.push({
      ...explanation,
      migration: await migrationAt(explanation, candidate, engine, rewrite, cwd),
    });
  return { explanations };
}
