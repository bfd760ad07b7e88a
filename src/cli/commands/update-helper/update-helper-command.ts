import { Option } from 'commander';
import type { AddCommand } from '../add-command.js';
import { path } from '../option-values.js';
import type { UpdateHelperFlags } from './update-helper.js';

const EXAMPLES = `
Examples:
  sts-regional update-helper                           every helper below the working directory
  sts-regional update-helper src/aws --dry-run         show what the new version changes
  sts-regional update-helper --check                   fail in CI while a helper is behind`;

export const addUpdateHelper: AddCommand = (program, terminal, finish) => {
  program
    .command('update-helper')
    .summary('update failover helpers to this version')
    .description('Update failover helpers to this version. Keeps their region tables, and leaves edited helpers alone.')
    .argument('[paths...]', 'files and directories; by default the working directory', path)
    .addOption(new Option('--dry-run', 'show the changes as a patch and write nothing').conflicts('check'))
    .option('--check', 'write nothing; exit 1 if a helper would change')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: UpdateHelperFlags) => {
      const { updateHelpers } = await import('./update-helper.js');
      finish(updateHelpers(paths, flags, terminal));
    });
};
