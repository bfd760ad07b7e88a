import { describe, expect, it } from 'vitest';
import { runProduct, type Outcome } from '../../run-in-process.js';
import { project } from '../../project.js';
import { tree } from '../../tree.js';

const IMPORT = `import { STSClient } from '@aws-sdk/client-sts';\n`;
const V2 = `import AWS from 'aws-sdk';\n`;

const explain = (files: Record<string, string>, ...args: readonly string[]): Promise<Outcome> =>
  runProduct(project(files), ['explain', ...args]);

/** The lines of one section, without their indent. */
const section = ({ stdout }: Outcome, title: string): string[] => {
  const [, body = ''] = stdout.split(`\n${title}\n`);
  return (body.split('\n\n')[0] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
};

const ruleLine = (outcome: Outcome, rule: string): string | undefined =>
  section(outcome, 'Rules (recommended)')
    .find((line) => line.startsWith(`${rule} `))
    ?.replace(/^\S+ +/, '');

describe('the answer comes first', () => {
  it('says which rule reports the place, with its message', async () => {
    const { stdout, status } = await explain({ 'a.ts': `${IMPORT}new STSClient({});\n` }, 'a.ts:2');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'a.ts:2:1  new STSClient({})',
      'This is an STS client of SDK v3.',
      'Reported (error, require-region): `STSClient` has no region: it takes that of AWS_REGION or the profile, else it throws. Pass `region`.',
    ]);
    expect(status).toBe(0);
  });

  it('says that a comment hides the report', async () => {
    const code = `${IMPORT}// eslint-disable-next-line sts-regional/require-region -- set by the platform\nnew STSClient({});\n`;
    const { stdout } = await explain({ 'a.ts': code }, 'a.ts:3');
    expect(stdout).toContain(
      'Not reported (require-region): it matches, but the comment in line 2 disables it (set by the platform).',
    );
  });

  it('says that only the strict configuration reports it', async () => {
    const code = "import { fromIni } from '@aws-sdk/credential-providers';\nfromIni();\n";
    const { stdout } = await explain({ 'a.ts': code }, 'a.ts:2');
    expect(stdout).toContain(
      'Not reported (require-region): it matches, but only the strict configuration reports it.',
    );
    const strict = await explain({ 'a.ts': code }, 'a.ts:2', '--config', 'strict');
    expect(strict.stdout).toContain('Reported (error, require-region)');
  });

  it('fits on a screen', async () => {
    const { stdout } = await explain({ 'a.ts': `${IMPORT}new STSClient({ region: 'eu-west-1' });\n` }, 'a.ts:2');
    expect(stdout.split('\n').length).toBeLessThanOrEqual(40);
  });
});

describe('what the code says', () => {
  it('is followed through constants, spreads and imports, line by line', async () => {
    const outcome = await explain(
      {
        'a.ts': `${IMPORT}import { base } from './config.js';\nconst options = { ...base };\nnew STSClient(options);\n`,
        'config.ts':
          "import { HOME } from './regions.js';\nexport const base = {\n  maxAttempts: 3,\n  region: HOME,\n};\n",
        'regions.ts': "export const HOME = 'eu-west-1';\n",
      },
      'a.ts:4',
    );
    expect(section(outcome, 'What the code says')).toEqual([
      "region: 'eu-west-1'",
      'a.ts:4        new STSClient(options);',
      'a.ts:3        const options = { ...base };',
      "a.ts:2        import { base } from './config.js';",
      'config.ts:2   export const base = {',
      'config.ts:4   region: HOME,',
      "config.ts:1   import { HOME } from './regions.js';",
      "regions.ts:1  export const HOME = 'eu-west-1';",
    ]);
  });

  it('is followed through a member, a parameter and its callers', async () => {
    const outcome = await explain(
      {
        'a.ts':
          `${IMPORT}const settings = { home: 'eu-west-1' };\n` +
          'function build(region: string) {\n  return new STSClient({ region });\n}\nbuild(settings.home);\n',
      },
      'a.ts:4',
    );
    expect(section(outcome, 'What the code says')).toEqual([
      "region: 'eu-west-1'",
      'a.ts:4  return new STSClient({ region });',
      'a.ts:6  build(settings.home);',
      "a.ts:2  const settings = { home: 'eu-west-1' };",
    ]);
  });

  it('names the variable that is read, and its default', async () => {
    const code = `${IMPORT}new STSClient({ region: process.env.AWS_REGION ?? 'eu-west-1' });\n`;
    expect(section(await explain({ 'a.ts': code }, 'a.ts:2'), 'What the code says')[0]).toBe(
      "region: one of: the environment variable AWS_REGION, 'eu-west-1'",
    );
  });

  it('says where it ends: a parameter that nobody in sight passes', async () => {
    const code = `${IMPORT}export const build = (config: object) => new STSClient(config);\n`;
    expect(section(await explain({ 'a.ts': code }, 'a.ts:2'), 'What the code says')[0]).toBe(
      'configuration: cannot be read: `config` is a parameter',
    );
  });
});

describe('the version of the SDK', () => {
  const code = `${IMPORT}new STSClient({});\n`;
  const version = async (files: Record<string, string>, ...args: readonly string[]): Promise<string | undefined> =>
    section(await runProduct(tree({ 'a.ts': code, ...files }), ['explain', 'a.ts:2', ...args]), 'SDK version')[0];

  it('is that of the installed package', async () => {
    const installed = '{\n  "name": "@aws-sdk/client-sts",\n  "version": "3.700.0"\n}';
    expect(await version({ 'node_modules/@aws-sdk/client-sts/package.json': installed })).toBe(
      '@aws-sdk/client-sts 3.700.0: installed: node_modules/@aws-sdk/client-sts/package.json:3',
    );
  });

  it('is the lowest that package.json allows, where nothing is installed', async () => {
    const manifest = '{\n  "dependencies": { "@aws-sdk/client-sts": "^3.600.0" }\n}';
    expect(await version({ 'package.json': manifest })).toBe(
      '@aws-sdk/client-sts 3.600.0: the lowest that "^3.600.0" in package.json:2 allows; nothing is installed',
    );
  });

  it('is what the flag says', async () => {
    expect(await version({}, '--sdk-version', '3.100.0')).toBe(
      '@aws-sdk/client-sts 3.100.0: as the setting "sdkVersion" or --sdk-version says',
    );
  });

  it('is not known where nothing names one', async () => {
    expect(await version({})).toBe(
      'not known: no node_modules and no package.json above the file has @aws-sdk/client-sts.',
    );
  });
});

describe('what the SDK does', () => {
  const does = async (code: string, ...args: readonly string[]): Promise<string[]> =>
    section(await explain({ 'a.ts': code }, 'a.ts:2', ...args), 'What the SDK does');

  it('is said with AWS_REGION and without it', async () => {
    expect(await does(`${IMPORT}new STSClient({});\n`)).toEqual([
      'AWS_REGION=us-west-2: the region comes from the environment (AWS_REGION or the profile), so the request goes to sts.us-west-2.amazonaws.com',
      'AWS_REGION not set: SDK v3 throws "Region is missing", because neither the code nor the environment names a region',
    ]);
  });

  it('is said once where AWS_REGION changes nothing', async () => {
    expect(await does(`${IMPORT}new STSClient({ region: 'eu-west-1' });\n`)).toEqual([
      'whatever AWS_REGION says: the request goes to sts.eu-west-1.amazonaws.com',
    ]);
  });

  it('follows code that reads the variable itself', async () => {
    expect(await does(`${IMPORT}new STSClient({ region: process.env.AWS_REGION || 'eu-west-1' });\n`)).toEqual([
      'AWS_REGION=us-west-2: the request goes to sts.us-west-2.amazonaws.com',
      'AWS_REGION not set: the request goes to sts.eu-west-1.amazonaws.com',
    ]);
  });

  it('follows the variable through constants', async () => {
    const code = `${IMPORT}new STSClient({ region: REGION });\nconst REGION = process.env['AWS_REGION'] ?? 'eu-west-1';\n`;
    expect(await does(code)).toEqual([
      'AWS_REGION=us-west-2: the request goes to sts.us-west-2.amazonaws.com',
      'AWS_REGION not set: the request goes to sts.eu-west-1.amazonaws.com',
    ]);
  });

  it('follows the variable into other files', async () => {
    const files = {
      'a.ts': `${IMPORT}import { aws } from './b.js';\nnew STSClient({ ...aws });\n`,
      'b.ts': "export const aws = { region: process.env.AWS_REGION ?? 'eu-west-1' };\n",
    };
    expect(section(await explain(files, 'a.ts:3'), 'What the SDK does')).toEqual([
      'AWS_REGION=us-west-2: the request goes to sts.us-west-2.amazonaws.com',
      'AWS_REGION not set: the request goes to sts.eu-west-1.amazonaws.com',
    ]);
  });

  it.each([
    "const region = local ? 'eu-west-1' : (process.env.AWS_REGION ?? 'eu-west-1');",
    "let region = process.env.AWS_REGION ?? 'eu-west-1'; if (local) region = 'eu-west-1';",
    'const region = process.env.AWS_REGION ?? process.env.HOME_REGION;',
  ])('does not guess which branch is taken: %s', async (declaration) => {
    const code = `${IMPORT}new STSClient({ region });\n${declaration}\n`;
    expect((await does(code)).join()).toContain('the region it is given at run time');
  });

  it('is never asked for a region that the code or the settings lead to anyway', async () => {
    const code = `${IMPORT}new STSClient({ region: process.env.AWS_REGION ?? 'us-west-2' });\n`;
    expect(await does(code, '--regions', 'us-west-2,us-east-1')).toEqual([
      'AWS_REGION=eu-central-1: the request goes to sts.eu-central-1.amazonaws.com',
      'AWS_REGION not set: the request goes to sts.us-west-2.amazonaws.com',
    ]);
  });

  it('says no more than the code does about another variable', async () => {
    expect(await does(`${IMPORT}new STSClient({ region: process.env.HOME_REGION });\n`)).toEqual([
      'whatever AWS_REGION says: the request goes to the host of the region it is given at run time',
    ]);
  });

  it('is every possible behaviour where the version is not known', async () => {
    const dir = tree({ 'a.ts': "import { fromTokenFile } from '@aws-sdk/credential-providers';\nfromTokenFile();\n" });
    expect(section(await runProduct(dir, ['explain', 'a.ts:2']), 'What the SDK does')).toEqual([
      'AWS_REGION=us-west-2, one of these:',
      '- SDK v3 before 3.920.0 ignores AWS_REGION here and sends the request to sts.us-east-1.amazonaws.com',
      '- the region comes from the environment (AWS_REGION or the profile), so the request goes to sts.us-west-2.amazonaws.com',
      'AWS_REGION not set: SDK v3 before 3.920.0 ignores AWS_REGION here and sends the request to sts.us-east-1.amazonaws.com',
    ]);
  });
});

describe('each rule', () => {
  it('has its reason, in the order of precedence', async () => {
    const code = `${V2}new AWS.STS({ region: 'us-esat-1', stsRegionalEndpoints: 'legacy' });\n`;
    expect(section(await explain({ 'a.ts': code }, 'a.ts:2'), 'Rules (recommended)')).toEqual([
      'no-global-endpoint           silent: no endpoint in its configuration is the global host',
      'no-legacy-endpoint-mode      reports it',
      'require-region               silent: it has a region',
      'no-endpoint-region-mismatch  silent: it has no endpoint',
      'valid-region                 it also matches, but no-legacy-endpoint-mode reports first',
      'no-ineffective-failover      silent: only SDK v3 has this problem',
      'require-fallback-region      it also matches, but no-legacy-endpoint-mode reports first',
      'require-vpc-endpoint         it is off until you switch it on',
    ]);
  });

  it('is off where a flag says so', async () => {
    const code = `${IMPORT}new STSClient({});\n`;
    const outcome = await explain({ 'a.ts': code }, 'a.ts:2', '--rule', 'require-region:off');
    expect(ruleLine(outcome, 'require-region')).toBe('it matches, but is off');
  });
});

describe('what migrate does', () => {
  it('is the edit of this place alone', async () => {
    const code = `${V2}new AWS.STS({ region: 'eu-west-1' });\nnew AWS.STS({ region: 'eu-west-2' });\n`;
    const outcome = await explain({ 'a.ts': code }, 'a.ts:3', '--region-source', 'env');
    expect(section(outcome, 'What migrate does')).toEqual([
      "-new AWS.STS({ region: 'eu-west-2' });",
      "+new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'eu-west-2' });",
    ]);
  });

  it('names the helper that the edit needs', async () => {
    const code = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
    const outcome = await explain({ 'a.ts': code }, 'a.ts:2', '--regions', 'eu-west-1,eu-central-1');
    expect(section(outcome, 'What migrate does').at(-1)).toMatch(
      /^It calls the failover helper in .*sts-failover\.\w+\.$/,
    );
  });

  it('is the reason and the next step where it leaves the place', async () => {
    const code = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
    expect(section(await explain({ 'a.ts': code }, 'a.ts:2'), 'What migrate does')).toEqual([
      'This run names no region to fall back to.',
      'Next step: Name at least two regions of one partition (`regions` in the settings, or `--regions`).',
    ]);
  });
});

describe('a line', () => {
  const code = `${IMPORT}new STSClient({\n  region: 'eu-west-1',\n});\nnew STSClient({}), new STSClient({ region: '' });\nlet x;\n`;

  it('in the middle of a call means the call', async () => {
    expect((await explain({ 'a.ts': code }, 'a.ts:3')).stdout).toMatch(/^a\.ts:2:1 /);
  });

  it('with several calls has all of them explained, and a column chooses one', async () => {
    const all = await explain({ 'a.ts': code }, 'a.ts:5');
    expect(all.stdout.match(/^a\.ts:5:\d+/gm)).toEqual(['a.ts:5:1', 'a.ts:5:20']);
    const one = await explain({ 'a.ts': code }, 'a.ts:5:24');
    expect(one.stdout.match(/^a\.ts:5:\d+/gm)).toEqual(['a.ts:5:20']);
  });

  it('without STS names the nearest that has it, with status 1', async () => {
    expect(await explain({ 'a.ts': code }, 'a.ts:6')).toEqual({
      status: 1,
      stdout: 'Nothing in line 6 of a.ts is about STS. The nearest is in line 5: new STSClient({})\n',
      stderr: '',
    });
  });

  it('of a file without STS says so, with status 1', async () => {
    expect(await explain({ 'b.ts': 'let x;\n' }, 'b.ts:1')).toMatchObject({
      status: 1,
      stdout: 'Nothing in b.ts is about STS, as far as its text and the files that it imports show.\n',
    });
  });
});

describe('what cannot be explained', () => {
  it.each([
    ['a file that does not exist', 'missing.ts:1', 'missing.ts cannot be read: it does not exist.'],
    ['a directory', 'src:1', 'src is a directory. Name a line of a file in it, such as src/session.ts:12.'],
    ['a line behind the end', 'src/a.ts:9', 'src/a.ts has no line 9: it has 2 lines.'],
    ['a file that does not parse', 'src/broken.ts:2', 'src/broken.ts cannot be parsed: '],
    ['an argument without a line', 'src/a.ts', 'Name a line of the file, such as src/a.ts:12.'],
  ])('is refused with status 2: %s', async (_, place, message) => {
    const files = {
      'src/a.ts': `${IMPORT}new STSClient({});\n`,
      'src/broken.ts': `${IMPORT}const = new STSClient();\n`,
    };
    const { status, stdout, stderr } = await explain(files, place);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('is nothing that a search passes over: it is explained, with a note', async () => {
    const { status, stderr, stdout } = await explain({ 'dist/a.js': `${IMPORT}new STSClient({});\n` }, 'dist/a.js:2');
    expect(stderr).toBe(
      'dist/a.js is passed over when a directory is checked: it is ignored, built or of a format that is not read.\n',
    );
    expect(stdout).toMatch(/^dist\/a\.js:2:1 /);
    expect(status).toBe(0);
  });
});

describe('code inside of another file', () => {
  it('is shown by the name of that file', async () => {
    const page = `<script lang="ts">\n${IMPORT}new STSClient({ region: 'eu-west-1' });\n</script>\n`;
    const outcome = await explain({ 'a.vue': page }, 'a.vue:3');
    expect(section(outcome, 'What the code says')).toEqual([
      "region: 'eu-west-1'",
      "a.vue:3  new STSClient({ region: 'eu-west-1' });",
    ]);
  });

  it('meets fewer rules in a document, and that is said', async () => {
    const page = `# Page\n\n\`\`\`js\n${IMPORT}new STSClient({});\n\`\`\`\n`;
    const outcome = await explain({ 'page.md': page }, 'page.md:5');
    expect(ruleLine(outcome, 'require-region')).toBe('it matches, but is off for code in documents');
  });
});

describe('a configuration file', () => {
  it('is explained setting by setting', async () => {
    const outcome = await explain({ '.env': 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n' }, '.env:2');
    expect(outcome.stdout).toContain('This is the mode of SDK v2.\nReported (error, no-legacy-endpoint-mode)');
    expect(section(outcome, 'What migrate does')).toEqual([
      '-AWS_STS_REGIONAL_ENDPOINTS=legacy',
      '+AWS_STS_REGIONAL_ENDPOINTS=regional',
    ]);
  });
});

describe('--json', () => {
  it('has the same facts, with paths relative to the working directory', async () => {
    const { stdout } = await explain(
      { 'src/a.ts': `${IMPORT}new STSClient({ region: 'eu-west-1' });\n` },
      'src/a.ts:2',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      file: 'src/a.ts',
      line: 2,
      explanations: [
        {
          line: 2,
          column: 1,
          name: "new STSClient({ region: 'eu-west-1' })",
          settings: [{ name: 'region', value: "'eu-west-1'", steps: [{ file: 'src/a.ts', line: 2 }] }],
          version: { package: '@aws-sdk/client-sts', version: '3.600.0' },
          predictions: [
            { environmentRegion: expect.any(String) as string, possible: [{ host: 'sts.eu-west-1.amazonaws.com' }] },
            { environmentRegion: null, possible: [{ host: 'sts.eu-west-1.amazonaws.com' }] },
          ],
          migration: { outcome: 'leaves' },
        },
      ],
      nearest: null,
    });
  });

  it('names the nearest where the line has nothing', async () => {
    const { stdout, status } = await explain({ 'a.ts': `${IMPORT}\nnew STSClient({});\n` }, 'a.ts:2', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ explanations: [], nearest: { line: 3, name: 'new STSClient({})' } });
    expect(status).toBe(1);
  });
});
