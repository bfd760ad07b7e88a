import { Option } from 'commander';
import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { count, path, texts } from '../option-values.js';
import { ignorePatternOption, shardOption, sinceOption, stagedOption } from '../selection-options.js';
import type { CheckFlags } from './check.js';
import { CHECK_FORMATS } from './report.js';

const EXAMPLES = `
Examples:
  sts-regional check                                   everything below the working directory
  sts-regional check src --config strict               with the stricter rules
  sts-regional check --staged --max-warnings 0         as a commit hook
  sts-regional check --since origin/main --format github
                                                       annotate a pull request
  sts-regional check --format sarif --output-file sts.sarif
                                                       for code scanning
  sts-regional check --format html --output-file sts.html
                                                       a page to browse and share
  sts-regional check --shard 2/4 --format json --output-file shard-2.json
                                                       the second of four CI jobs; see merge-reports`;

export const addCheck: AddCommand = (program, terminal, finish) => {
  program
    .command('check')
    .description('Report problems. Changes no files.')
    .argument('[paths...]', 'files and directories; by default the working directory', path)
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('stylish'))
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .addOption(new Option('--config <preset>', 'which rules').choices(['recommended', 'strict']).default('recommended'))
    .addOption(settingsOption())
    .option('--rule <rule:severity>', 'set one rule to off, warn or error; may be given several times', texts)
    .option('--quiet', 'report errors only')
    .option('--fix', 'apply the fixes that ESLint would apply')
    .option('--baseline <file>', 'report only what is not in this file')
    .option('--update-baseline', 'write what is found to the file of --baseline')
    .addOption(stagedOption('only what is staged in git, as it will be committed'))
    .addOption(sinceOption())
    .addOption(shardOption())
    .addOption(ignorePatternOption())
    .addOption(new Option('--max-warnings <n>', 'exit 1 if there are more warnings than this').argParser(count))
    .option('--audit <file>', 'mark findings whose calls are in the JSON report of audit')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import('./check.js');
      finish(await check(paths, flags, terminal));
    });
};
