import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installOnce } from '../scripts/install.mjs';
import { ROOT } from '../scripts/root.mjs';

/** Tools that only the benchmark needs, with fixed versions so that figures can be compared. */
const PEERS = { 'ast-grep': '@ast-grep/cli@0.51.1', codemod: 'aws-sdk-js-codemod@3.0.2' };
const CACHE = join(ROOT, '.cache', 'bench');
const EXTENSIONS = ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts'];
const REGIONS = 'us-east-1,us-west-2';

/** The folder with the packages of a peer. If it cannot be installed, says that it is left out of the table. */
function installedPeer(name) {
  const folder = join(CACHE, name);
  try {
    installOnce(folder, [PEERS[name]]);
    return join(folder, 'node_modules');
  } catch (error) {
    console.warn(`SKIPPED: ${error.message.trim().split('\n').slice(0, 2).join(' ')}`);
    return undefined;
  }
}

/** The program itself, not the script around it that first starts Node. */
function astGrepProgram() {
  const modules = installedPeer('ast-grep');
  if (modules === undefined) return undefined;
  const platform = { linux: 'linux-x64-gnu', darwin: 'darwin-arm64' }[process.platform];
  const native = join(modules, '@ast-grep', `cli-${platform}`, 'ast-grep');
  return existsSync(native) ? native : join(modules, '@ast-grep', 'cli', 'ast-grep');
}

function write(name, text) {
  const path = join(CACHE, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A script that reads every byte of the sources of a tree: no tool can be faster. */
const READER = `import { readdirSync, readFileSync } from 'node:fs';
let bytes = 0;
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + '/' + entry.name;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') walk(path);
    } else if (/\\.[cm]?[jt]sx?$/.test(entry.name)) bytes += readFileSync(path).length;
  }
};
walk(process.argv[2]);
console.log(bytes);
`;

/** What the codemods get: all extensions, no packages, and nothing to write. */
const CODEMOD_FLAGS = [
  ...['--dry', '--silent'],
  ...[`--extensions=${EXTENSIONS.join(',')}`, '--ignore-pattern=**/node_modules/**'],
];
const node = process.execPath;
const own = createRequire(import.meta.url);

function ourselves() {
  const cli = join(ROOT, 'dist', 'src', 'cli', 'main.js');
  return [
    { name: 'sts-regional check', command: [node, cli, 'check', '.'] },
    { name: 'sts-regional migrate --dry-run', command: [node, cli, 'migrate', '.', '--regions', REGIONS, '--dry-run'] },
  ];
}

function astGrep() {
  const program = astGrepProgram();
  if (!program) return [];
  write('ast-grep/rules/sts.yml', 'id: new-sts-client\nlanguage: tsx\nrule:\n  pattern: new STSClient($$$)\n');
  const globs = EXTENSIONS.map((extension) => `'*.${extension}'`).join(', ');
  const config = write('ast-grep/sgconfig.yml', `ruleDirs: [rules]\nlanguageGlobs:\n  tsx: [${globs}]\n`);
  return [{ name: 'ast-grep scan, one rule', command: [program, 'scan', '--config', config, '.'] }];
}

function jscodeshift() {
  const transform = write('empty-transform.cjs', 'module.exports = () => undefined;\n');
  const program = own.resolve('jscodeshift/bin/jscodeshift.js');
  const flags = [...CODEMOD_FLAGS, '--no-babel', '--parser=tsx', '-t', transform];
  return { name: 'jscodeshift, empty transform', command: [node, program, ...flags, '.'], slow: true };
}

function sdkCodemod() {
  const modules = installedPeer('codemod');
  if (modules === undefined) return [];
  const program = join(modules, 'aws-sdk-js-codemod', 'bin', 'aws-sdk-js-codemod');
  const command = [node, program, ...CODEMOD_FLAGS, '-t', 'v2-to-v3', '.'];
  return [{ name: 'aws-sdk-js-codemod v2-to-v3', command, slow: true }];
}

function eslint() {
  const parser = JSON.stringify(own.resolve('@typescript-eslint/parser'));
  const config = write(
    'eslint.config.mjs',
    `import parser from ${parser};
export default [{ files: ['**/*.{${EXTENSIONS.join(',')}}'], languageOptions: { parser } }];
`,
  );
  const program = join(dirname(own.resolve('eslint/package.json')), 'bin', 'eslint.js');
  const flags = ['--no-config-lookup', '--config', config, '--no-warn-ignored'];
  const command = [node, '--max-old-space-size=4096', program, ...flags, '.'];
  return { name: 'ESLint, no rules', command, slow: true };
}

/**
 * What runs over a tree; `slow` ones run once.
 *
 * @param {string} tree absolute
 */
export function contestants(tree) {
  return [
    ...ourselves(),
    ...astGrep(),
    { name: 'reading all bytes', command: [node, write('read.mjs', READER), tree] },
    jscodeshift(),
    ...sdkCodemod(),
    eslint(),
  ];
}
