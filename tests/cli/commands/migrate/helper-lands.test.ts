import { describe, expect, it } from 'vitest';
import { renderHelper } from '../../../../src/helper/index.js';
import { ESM, manifest, tsconfig } from '../../../project/migrate-in.js';
import { tree } from '../../tree.js';
import { landing, run, type Files } from './landing.js';

describe('the helper of code in a folder beside the sources', () => {
  const stack: Files = {
    'package.json': manifest(),
    'lib/stack.ts': "export const entry = '../lambda/roles/client.ts';\n",
    'lib/names.ts': "export const name = 'roles';\n",
    'lambda/roles/client.ts': ESM,
    'lambda/roles/other.ts': ESM,
  };

  it.each<[string, Files, string]>([
    ['lands in that folder', stack, 'lambda/aws/sts-failover.ts'],
    [
      'lands in the sources where one of its files imports from there',
      { ...stack, 'lambda/roles/other.ts': `import { name } from '../../lib/names';\nexport { name };\n${ESM}` },
      'lib/aws/sts-failover.ts',
    ],
    ['lands in the sources where they use STS, too', { ...stack, 'lib/names.ts': ESM }, 'lib/aws/sts-failover.ts'],
    [
      'lands in the sources where two folders use STS',
      { ...stack, 'scripts/client.ts': ESM },
      'lib/aws/sts-failover.ts',
    ],
  ])('%s', async (_, files, helper) => {
    expect(new Set(await landing(tree(files)))).toEqual(new Set([helper]));
  });

  it('stays in the sources where it is there already', async () => {
    const helper = renderHelper('v3-ts', { fallbacks: {}, vpcEndpoints: {}, version: '0.0.0' });
    const dir = tree({ ...stack, 'lib/aws/sts-failover.ts': helper });
    await run(dir);
    expect(dir.read('lambda/roles/client.ts')).toContain("'../../lib/aws/sts-failover'");
  });

  it('lands where the user says', async () => {
    expect(await landing(tree(stack), '--helper-path', 'lib/shared/sts')).toEqual(['lib/shared/sts.ts']);
  });
});

describe('the helper of a project inside of a package', () => {
  const backend: Files = {
    'package.json': manifest(),
    'tsconfig.json': tsconfig({ noEmit: true }),
    'backend/tsconfig.json': tsconfig({ noEmit: true }),
    'backend/src/roles/client.ts': ESM,
    'frontend/tsconfig.json': tsconfig({ noEmit: true }),
    'frontend/src/page.ts': 'export const page = 1;\n',
  };
  const library: Files = {
    'package.json': manifest(),
    'tsconfig.json': tsconfig({ noEmit: true }),
    'src/main.ts': 'export const main = 1;\n',
    'libs/roles/tsconfig.lib.json': tsconfig({ noEmit: true }),
    'libs/roles/src/client.ts': ESM,
  };

  it.each<[string, Files, string]>([
    ['lands in the project that has all sites', backend, 'backend/src/aws/sts-failover.ts'],
    ['lands in a library, and not in the application that uses it', library, 'libs/roles/src/aws/sts-failover.ts'],
    [
      'lands in the package where two projects have sites',
      { ...backend, 'frontend/src/page.ts': ESM },
      'aws/sts-failover.ts',
    ],
    [
      'lands in the project that has the projects with all sites',
      { ...backend, 'backend/jobs/tsconfig.json': tsconfig({ noEmit: true }), 'backend/jobs/job.ts': ESM },
      'backend/src/aws/sts-failover.ts',
    ],
    [
      'is not moved by a test elsewhere',
      { ...backend, 'frontend/src/page.test.ts': ESM },
      'backend/src/aws/sts-failover.ts',
    ],
    [
      'lands in the sources of the package where the site is there',
      { ...library, 'libs/roles/src/client.ts': '', 'src/roles/client.ts': ESM, 'src/tsconfig.json': tsconfig({}) },
      'src/aws/sts-failover.ts',
    ],
  ])('%s', async (_, files, place) => {
    expect(await landing(tree(files))).toEqual([place]);
  });

  it('lands there too where the run looks at that file only', async () => {
    expect(await landing(tree(backend), 'backend/src/roles/client.ts')).toEqual(['backend/src/aws/sts-failover.ts']);
    const both = { ...backend, 'frontend/src/page.ts': ESM };
    expect(await landing(tree(both), 'backend/src/roles/client.ts')).toEqual(['aws/sts-failover.ts']);
  });
});

describe('the helper of a published package', () => {
  const published = (more: object): string => JSON.stringify({ name: 'x', type: 'module', ...more }, undefined, 2);

  it('lands in a folder that is published', async () => {
    const dir = tree({ 'package.json': published({ files: ['server'] }), 'src/x.js': '', 'server/api/index.js': ESM });
    expect(await landing(dir)).toEqual(['server/aws/sts-failover.js']);
  });

  it('has no place where only files are published by name', async () => {
    const dir = tree({ 'package.json': published({ files: ['index.js', 'session.js'] }), 'index.js': ESM });
    expect(await landing(dir)).toEqual([
      '`files` leaves the helper aws/sts-failover.js out of the published package (package.json:4)',
    ]);
    expect(dir.read('index.js')).toBe(ESM);
  });

  it.each<[string, Files]>([
    ['its folder is published', { 'package.json': published({ files: ['./index.js', 'aws/'] }), 'index.js': ESM }],
    ['a pattern has it', { 'package.json': published({ files: ['**/*.js'] }), 'index.js': ESM }],
    ['everything is published', { 'package.json': published({ files: ['./'] }), 'index.js': ESM }],
    ['there is no such list', { 'package.json': published({}), 'index.js': ESM }],
    ['nothing is published', { 'package.json': published({ files: ['index.js'], private: true }), 'index.js': ESM }],
    [
      'the file that imports it is not published',
      { 'package.json': published({ files: ['lib'] }), 'scripts/deploy.js': ESM },
    ],
    [
      'a file of the same name is published',
      { 'package.json': published({ files: ['index.js'] }), 'scripts/index.js': ESM },
    ],
  ])('lands at the usual place where %s', async (_, files) => {
    expect(await landing(tree(files))).toEqual(['aws/sts-failover.js']);
  });
});

describe('a dry run', () => {
  const PROVIDER =
    "import { fromTokenFile } from '@aws-sdk/credential-providers';\n" +
    "export const p = fromTokenFile({ clientConfig: { region: 'eu-west-1' } });\n";
  const NEWER = manifest().replace('3.700', '3.1000');
  const sections = (text: string): string | undefined => /as v3-ts with ([a-z, ]+),/.exec(text)?.[1];

  it('shows the sections that all files ask for', async () => {
    const dir = tree({ 'package.json': NEWER, 'src/a.ts': PROVIDER, 'src/b.ts': ESM });
    const { stdout } = await run(dir, '--dry-run', '--show-helper');
    await run(dir);
    expect(sections(stdout)).toBe('client, provider');
    expect(sections(dir.read('src/aws/sts-failover.ts'))).toBe('client, provider');
  });

  it('shows what providers need where the SDK may be older than 3.914', async () => {
    const dir = tree({ 'package.json': manifest(), 'src/a.ts': PROVIDER });
    expect(sections((await run(dir, '--dry-run', '--show-helper')).stdout)).toBe('client, provider, older');
  });

  it('names a helper only if a run would write it', async () => {
    const dir = tree({ 'package.json': manifest(), 'src/a.ts': ESM });
    await run(dir);
    dir.write({ 'src/b.ts': ESM });
    expect(await landing(dir, '--dry-run')).toEqual([]);
    dir.write({ 'src/b.ts': PROVIDER });
    expect(await landing(dir, '--dry-run')).toEqual(['src/aws/sts-failover.ts']);
  });
});
