/** `npm run compatibility` installs the hosts; `npm test` runs those of the lock file, on the Node.js at hand. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASPECTS } from '../../compatibility/cases.js';
import { eslintHost, oxlintHost, type Host } from '../../compatibility/hosts.js';
import { CACHE, NAME, writeProject } from '../../compatibility/project.js';
import { tableOf, verdictOn, type Verdict } from '../../compatibility/verdict.js';
import { ROOT } from '../../repository/repository.js';
import { PACKAGE } from '../../support/built-package.js';
import { installedSets } from '../../support/installed-sets.js';

const binaryOf = (name: string, root = ROOT): string => join(root, 'node_modules', name, 'bin', 'eslint.js');
const versionOf = (name: string, root = ROOT): string =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

const OXLINT = join(CACHE, 'installed', 'oxlint');
const HOSTS: readonly Host[] = [
  eslintHost(`ESLint ${versionOf('eslint-v8')} eslintrc`, binaryOf('eslint-v8'), { eslintrc: true }),
  eslintHost(`ESLint ${versionOf('eslint-v8')} flat`, binaryOf('eslint-v8'), { eslintrc: false }),
  eslintHost(`ESLint ${versionOf('eslint-v9')}`, binaryOf('eslint-v9')),
  eslintHost(`ESLint ${versionOf('eslint')}`, binaryOf('eslint')),
  {
    ...oxlintHost(join(OXLINT, 'node_modules', 'oxlint', 'bin', 'oxlint')),
    name: `oxlint ${versionOf('oxlint', OXLINT)}`,
  },
];

const rows: (readonly [title: string, verdict: Verdict | Error, types: string | undefined])[] = [];

function judge(title: string, types: string | undefined, lint: () => Verdict): Verdict {
  try {
    const verdict = lint();
    rows.push([title, verdict, types]);
    return verdict;
  } catch (error) {
    rows.push([title, error as Error, types]);
    throw error;
  }
}

const project = join(CACHE, 'all-hosts', 'project');

beforeAll(() => {
  rmSync(join(CACHE, 'all-hosts'), { recursive: true, force: true });
  writeProject(project, PACKAGE);
  execFileSync('git', ['init', '--quiet'], { cwd: project }); // oxlint passes over what the repository around it ignores
});

afterAll(() => {
  const table = tableOf(rows);
  writeFileSync(join(CACHE, 'table.txt'), table);
  console.log(table);
});

const NONE = 'none to give';

describe.each(installedSets('compatibility/installed', 'node-'))('on %s', (set, folder) => {
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  const major = set.replace('node-', '');

  it.each(HOSTS.map((host) => [host.name, host] as const))('%s does as expected', (name, host) => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    expect(version).toMatch(new RegExp(`^v${major}\\.`));
    const verdict = judge(`${name}, Node.js ${version.slice(1)}`, host.hasTypes ? undefined : NONE, () =>
      verdictOn(host, project, { node }),
    );
    for (const aspect of ASPECTS) expect(verdict[aspect]).toEqual([]);
  });

  it('the command line runs, and complains about nothing', () => {
    const binary = join(project, 'node_modules', NAME, 'dist', 'src', 'cli', 'main.js');
    const { status, stdout, stderr } = spawnSync(node, [binary, 'check', '.'], { cwd: project, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/require-region/);
  });
});

describe.each(installedSets('compatibility/projects'))('a project with %s', (name, folder) => {
  it('lints as expected with the packed package that npm installed', () => {
    const hasParser = /^typescript-[56]/.test(name);
    writeProject(folder);
    expect(existsSync(join(folder, 'node_modules', NAME, 'package.json'))).toBe(true);
    const typescript = existsSync(join(folder, 'node_modules', 'typescript'))
      ? versionOf('typescript', folder)
      : 'none';
    const host = eslintHost(name, binaryOf('eslint', folder));
    const verdict = judge(
      `ESLint ${versionOf('eslint', folder)}, ${name.replace(/-/g, ' ')} (at the top: ${typescript})`,
      hasParser ? undefined : NONE,
      () => verdictOn(host, folder, { hasParser }),
    );
    for (const aspect of ASPECTS) expect(verdict[aspect]).toEqual([]);
  });
});
