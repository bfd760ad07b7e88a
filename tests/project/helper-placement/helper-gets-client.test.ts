import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../src/cli/engine.js';
import { runIn, type Outcome } from '../../cli/run-in-process.js';
import { tree, type Tree } from '../../cli/tree.js';

const HELPER = 'src/aws/sts-failover.ts';
const PROVIDER =
  `import { fromTokenFile } from '@aws-sdk/credential-providers';\n` +
  `export const credentials = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });\n`;
const CLIENT =
  `import { STSClient } from '@aws-sdk/client-sts';\n` +
  `export const client = new STSClient({ region: 'eu-west-1' });\n`;
const MANIFEST = JSON.stringify({ dependencies: { '@aws-sdk/credential-providers': '3.1169.0' } });
const migrate = (dir: Tree, ...args: readonly string[]): Promise<Outcome> =>
  runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...args], { engine: lazyEngine });

describe('a helper that was written without a client', () => {
  const withoutClient = async (): Promise<Tree> => {
    const dir = tree({ 'package.json': MANIFEST, 'src/provider.ts': PROVIDER });
    expect((await migrate(dir)).status).toBe(0);
    expect(dir.read(HELPER)).toMatch(/ as v3-ts with provider, /);
    return dir;
  };

  it('gets one when a later file needs it, and keeps its region tables', async () => {
    const dir = await withoutClient();
    dir.write({
      [HELPER]: dir.read(HELPER).replace("'eu-west-1': ['eu-central-1']", "'eu-west-1': ['eu-north-1']"),
      'src/client.ts': CLIENT,
    });
    const { status, stdout } = await migrate(dir);
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining(HELPER) });
    expect(dir.read(HELPER)).toContain('export function createStsClient');
    expect(dir.read(HELPER)).toContain("'eu-west-1': ['eu-north-1']");
    expect(dir.read('src/client.ts')).toContain('createStsClient({');
  });

  it('is left when its owner edited it, and so is the file that needs more', async () => {
    const dir = await withoutClient();
    dir.write({ [HELPER]: `${dir.read(HELPER)}\nexport const mine = 1;\n`, 'src/client.ts': CLIENT });
    const { status, stdout, stderr } = await migrate(dir);
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(/written without `createStsClient`.*edited.*--helper-path/);
    expect(dir.read('src/client.ts')).toBe(CLIENT);
    expect(dir.read(HELPER)).toContain('mine');
  });

  it('gets one in the run that wrote it', async () => {
    const dir = tree({
      'package.json': MANIFEST,
      'src/a-provider.ts': PROVIDER,
      'src/b-client.ts': CLIENT,
      'src/c-provider.ts': PROVIDER,
    });
    expect((await migrate(dir)).status).toBe(0);
    expect(dir.read(HELPER)).toContain('export function createStsClient');
  });
});
