/**
 * Copies the files that may matter out of clones of the labelled repositories, at the commits of the labels.
 *
 *   node bench/corpus/extract.mjs --clones DIR --out DIR [--whole]
 *
 * `--whole` copies all scripts and manifests, so that values can be followed from file to file.
 *
 * CLONES has one folder owner+name for each repository: a clone, or a folder with a bare one in it.
 */
import { join } from 'node:path';
import { cloneOf, gitIn, placeOf, readOptions, readTable, writeCopy } from '../labelled.mjs';

const MAX_BYTES = 2_000_000;

/** Every labelled file contains one of these words; so do many files without anything to find. */
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
const NOT_OWN_SOURCE = new RegExp(
  [
    /(^|\/)(node_modules|dist|vendor|\.yarn|bower_components|third_party)\//,
    /\.min\.js$|package-lock\.json|pnpm-lock|yarn\.lock/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const lines = (output) => (output ?? '').toString().split('\n').filter(Boolean);

const scriptsAndManifests = (clone, commit) =>
  lines(gitIn(clone, ['ls-tree', '-r', '--name-only', commit])).filter(
    (path) =>
      MANIFEST.test(path) ||
      EXTENSIONS.some((extension) => /[jt]sx?$/.test(extension) && path.endsWith(`.${extension}`)),
  );

/** The files with one of the words; git grep fails when there is none. */
const matchingFiles = (clone, commit) =>
  lines(
    gitIn(clone, [
      ...['grep', '-l', '-I', '-P', WORDS.join('|'), commit, '--'],
      ...EXTENSIONS.map((extension) => `*.${extension}`),
    ]),
  ).map((line) => line.slice(commit.length + 1));

/** Copies the files of one repository and returns how many there were. */
function extract(clone, commit, target, isWhole) {
  const texts = (isWhole ? scriptsAndManifests(clone, commit) : matchingFiles(clone, commit))
    .filter((path) => !NOT_OWN_SOURCE.test(path))
    .map((path) => ({ path, text: gitIn(clone, ['show', `${commit}:${path}`]) }))
    .filter(({ text }) => text !== undefined && text.length <= MAX_BYTES);
  for (const { path, text } of texts) writeCopy(join(target, path), text);
  return texts.length;
}

const { clones, out, whole } = readOptions(
  'node bench/corpus/extract.mjs --clones DIR --out DIR [--whole]',
  { clones: { type: 'string' }, out: { type: 'string' }, whole: { type: 'boolean', default: false } },
  (values) => values.clones !== undefined && values.out !== undefined,
);
for (const { repo, commit } of readTable('repos.tsv', import.meta.url)) {
  const clone = cloneOf(clones, repo);
  if (clone === undefined) {
    process.stdout.write(`${repo} is not there\n`);
    continue;
  }
  const isThere = gitIn(clone, ['cat-file', '-e', `${commit}^{commit}`]) !== undefined;
  if (!isThere)
    process.stdout.write(`${repo}: the clone lacks the labelled commit, so HEAD is used and lines may have moved\n`);
  const files = extract(clone, isThere ? commit : 'HEAD', join(out, placeOf(repo)), whole);
  process.stdout.write(`${repo} ${files} files\n`);
}
