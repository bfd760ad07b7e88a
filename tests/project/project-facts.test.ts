import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import type { Settings } from '../../src/model/settings/settings.js';
import { projectFactsFor } from '../../src/project/project-facts.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { renderHelper } from '../../src/helper/index.js';
import { tree, type Tree } from '../cli/tree.js';
import { ESM, manifest } from './migrate-in.js';

const project = (helper: Readonly<Record<string, string>>): Tree =>
  tree({ 'package.json': manifest(), 'src/client.ts': ESM, ...helper });
const specifierFor = (dir: Tree, settings: Settings = {}): string | undefined =>
  surroundingsOf(dir.path('src/client.ts'), settings).helperSpecifier({
    sdk: 'v3',
    syntax: 'esm',
    modules: new Set(),
  });

describe('the helper that the rules offer', () => {
  it('is the one at the usual place, with a client or without', () => {
    for (const section of ['client', 'provider'] as const)
      expect(
        specifierFor(
          project({
            'src/aws/sts-failover.ts': renderHelper('v3-ts', { fallbacks: {}, version: '0.0.1', sections: [section] }),
          }),
        ),
      ).toBe('./aws/sts-failover');
  });

  it('is none when the repository has none, or another file is there', () => {
    expect(specifierFor(project({}))).toBeUndefined();
    expect(specifierFor(project({ 'src/aws/sts-failover.ts': 'export const mine = 1;\n' }))).toBeUndefined();
  });

  it('is the file that the settings name, whatever it is made of', () => {
    const dir = project({ 'src/sts.ts': "export { build as createStsClient } from '@org/aws';\n" });
    expect(specifierFor(dir, { helper: { module: dir.path('src/sts') } })).toBe('./sts');
  });
});

describe('a CommonJS file of TypeScript', () => {
  const migrated = (compilerOptions: object): ReturnType<typeof migrateText> => {
    const dir = tree({ 'package.json': manifest(), 'tsconfig.json': JSON.stringify({ compilerOptions }) });
    const file = dir.path('src/client.cts');
    return migrateText(
      "import sts = require('@aws-sdk/client-sts');\nexport = new sts.STSClient({ region: 'eu-west-1' });\n",
      file,
      { settings: { regions: ['eu-west-1', 'eu-central-1'] }, only: ['failover'], project: projectFactsFor(file) },
    );
  };

  it('gets the helper where TypeScript turns its `import` into `require`', () => {
    expect(migrated({ module: 'node16' }).status).toBe('changed');
  });

  it('is left under verbatimModuleSyntax, which refuses `import` there', () => {
    expect(migrated({ module: 'node16', verbatimModuleSyntax: true })).toMatchObject({
      status: 'unchanged',
      skipped: [{ line: 2, reason: expect.stringContaining('verbatimModuleSyntax') as string }],
    });
  });
});

describe('an SDK is older than a version', () => {
  it.each([
    ['^2.6.6', undefined],
    ['~2.400.0', '~2.400.0'],
    ['2.400.0', '2.400.0'],
    ['>=2.1 <2.500', '>=2.1 <2.500'],
  ])('where all that %s allows is', (range, older) => {
    const dir = tree({
      'package.json': JSON.stringify({ dependencies: { 'aws-sdk': range } }),
      'src/client.js': '',
      '.git/HEAD': '',
    });
    expect(surroundingsOf(dir.path('src/client.js'), {}).versionBelow('aws-sdk', '2.525.0')).toBe(older);
  });
});
