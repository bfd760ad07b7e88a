import { describe, expect, it } from 'vitest';
import { chainFor, configChain, folderIn, optionIn } from '../../src/project/tsconfig.js';
import { runProduct } from '../cli/run-in-process.js';
import { tree } from '../cli/tree.js';

const VALUES = ['5', 'null', '[null]', '{"@lib/*":5}', '"\\u0000"'];
const NAMES = ['extends', 'references', 'include', 'files', 'compilerOptions'];
const OPTIONS = ['paths', 'baseUrl', 'module', 'moduleResolution', 'outDir', 'rootDir', 'allowJs'];

describe('a value of another type in tsconfig.json', () => {
  it('stops neither check nor migrate', async () => {
    const configs = [
      '5',
      'null',
      ...VALUES.flatMap((value) => [
        ...NAMES.map((name) => `{"${name}":${value},"files":[]}`),
        ...OPTIONS.map((name) => `{"compilerOptions":{"${name}":${value}}}`),
      ]),
    ];
    const code = [
      "import { STSClient } from '@aws-sdk/client-sts';",
      "import { cfg } from '@lib/cfg';",
      'export const c = new STSClient(cfg);',
      "export const d = new STSClient({ region: 'eu-west-1' });\n",
    ].join('\n');
    const folders = configs.flatMap((config, index) => [
      [`p${index}/tsconfig.json`, config],
      [`p${index}/src/a.ts`, code],
      [`p${index}/src/b.js`, code],
      [
        `p${index}/package.json`,
        '{"scripts":{"z":"cd src && zip -r ../f.zip ."},"dependencies":{"@aws-sdk/client-sts":"3.1169.0"}}',
      ],
    ]);
    const dir = tree(Object.fromEntries(folders));
    const checked = await runProduct(dir, ['check']);
    expect(checked.stdout + checked.stderr).not.toContain('crashed');
    expect(checked.status).toBeLessThan(2);
    const migrated = await runProduct(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1']);
    expect(migrated.stdout + migrated.stderr).not.toContain('crashed');
    expect(migrated.status).toBe(0);
  });

  it('says nothing, and the values beside it count', () => {
    const dir = tree({
      'tsconfig.json': '{"extends":[5,"./base"],"compilerOptions":{"outDir":5,"module":"nodenext","allowJs":"yes"}}',
      'base.json': '{"compilerOptions":{"outDir":"out","allowJs":true,"paths":{"a":["x",5],"b":null}},"include":"src"}',
    });
    const chain = configChain(dir.path('tsconfig.json'));
    expect(optionIn(chain, 'module')).toBe('nodenext');
    expect(optionIn(chain, 'allowJs')).toBe(true);
    expect(folderIn(chain, 'outDir')).toBe(dir.path('out'));
    expect(optionIn(chain, 'paths')).toEqual({ a: ['x'] });
    expect(chain[1]?.include).toBeUndefined();
  });
});

it('a file without configuration has an empty chain', () => {
  const dir = tree({ 'a.ts': '' });
  expect(chainFor(dir.path('a.ts'), dir.root)).toEqual([]);
});

it('comments, trailing commas and a byte order mark are read over, as tsc does', () => {
  const dir = tree({
    'tsconfig.json': '\uFEFF// strict\n{ "compilerOptions": { /* ES modules */ "module": "nodenext", }, }',
  });
  expect(optionIn(configChain(dir.path('tsconfig.json')), 'module')).toBe('nodenext');
});
