import { Option } from 'commander';

/** The option that names the settings file; every command that uses settings has it. */
export function settingsOption(): Option {
  return new Option(
    '--settings <file>',
    'use the settings of this file; a script, such as sts-regional.config.mjs, is only run when it is named here',
  );
}
