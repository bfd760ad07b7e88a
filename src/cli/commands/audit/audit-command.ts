import { Option } from 'commander';
import type { AddCommand } from '../add-command.js';
import { path } from '../option-values.js';
import type { AuditFlags } from './audit.js';
import { AUDIT_FORMATS } from './report.js';

const EXAMPLES = `
Examples:
  sts-regional audit AWSLogs                           every log below a folder that was synced from a trail's bucket
  sts-regional audit AWSLogs --since 7d --fail-on-global
                                                       fail in CI while anybody calls the global host
  sts-regional audit AWSLogs --format html --output-file sts-calls.html --mask
                                                       a page to share, without names
  sts-regional audit query-result.csv                  what Athena or CloudTrail Lake counted
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=sts.amazonaws.com |
    sts-regional audit -                               the event history of one region, without a bucket`;

export const addAudit: AddCommand = (program, terminal, finish) => {
  program
    .command('audit')
    .summary('list who still calls the global host, from CloudTrail logs')
    .description('List who still calls the global host of STS, from CloudTrail logs; docs/audit.md has the queries.')
    .argument('<paths...>', 'logs, folders of logs, results of the queries, or - for standard input', path)
    .addOption(new Option('--format <format>', 'how to report').choices(AUDIT_FORMATS).default('text'))
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .option('--since <time>', 'only calls since then: 2025-06-01, 2025-06-01T12:00:00Z, or 36h, 7d, 4w ago')
    .option('--fail-on-global', 'exit 1 when somebody called the global host')
    .option('--mask', 'replace accounts, names and addresses with numbers, so that you can share the report')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: AuditFlags) => {
      const { audit } = await import('./audit.js');
      finish(await audit(paths, flags, terminal));
    });
};
