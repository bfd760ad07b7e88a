import { Option } from 'commander';
import type { AddCommand } from '../add-command.js';
import { count, path } from '../option-values.js';
import { MERGE_FORMATS } from './merge-formats.js';
import type { MergeFlags } from './merge-reports.js';

const EXAMPLES = `
Examples:
  sts-regional merge-reports shard-*.json              one report from all shards
  sts-regional merge-reports shard-*.json --format stylish --max-warnings 0
  sts-regional merge-reports shard-*.sarif --output-file sts.sarif`;

export const addMergeReports: AddCommand = (program, terminal, finish) => {
  program
    .command('merge-reports')
    .summary('merge the reports of shards')
    .description('Merge the reports of shards, and exit as a single run would have.')
    .argument('<files...>', 'JSON or SARIF reports, all of check or all of migrate', path)
    .addOption(
      new Option('--format <format>', 'how to report; by default the format of the files').choices(MERGE_FORMATS),
    )
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--max-warnings <n>', 'for reports of check: exit 1 if there are more warnings than this').argParser(
        count,
      ),
    )
    .option('--fail-on-skipped', 'for reports of migrate: exit 1 when a site had to be left')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: MergeFlags) => {
      const { mergeReports } = await import('./merge-reports.js');
      finish(await mergeReports(files, flags, terminal));
    });
};
