import { Option } from 'commander';
import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { fallbacks, helperPath, list, sdkVersion, texts, vpcEndpoints } from '../option-values.js';
import type { ExplainFlags } from './explain.js';
import { placeArgument, type PlaceArgument } from './place.js';

const EXAMPLES = `
Examples:
  sts-regional explain src/session.ts:12               what happens at this line, and why
  sts-regional explain src/session.ts:12:18            at this column, where a line has several calls
  sts-regional explain src/session.ts:12 --sdk-version 3.600.0
                                                       with this version of the SDK
  sts-regional explain src/session.ts:12 --regions eu-west-1,eu-central-1
                                                       what migrate would do with these regions
  sts-regional explain deploy/values.yaml:40 --json    for other programs; docs/explain.md describes it

Exit status: 0 when something is explained, 1 when the line has nothing to explain,
2 for a file or line that does not exist and for a file that cannot be parsed.`;

export const addExplain: AddCommand = (program, terminal, finish) => {
  program
    .command('explain')
    .summary('say what the code at a line does, and why')
    .description('Say what the code at a line does, which rule reports it and why the others do not.')
    .argument('<file:line>', 'a line of a source or configuration file; a column may follow', placeArgument)
    .addOption(new Option('--config <preset>', 'which rules').choices(['recommended', 'strict']).default('recommended'))
    .addOption(settingsOption())
    .option('--rule <rule:severity>', 'set one rule to off, warn or error; may be given several times', texts)
    .option('--sdk-version <version>', 'the SDK version to assume instead of the installed one', sdkVersion)
    .option('--regions <a,b>', 'regions for migrate, in order of preference', list)
    .option('--fallbacks <home=a+b,…>', 'where to fail over to from a home region', fallbacks)
    .addOption(new Option('--region-source <source>', 'as in migrate').choices(['env', 'literal']))
    .option('--helper-path <path>', 'where the failover helper goes, or the package that has it', helperPath)
    .option('--vpc-endpoints <region=url,…>', 'interface endpoints to use', vpcEndpoints)
    .option('--profile-providers', 'also rewrite fromIni and fromNodeProviderChain')
    .option('--json', 'as JSON; docs/explain.md describes it')
    .addHelpText('after', EXAMPLES)
    .action(async (place: PlaceArgument, flags: ExplainFlags) => {
      const { explain } = await import('./explain.js');
      finish(await explain(place, flags, terminal));
    });
};
