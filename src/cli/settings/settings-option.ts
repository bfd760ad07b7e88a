import { Option } from 'commander';

/** The option that names the settings file; every command that uses settings has it. */
export function settingsOption(): Option {
  return new Option('--settings <file>', 'the settings file; the only way to use a script');
}
