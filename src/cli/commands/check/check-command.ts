import { Option } from 'commander';
import { settingsOption } from '../../settings/settings-option.js';
import type { AddCommand } from '../add-command.js';
import { count, path, texts } from '../option-values.js';
import { ignorePatternOption, shardOption, sinceOption, stagedOption } from '../selection-options.js';
import type { CheckFlags } from './check.js';
import { CHECK_FORMATS } from './report.js';

const EXAMPLES = `
Examples:
  sts-regional check src --config strict
  sts-regional check --staged --max-warnings 0                a commit hook
  sts-regional check --since origin/main --format github      a pull request
  sts-regional check --format sarif --output-file sts.sarif   code scanning
  sts-regional check --baseline sts.json --update-baseline    adopt step by step
  sts-regional check --shard 2/4 --format json                one of four jobs`;

export const addCheck: AddCommand = (program, terminal, finish) => {
  program
    .command('check')
    .summary('report problems; with --fix, put right what is safe')
    .description('Report STS problems in files and folders; by default, in the working directory.')
    .argument('[paths...]', '', path)
    .optionsGroup('Findings:')
    .addOption(new Option('--config <preset>', 'which rules').choices(['recommended', 'strict']).default('recommended'))
    .option('--rule <rule:severity>', 'set a rule to off, warn or error; repeatable', texts)
    .option('--quiet', 'errors only')
    .option('--fix', 'apply the fixes that eslint --fix applies')
    .option('--baseline <file>', 'report only what is not in this file')
    .option('--update-baseline', 'write what is found to that file')
    .option('--audit <file>', 'mark what a JSON report of audit saw calling')
    .addOption(new Option('--max-warnings <n>', 'exit 1 if there are more warnings').argParser(count))
    .optionsGroup('Files:')
    .addOption(stagedOption('what is staged in git, as it will be committed'))
    .addOption(sinceOption())
    .addOption(ignorePatternOption())
    .addOption(shardOption())
    .addOption(settingsOption())
    .optionsGroup('Report:')
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('stylish'))
    .option('--output-file <file>', 'write the report to a file')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import('./check.js');
      finish(await check(paths, flags, terminal));
    });
};
