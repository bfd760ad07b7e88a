import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { Settings } from '../engine.js';
import { anchoredSettings } from '../../project/helper-placement/helper-module.js';
import { foldersUp } from '../../project/folders-up.js';
import { displayPath } from '../../project/paths.js';
import { readSmallFile } from '../../project/read-file.js';
import { UsageError } from '../usage-error.js';
import { settingsProblem } from '../../model/settings/settings-problem.js';

const KEY = 'sts-regional';
const CONFIG_FILES = ['sts-regional.config.mjs', 'sts-regional.config.js', 'sts-regional.config.json'] as const;

/** Settings, and the file that they come from; `path` is `undefined` when there is no file. */
export interface FoundSettings {
  readonly settings: Settings;
  readonly path: string | undefined;
}

/**
 * The settings of the nearest directory from `cwd` upwards that has some: in `sts-regional.config.mjs`, `.js` or
 * `.json`, or under the key `sts-regional` of `package.json`.
 *
 * @throws UsageError that names file, key and value, for settings that cannot be read or are wrong
 */
export async function findSettings(cwd: string): Promise<FoundSettings> {
  for (const directory of foldersUp(cwd)) {
    const found = (await fromConfigFile(directory, cwd)) ?? fromPackageJson(directory, cwd);
    if (found) return found;
  }
  return { settings: {}, path: undefined };
}

async function fromConfigFile(directory: string, cwd: string): Promise<FoundSettings | undefined> {
  const present = CONFIG_FILES.map((name) => join(directory, name)).filter((path) => existsSync(path));
  const [path] = present;
  if (path === undefined) return undefined;
  if (present.length > 1)
    throw new UsageError(
      `There are several settings files: ${present.map((file) => displayPath(cwd, file)).join(', ')}. Keep one.`,
    );
  const value = path.endsWith('.json') ? readJson(path, cwd) : await importDefault(path, cwd);
  return { settings: anchoredSettings(checked(value, displayPath(cwd, path)), directory), path };
}

function fromPackageJson(directory: string, cwd: string): FoundSettings | undefined {
  const path = join(directory, 'package.json');
  if (!existsSync(path)) return undefined;
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

async function importDefault(path: string, cwd: string): Promise<unknown> {
  let module: { default?: unknown };
  try {
    textOf(path); // Node would wait for a named pipe, and read a device without end
    module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : `it throws ${inspect(error)}`;
    throw new UsageError(`${displayPath(cwd, path)} cannot be loaded: ${reason}`);
  }
  if (module.default === undefined)
    throw new UsageError(`${displayPath(cwd, path)} has no default export; it must export the settings object.`);
  return module.default;
}

function checked(value: unknown, source: string): Settings {
  const problem = settingsProblem(value);
  if (problem !== undefined) throw new UsageError(`${source}: ${problem}`);
  return value as Settings;
}
