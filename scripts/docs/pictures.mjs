/** The pictures of the documentation that are drawn from runs of the command line. */
import { runInExample } from './command-runs.mjs';
import { terminalPicture } from './terminal-picture.mjs';

const COLUMNS = 110;
const COMMAND_LINES = [
  'check src/aws/partner-role.ts',
  'migrate --regions eu-west-1,eu-central-1 --dry-run src/aws/partner-role.ts',
];
const PROMPT = '\u001B[90m$\u001B[39m';

/** @param load loads a source */
export async function pictures(load) {
  const shown = [];
  for (const line of COMMAND_LINES) {
    const printed = await runInExample(load, line.split(' '), COLUMNS);
    shown.push(`${PROMPT} \u001B[1mnpx eslint-plugin-sts-regional ${line}\u001B[22m\n\n${printed.trim()}`);
  }
  const title = `A terminal: ${COMMAND_LINES.map((line) => `sts-regional ${line}`).join(', then ')}`;
  return new Map([['docs/images/terminal.svg', terminalPicture(shown.join('\n\n'), { columns: COLUMNS, title })]]);
}
