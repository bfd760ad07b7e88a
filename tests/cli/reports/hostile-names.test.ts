import { describe, expect, it } from 'vitest';
import { CHECK_FORMATS } from '../../../src/cli/commands/check/report.js';
import { MIGRATE_FORMATS } from '../../../src/cli/commands/migrate/report.js';
import { runProduct } from '../run-in-process.js';
import { tree } from '../tree.js';

const CLIENT =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const c = new STSClient({ region: 'aws-global' });\n";
const HOSTILE_CODE = `${CLIENT}export const d = new STSClient({ region: 'eu-\u202Ewest-1', /* \u001B[2J */ endpoint: 'https://sts.amazonaws.com/\u001B[31m' });\n`;
const NAMES = {
  '::stop-commands::x.js': './::stop-commands::x.js',
  'a\n::error::forged.js': 'a⟨U+000A⟩::error::forged.js',
  '\u001B[31mred.js': '⟨U+001B⟩[31mred.js',
  '\u202Esj.live.js': '⟨U+202E⟩sj.live.js',
};

describe.skipIf(process.platform === 'win32')('a hostile file name', () => {
  it.each([
    ['check', ['check']],
    ['migrate', ['migrate', '--regions', 'eu-west-1,eu-central-1']],
  ])('commands neither a terminal nor a workflow in the output of %s', async (_, args) => {
    const dir = tree({
      'package.json': '{"type":"module","dependencies":{"@aws-sdk/client-sts":"3.1169.0"}}',
      ...Object.fromEntries(Object.keys(NAMES).map((name) => [name, CLIENT])),
    });
    const { stdout, stderr } = await runProduct(dir, args);
    const lines = stdout.split('\n');
    for (const shown of Object.values(NAMES)) expect(lines).toContain(shown);
    expect(stdout + stderr).not.toMatch(/\u001B|\u202E|^\s*::/m);
  });

  it.each([
    ...CHECK_FORMATS.map((format) => ['check', format] as const),
    // As text, a dry run is a patch, which holds the code as it is.
    ...MIGRATE_FORMATS.filter((format) => format !== 'text').map((format) => ['migrate', format] as const),
  ])('and hostile code leave no raw character in the report of %s as %s', async (command, format) => {
    const args = command === 'check' ? [] : ['--regions', 'eu-west-1,eu-central-1', '--dry-run'];
    const dir = tree({
      'package.json': '{"type":"module","dependencies":{"@aws-sdk/client-sts":"3.1169.0"}}',
      ...Object.fromEntries(Object.keys(NAMES).map((name) => [name, HOSTILE_CODE])),
    });
    const { stdout, stderr } = await runProduct(dir, [command, '--format', format, ...args]);
    expect(stdout).not.toBe('');
    const commands = (stdout + stderr).split('\n').filter((line) => /^\s*::/.test(line));
    expect(stdout + stderr).not.toMatch(/[\u001B\u202E\u2028]/);
    expect(commands.filter((line) => !/^::(?:error|warning|notice) file=[^,\n]*,line=\d/.test(line))).toEqual([]);
  });

  it('is shown in an error about it', async () => {
    const { status, stderr } = await runProduct(tree(), ['check', '\u001B[31mno.js']);
    expect([status, stderr]).toEqual([2, 'error: No such file or directory: ⟨U+001B⟩[31mno.js\n']);
  });
});
