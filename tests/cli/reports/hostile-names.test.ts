import { describe, expect, it } from 'vitest';
import { runProduct } from '../run-in-process.js';
import { tree } from '../tree.js';

const CLIENT =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const c = new STSClient({ region: 'aws-global' });\n";
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

  it('is shown in an error about it', async () => {
    const { status, stderr } = await runProduct(tree(), ['check', '\u001B[31mno.js']);
    expect([status, stderr]).toEqual([2, 'error: No such file or directory: ⟨U+001B⟩[31mno.js\n']);
  });
});
