import { describe, expect, it } from 'vitest';
import { runIn } from '../run-in-process.js';
import { Tree } from '../tree.js';

const help = async (...args: string[]): Promise<string> => (await runIn(new Tree(), args)).stdout;
const commandsIn = (text: string): string[] =>
  [...(text.split('Commands:\n')[1]?.split('\n\n')[0] ?? '').matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name ?? '');

describe('help', () => {
  it('lists every command on one line, and fits 80 columns', async () => {
    const text = await help('--help');
    expect(commandsIn(text)).toEqual(expect.arrayContaining(['check', 'migrate', 'init', 'help']));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('explains every command, as --help does', async () => {
    for (const command of commandsIn(await help('help')).filter((name) => name !== 'help')) {
      const text = await help('help', command);
      expect(text).toContain(`Usage: sts-regional ${command} `);
      expect(text).toBe(await help(command, '--help'));
    }
  });

  it('of check fits a screen', async () => {
    const lines = (await help('help', 'check')).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says which command was meant', async () => {
    expect(await runIn(new Tree(), ['help', 'chekc'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: There is no command "chekc". Did you mean "check"?\n',
    });
  });
});
