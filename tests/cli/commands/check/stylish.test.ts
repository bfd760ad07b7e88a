import { describe, expect, it } from 'vitest';
import { checkToStylish } from '../../../../src/cli/commands/check/stylish.js';
import { project } from '../../project.js';
import { resultsIn, runIn, runProduct } from '../../run-in-process.js';
import { LEFT, SITE } from '../../fake-engine.js';
import { tree } from '../../tree.js';

const CODE = `import { STSClient } from '@aws-sdk/client-sts';
import AWS from 'aws-sdk';
export const a = new STSClient({});
export const b = new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });
export const c = new AWS.STS({ region: 'eu-west-1' });
`;

describe('check --format stylish', () => {
  it('fits the terminal, with messages in a column of their own', async () => {
    const dir = project({ 'src/client.ts': CODE });
    const results = resultsIn(await runProduct(dir, ['check', '--format', 'json']));
    for (const columns of [60, 80, 100]) {
      const lines = checkToStylish(results, { cwd: dir.root, env: {}, columns }, false).split('\n');
      const last = lines.findIndex((line) => line.startsWith('✖'));
      for (const line of lines.slice(0, last)) expect(line.length).toBeLessThanOrEqual(columns);
      expect(lines.slice(0, last).filter((line) => /^ {17}\S/.test(line)).length).toBeGreaterThan(2);
    }
  });

  it('has one line for each message where nobody knows the width, for grep', async () => {
    const { stdout } = await runProduct(project({ 'src/client.ts': CODE }), ['check']);
    expect(stdout.match(/^ {2}\d+:\d+ .* {2}sts-regional\/[\w-]+$/gm)).toHaveLength(3);
  });
});

describe('the last lines say what a migration puts right', () => {
  it('and the command for the same paths', async () => {
    const dir = tree({ 'src/a.ts': SITE + LEFT, 'other dir/b.ts': SITE });
    expect((await runIn(dir, ['check', 'src', 'other dir'])).stdout).toContain(
      "\nmigrate can put right 2 of 3 findings, once it knows your regions. To see how:\n  npx eslint-plugin-sts-regional migrate src 'other dir' --dry-run\n",
    );
  });

  it('with regions for the code, where its requests go to one', async () => {
    const dir = project({
      'src/client.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\nexport const a = new STSClient({ region: 'us-east-1' });\n",
    });
    expect((await runProduct(dir, ['check'])).stdout).toContain(
      '\n  npx eslint-plugin-sts-regional migrate --regions us-east-1,us-east-2,ca-central-1 --dry-run\n',
    );
  });

  it('and asks for no regions that the settings name', async () => {
    const dir = tree({ 'a.ts': SITE, 'sts-regional.config.json': '{ "regions": ["eu-west-1", "eu-central-1"] }' });
    expect((await runIn(dir, ['check'])).stdout).toContain('\nmigrate can put right 1 of 1 finding. To see how:\n');
  });

  it('as far as regions have a fallback in the settings', async () => {
    const dir = project({
      'src/client.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\n" +
        "export const a = new STSClient({ region: 'eu-west-1' });\n" +
        "export const b = new STSClient({ region: 'us-east-1' });\n",
    });
    const last = async (): Promise<string | undefined> =>
      /migrate can put right .*/.exec((await runProduct(dir, ['check'])).stdout)?.[0];
    expect(await last()).toBe('migrate can put right 2 of 2 findings, with regions such as these. To see how:');
    dir.write({ 'sts-regional.config.json': '{ "regions": ["eu-west-1", "eu-central-1"] }' });
    expect(await last()).toBe('migrate can put right 1 of 2 findings. To see how:');
  });

  it('and where it leaves something of a site to a person, as migrate does', async () => {
    const dir = project({
      'client.ts':
        "import { STSClient } from '@aws-sdk/client-sts';\n" +
        "export const a = new STSClient({ region: 'us-east-1', useGlobalEndpoint: true });\n",
      'sts-regional.config.json': '{ "regions": ["eu-west-1", "eu-central-1"] }',
    });
    const last = async (): Promise<string | undefined> =>
      /migrate can put right .*/.exec((await runProduct(dir, ['check'])).stdout)?.[0];
    expect(await last()).toBe('migrate can put right 1 of 1 finding (1 in part). To see how:');
    expect((await runProduct(dir, ['migrate', '--allow-dirty'])).stdout).toContain('1 site rewritten (1 in part)');
    expect(await last()).toBe('migrate can put right 0 of 1 finding: each needs a decision.');
  });

  it('where it puts nothing right, too', async () => {
    expect((await runIn(tree({ 'a.ts': LEFT }), ['check'])).stdout).toMatch(
      /\nmigrate can put right 0 of 1 finding: each needs a decision\.\n$/,
    );
  });

  it('truly: those findings are gone after it, and the others are not', async () => {
    const dir = project({
      'src/client.ts': CODE,
      'src/later.ts': "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'eu-wset-1' });\n",
      '.env': 'AWS_STS_REGIONAL_ENDPOINTS=legacy\n',
      'settings.env': 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n',
    }).commit();
    const before = await runProduct(dir, ['check']);
    const [, cured, all] = /migrate can put right (\d+) of (\d+) findings/.exec(before.stdout) ?? [];
    await runProduct(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1']);
    const after = resultsIn(await runProduct(dir, ['check', '--format', 'json']));
    const left = after.reduce((sum, { messages }) => sum + messages.length, 0);
    expect([Number(all), Number(all) - Number(cured)]).toEqual([6, left]);
    expect(left).toBeGreaterThan(0);
  });

  it('and not where nothing is found, or nothing but a file that cannot be parsed', async () => {
    expect((await runIn(tree({ 'a.ts': '<<<< STS' }), ['check'])).stdout).not.toContain('migrate');
  });
});
