import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { RuleName } from '../../../rules/index.js';
import type { Configuration } from '../../model/settings/configuration.js';
import { isRecord } from '../../model/settings/shape.js';
import { displayPath } from '../../project/paths.js';
import { readSmallFile } from '../../project/read-file.js';
import type { Search, SettingsSource } from '../../project/settings-file.js';
import {
  configurationIn,
  findSettingsSource,
  isScript,
  readSettings,
  SettingsError,
  UNREADABLE,
} from '../../project/settings-file.js';
import type { Settings } from '../engine.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';

/** `--settings FILE`, which every command takes that uses settings. */
export interface SettingsFlags {
  readonly settings?: string;
}

/** Settings, and the file that they come from; `path` is `undefined` when there is no file. */
export interface FoundSettings extends Pick<Configuration, 'rules' | 'ignore'> {
  readonly settings: Settings;
  readonly path: string | undefined;
}

/** How long a settings script may take. */
const LOADING_LIMIT_S = 30;

/**
 * The settings of the file that `--settings` names, or else those that a search from `cwd` upwards finds in JSON.
 *
 * A script is run only when `--settings` names it: a repository that somebody else wrote must be safe to check.
 *
 * @throws UsageError that names file, key and value, for settings that cannot be read or are wrong, and for a script
 * that the search finds
 */
export async function findSettings(
  terminal: Pick<Terminal, 'cwd' | 'interrupted'>,
  { settings: named }: SettingsFlags,
): Promise<FoundSettings> {
  try {
    const source =
      named === undefined
        ? findSettingsSource(terminal.cwd, { cwd: terminal.cwd, commandLine: HELP })
        : await namedSource(resolve(terminal.cwd, named), terminal);
    return source ? configurationIn(source, await ruleNamesFor(source)) : { settings: {}, path: undefined };
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

const HELP: NonNullable<Search['commandLine']> = {
  script: (name) =>
    `${name} is a script. A script that is found in a repository is not run, because it could do anything to your ` +
    `files. If you trust it, name it with --settings ${name}. Settings in sts-regional.config.json need no flag.`,
  insteadOfLink: (name) => `, or name it with --settings ${name}`,
};

/** The rules are loaded only for settings that speak of them. */
async function ruleNamesFor({ value }: SettingsSource): Promise<readonly RuleName[]> {
  if (!isRecord(value) || !('rules' in value)) return [];
  return (await import('../../../rules/index.js')).RULE_NAMES;
}

async function namedSource(path: string, terminal: Pick<Terminal, 'cwd' | 'interrupted'>): Promise<SettingsSource> {
  const { cwd } = terminal;
  const name = displayPath(cwd, path);
  if (!existsSync(path)) throw new UsageError(`--settings: ${name} does not exist.`);
  if (isScript(path)) return { path, name, value: await importDefault(path, terminal) };
  const source = readSettings(path, { cwd, commandLine: HELP });
  if (!source) throw new UsageError(`--settings: ${name} has no "sts-regional".`);
  return source;
}

async function importDefault(
  path: string,
  { cwd, interrupted }: Pick<Terminal, 'cwd' | 'interrupted'>,
): Promise<unknown> {
  let module: { default?: unknown };
  try {
    // Node would wait for a named pipe, and read a device without end.
    if (readSmallFile(path) === undefined) throw new Error(UNREADABLE);
    const loading = import(pathToFileURL(path).href) as Promise<{ default?: unknown }>;
    module = await Promise.race([loading, endOfPatience(interrupted)]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : `it throws ${inspect(error)}`;
    throw new UsageError(`${displayPath(cwd, path)} cannot be loaded: ${reason}`);
  }
  if (module.default === undefined)
    throw new UsageError(`${displayPath(cwd, path)} has no default export; it must export the settings object.`);
  return module.default;
}

/** Rejects when a script takes too long, or when Ctrl-C ends the wait. */
function endOfPatience(interrupted: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void =>
      reject(new Error(`it was not ready after ${LOADING_LIMIT_S} seconds. Look for an "await" in it.`));
    setTimeout(giveUp, LOADING_LIMIT_S * 1000).unref();
    interrupted.addEventListener('abort', () => reject(new Error('Ctrl-C ended the wait for it.')), { once: true });
  });
}
