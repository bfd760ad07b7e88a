/**
 * Kinds of project, from `init` to a migration that their owners can merge, with the packed package.
 * `npm run project-kinds` installs them.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { Kind } from './kind.js';

/** What is said about lines of files: `{ 'src/aws.ts': ['5 require-region'] }`. */
type Places = Readonly<Record<string, readonly string[]>>;

interface Expected {
  /** The file that gets the plugin. */
  readonly eslint: string;
  /** What `check` reports. */
  readonly findings: Places;
  /** The configuration files among them, which the project's ESLint does not read. */
  readonly notLinted?: readonly string[];
  /** What `check` reports after the migration. */
  readonly remaining?: Places;
  /** Why `migrate` leaves a site, or a part of it. */
  readonly left?: Places;
  readonly helpers: readonly string[];
  readonly flags?: readonly string[];
}

const NO_FALLBACK = expect.stringContaining("The region 'us-east-1' has no fallback region") as string;
const FOR_BROWSERS = expect.stringContaining('This code is for browsers') as string;

/** By the name of its folder in `fixtures`. */
const KINDS: Readonly<Record<string, Expected>> = {
  browser: {
    eslint: 'eslint.config.js',
    findings: { 'src/identity.ts': ['4 require-fallback-region'] },
    left: { 'src/App.tsx': [FOR_BROWSERS] },
    helpers: ['src/aws/sts-failover.ts'],
  },
  cdk: {
    eslint: 'eslint.config.mjs',
    findings: {
      'lambda/identity.ts': ['3 require-region', '4 require-fallback-region'],
      'lib/identity-stack.ts': ['15 no-legacy-endpoint-mode'],
    },
    left: { 'lambda/identity.ts': [NO_FALLBACK] },
    remaining: { 'lambda/identity.ts': ['5 require-fallback-region'] },
    helpers: ['lib/aws/sts-failover.ts'],
  },
  esm: {
    eslint: 'eslint.config.js',
    findings: {
      'bin/whoami.js': ['4 require-fallback-region'],
      'lib/account.js': ['10 require-fallback-region'],
      'lib/credentials.js': ['5 require-fallback-region', '11 require-region'],
    },
    flags: ['--fallbacks', 'us-west-2=us-east-2'],
    helpers: ['lib/aws/sts-failover.js'],
  },
  express: {
    eslint: 'eslint.config.js',
    findings: {
      'src/aws.ts': ['5 require-fallback-region', '7 no-global-endpoint', '10 require-fallback-region'],
    },
    left: { 'src/aws.ts': [NO_FALLBACK] },
    remaining: { 'src/aws.ts': ['8 require-fallback-region'] },
    helpers: ['src/aws/sts-failover.ts'],
  },
  'lambda-v2': {
    eslint: '.eslintrc.json',
    findings: {
      'serverless.yml': ['8 no-legacy-endpoint-mode'],
      'src/report.js': ['6 no-legacy-endpoint-mode'],
      'src/roles.js': ['5 no-legacy-endpoint-mode'],
    },
    notLinted: ['serverless.yml'],
    helpers: ['src/aws/sts-failover-v2.js'],
  },
  nestjs: {
    eslint: 'eslint.config.mjs',
    findings: {
      'src/app.module.ts': ['12 require-fallback-region'],
      'src/identity.service.ts': ['8 no-global-endpoint'],
    },
    flags: ['--format-with', 'prettier'], // its ESLint reports what Prettier would write in another way
    helpers: ['src/aws/sts-failover.ts'],
  },
  nextjs: {
    eslint: 'eslint.config.mjs',
    findings: {
      'app/api/exports/route.ts': ['8 no-global-endpoint'],
      'lib/identity.ts': ['3 require-fallback-region'],
    },
    left: { 'app/api/exports/route.ts': [NO_FALLBACK], 'app/who-am-i.tsx': [FOR_BROWSERS] },
    remaining: { 'app/api/exports/route.ts': ['6 require-fallback-region'] },
    helpers: ['lib/aws/sts-failover.ts'],
  },
  svelte: {
    eslint: 'eslint.config.js',
    findings: { 'src/App.svelte': ['11 no-global-endpoint'], 'src/account.ts': ['4 require-fallback-region'] },
    left: { 'src/App.svelte': [FOR_BROWSERS] },
    helpers: ['src/aws/sts-failover.ts'],
  },
  vue: {
    eslint: 'eslint.config.ts',
    findings: { 'src/App.vue': ['12 no-global-endpoint'], 'src/account.ts': ['4 require-fallback-region'] },
    left: { 'src/App.vue': [FOR_BROWSERS] },
    helpers: ['src/aws/sts-failover.ts'],
  },
  workspaces: {
    eslint: 'eslint.config.mjs',
    findings: {
      'packages/aws/src/roles.ts': ['4 require-fallback-region'],
      'services/billing/src/partner.ts': ['4 no-global-endpoint'],
      'services/orders/src/identity.ts': ['4 require-fallback-region'],
    },
    left: { 'services/billing/src/partner.ts': [NO_FALLBACK] },
    remaining: { 'services/billing/src/partner.ts': ['4 require-fallback-region'] },
    helpers: ['packages/aws/src/aws/sts-failover.ts', 'services/orders/src/aws/sts-failover.ts'],
  },
};

const OWN_SCRIPTS = ['types', 'test', 'lint'];

const installed = process.env.PROJECT_KINDS?.split(',') ?? Object.keys(KINDS);

test('every project has its expectations here', () => {
  expect(Object.keys(KINDS)).toEqual(expect.arrayContaining(installed));
});

describe.each(installed)('%s', (name) => {
  const { eslint, findings, notLinted = [], remaining = {}, left = {}, helpers, flags = [] } = KINDS[name]!;
  let project: Kind;
  beforeAll(() => {
    project = new Kind(name);
  });

  test.each(OWN_SCRIPTS)('its own %s passes before', (script) => {
    const { status, text } = project.script(script);
    expect(status, text).toBe(0);
  });

  test('init adds the settings and the plugin, and changes no other file', () => {
    const { status, text } = project.stsRegional('init', '--regions', 'eu-west-1,eu-central-1', '--yes');
    expect(status, text).toBe(0);
    expect(project.changed()).toEqual([eslint, 'sts-regional.config.json'].sort());
    project.commit();
  });

  test('check finds what is there', () => {
    expect(checked(project)).toEqual(findings);
  });

  test('its own ESLint finds the same in the files that it reads', () => {
    const { text } = project.script('lint');
    expect(linted(text)).toEqual(Object.values(without(findings, notLinted)).flat().sort());
  });

  test('migrate changes what can be changed, and says what it leaves', () => {
    const { stdout, text } = project.stsRegional('migrate', ...flags, '--format', 'json');
    const report = parsed(stdout, text) as { files: FileOfReport[]; helpers: string[] };
    expect(report.helpers).toEqual(helpers);
    expect(leftIn(report.files)).toEqual(left);
  });

  test('check finds only what is left, and knows that another migration leaves it, too', () => {
    expect(checked(project)).toEqual(remaining);
    expect(project.stsRegional('check').stdout).not.toMatch(/migrate can put right [1-9]/);
  });

  test.each(OWN_SCRIPTS)('its own %s passes after', (script) => {
    const { status, text } = project.script(script);
    expect(status, text).toBe(0);
  });

  test('eslint --fix finds nothing to change', () => {
    project.commit();
    project.script('lint', '--fix');
    expect(project.changed()).toEqual([]);
  });
});

interface FileOfReport {
  readonly path: string;
  readonly skipped: readonly { line: number; reason: string }[];
  readonly edits: readonly { line: number; remaining?: { reason: string } }[];
}

/** @throws Error with all output when it is no JSON */
function parsed(stdout: string, text: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(text, { cause: error });
  }
}

/** What `check` reports, by file. */
function checked(project: Kind): Places {
  const { stdout, text } = project.stsRegional('check', '--format', 'json');
  const results = parsed(stdout, text) as { filePath: string; messages: { line: number; ruleId: string }[] }[];
  return places(
    results.map(({ filePath, messages }) => [
      project.pathOf(filePath),
      messages.map(({ line, ruleId }) => `${String(line)} ${ruleId.replace('sts-regional/', '')}`),
    ]),
  );
}

/** What `migrate` says about the sites that it leaves, wholly or in part, by file. */
const leftIn = (files: readonly FileOfReport[]): Places =>
  places(
    files.map(({ path, skipped, edits }) => [
      path,
      [
        ...skipped.map(({ line, reason }) => `${String(line)} ${reason}`),
        ...edits.flatMap(({ line, remaining }) => (remaining ? [`${String(line)} ${remaining.reason}`] : [])),
      ],
    ]),
  );

/** Without the files that nothing is said about. */
const places = (entries: readonly (readonly [path: string, said: readonly string[]])[]): Places =>
  Object.fromEntries(entries.filter(([, said]) => said.length > 0));

/** The findings of the plugin in the output of ESLint, in order. */
const linted = (text: string): readonly string[] =>
  [...text.matchAll(/^\s+(\d+):\d+ .*sts-regional\/([\w-]+)$/gm)].map(([, line, rule]) => `${line} ${rule}`).sort();

const without = (places: Places, paths: readonly string[]): Places =>
  Object.fromEntries(Object.entries(places).filter(([path]) => !paths.includes(path)));
