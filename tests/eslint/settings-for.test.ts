import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { ERROR, project } from '../cli/project.js';
import { tree, type Tree } from '../cli/tree.js';

const FILE = 'sts-regional.config.json';
const config: Linter.Config = {
  plugins: { 'sts-regional': plugin },
  rules: { 'sts-regional/require-region': 'error' },
};

/** The findings in a client without a region, which `allowEnvRegion` accepts. */
function findings(
  dir: Tree,
  { file = 'src/client.js', settings = {} }: { file?: string; settings?: object } = {},
): number {
  const linter = new Linter({ configType: 'flat', cwd: dir.root });
  return linter.verify(ERROR, [{ ...config, settings: { 'sts-regional': settings } }], { filename: dir.path(file) })
    .length;
}

const ACCEPTED = { allowEnvRegion: true, sdkVersion: '3.1169.0' };

describe('a rule reads the settings file where ESLint says nothing', () => {
  it.each([
    ['sts-regional.config.json', JSON.stringify(ACCEPTED)],
    ['package.json', JSON.stringify({ name: 'orders', 'sts-regional': ACCEPTED })],
  ])('in %s', (name, content) => {
    expect(findings(project({}))).toBe(1);
    expect(findings(project({ [name]: content }))).toBe(0);
  });

  it('of the folder that is nearest to the file', () => {
    const dir = project({ [FILE]: '{}', [`packages/a/${FILE}`]: JSON.stringify(ACCEPTED) }).commit();
    expect(findings(dir, { file: 'packages/a/src/client.js' })).toBe(0);
    expect(findings(dir, { file: 'packages/b/src/client.js' })).toBe(1);
  });

  it('key by key: what ESLint says wins', () => {
    const dir = project({ [FILE]: JSON.stringify(ACCEPTED) });
    expect(findings(dir, { settings: { regions: ['eu-west-1'] } })).toBe(0);
    expect(findings(dir, { settings: { allowEnvRegion: false } })).toBe(1);
  });

  it('and one side may allow the region that the other names', () => {
    const dir = project({ [FILE]: JSON.stringify({ ...ACCEPTED, allowedRegions: ['eu-west-9'] }) });
    expect(findings(dir, { settings: { regions: ['eu-west-9'] } })).toBe(0);
  });

  it('again when the file has changed, as in an editor', () => {
    const dir = project({});
    const linter = new Linter({ configType: 'flat', cwd: dir.root });
    const count = (): number => linter.verify(ERROR, [config], { filename: dir.path('a.js') }).length;
    const before = count();
    dir.write({ [FILE]: JSON.stringify(ACCEPTED) });
    const written = count();
    dir.write({ [FILE]: JSON.stringify({ ...ACCEPTED, allowEnvRegion: false }) });
    expect([before, written, count()]).toEqual([1, 0, 1]);
  });

  it.each(['eslint-v8', 'eslint-v9', 'eslint'])('in %s', (name) => {
    const { Linter: OtherLinter } = createRequire(import.meta.url)(name) as typeof import('eslint');
    const dir = project({ [FILE]: JSON.stringify(ACCEPTED) });
    const linter = new OtherLinter({ configType: 'flat', cwd: dir.root });
    expect(linter.verify(ERROR, [config], { filename: dir.path('src/client.js') })).toEqual([]);
  });
});

describe('a rule does not read', () => {
  it('a script: it could do anything', () => {
    const dir = project({ 'sts-regional.config.mjs': 'globalThis.scriptRan = true; export default {};' });
    expect(findings(dir)).toBe(1);
    expect(globalThis).not.toHaveProperty('scriptRan');
  });

  it('through a link out of the repository', () => {
    const outside = tree({
      [FILE]: JSON.stringify(ACCEPTED),
      'package.json': JSON.stringify({ 'sts-regional': ACCEPTED }),
    });
    const linked = project({ 'a.js': '' }).commit();
    symlinkSync(outside.path(FILE), linked.path(FILE));
    expect(() => findings(linked)).toThrow(
      'sts-regional.config.json is a link out of the repository, and such a link is not followed. Copy the file.',
    );
    const manifest = tree({ 'a.js': '' }).commit();
    symlinkSync(outside.path('package.json'), manifest.path('package.json'));
    expect(findings(manifest)).toBe(1);
  });

  it('above the repository of the file, such as a submodule', () => {
    const dir = project({ [FILE]: JSON.stringify(ACCEPTED) }).commit();
    mkdirSync(dir.path('module/.git'), { recursive: true });
    expect(findings(dir, { file: 'module/src/client.js' })).toBe(1);
  });

  it('a package.json that nobody can read and that does not name us: a fixture may be one', () => {
    expect(findings(project({ 'src/package.json': '{' }))).toBe(1);
  });

  it("the command line's severities and patterns: ESLint has its own", () => {
    const file = JSON.stringify({ rules: { 'require-region': 'off' }, ignore: ['src'] });
    expect(findings(project({ [FILE]: file }))).toBe(1);
  });
});
