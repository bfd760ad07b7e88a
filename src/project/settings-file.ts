import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { configurationProblem, settingsIn, type Configuration } from '../model/settings/configuration.js';
import type { Settings } from '../model/settings/settings.js';
import { isRecord } from '../model/settings/shape.js';
import { foldersUp } from './folders-up.js';
import { anchoredSettings } from './helper-placement/helper-module.js';
import { displayPath, isWithin } from './paths.js';
import { isFile, readSmallFile } from './read-file.js';

const KEY = 'sts-regional';
const MANIFEST = 'package.json';
const FILES = ['sts-regional.config.mjs', 'sts-regional.config.js', 'sts-regional.config.json'] as const;

/** A settings file that is not checked yet. */
export interface SettingsSource {
  readonly path: string;
  /** The name in messages. */
  readonly name: string;
  readonly value: unknown;
}

/** What a settings file says, and where it is. */
export interface FoundConfiguration extends Pick<Configuration, 'rules' | 'ignore'> {
  readonly settings: Settings;
  readonly path: string;
}

/** Settings that cannot be used. The message names file, key and value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** How a search for settings goes, besides where it starts. */
export interface Search {
  /** Names in messages are relative to it. */
  readonly cwd: string;
  /**
   * On the command line, somebody can name another file. So a script is refused, and a package.json that is no JSON.
   * Without it, both are passed over: a linter meets the files of many folders, fixtures among them.
   */
  readonly commandLine?: {
    readonly script: (name: string) => string;
    /** The end of a sentence about a link. */
    readonly insteadOfLink: (name: string) => string;
  };
}

/** Why a file cannot be opened. */
export const UNREADABLE = 'it is not a regular file, is too large or is not readable';

/** Whether this settings file is code. */
export const isScript = (path: string): boolean => /\.[cm]?js$/.test(path);

/**
 * The settings file of the nearest folder from `folder` upwards that has one: `sts-regional.config.json`, or the key
 * `sts-regional` of package.json. The search ends with the repository, or with the package outside of one.
 *
 * @throws SettingsError for a file that cannot be read, or may not be
 */
export function findSettingsSource(folder: string, search: Search): SettingsSource | undefined {
  const last = lastFolder(folder, search.cwd);
  for (const at of foldersUp(folder, last)) {
    const found = configFileIn(at, last, search) ?? manifestIn(at, last, search);
    if (found) return found;
  }
  return undefined;
}

/**
 * The outermost folder whose settings apply: that of the repository, else of the package that the run is in, else where
 * the run is.
 */
function lastFolder(folder: string, cwd: string): string {
  const start = isWithin(cwd, folder) ? cwd : folder;
  const nearestWith = (name: string, from: string): string | undefined =>
    [...foldersUp(from)].find((above) => existsSync(join(above, name)));
  return nearestWith('.git', folder) ?? nearestWith(MANIFEST, start) ?? start;
}

function configFileIn(folder: string, last: string, search: Search): SettingsSource | undefined {
  const present = FILES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const [path] = present;
  if (path === undefined) return undefined;
  const names = present.map((file) => displayPath(search.cwd, file));
  if (present.length > 1) throw new SettingsError(`There are several settings files: ${names.join(', ')}. Keep one.`);
  const [name = ''] = names;
  if (isScript(path)) {
    if (search.commandLine) throw new SettingsError(search.commandLine.script(name));
    return undefined;
  }
  if (isLinkOut(path, last))
    throw new SettingsError(
      `${name} is a link out of the repository, and such a link is not followed. ` +
        `Copy the file${search.commandLine?.insteadOfLink(name) ?? ''}.`,
    );
  return readSettings(path, search);
}

function manifestIn(folder: string, last: string, search: Search): SettingsSource | undefined {
  const path = join(folder, MANIFEST);
  return existsSync(path) && !isLinkOut(path, last) ? readSettings(path, search) : undefined;
}

/** Messages about such a file could show a text that is nobody's business. */
const isLinkOut = (path: string, last: string): boolean =>
  isFile(path) && !isWithin(realpathSync(last), realpathSync(path));

/**
 * The settings in a JSON file; `undefined` for a package.json without any.
 *
 * @throws SettingsError
 */
export function readSettings(path: string, { cwd, commandLine }: Search): SettingsSource | undefined {
  const name = displayPath(cwd, path);
  const content = contentOf(path);
  const isManifest = basename(path) === MANIFEST;
  if ('problem' in content) {
    if (isManifest && !commandLine && !content.text.includes(`"${KEY}"`)) return undefined;
    throw new SettingsError(`${name} cannot be read as JSON: ${content.problem}`);
  }
  if (!isManifest) return { path, name, value: content.value };
  return isRecord(content.value) && KEY in content.value
    ? { path, name: `${name}#${KEY}`, value: content.value[KEY] }
    : undefined;
}

/**
 * What a settings file says, with its paths made absolute.
 *
 * @param rules the names of the rules that there are
 * @throws SettingsError
 */
export function configurationIn({ path, name, value }: SettingsSource, rules: readonly string[]): FoundConfiguration {
  const problem = configurationProblem(value, rules);
  if (problem !== undefined) throw new SettingsError(`${name}: ${problem}`);
  const said = value as Configuration;
  return {
    settings: anchoredSettings(settingsIn(said), dirname(path)),
    path,
    ...(said.rules && { rules: said.rules }),
    ...(said.ignore && { ignore: said.ignore }),
  };
}

type Content = { readonly value: unknown } | { readonly problem: string; readonly text: string };

const contents = new Map<string, Content & { readonly stamp: string }>();

/** The content of a JSON file. It is read again when the file has changed, because an editor lints for days. */
function contentOf(path: string): Content {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return { problem: UNREADABLE, text: '' }; // it has just vanished
  const { mtimeMs, ctimeMs, size, ino } = stats;
  const stamp = [mtimeMs, ctimeMs, size, ino].join(' ');
  const known = contents.get(path);
  if (known?.stamp === stamp) return known;
  const content = { ...readJson(path), stamp };
  contents.set(path, content);
  return content;
}

function readJson(path: string): Content {
  const text = readSmallFile(path);
  if (text === undefined) return { problem: UNREADABLE, text: '' };
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: (error as Error).message, text };
  }
}
