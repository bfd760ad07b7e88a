/**
 * Copies the files that could matter out of clones of the labelled repositories, at the commits of the labels.
 *
 *   node bench/corpus/extract.mjs --clones DIR --out DIR [--whole]
 *
 * `--whole` copies all scripts and manifests, so that values can be followed from file to file.
 *
 * DIR of the clones: one folder owner+name for each repository, a clone or a folder with a bare one in it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const REPOSITORIES = join(dirname(fileURLToPath(import.meta.url)), 'repos.tsv');
const MAX_BYTES = 2_000_000;

/** Words of which every labelled file contains one, and many files that have nothing to find. */
const WORDS = [
  'STSClient',
  '\\bSTS\\b',
  'client-sts',
  'clients/sts',
  'sts\\.amazonaws\\.com',
  'sts\\.\\$\\{',
  'TemporaryCredentials',
  'WebIdentityCredentials',
  'SAMLCredentials',
  'TokenFileWebIdentity',
  'CognitoIdentityCredentials',
  'fromTemporaryCredentials',
  'fromWebToken',
  'fromTokenFile',
  'fromIni',
  'fromNodeProviderChain',
  'fromCognitoIdentity',
  'stsRegionalEndpoints',
  'useGlobalEndpoint',
  'STS_REGIONAL_ENDPOINTS',
  'sts_regional_endpoints',
  'aws-global',
  'middy/sts',
  'Action=AssumeRole',
  'Action=GetCallerIdentity',
  'getDefaultRoleAssumer',
  'clientConfig',
];
const EXTENSIONS = ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts', 'json', 'yml', 'yaml'];
const MANIFEST = /(?:^|\/)(?:package|[jt]sconfig[^/]*)\.json$/;
const NOBODYS_SOURCE =
  /(^|\/)(node_modules|dist|vendor|\.yarn|bower_components|third_party)\/|\.min\.js$|package-lock\.json|pnpm-lock|yarn\.lock/;

const git = (folder, args) =>
  execFileSync('git', ['-C', folder, ...args], { maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] });
const isRepository = (folder) => existsSync(join(folder, 'HEAD')) || existsSync(join(folder, '.git'));

/** The repository in a folder: the folder itself or one directly in it. */
function repositoryIn(folder) {
  if (!existsSync(folder)) return undefined;
  return [folder, ...readdirSync(folder).map((name) => join(folder, name))].find(isRepository);
}

function hasCommit(folder, commit) {
  try {
    git(folder, ['cat-file', '-e', `${commit}^{commit}`]);
    return true;
  } catch {
    return false;
  }
}

const scriptsAndManifests = (folder, commit) =>
  git(folder, ['ls-tree', '-r', '--name-only', commit])
    .toString()
    .split('\n')
    .filter(
      (path) =>
        MANIFEST.test(path) ||
        EXTENSIONS.some((extension) => /[jt]sx?$/.test(extension) && path.endsWith(`.${extension}`)),
    );

function matchingFiles(folder, commit) {
  try {
    const lines = git(folder, [
      'grep',
      '-l',
      '-I',
      '-P',
      WORDS.join('|'),
      commit,
      '--',
      ...EXTENSIONS.map((extension) => `*.${extension}`),
    ]);
    return lines
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(commit.length + 1));
  } catch {
    return []; // git grep exits with 1 when nothing matches
  }
}

/** Copies one repository's files and returns how many there were. */
function extract(folder, commit, target, isWhole) {
  const texts = (isWhole ? scriptsAndManifests(folder, commit) : matchingFiles(folder, commit))
    .filter((path) => !NOBODYS_SOURCE.test(path))
    .map((path) => ({ path, text: git(folder, ['show', `${commit}:${path}`]) }))
    .filter(({ text }) => text.length <= MAX_BYTES);
  for (const { path, text } of texts) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  return texts.length;
}

const { values } = parseArgs({
  options: { clones: { type: 'string' }, out: { type: 'string' }, whole: { type: 'boolean', default: false } },
});
if (values.clones === undefined || values.out === undefined) {
  process.stderr.write('Usage: node bench/corpus/extract.mjs --clones DIR --out DIR [--whole]\n');
  process.exit(2);
}
const rows = readFileSync(REPOSITORIES, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
for (const [repository, commit] of rows) {
  const name = repository.replace('/', '+');
  const folder = repositoryIn(join(values.clones, name));
  if (folder === undefined) {
    process.stdout.write(`${repository} is not there\n`);
    continue;
  }
  const isThere = hasCommit(folder, commit);
  if (!isThere)
    process.stdout.write(
      `${repository}: the labelled commit is not in the clone, so HEAD is used and lines may have moved\n`,
    );
  process.stdout.write(
    `${repository} ${extract(folder, isThere ? commit : 'HEAD', join(values.out, name), values.whole)} files\n`,
  );
}
