import { Command, CommanderError, Help, type HelpConfiguration } from 'commander';
import { ownVersion } from '../project/own-version.js';
import { addAudit } from './commands/audit/audit-command.js';
import { addCheck } from './commands/check/check-command.js';
import { addEndpoints } from './commands/endpoints/endpoints-command.js';
import { addExplain } from './commands/explain/explain-command.js';
import { addHelper } from './commands/helper/helper-command.js';
import { addInit } from './commands/init/init-command.js';
import { addMergeReports } from './commands/merge-reports/merge-reports-command.js';
import { addMigrate } from './commands/migrate/migrate-command.js';
import { addUpdateHelper } from './commands/update-helper/update-helper-command.js';
import { noSuch } from '../text/no-such.js';
import { visible } from '../text/visible.js';
import type { ExitStatus } from './exit-status.js';
import { EXIT } from './exit-status.js';
import type { Terminal } from './terminal/terminal.js';
import { UsageError } from './usage-error.js';

const COMMANDS = [
  addCheck,
  addMigrate,
  addExplain,
  addEndpoints,
  addInit,
  addHelper,
  addUpdateHelper,
  addMergeReports,
  addAudit,
];

const STATUS_HELP = `
Exit status:
  0  no errors, or everything that could be migrated was
  1  errors found; or --check would change a file, --fail-on-skipped and a site
     was left, a helper was edited and could not be updated, a probe did not
     reach a region, nothing to explain, or --fail-on-global and somebody called
     the global host
  2  wrong usage, a missing path, a named folder with nothing to read, a file
     that could not be read or parsed, a report that could not be written,
     or a crash

Settings: sts-regional.config.json or "sts-regional" in package.json, the
nearest one; or the file of --settings. A script only runs when it is named.
"sts-regional help COMMAND" explains a command, with examples.`;

/** Help that fits a screen: commands without their options, and choices as a list that starts with the default. */
const SHORT: HelpConfiguration = {
  subcommandTerm: (command) => command.name(),
  optionDescription: (option) => {
    const { argChoices, description } = option;
    const { defaultValue } = option as { readonly defaultValue?: string };
    if (!argChoices) return new Help().optionDescription(option);
    const [first] = argChoices;
    const isFirst = defaultValue === undefined || defaultValue === first;
    return `${description}: ${argChoices.join(', ')}${isFirst ? '' : `; by default ${defaultValue}`}`;
  },
};

/**
 * Runs one command line and returns its exit status; never throws.
 *
 * @param args without the program's own name
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.success;
  const program = createProgram(terminal, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return failureStatus(error, terminal);
  }
}

function failureStatus(error: unknown, { stderr }: Terminal): ExitStatus {
  // Commander has printed the help, the version or what is wrong already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.failure;
  if (error instanceof UsageError) stderr.write(`error: ${visible(error.message)}\n`);
  else if (limitReached(error) !== undefined) stderr.write(`error: ${limitReached(error)}\n`);
  else stderr.write(`sts-regional crashed, which is a bug: ${visible(traceOf(error))}\n`);
  return EXIT.failure;
}

/** What a machine can run out of. That is no bug, whatever the run was doing then. */
const LIMITS: Readonly<Record<string, string>> = {
  EMFILE: 'too many files are open at once. Raise the limit with "ulimit -n"',
  ENFILE: 'too many files are open on this machine. Close some programs',
  ENOMEM: 'there is not enough memory. Close some programs, or check one folder after the other',
  EAGAIN: 'no more processes can be started. Close some programs',
  ENOSPC: 'there is no space left on the disk. Make room',
  EDQUOT: 'your quota of disk space is used up. Make room',
};

function limitReached(error: unknown): string | undefined {
  const limit = LIMITS[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  return limit && `The run stopped, because ${limit}, and run it again. Each file is as it was, or rewritten whole.`;
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * The commands with their options.
 *
 * @param finish gets the exit status of the command that ran
 */
export function createProgram(terminal: Terminal, finish: (status: ExitStatus) => void): Command {
  const program = new Command('sts-regional')
    .description('Finds AWS STS calls that depend on the global endpoint or on one region, and migrates them.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .configureHelp(SHORT)
    .option('-V, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', STATUS_HELP)
    .on('option:version', () => {
      terminal.stdout.write(`${ownVersion()}\n`);
      throw new CommanderError(EXIT.success, 'version', 'version');
    });

  for (const add of COMMANDS) add(program, terminal, finish);
  program
    .command('help [command]')
    .summary('explain a command')
    .description('Explains a command, or lists all.')
    .action((name?: string) => explained(program, name).outputHelp());
  return program;
}

/** @throws UsageError for a command that does not exist */
function explained(program: Command, name: string | undefined): Command {
  if (name === undefined) return program;
  const command = program.commands.find((each) => each.name() === name);
  if (command) return command;
  const known = program.commands.map((each) => each.name());
  throw new UsageError(noSuch('command', name, known));
}
