/**
 * The suites of tests that need packages outside of the lock file, by the name of their vitest project.
 *
 * @typedef {object} Suite
 * @property {Readonly<Record<string, readonly string[] | string>>} [sets] the packages of each folder below
 * `.cache/<cache>`, or the path of a project whose package.json files name them; `.` is that folder itself
 * @property {string} [cache] the folder below `.cache`; the name of the suite by default
 * @property {string} [folder] the whole path of that folder, where it must not be below this repository
 * @property {boolean} [mayLack] whether the suite runs without a set that cannot be installed
 * @property {(cache: string, installed: readonly string[]) => void} [prepare] makes what else has to be there
 * @property {(installed: readonly string[]) => Record<string, string>} [environment] variables for the tests
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT } from './root.mjs';

const v2 = (version) => [`aws-sdk@${version}`];
const v3 = (version) => [`@aws-sdk/client-sts@${version}`, `@aws-sdk/credential-providers@${version}`];
/** `3.199.0` → `v3-199`. */
const named = (version) => `v${version.split('.').slice(0, 2).join('-')}`;

/** SDK versions at both sides of every version where a behavior changes. */
const V2_VERSIONS = ['2.524.0', '2.700.0', '2.757.0', '2.758.0', '2.1026.0', '2.1027.0'];
/** 3.194.0 itself throws for every endpoint, so 3.199.0 is used. */
const V3_VERSIONS = [
  ['3.100.0', '3.193.0', '3.199.0', '3.300.0', '3.450.0', '3.501.0', '3.502.0', '3.507.0', '3.511.0', '3.515.0'],
  ['3.600.0', '3.709.0', '3.713.0', '3.731.0', '3.734.0', '3.758.0', '3.777.0', '3.778.0', '3.782.0', '3.901.0'],
  ['3.913.0', '3.914.0', '3.916.0', '3.917.0', '3.919.0', '3.920.0', '3.972.0', '3.974.0'],
].flat();
/** Releases since the SDK of package-lock.json. The packages of one release no longer share a number. */
const LATER_SDKS = { 'v3-1177': ['@aws-sdk/client-sts@3.1177.0', '@aws-sdk/credential-providers@3.1175.0'] };
/** Packages that build an STS client from what they are given. */
const AROUND_SDKS = {
  around: [
    ['aws4-axios@3.4.0', 'axios@1', '@effect-aws/client-sts@1.10.3', 'effect@3'],
    ['aws-msk-iam-sasl-signer-js@1.0.3'],
  ].flat(),
};
/** Starts with 3.50: before 3.23.0 an SDK remembers a region for the whole process, and one process runs all cases. */
const OLDER_SDKS = {
  ...Object.fromEntries(V2_VERSIONS.map((version) => [named(version), v2(version)])),
  'v3-50': ['@aws-sdk/client-sts@3.50.0', '@aws-sdk/credential-providers@3.49.0'],
  ...Object.fromEntries(V3_VERSIONS.map((version) => [named(version), v3(version)])),
};

/** Compilers with the types of their time. The helper needs TypeScript 4.7 and SDK 3.38. */
const OLDER_TYPESCRIPTS = Object.fromEntries(
  [
    ['4.7.4', '14.18.63', '2.1200.0', '3.193.0'],
    ['4.9.5', '18.19.130', '2.1300.0', '3.300.0'],
    ['5.2.2', '20.8.10', '2.1500.0', '3.450.0'],
    ['5.5.4', '22.5.0', '2.1693.0', '3.914.0'],
  ].map(([typescript, node, sdk2, sdk3]) => [
    `typescript-${typescript}`,
    [`typescript@${typescript}`, `@types/node@${node}`, `aws-sdk@${sdk2}`, `@aws-sdk/client-sts@${sdk3}`],
  ]),
);

const TYPES_OF_HELPER = ['@aws-sdk/client-sts@3.1169.0', '@types/node@20.19.43'];
/** The presets whose configuration tests/helper/on-request/lint-presets.test.ts writes. */
const LINT_PRESETS = {
  nestjs: [
    ['eslint@9', '@eslint/js@9', 'typescript-eslint@8', 'typescript@5.8'],
    ['prettier@3', 'eslint-plugin-prettier@5', 'eslint-config-prettier@10'],
    TYPES_OF_HELPER,
  ].flat(),
  airbnb: [
    ['eslint@8', 'eslint-config-airbnb-base@15', 'eslint-config-airbnb-typescript@18', 'eslint-plugin-import@2'],
    ['@typescript-eslint/eslint-plugin@7', '@typescript-eslint/parser@7', 'typescript@5.4'],
    TYPES_OF_HELPER,
  ].flat(),
};

const NODES = ['20', '22', '24', '26'];
/**
 * What a project has besides ESLint and our package. TypeScript 7 has no parser for ESLint, so rules see only
 * JavaScript there.
 */
const PROJECTS = {
  'typescript-5.9': ['typescript@5.9', '@typescript-eslint/parser@8'],
  'typescript-6': ['typescript@6', '@typescript-eslint/parser@8'],
  'typescript-7-beside': ['typescript@7'],
  'no-typescript': [],
};

/** Installs the packed package into each of the projects, anew: its content changes without its version. */
function installProjects(cache) {
  const tarball = packedPackage(join(cache, 'packed'));
  for (const [name, packages] of Object.entries(PROJECTS)) {
    const folder = join(cache, 'projects', name);
    install(folder, ['eslint@10', ...packages, tarball]);
    // npm installs TypeScript with our package. Rules in ESLint do not need it: the command line does.
    if (name === 'no-typescript') rmSync(join(folder, 'node_modules', 'typescript'), { recursive: true, force: true });
  }
  rmSync(join(cache, 'table.txt'), { force: true });
}

function packedPackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack failed:\n${stdout}${stderr}`);
  return join(folder, stdout.trim().split('\n').at(-1));
}

/** The projects that tests/on-request/real-builds builds. */
const BUILT_PROJECTS = join(ROOT, 'tests/on-request/real-builds/fixtures');

/** The projects that tests/on-request/project-kinds sets up and migrates. */
const KINDS_OF_PROJECTS = join(ROOT, 'tests/on-request/project-kinds/fixtures');

/** Adds the packed package to projects that are installed, and leaves their package.json as it is. */
function addPackage(cache, names) {
  const tarball = packedPackage(join(cache, 'packed'));
  for (const name of names) install(join(cache, name), ['--no-save', tarball]);
}

const setsFrom = (projects) => Object.fromEntries(readdirSync(projects).map((name) => [name, join(projects, name)]));

/** @type {Readonly<Record<string, Suite>>} */
export const SUITES = {
  'audit-sql': { sets: { '.': ['@duckdb/node-api@1.5.6-r.1'] } },
  compatibility: {
    sets: {
      'installed/oxlint': ['oxlint@1.94.0'],
      ...Object.fromEntries(NODES.map((node) => [`installed/node-${node}`, [`node@${node}`]])),
    },
    prepare: installProjects,
  },
  hooks: { sets: { lefthook: ['lefthook@2.2.2'] } },
  'lint-presets': { sets: LINT_PRESETS },
  oracle: {
    sets: { ...OLDER_SDKS, ...LATER_SDKS, ...AROUND_SDKS },
    mayLack: true,
  },
  'older-sdks': {
    sets: { 'v3-38': v3('3.38.0'), ...OLDER_SDKS }, // the oldest that the helper supports
    cache: 'oracle',
    mayLack: true,
    environment: (installed) => ({ OLDER_SDKS: installed.join(',') }),
  },
  'older-typescript': { sets: OLDER_TYPESCRIPTS },
  'project-kinds': {
    sets: setsFrom(KINDS_OF_PROJECTS),
    folder: join(tmpdir(), 'sts-regional-project-kinds'), // tools look for their configuration in the folders above
    prepare: addPackage,
    environment: (installed) => ({ PROJECT_KINDS: installed.join(',') }),
  },
  'real-builds': {
    sets: setsFrom(BUILT_PROJECTS),
    mayLack: true, // some bring a runtime of their own, which not every machine can install
    environment: (installed) => ({ REAL_BUILDS: installed.join(',') }),
  },
  scale: { sets: { '.': ['turbo@2.11.11'] } },
  'third-party': {
    sets: {
      'jest-29': ['jest@29.7.0'],
      'jest-30': ['jest@30.2.0'],
      'x-ray-3.5': ['aws-xray-sdk-core@3.5.0'],
      'x-ray-3.12': ['aws-xray-sdk-core@3.12.0'],
      'axios-0': ['axios@0.27.2'],
      'axios-1': ['axios@1.21.1'],
    },
  },
};
