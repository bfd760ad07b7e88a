import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { excludeOption, withinOption } from '../endpoints/residency-flags.js';
import { list } from '../option-values.js';
import type { InitFlags } from './init.js';

const EXAMPLES = `
Examples:
  sts-regional init                                    propose regions, show what would be written, and ask
  sts-regional init --regions eu-west-1,eu-central-1   with these regions
  sts-regional init --regions us-east-1,us-west-2 --yes
                                                       in a script`;

export const addInit: AddCommand = (program, terminal, finish) => {
  program
    .command('init')
    .summary('set up a repository')
    .description('Set up a repository: settings, ESLint configuration, and the commit hook that it already uses.')
    .option('--regions <a,b>', 'regions to use, in order of preference', list)
    .addOption(withinOption().conflicts('regions'))
    .addOption(excludeOption().conflicts('regions'))
    .addOption(settingsOption())
    .option('--yes', 'write without asking')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: InitFlags) => {
      const { init } = await import('./init.js');
      finish(await init(flags, terminal));
    });
};
