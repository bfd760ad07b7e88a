import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recipeOf } from '../../../hooks/recipe.js';
import { initialised } from './initialised.js';

describe('init with a tool for commit hooks', () => {
  it.each([
    ['JSON', '{ "*.md": "a" }\n', '{ "*.md": "a", "*": "sts-regional check" }\n'],
    ['YAML', '"*.md": a\n', '"*.md": a\n"*": sts-regional check\n'],
  ])('extends .lintstagedrc in %s', async (_, before, after) => {
    const { dir } = await initialised({ '.lintstagedrc': before });
    expect(dir.read('.lintstagedrc')).toBe(after);
  });

  it('appends to the hook of husky', async () => {
    const { dir } = await initialised({ '.husky/pre-commit': 'npm test' });
    expect(dir.read('.husky/pre-commit')).toBe('npm test\nnpx sts-regional check --staged\n');
  });

  it('writes the hook of husky where there is none, executable', async () => {
    const { dir } = await initialised({ '.husky/_/husky.sh': '' });
    expect(statSync(dir.path('.husky/pre-commit')).mode & 0o777).toBe(0o755);
  });

  it('prefers lint-staged, which husky runs', async () => {
    const { dir } = await initialised({
      'package.json': '{\n\t"lint-staged": {\n\t\t"*.md": "prettier --check"\n\t}\n}\n',
      '.husky/pre-commit': 'npx lint-staged\n',
    });
    expect(JSON.parse(dir.read('package.json'))).toEqual({
      'lint-staged': { '*.md': 'prettier --check', '*': 'sts-regional check' },
    });
    expect(dir.read('package.json')).toContain('\n\t"lint-staged"');
    expect(dir.read('.husky/pre-commit')).toBe('npx lint-staged\n');
  });

  it.each([
    [
      'without pre-commit',
      'pre-push:\n  commands:\n    test:\n      run: npm test\n',
      'pre-push:\n  commands:\n    test:\n      run: npm test\npre-commit:\n  commands:\n' +
        '    sts-regional:\n      run: npx sts-regional check --staged\n',
    ],
    [
      'with pre-commit',
      'pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint\n',
      'pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint\n    sts-regional:\n' +
        '      run: npx sts-regional check --staged\n',
    ],
    [
      'with jobs',
      'pre-commit:\n  jobs:\n    - run: npm test # always\n\n# end\n',
      'pre-commit:\n  jobs:\n    - run: npm test # always\n    - name: sts-regional\n' +
        '      run: npx sts-regional check --staged\n\n# end\n',
    ],
  ])('extends lefthook.yml %s', async (_, before, after) => {
    const { dir } = await initialised({ 'lefthook.yml': before });
    expect(dir.read('lefthook.yml')).toBe(after);
  });

  it('extends .pre-commit-config.yaml in its own indentation', async () => {
    const { dir } = await initialised({
      '.pre-commit-config.yaml':
        'repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v4.6.0\n  hooks:\n  - id: check-yaml\n',
    });
    expect(dir.read('.pre-commit-config.yaml')).toMatch(
      / {2}- id: check-yaml\n- repo: local\n {2}hooks:\n {4}- id: sts-regional\n/,
    );
  });
});

describe('init and a hook that ends the shell', () => {
  it.each([
    ['exit 0', 'npm test\nexit 0\n', 'npm test\nnpx sts-regional check --staged\nexit 0\n'],
    [
      'exec, over two lines',
      'npm test\nexec npx lint-staged \\\n  --quiet\n\n# end\n',
      'npm test\nnpx sts-regional check --staged\nexec npx lint-staged \\\n  --quiet\n\n# end\n',
    ],
    ['exit behind another command', 'npm test && exit 0', 'npx sts-regional check --staged\nnpm test && exit 0\n'],
    [
      'nothing that ends it when all is well',
      'npm test || exit 1\n# exit 0\n',
      'npm test || exit 1\n# exit 0\nnpx sts-regional check --staged\n',
    ],
    [
      'exit in a branch',
      'if true; then\n  exit 1\nfi\n',
      'if true; then\n  exit 1\nfi\nnpx sts-regional check --staged\n',
    ],
  ])('puts the check where it runs: %s', async (_, before, after) => {
    const { dir } = await initialised({ '.husky/pre-commit': before });
    expect(dir.read('.husky/pre-commit')).toBe(after);
  });
});

describe('init writes what docs/hooks.md says', () => {
  it('for lint-staged', async () => {
    const { dir } = await initialised({ 'package.json': '{ "lint-staged": {} }\n' });
    expect(JSON.parse(dir.read('package.json'))).toEqual(
      JSON.parse(recipeOf('husky and lint-staged').get('package.json') ?? ''),
    );
  });

  it.each([
    ['husky alone', '.husky/pre-commit', { '.husky/.gitignore': '_\n' }, ''],
    ['lefthook', 'lefthook.yml', { 'lefthook.yml': '' }, ''],
    [
      'pre-commit, with the installed package',
      '.pre-commit-config.yaml',
      { '.pre-commit-config.yaml': 'repos:\n  - repo: meta\n    hooks:\n      - id: identity\n' },
      '  - repo: meta\n    hooks:\n      - id: identity\n',
    ],
  ])('for %s', async (heading, file, files, there) => {
    const { dir } = await initialised(files);
    expect(dir.read(file).replace(there, '')).toBe(recipeOf(heading).get(file));
  });
});
