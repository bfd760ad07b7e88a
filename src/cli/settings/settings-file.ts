import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { Settings } from '../engine.js';
import { anchoredSettings } from '../../project/helper-placement/helper-module.js';
import { foldersUp } from '../../project/folders-up.js';
import { displayPath, isWithin } from '../../project/paths.js';
import { isFile, readSmallFile } from '../../project/read-file.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { settingsProblem } from '../../model/settings/settings-problem.js';

const KEY = 'sts-regional';
const CONFIG_FILES = ['sts-regional.config.mjs', 'sts-regional.config.js', 'sts-regional.config.json'] as const;

/** `--settings FILE`, which every command takes that uses settings. */
export interface SettingsFlags {
  readonly settings?: string;
}

/** Settings, and the file that they come from; `path` is `undefined` when there is no file. */
export interface FoundSettings {
  readonly settings: Settings;
  readonly path: string | undefined;
}

/** How long a settings script may take. */
const LOADING_LIMIT_S = 30;

/**
 * The settings of the file that `--settings` names, or else those of the nearest directory from `cwd` upwards that has
 * some: in `sts-regional.config.mjs`, `.js` or `.json`, or under the key `sts-regional` of `package.json`. The search
 * ends with the repository, or with the package outside of one.
 *
 * A script is run only when `--settings` names it: a repository that somebody else wrote must be safe to check.
 *
 * @throws UsageError that names file, key and value, for settings that cannot be read or are wrong, and for a script
 * that the search finds
 */
export async function findSettings(
  { cwd, interrupted }: Pick<Terminal, 'cwd' | 'interrupted'>,
  { settings: named }: SettingsFlags,
): Promise<FoundSettings> {
  if (named !== undefined) return fromNamed(resolve(cwd, named), { cwd, interrupted });
  const last = lastFolder(cwd);
  const isLinkOut = (path: string): boolean => isFile(path) && !isWithin(realpathSync(last), realpathSync(path));
  for (const directory of foldersUp(cwd, last)) {
    const found = fromConfigFile(directory, cwd, isLinkOut) ?? fromPackageJson(directory, cwd, isLinkOut);
    if (found) return found;
  }
  return { settings: {}, path: undefined };
}

/** Whether this settings file is code, which must be named to be run. */
export function isScript(path: string): boolean {
  return /\.[cm]?js$/.test(path);
}

async function fromNamed(path: string, terminal: Pick<Terminal, 'cwd' | 'interrupted'>): Promise<FoundSettings> {
  const { cwd } = terminal;
  const name = displayPath(cwd, path);
  if (!existsSync(path)) throw new UsageError(`--settings: ${name} does not exist.`);
  if (basename(path) === 'package.json') {
    const found = fromPackageJson(dirname(path), cwd, () => false);
    if (!found) throw new UsageError(`--settings: ${name} has no "${KEY}".`);
    return found;
  }
  const value = isScript(path) ? await importDefault(path, terminal) : readJson(path, cwd);
  return { settings: anchoredSettings(checked(value, name), dirname(path)), path };
}

function lastFolder(cwd: string): string {
  const nearestWith = (name: string): string | undefined =>
    [...foldersUp(cwd)].find((folder) => existsSync(join(folder, name)));
  return nearestWith('.git') ?? nearestWith('package.json') ?? cwd;
}

/**
 * Whether a path leads out of the repository. Messages about such a file could show a text that is nobody's business.
 */
type IsLinkOut = (path: string) => boolean;

function fromConfigFile(directory: string, cwd: string, isLinkOut: IsLinkOut): FoundSettings | undefined {
  const present = CONFIG_FILES.map((name) => join(directory, name)).filter((path) => existsSync(path));
  const [path] = present;
  if (path === undefined) return undefined;
  if (present.length > 1)
    throw new UsageError(
      `There are several settings files: ${present.map((file) => displayPath(cwd, file)).join(', ')}. Keep one.`,
    );
  const name = displayPath(cwd, path);
  if (isScript(path))
    throw new UsageError(
      `${name} is a script. A script that is found in a repository is not run, because it could do anything to your ` +
        `files. If you trust it, name it with --settings ${name}. Settings in sts-regional.config.json need no flag.`,
    );
  if (isLinkOut(path))
    throw new UsageError(
      `${name} is a link out of the repository, and such a link is not followed. Copy the file, or name it with ` +
        `--settings ${name}.`,
    );
  return { settings: anchoredSettings(checked(readJson(path, cwd), name), directory), path };
}

function fromPackageJson(directory: string, cwd: string, isLinkOut: IsLinkOut): FoundSettings | undefined {
  const path = join(directory, 'package.json');
  if (!existsSync(path) || isLinkOut(path)) return undefined;
  const manifest = readJson(path, cwd);
  if (typeof manifest !== 'object' || manifest === null || !(KEY in manifest)) return undefined;
  const settings = checked((manifest as Record<string, unknown>)[KEY], `${displayPath(cwd, path)}#${KEY}`);
  return { settings: anchoredSettings(settings, directory), path };
}

function readJson(path: string, cwd: string): unknown {
  try {
    return JSON.parse(textOf(path).replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${displayPath(cwd, path)} cannot be read as JSON: ${(error as Error).message}`);
  }
}

function textOf(path: string): string {
  const text = readSmallFile(path);
  if (text === undefined) throw new Error('it is not a regular file, is too large or is not readable');
  return text;
}

async function importDefault(
  path: string,
  { cwd, interrupted }: Pick<Terminal, 'cwd' | 'interrupted'>,
): Promise<unknown> {
  let module: { default?: unknown };
  try {
    textOf(path); // Node would wait for a named pipe, and read a device without end
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

function checked(value: unknown, source: string): Settings {
  const problem = settingsProblem(value);
  if (problem !== undefined) throw new UsageError(`${source}: ${problem}`);
  return value as Settings;
}
