import type { TSESLint } from '@typescript-eslint/utils';
import { dirname, isAbsolute } from 'node:path';
import { RULE_NAMES } from '../../rules/index.js';
import type { Settings } from '../model/settings/settings.js';
import { isRecord } from '../model/settings/shape.js';
import { settingsProblem } from '../model/settings/settings-problem.js';
import { configurationIn, findSettingsSource } from '../project/settings-file.js';

/** What a rule's context says of the file and its settings. */
export type SettingsContext = Readonly<
  Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'filename' | 'cwd' | 'settings'>
>;

/**
 * The settings for a file: those of ESLint's configuration, and each key that is missing there from the settings file
 * of the repository. Both are refused with the words of the command line. Only JSON is read: a script that is found in a
 * repository could do anything.
 *
 * @throws Error for settings that are wrong
 */
export function settingsFor({ filename, cwd, settings }: SettingsContext): Settings {
  const given: unknown = settings['sts-regional'] ?? {};
  const source = findSettingsSource(isAbsolute(filename) ? dirname(filename) : cwd, { cwd });
  const both = source && isRecord(given) ? { ...configurationIn(source, RULE_NAMES).settings, ...given } : given;
  const problem = settingsProblem(both);
  if (problem !== undefined) throw new Error(`settings['sts-regional']: ${problem}`);
  return both as Settings;
}
