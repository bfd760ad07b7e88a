import { describe, expect, it } from 'vitest';
import { runProduct } from '../run-in-process.js';
import { tree } from '../tree.js';

const LONG = `[${'{"t":1,"m":"call to sts.amazonaws.com failed"},'.repeat(180_000)}1]`;
const MINIFIED = `import{STSClient}from"@aws-sdk/client-sts";${'var a=1;'.repeat(2_000)}new STSClient({region:"aws-global"});`;
const GOOD = 'export const a = 1;\n';

describe.each(['check', 'migrate'])('%s passes over', (command) => {
  it('a file that is too long for memory, and goes on with the others', async () => {
    const dir = tree({ 'log.json': LONG, 'a.js': GOOD });
    const { status, stderr } = await runProduct(dir, [command]);
    expect(status).toBe(0);
    expect(stderr).toContain('log.json is passed over. It has 8.5 MB, and more than 8 MB are not read.\n');
  });

  it('a minified file, and says so when it was named', async () => {
    const dir = tree({ 'min.js': MINIFIED, 'a.js': GOOD });
    const named = await runProduct(dir, [command, 'min.js', 'a.js']);
    expect(named.status).toBe(0);
    expect(named.stderr).toContain('min.js is passed over. It is minified.');
    expect((await runProduct(dir, [command])).stderr).not.toContain('min.js');
  });
});

it('a named file that is too long is an error', async () => {
  const { status, stdout } = await runProduct(tree({ 'log.json': LONG }), ['check', 'log.json']);
  expect(status).toBe(2);
  expect(stdout).toContain('It has 8.5 MB');
});
