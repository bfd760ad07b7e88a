import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Tools that only the benchmark needs; their versions are fixed so that figures can be compared. */
const PEERS = { '@ast-grep/cli': '0.51.1', 'aws-sdk-js-codemod': '3.0.2' };
const CACHE = join(ROOT, '.cache', 'bench');
const EXTENSIONS = ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts'];
const REGIONS = 'us-east-1,us-west-2';

/** Installs the peers beside the project, once. A peer that cannot be installed is left out of the table, and said to be. */
function installPeers() {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'package.json'), JSON.stringify({ private: true }));
  for (const [name, version] of Object.entries(PEERS)) {
    if (existsSync(join(CACHE, 'node_modules', name))) continue;
    try {
      execFileSync('npm', ['install', '--prefix', CACHE, '--no-audit', '--no-fund', `${name}@${version}`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    } catch (error) {
      console.warn(
        `SKIPPED: ${name}@${version} could not be installed: ${
          String(error.stderr ?? error)
            .trim()
            .split('\n')[0]
        }`,
      );
    }
  }
}

/** The program itself, not the script around it that starts Node first. */
function astGrepProgram() {
  const command = join(CACHE, 'node_modules', '@ast-grep', 'cli', 'ast-grep');
  if (!existsSync(command)) return undefined;
  const platform = { linux: 'linux-x64-gnu', darwin: 'darwin-arm64' }[process.platform];
  const native = join(CACHE, 'node_modules', '@ast-grep', `cli-${platform}`, 'ast-grep');
  return existsSync(native) ? native : command;
}

function write(name, text) {
  const path = join(CACHE, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/**
 * What runs over a tree. `files` are handed over where a tool would otherwise choose others; `slow` ones run once.
 *
 * @param {string} tree absolute
 */
export function contestants(tree) {
  installPeers();
  const cli = join(ROOT, 'dist', 'src', 'cli', 'main.js');
  const own = createRequire(import.meta.url);
  write('ast-grep/rules/sts.yml', 'id: new-sts-client\nlanguage: tsx\nrule:\n  pattern: new STSClient($$$)\n');
  const config = write(
    'ast-grep/sgconfig.yml',
    `ruleDirs: [rules]\nlanguageGlobs:\n  tsx: [${EXTENSIONS.map((extension) => `'*.${extension}'`).join(', ')}]\n`,
  );
  const transform = write('empty-transform.cjs', 'module.exports = () => undefined;\n');
  const eslintConfig = write(
    'eslint.config.mjs',
    `import parser from ${JSON.stringify(own.resolve('@typescript-eslint/parser'))};\nexport default [{ files: ['**/*.{${EXTENSIONS.join(',')}}'], languageOptions: { parser } }];\n`,
  );
  const read = write(
    'read.mjs',
    `import { readdirSync, readFileSync } from 'node:fs';\nlet bytes = 0;\nconst walk = (folder) => { for (const entry of readdirSync(folder, { withFileTypes: true })) { if (entry.isDirectory()) { if (entry.name !== 'node_modules') walk(folder + '/' + entry.name); } else if (/\\.[cm]?[jt]sx?$/.test(entry.name)) bytes += readFileSync(folder + '/' + entry.name).length; } };\nwalk(process.argv[2]);\nconsole.log(bytes);\n`,
  );
  const jscodeshift = own.resolve('jscodeshift/bin/jscodeshift.js');
  const eslint = join(dirname(own.resolve('eslint/package.json')), 'bin', 'eslint.js');
  const codemod = join(CACHE, 'node_modules', 'aws-sdk-js-codemod', 'bin', 'aws-sdk-js-codemod');
  const astGrep = astGrepProgram();
  const node = process.execPath;
  return [
    { name: 'sts-regional check', command: [node, cli, 'check', '.'] },
    { name: 'sts-regional migrate --dry-run', command: [node, cli, 'migrate', '.', '--regions', REGIONS, '--dry-run'] },
    ...(astGrep ? [{ name: 'ast-grep scan, one rule', command: [astGrep, 'scan', '--config', config, '.'] }] : []),
    { name: 'reading all bytes', command: [node, read, tree] },
    {
      name: 'jscodeshift, empty transform',
      command: [
        node,
        jscodeshift,
        '--dry',
        '--silent',
        '--no-babel',
        '--parser=tsx',
        `--extensions=${EXTENSIONS.join(',')}`,
        '--ignore-pattern=**/node_modules/**',
        '-t',
        transform,
        '.',
      ],
      slow: true,
    },
    ...(existsSync(codemod)
      ? [
          {
            name: 'aws-sdk-js-codemod v2-to-v3',
            command: [
              node,
              codemod,
              '--dry',
              '--silent',
              `--extensions=${EXTENSIONS.join(',')}`,
              '--ignore-pattern=**/node_modules/**',
              '-t',
              'v2-to-v3',
              '.',
            ],
            slow: true,
          },
        ]
      : []),
    {
      name: 'ESLint, no rules',
      command: [
        node,
        '--max-old-space-size=4096',
        eslint,
        '--no-config-lookup',
        '--config',
        eslintConfig,
        '--no-warn-ignored',
        '.',
      ],
      slow: true,
    },
  ];
}
