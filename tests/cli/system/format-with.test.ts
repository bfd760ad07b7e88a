import { mkdirSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check } from 'prettier';
import { describe, expect, it } from 'vitest';
import { project, REGIONS } from '../project.js';
import { runProduct } from '../run-in-process.js';
import type { Tree } from '../tree.js';

const PRETTIER = fileURLToPath(new URL('../../../node_modules/prettier', import.meta.url));
const LONG =
  'export const aClientWithAVeryLongName =   new STSClient({ region: "eu-west-1", maxAttempts: 3, logger: console })\n';
const UGLY = 'export const   ugly="left"\n';
const TEXT = `import { STSClient } from "@aws-sdk/client-sts";\n${UGLY}\n${LONG}`;

/** A project with Prettier installed. */
function withPrettier(): Tree {
  const dir = project({ 'a.ts': TEXT });
  mkdirSync(dir.path('node_modules'));
  symlinkSync(PRETTIER, dir.path('node_modules/prettier'));
  return dir;
}
const isFormatted = (text: string, printWidth: number): Promise<boolean> =>
  check(text, { parser: 'typescript', printWidth });
const MIGRATE = ['migrate', ...REGIONS, '--format-with'];

describe('migrate --format-with', () => {
  it.each(['prettier', 'auto'])('%s formats the rewritten lines and no other', async (formatter) => {
    const dir = withPrettier();
    expect((await runProduct(dir, [...MIGRATE, formatter])).status).toBe(0);
    const text = dir.read('a.ts');
    expect(text).toContain(UGLY);
    expect(text).toContain('export const aClientWithAVeryLongName = createStsClient({\n  region: "eu-west-1",\n');
  });

  it('formats the helper and its test, which the helper of an update is still compared with', async () => {
    const dir = withPrettier().write({ '.prettierrc': '{ "printWidth": 60 }' });
    expect((await runProduct(dir, [...MIGRATE, 'prettier', '--helper-test'])).status).toBe(0);
    const written = ['aws/sts-failover.ts', 'aws/sts-failover.test.ts'];
    for (const path of written) expect(await isFormatted(dir.read(path), 60)).toBe(true);
    expect((await runProduct(dir, ['update-helper', '--check'])).status).toBe(0);
  });

  it('shows in a dry run what a run would write', async () => {
    const dir = withPrettier();
    const { stdout } = await runProduct(dir, [...MIGRATE, 'prettier', '--dry-run']);
    expect(stdout).toContain('+export const aClientWithAVeryLongName = createStsClient({\n+  region: "eu-west-1",\n');
    expect(dir.read('a.ts')).toBe(TEXT);
  });

  it('names a file that the formatter refuses, and migrates it as it is', async () => {
    const dir = withPrettier().write({ '.prettierrc': '{"printWidth":"wide"}' });
    const { status, stderr } = await runProduct(dir, [...MIGRATE, 'prettier']);
    expect(status).toBe(0);
    expect(stderr).toContain('prettier was not used on a.ts: ');
    expect(dir.read('a.ts')).toContain('createStsClient({ region: "eu-west-1"');
  });

  it.each([
    ['prettier', 'prettier', 'prettier'],
    ['auto', 'biome', '@biomejs/biome'],
  ])('%s is refused before anything is written where %s is not installed', async (choice, name, folder) => {
    const dir = project({ 'a.ts': TEXT, ...(name === 'biome' && { 'biome.json': '{}' }) });
    const { status, stderr } = await runProduct(dir, [...MIGRATE, choice]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${name} is not installed in this project (no node_modules/${folder} `);
    expect(dir.read('a.ts')).toBe(TEXT);
  });
});
