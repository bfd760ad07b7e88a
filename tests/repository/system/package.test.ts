import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Linter } from 'eslint';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODEMOD_NAMES } from '../../../src/engines/migrate/codemods.js';
import { readText, ROOT } from '../repository.js';

const NAME = 'eslint-plugin-sts-regional';
const GLOBAL_CLIENT =
  "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });\n";

/**
 * A project outside the repository with the packed package in its node_modules; our dependencies are linked beside it.
 */
const project = join(realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-package-'))), 'project');
const installed = join(project, 'node_modules', NAME);
const ownModules = join(ROOT, 'node_modules');

beforeAll(() => {
  const staging = join(dirname(project), 'staging');
  mkdirSync(staging);
  for (const path of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs', 'schema.json'])
    cpSync(join(ROOT, path), join(staging, path), { recursive: true });
  node(join(ROOT, 'scripts', 'build.mjs'), join(staging, 'dist'), '--noCheck');
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', dirname(project)], {
    cwd: staging,
    shell: process.platform === 'win32',
  });
  const tarball = readdirSync(dirname(project)).find((name) => name.endsWith('.tgz')) ?? '';
  linkModules(ownModules, join(project, 'node_modules'));
  mkdirSync(installed);
  execFileSync('tar', ['-xzf', join(dirname(project), tarball), '--strip-components=1', '-C', installed]);
  write('package.json', JSON.stringify({ name: 'project', private: true, type: 'module' }));
  write('src/client.ts', GLOBAL_CLIENT);
});

afterAll(() => rmSync(dirname(project), { recursive: true, force: true }));

/** Links every package of one node_modules folder into another; scopes are folders of their own. */
function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name.startsWith('@')) linkModules(join(from, name), join(to, name));
    else if (!name.startsWith('.')) symlinkSync(join(from, name), join(to, name), 'junction');
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: existsSync(project) ? project : ROOT, encoding: 'utf8' });

/** Runs a program that may fail, such as a linter that finds something. */
function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

const evaluate = (code: string): unknown => JSON.parse(node('--input-type=module', '--eval', code));

/** What a file of `dist` imports and loads. */
function specifiersIn(path: string): string[] {
  if (!/\.c?js$/.test(path)) return [];
  const code = withoutComments(readFileSync(join(installed, 'dist', path), 'utf8'));
  const calls = path.endsWith('.cjs') ? /\brequire\((["'])([^"']+)\1\)/g : /\b(?:load|import)\((["'])([^"']+)\1\)/g;
  const imports = /^(?:import|export)\b[^;]*?\bfrom (["'])([^"']+)\1/gm;
  return [calls, imports].flatMap((pattern) => [...code.matchAll(pattern)].map(([, , specifier]) => specifier ?? ''));
}

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const ruleIds = (json: string): unknown[] =>
  (JSON.parse(json) as { messages: Linter.LintMessage[] }[]).flatMap(({ messages }) =>
    messages.map(({ ruleId }) => ruleId),
  );

describe('the packed package', () => {
  it('holds the build and the documentation, and no sources or tests', () => {
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'package.json',
      'schema.json',
    ]);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
  });

  it('holds no pictures', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(files.filter((path) => /\.(?:png|svg)$/.test(path))).toEqual([]);
  });

  it('depends on no package besides those it declares', () => {
    const { dependencies, peerDependencies } = JSON.parse(readText('package.json')) as {
      dependencies: object;
      peerDependencies: object;
    };
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies), NAME];
    const isDeclared = (specifier: string): boolean =>
      declared.some((name) => specifier === name || specifier.startsWith(`${name}/`));
    const wanted = new Set(
      readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' }).flatMap(specifiersIn),
    );
    const packages = [...wanted].filter((specifier) => !/^(?:node:|\.)/.test(specifier) && !isBuiltin(specifier));
    expect(packages).toContain('typescript');
    expect(packages.filter((specifier) => !isDeclared(specifier))).toEqual([]);
  });

  it('passes publint', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });
});

describe('what the package exports', () => {
  it('is the plugin, to import and to require alike', () => {
    const names = evaluate(
      `import plugin from '${NAME}'; console.log(JSON.stringify([plugin.meta.name, Object.keys(plugin.configs)]))`,
    );
    expect(names).toEqual([NAME, ['recommended', 'strict', 'legacy-recommended', 'legacy-strict']]);
    const required = createRequire(join(project, 'index.js'))(NAME) as { meta: { name: string }; rules: object };
    expect(required.meta.name).toBe(NAME);
    expect(Object.keys(required.rules)).toContain('require-region');
  });

  it.each(CODEMOD_NAMES)('has the transform %s', (codemod) => {
    expect(
      evaluate(`import transform from '${NAME}/codemods/${codemod}'; console.log(JSON.stringify(typeof transform))`),
    ).toBe('function');
  });

  it('has its package.json, and nothing else', () => {
    const { resolve } = createRequire(join(project, 'index.js'));
    expect(resolve(`${NAME}/package.json`)).toContain('package.json');
    expect(() => resolve(`${NAME}/dist/src/model/build.js`)).toThrow(/not defined by "exports"/);
  });

  it('has types that fit the configuration of ESLint', () => {
    write(
      'types.ts',
      `import sts from '${NAME}';\nimport { defineConfig } from 'eslint/config';\nexport default defineConfig(sts.configs.recommended, { plugins: { sts } });\n`,
    );
    const { stdout } = run(
      join(ownModules, 'typescript', 'bin', 'tsc'),
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--types',
      'node',
      'types.ts',
    );
    expect(stdout).toBe('');
  });
});

describe('the package with nothing but its dependencies', () => {
  const bare = join(dirname(project), 'bare');
  const modules = join(bare, 'node_modules');
  const binary = join(modules, NAME, 'dist', 'src', 'cli', 'main.js');
  const cli = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [binary, ...args], {
      cwd: bare,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  beforeAll(() => {
    const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: object };
    mkdirSync(modules, { recursive: true });
    cpSync(installed, join(modules, NAME), { recursive: true });
    for (const name of Object.keys(dependencies)) symlinkSync(join(ownModules, name), join(modules, name), 'junction');
    const files = {
      'client.ts': GLOBAL_CLIENT,
      'sloppy.js': "var AWS = require('aws-sdk');\nvar mode = 0755;\nvar sts = new AWS.STS({ region: 'eu-west-1' });\n",
      'values.yaml': 'sts_endpoint: https://sts.amazonaws.com\n',
      'values.toml': 'AWS_STS_REGIONAL_ENDPOINTS = "legacy"\n',
      'values.json': '{ "AWS_STS_REGIONAL_ENDPOINTS": "legacy" }\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(bare, name), text);
  });

  it('reads every language', () => {
    const { stdout, stderr } = cli('check', '--format', 'json');
    expect(stderr).toBe('');
    const results = JSON.parse(stdout) as { filePath: string; messages: unknown[] }[];
    expect(results.filter(({ messages }) => messages.length === 0)).toEqual([]);
    expect(results).toHaveLength(5);
  });

  it('migrates, and makes a page to look at', () => {
    const { stdout, stderr, status } = cli(
      'migrate',
      '--regions',
      'eu-west-1,eu-central-1',
      '--dry-run',
      '--format',
      'html',
    );
    expect(stderr).not.toContain('crashed');
    expect(status).toBe(0);
    expect(stdout).toContain('</html>');
  });

  it('has the licences of what is bundled', () => {
    const notices = readFileSync(join(modules, NAME, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@babel/parser', '@typescript-eslint/typescript-estree', 'commander', 'yaml'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('the package at work', () => {
  it('reports under ESLint 10 with the flat configuration of the README', () => {
    const config = /^```js\n(\/\/ eslint\.config\.js\n[\s\S]*?)^```/m.exec(readText('README.md'))?.[1] ?? '';
    write('eslint.config.js', config);
    const { stdout, stderr } = run(join(ownModules, 'eslint', 'bin', 'eslint.js'), '--format', 'json', 'src');
    expect(stderr).toBe('');
    expect(ruleIds(stdout)).toEqual(['sts-regional/no-global-endpoint']);
  });

  it('reports under ESLint 9 with the same configuration', () => {
    const { stdout } = run(join(ownModules, 'eslint-v9', 'bin', 'eslint.js'), '--format', 'json', 'src');
    expect(ruleIds(stdout)).toEqual(['sts-regional/no-global-endpoint']);
  });

  it('reports under ESLint 8 with eslintrc', () => {
    write(
      '.eslintrc.json',
      JSON.stringify({
        root: true,
        parser: '@typescript-eslint/parser',
        parserOptions: { sourceType: 'module' },
        extends: ['plugin:sts-regional/legacy-recommended'],
      }),
    );
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(ownModules, 'eslint-v8', 'bin', 'eslint.js'), '--format', 'json', '--ext', '.ts', 'src'],
      { cwd: project, encoding: 'utf8', env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' } },
    );
    expect(stderr).toBe('');
    expect(ruleIds(stdout)).toEqual(['sts-regional/no-global-endpoint']);
  });

  it('checks and migrates by its binary', () => {
    const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const binary = join(installed, bin['sts-regional'] ?? '');
    const check = run(binary, 'check', 'src');
    expect(check.status).toBe(1);
    expect(check.stdout).toContain('sts-regional/no-global-endpoint');
    const migration = run(binary, 'migrate', '--regions', 'eu-west-1,eu-central-1', '--dry-run');
    expect(migration.status).toBe(0);
    expect(migration.stdout).toContain("+export const client = createStsClient({ region: 'eu-west-1' });");
    expect(readFileSync(join(project, 'src', 'client.ts'), 'utf8')).toBe(GLOBAL_CLIENT);
  });

  it('migrates under jscodeshift with the command line of the README', () => {
    write('app/client.ts', GLOBAL_CLIENT);
    const command = /^npx jscodeshift ([\s\S]*?)^```/m.exec(readText('README.md'))?.[1] ?? '';
    const args = command.replace('\\\n', ' ').trim().split(/\s+/).slice(0, -1);
    const { stdout, status } = run(
      join(ownModules, 'jscodeshift', 'bin', 'jscodeshift.js'),
      ...args,
      '--run-in-band',
      'app',
    );
    expect(stdout).toContain('1 ok');
    expect(status).toBe(0);
    expect(readFileSync(join(project, 'app', 'client.ts'), 'utf8')).toContain(
      "createStsClient({ region: 'eu-west-1' })",
    );
  });
});
