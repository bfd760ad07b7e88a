import { Option } from 'commander';
import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { excludeOption, withinOption } from '../endpoints/residency-flags.js';
import { PASSES } from '../../../engines/migrate/codemods.js';
import { codemods, count, fallbacks, helperPath, list, path, sdkVersion, vpcEndpoints } from '../option-values.js';
import { ignorePatternOption, shardOption, sinceOption, stagedOption } from '../selection-options.js';
import { FORMATTERS } from './formatters.js';
import type { MigrateFlags } from './migrate.js';
import { MIGRATE_FORMATS } from './report.js';

const EXAMPLES = `
Examples:
  sts-regional migrate --regions eu-west-1,eu-central-1 --dry-run
                                                       show what would change
  sts-regional migrate --regions eu-west-1,eu-central-1 src
                                                       change it
  sts-regional migrate --regions eu-west-1,eu-central-1 --interactive
                                                       decide site by site
  sts-regional migrate --only regional-endpoints,explicit-regions
                                                       regional endpoints only: adds no file
  sts-regional migrate --regions us-east-1,us-west-2 --max-changes 20
                                                       in reviewable portions; run again for the next
  sts-regional migrate --regions us-east-1,us-west-2 --check
                                                       fail in CI while something is left to migrate
  sts-regional migrate --regions us-east-1,us-west-2 --region-source literal --report sts.html
                                                       write the region into the code, and keep a report`;

export const addMigrate: AddCommand = (program, terminal, finish) => {
  program
    .command('migrate')
    .summary('rewrite STS calls: regional endpoints, regions, failover')
    .description('Rewrite STS calls to regional endpoints with an explicit region and failover.')
    .argument('[paths...]', 'files and directories; by default the working directory', path)
    .option('--regions <a,b>', 'regions to use, in order of preference', list)
    .addOption(withinOption().conflicts('regions'))
    .addOption(excludeOption().conflicts('regions'))
    .option(
      '--fallbacks <home=a+b,…>',
      'where to fail over to from a home region; by default the other --regions of its partition',
      fallbacks,
    )
    .addOption(
      new Option(
        '--region-source <source>',
        'env: the region that the SDK resolves; literal: the first of --regions',
      ).choices(['env', 'literal']),
    )
    .option(
      '--helper-path <path>',
      'where the failover helper goes, for example src/aws/sts-failover, or the package that has it: @acme/aws',
      helperPath,
    )
    .option('--sdk-version <version>', 'the SDK version to assume instead of the installed one', sdkVersion)
    .option('--vpc-endpoints <region=url,…>', 'interface endpoints to use', vpcEndpoints)
    .option('--profile-providers', 'also rewrite fromIni and fromNodeProviderChain')
    .option('--only <codemod>', `${PASSES.join(', ')}, or several; without failover no file is added`, codemods)
    .addOption(settingsOption())
    .option('--dry-run', 'show the changes as a patch and write nothing')
    .option('--helper-test', 'also write a test of the failover helper, in the runner that package.json has')
    .option('--show-helper', 'with --dry-run, also show the failover helper')
    .option('--check', 'write nothing; exit 1 if a file would change')
    .addOption(new Option('--interactive', 'ask about every site').conflicts(['dryRun', 'check']))
    .addOption(new Option('--yes', 'ask nothing on a terminal: all codemods run').conflicts('interactive'))
    .addOption(stagedOption('only files that are fully staged; also stages the changes'))
    .addOption(sinceOption())
    .addOption(shardOption())
    .addOption(ignorePatternOption())
    .option('--allow-dirty', 'also write files that have unstaged changes')
    .option('--fail-on-skipped', 'exit 1 when a site had to be left')
    .addOption(new Option('--max-changes <n>', 'change at most this many files').argParser(count))
    .addOption(
      new Option(
        '--format-with <formatter>',
        "run the project's own formatter over the changed lines and the helper; this runs code of the project",
      ).choices(FORMATTERS),
    )
    .addOption(new Option('--format <format>', 'how to report').choices(MIGRATE_FORMATS).default('text'))
    .option(
      '--report <file>',
      'also write a report; its extension (.html, .json, .sarif, .md, .txt) decides the format',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: MigrateFlags) => {
      const { migrate } = await import('./migrate.js');
      finish(await migrate(paths, flags, terminal));
    });
};
