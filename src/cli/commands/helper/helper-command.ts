import { Argument, Option } from 'commander';
import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { fallbacks, helperPath, list, sections, vpcEndpoints } from '../option-values.js';
import type { HelperFlags } from './helper.js';

const EXAMPLES = `
Examples:
  sts-regional helper --regions eu-west-1,eu-central-1
                                                       write it to the usual place
  sts-regional helper packages/aws/src/sts-failover --regions eu-west-1,eu-central-1
                                                       one for a whole workspace; then
  sts-regional migrate --helper-path @acme/aws         import it by the name of its package
  sts-regional helper src/aws/sts-failover --sections provider
                                                       add to an existing helper what code written by hand needs`;

export const addHelper: AddCommand = (program, terminal, finish) => {
  program
    .command('helper')
    .summary('write or update the failover helper alone')
    .description('Write only the failover helper, or update an existing one to this version.')
    .addArgument(
      new Argument('[path]', 'where it goes, for example src/aws/sts-failover; by default the usual place').argParser(
        helperPath,
      ),
    )
    .option('--regions <a,b>', 'regions to use, in order of preference', list)
    .option(
      '--fallbacks <home=a+b,…>',
      'where to fail over to from a home region; by default the other --regions of its partition',
      fallbacks,
    )
    .option('--vpc-endpoints <region=url,…>', 'interface endpoints to use', vpcEndpoints)
    .addOption(settingsOption())
    .option('--sections <a,b>', 'what it holds: client, provider, requests; by default all of them', sections)
    .addOption(
      new Option('--sdk <version>', 'the SDK that it is for; by default that of the package').choices(['v2', 'v3']),
    )
    .addOption(new Option('--dry-run', 'show the changes as a patch and write nothing').conflicts('check'))
    .option('--check', 'write nothing; exit 1 if the helper would change')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, flags: HelperFlags) => {
      const { helper } = await import('./helper.js');
      finish(await helper(path, flags, terminal));
    });
};
