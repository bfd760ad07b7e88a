import { Command, CommanderError, Option } from 'commander';
import { AUDIT_FORMATS } from './audit/formats.js';
import type { AuditFlags } from './audit/audit.js';
import type { CheckFlags } from './check/check.js';
import { CHECK_FORMATS } from './check/report.js';
import type { EndpointsFlags } from './endpoints/endpoints.js';
import type { ExitStatus } from './exit-status.js';
import { EXIT } from './exit-status.js';
import {
  AUDIT_EXAMPLES,
  CHECK_EXAMPLES,
  ENDPOINTS_EXAMPLES,
  INIT_EXAMPLES,
  MERGE_EXAMPLES,
  MIGRATE_EXAMPLES,
  STATUS_HELP,
  UPDATE_EXAMPLES,
} from './help.js';
import type { Host } from './terminal.js';
import type { InitFlags } from './init/init.js';
import type { MergeFlags } from './merge-reports/merge-reports.js';
import { MERGE_FORMATS } from './merge-reports/merge-formats.js';
import type { MigrateFlags } from './migrate/migrate.js';
import { MIGRATE_FORMATS } from './migrate/report.js';
import {
  codemods,
  count,
  countWithin,
  fallbacks,
  list,
  path,
  ruleSeverity,
  sdkVersion,
  shard,
  vpcEndpoints,
} from './option-values.js';
import { ownVersion } from '../project/own-version.js';
import type { UpdateHelperFlags } from './update-helper/update-helper.js';
import { UsageError } from './usage-error.js';

/**
 * Runs one command line and returns its exit status; never throws. The code of a command is loaded when it is called.
 *
 * @param args without the program's own name
 */
export async function run(args: readonly string[], host: Host): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.success;
  const program = createProgram(host, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return failureStatus(error, host);
  }
}

function failureStatus(error: unknown, { stderr }: Host): ExitStatus {
  // Commander has printed the help, the version or what is wrong already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.failure;
  if (error instanceof UsageError) stderr.write(`error: ${error.message}\n`);
  else
    stderr.write(
      `sts-regional crashed, which is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  return EXIT.failure;
}

function createProgram(host: Host, finish: (status: ExitStatus) => void): Command {
  const program = new Command('sts-regional')
    .description('Finds AWS STS calls that depend on the global endpoint or on one region, and migrates them.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => host.stdout.write(text), writeErr: (text) => host.stderr.write(text) })
    .option('-V, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', STATUS_HELP)
    .on('option:version', () => {
      host.stdout.write(`${ownVersion()}\n`);
      throw new CommanderError(EXIT.success, 'version', 'version');
    });

  program
    .command('check')
    .description('Report problems; nothing is written but the report.')
    .argument('[paths...]', 'files and directories; the working directory when none is named', path)
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('stylish'))
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .addOption(new Option('--config <preset>', 'which rules').choices(['recommended', 'strict']).default('recommended'))
    .option('--rule <rule:severity>', 'off, warn or error for one rule; may be given several times', ruleSeverity)
    .addOption(stagedOption('only what is staged in git, as it will be committed'))
    .addOption(sinceOption())
    .addOption(shardOption())
    .addOption(new Option('--max-warnings <n>', 'more warnings than this are a failure').argParser(count))
    .option('--audit <file>', 'mark findings that were seen calling, by the JSON report of audit')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import('./check/check.js');
      finish(await check(paths, flags, host));
    });

  program
    .command('migrate')
    .description('Rewrite STS calls to regional endpoints with an explicit region and failover.')
    .argument('[paths...]', 'files and directories; the working directory when none is named', path)
    .option('--regions <a,b>', 'regions to use, in order of preference', list)
    .option(
      '--fallbacks <home=a+b,…>',
      'where to go from a home region; by default the other regions of its partition',
      fallbacks,
    )
    .addOption(
      new Option(
        '--region-source <source>',
        'env: the region that the SDK resolves; literal: the first of --regions',
      ).choices(['env', 'literal']),
    )
    .option('--helper-path <path>', 'where the failover helper goes, for example src/aws/sts-failover')
    .option('--sdk-version <version>', 'the SDK version to assume instead of the installed one', sdkVersion)
    .option('--vpc-endpoints <region=url,…>', 'interface endpoints to use', vpcEndpoints)
    .option('--profile-providers', 'also rewrite fromIni and fromNodeProviderChain')
    .option('--only <codemod>', 'regional-endpoints, explicit-regions, failover, or several', codemods)
    .option('--dry-run', 'show the changes as a patch and write nothing')
    .option('--check', 'write nothing; exit 1 if a file would change')
    .addOption(new Option('--interactive', 'ask about every site').conflicts(['dryRun', 'check']))
    .addOption(stagedOption('only files that are staged whole; what changes is staged again'))
    .addOption(sinceOption())
    .addOption(shardOption())
    .option('--allow-dirty', 'also write files that have unstaged changes')
    .option('--fail-on-skipped', 'exit 1 when a site had to be left')
    .addOption(new Option('--max-changes <n>', 'change at most this many files').argParser(count))
    .addOption(new Option('--format <format>', 'how to report').choices(MIGRATE_FORMATS).default('text'))
    .option('--report <file>', 'also write a report; its extension (.html, .json, .sarif, .txt) decides the format')
    .addHelpText('after', MIGRATE_EXAMPLES)
    .action(async (paths: string[], flags: MigrateFlags) => {
      const { migrate } = await import('./migrate/migrate.js');
      finish(await migrate(paths, flags, host));
    });

  program
    .command('endpoints')
    .description('List the hosts of STS in every region, or propose home and fallback regions.')
    .addOption(new Option('--partition <id>', 'only this partition: aws, aws-cn, aws-us-gov, …').conflicts('near'))
    .option('--near <region>', 'propose home and fallback regions for code that runs there')
    .option('--fips', 'only regions where STS has a FIPS host')
    .option(
      '--probe',
      'measure DNS, TCP and TLS connect time from this machine, and propose the quickest; the only thing that opens a connection',
    )
    .addOption(new Option('--regions <a,b>', 'probe these').argParser(list).conflicts(['partition', 'near']))
    .addOption(
      new Option('--repeat <n>', 'handshakes with each host, up to 1000; 5 unless told').argParser(
        countWithin(1, 1000),
      ),
    )
    .addOption(
      new Option('--timeout <ms>', 'time for one handshake in milliseconds, up to 600000; 5000 unless told').argParser(
        countWithin(1, 600_000),
      ),
    )
    .option('--json', 'as JSON; docs/endpoints.md describes it')
    .addHelpText('after', ENDPOINTS_EXAMPLES)
    .action(async (flags: EndpointsFlags) => {
      const { endpoints } = await import('./endpoints/endpoints.js');
      finish(await endpoints(flags, host));
    });

  program
    .command('init')
    .description('Set a repository up: settings, ESLint configuration, and the commit hook that it uses already.')
    .option('--regions <a,b>', 'regions to use, in order of preference', list)
    .option('--yes', 'write without asking')
    .addHelpText('after', INIT_EXAMPLES)
    .action(async (flags: InitFlags) => {
      const { init } = await import('./init/init.js');
      finish(await init(flags, host));
    });

  program
    .command('update-helper')
    .description(
      "Replace the failover helpers by this version's; the region tables stay, and one that was edited is left.",
    )
    .argument('[paths...]', 'files and directories; the working directory when none is named', path)
    .addOption(new Option('--dry-run', 'show the changes as a patch and write nothing').conflicts('check'))
    .option('--check', 'write nothing; exit 1 if a helper would change')
    .addHelpText('after', UPDATE_EXAMPLES)
    .action(async (paths: string[], flags: UpdateHelperFlags) => {
      const { updateHelpers } = await import('./update-helper/update-helper.js');
      finish(updateHelpers(paths, flags, host));
    });

  program
    .command('merge-reports')
    .description('Put the reports of shards together and exit as one run would have.')
    .argument('<files...>', 'JSON or SARIF reports, all of check or all of migrate', path)
    .addOption(new Option('--format <format>', 'how to report; by default as the files are').choices(MERGE_FORMATS))
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--max-warnings <n>', 'for reports of check: more warnings than this are a failure').argParser(count),
    )
    .option('--fail-on-skipped', 'for reports of migrate: exit 1 when a site had to be left')
    .addHelpText('after', MERGE_EXAMPLES)
    .action(async (files: string[], flags: MergeFlags) => {
      const { mergeReports } = await import('./merge-reports/merge-reports.js');
      finish(await mergeReports(files, flags, host));
    });

  addAudit(program, host, finish);
  return program;
}

function addAudit(program: Command, host: Host, finish: (status: ExitStatus) => void): void {
  program
    .command('audit')
    .description('Say who still calls the global host of STS, from CloudTrail logs; docs/audit.md has the queries.')
    .argument('<paths...>', 'logs, folders of logs, results of the queries, or - for standard input', path)
    .addOption(new Option('--format <format>', 'how to report').choices(AUDIT_FORMATS).default('text'))
    .option('--output-file <file>', 'write the report to a file instead of standard output')
    .option('--since <time>', 'only calls since then: 2025-06-01, 2025-06-01T12:00:00Z, or 36h, 7d, 4w ago')
    .option('--fail-on-global', 'exit 1 when there is a call of the global host')
    .option('--mask', 'put numbers for accounts, names and addresses, so that the report can be shown around')
    .addHelpText('after', AUDIT_EXAMPLES)
    .action(async (paths: string[], flags: AuditFlags) => {
      const { audit } = await import('./audit/audit.js');
      finish(await audit(paths, flags, host));
    });
}

function stagedOption(description: string): Option {
  return new Option('--staged', description).conflicts('since');
}

function sinceOption(): Option {
  return new Option('--since <ref>', 'only files changed since the branch left this commit, and new ones');
}

function shardOption(): Option {
  return new Option('--shard <i/n>', 'only the i-th of n equal parts of the files').argParser(shard);
}
