/**
 * `npm run bench -- failover`: how long an application waits for credentials while its home region has each fault of
 * tests/faults, with the policy as it is shipped. The application is ordinary code, migrated by the built command line
 * in a copy; the SDKs are real, and all hosts are loopback servers. Exit status 1 when a figure misses its bound.
 * `--healthy` measures only what a healthy call costs. `--record` writes the figures to bench/failover.json, which
 * docs/how-we-know.md shows.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pc from 'picocolors';

process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
for (const variable of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])
  delete process.env[variable];
Object.assign(process.env, {
  AWS_CONFIG_FILE: '/nonexistent',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
});

register('./typescript-hooks.mjs', import.meta.url);
const { World } = await import('../tests/faults/world.ts');
const { FAULTS, inflict } = await import('../tests/faults/faults.ts');

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const HOME = 'eu-west-1';
const FALLBACK = 'eu-central-1';
const V2_BOUND_MS = 6_500;
/** Where a function may run for 3 s only, the time limit of a request is shorter. */
const LAMBDA_BOUND_MS = 2_200;
const BLOCKS = 300;
const CALLS_PER_BLOCK = 20;
/**
 * Of a call that loopback answers at once, in under a millisecond; of a real one, ten times as long or more, it is a
 * tenth of this.
 */
const OVERHEAD_BOUND = 0.05;
const LATER_BOUND = 3;
/**
 * The first of them still open connections; the median of this many is what an application sees while the region cools.
 */
const LATER_CALLS = 100;
/**
 * Before its retry the SDK waits for a random time of up to 100 ms, so one first call says little: the median of so
 * many, of the quick ones.
 */
const QUICK_MS = 1_000;
const QUICK_RUNS = 7;

const ROLE = `{ RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'bench' }`;

/** The application before its migration. Each module makes a client or provider and returns a call. */
const APPLICATION = {
  client: `
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

export function connect() {
  const sts = new STSClient({ region: '${HOME}', credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' } });
  return async () => (await sts.send(new AssumeRoleCommand(${ROLE}))).Credentials.AccessKeyId;
}
`,
  provider: `
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

export function connect() {
  const provider = fromTemporaryCredentials({
    masterCredentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    params: ${ROLE},
    clientConfig: { region: '${HOME}' },
  });
  return async () => (await provider()).accessKeyId;
}
`,
  v2: `
import AWS from 'aws-sdk';

export function connect() {
  const sts = new AWS.STS({ region: '${HOME}', stsRegionalEndpoints: 'regional', credentials: new AWS.Credentials('AKIAEXAMPLE', 'secret') });
  return async () => (await sts.assumeRole(${ROLE}).promise()).Credentials.AccessKeyId;
}
`,
};

function writeApplication(folder) {
  mkdirSync(join(folder, 'src'), { recursive: true });
  const dependencies = {
    '@aws-sdk/client-sts': '^3.1169.0',
    '@aws-sdk/credential-providers': '^3.1169.0',
    'aws-sdk': '^2.1693.0',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'application', type: 'module', dependencies }));
  for (const [name, source] of Object.entries(APPLICATION))
    writeFileSync(join(folder, 'src', `${name}.js`), source.trimStart());
}

function migrate(folder) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, 'migrate', '--regions', `${HOME},${FALLBACK}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`migrate failed: ${stdout}${stderr}`);
}

const load = async (folder, file) => import(pathToFileURL(join(folder, 'src', file)).href);

/** The application of a folder: what connects, by the name of its module, and its helpers. */
async function loadApplication(folder) {
  const connects = {};
  for (const name of Object.keys(APPLICATION)) connects[name] = (await load(folder, `${name}.js`)).connect;
  const aws = join(folder, 'src', 'aws');
  const files = existsSync(aws) ? readdirSync(aws) : [];
  return { connects, helpers: await Promise.all(files.map((file) => load(folder, `aws/${file}`))) };
}

/** The same, by helpers that were loaded in Lambda. */
async function loadInLambda(folder) {
  process.env.AWS_LAMBDA_FUNCTION_NAME = 'bench';
  try {
    return await loadApplication(folder);
  } finally {
    delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  }
}

async function timed(call) {
  const startedAt = performance.now();
  const answer = await call().catch((error) => error);
  return { answer, ms: performance.now() - startedAt };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Per call of a block: processor time of this process, which other programs cannot lengthen by much, and elapsed time.
 */
async function measureBlock(call) {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (let i = 0; i < CALLS_PER_BLOCK; i++) await call();
  const { user, system } = process.cpuUsage(before);
  return {
    processor: (user + system) / 1_000 / CALLS_PER_BLOCK,
    elapsed: (performance.now() - startedAt) / CALLS_PER_BLOCK,
  };
}

/**
 * Blocks of warm calls, in pairs of plain and migrated so that both see the same machine, and each as often first as
 * second. What the helper adds is the median of the differences in the pairs.
 */
async function measureHealthy(world, plain, migrated) {
  const pairs = [];
  for (let i = 0; i < BLOCKS; i++) {
    const pair = {};
    for (const which of i % 2 === 0 ? ['plain', 'migrated'] : ['migrated', 'plain'])
      pair[which] = await measureBlock(which === 'plain' ? plain : migrated);
    world.heal(); // it remembers every request
    if (i >= BLOCKS / 4) pairs.push(pair);
  }
  const medianOf = (figure) => median(pairs.map(figure));
  return {
    plain: medianOf(({ plain: { processor } }) => processor),
    added: medianOf((pair) => pair.migrated.processor - pair.plain.processor),
    elapsed: medianOf(({ plain: { elapsed } }) => elapsed),
    addedElapsed: medianOf((pair) => pair.migrated.elapsed - pair.plain.elapsed),
    usual: medianOf((pair) => pair.migrated.elapsed),
  };
}

const format = (ms) => (ms < 1_000 ? `${ms.toFixed(ms < 20 ? 1 : 0)} ms` : `${(ms / 1_000).toFixed(2)} s`);
const verdict = (ok, text) => (ok ? text : pc.red(`${text} ✗`));
const visible = (text) => text.replace(/\x1b\[\d+m/g, '').length;

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => visible(row[column]))));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell + ' '.repeat(widths[column] - visible(cell)))
        .join('  ')
        .trimEnd(),
    );
}

/** Writes the figures for the documentation, in milliseconds. */
function record(faults, healthy) {
  const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(2)) : value);
  const figures = { node: process.version, faults, healthy };
  writeFileSync(join(ROOT, 'bench', 'failover.json'), `${JSON.stringify(figures, rounded, 2)}\n`);
}

const healthyOnly = process.argv.includes('--healthy');
const cache = join(ROOT, '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'bench-failover-'));
const before = join(folder, 'before');
const after = join(folder, 'after');
const inLambda = join(folder, 'lambda');
const world = await World.start(`sts.${HOME}.amazonaws.com`, `sts.${FALLBACK}.amazonaws.com`);
let missed = 0;
const check = (ok, text) => {
  if (!ok) missed++;
  return verdict(ok, text);
};

try {
  writeApplication(before);
  writeApplication(after);
  migrate(after);
  cpSync(after, inLambda, { recursive: true });
  const [plain, migrated, lambda] = [
    await loadApplication(before),
    await loadApplication(after),
    await loadInLambda(inLambda),
  ];
  const healthy = {};
  for (const name of Object.keys(APPLICATION))
    healthy[name] = await measureHealthy(world, plain.connects[name](), migrated.connects[name]());

  /** A first call and the ones after it, by an application that has just started. */
  const once = async (name, fault, laterCalls) => {
    const { connects, helpers } = fault.inLambda ? lambda : migrated;
    world.reset();
    for (const helper of helpers) helper.resetStsHealth();
    inflict(world.host(HOME), fault);
    const call = connects[name]();
    const first = await timed(call);
    const later = [];
    for (let i = 0; i < laterCalls; i++) later.push((await timed(call)).ms);
    const served =
      fault.outcome === 'stops'
        ? first.answer instanceof Error && world.host(FALLBACK).requests.length === 0
        : first.answer === `ASIA-${FALLBACK}`;
    return { first, served, signed: world.missigned.length === 0, later: median(later) };
  };

  const measure = async (name, fault) => {
    const runs = [];
    const laterCalls = fault.outcome === 'cools' ? LATER_CALLS : 5;
    for (let i = 0; i < (fault.withinMs > QUICK_MS ? 1 : QUICK_RUNS); i++)
      runs.push(await once(name, fault, i === 0 ? laterCalls : 0));
    const bound = name === 'v2' ? V2_BOUND_MS : fault.withinMs;
    const served = runs.every((run) => run.served);
    const signed = runs.every((run) => run.signed);
    const ms = median(runs.map(({ first }) => first.ms));
    const { later } = runs[0];
    const who = fault.outcome === 'stops' ? `${runs[0].first.answer.name}` : `${FALLBACK}`;
    const firstCell = check(
      served && signed && ms <= bound,
      `${format(ms)} ${served ? who : 'WRONG'}${signed ? '' : ' MISSIGNED'}`,
    );
    const isLate = fault.outcome === 'cools' && later > LATER_BOUND * healthy[name].usual;
    return { first: ms, later, cells: [firstCell, isLate ? check(false, format(later)) : format(later)] };
  };

  const rows = [['fault at home', 'bound', 'v3 client', 'later', 'v3 provider', 'later', 'v2 client', 'later']];
  const hangs = FAULTS.filter((fault) => fault.hangs);
  const hangsInLambda = hangs.map((hang) => ({
    ...hang,
    fault: `${hang.fault}, in Lambda`,
    withinMs: LAMBDA_BOUND_MS,
    inLambda: true,
  }));
  const recorded = [];
  for (const fault of healthyOnly ? [] : [...FAULTS, ...hangsInLambda]) {
    const measured = {};
    for (const name of Object.keys(APPLICATION)) measured[name] = await measure(name, fault);
    rows.push([fault.fault, format(fault.withinMs), ...Object.values(measured).flatMap(({ cells }) => cells)]);
    const figures = Object.entries(measured).map(([name, { first, later }]) => [name, { first, later }]);
    recorded.push({ fault: fault.fault, outcome: fault.outcome, ...Object.fromEntries(figures) });
  }
  if (!healthyOnly) printTable(rows);

  console.log();
  const overheads = [['healthy call, answered at once', 'processor', 'the helper adds', 'elapsed', 'the helper adds']];
  for (const [name, { plain: alone, added, elapsed, addedElapsed }] of Object.entries(healthy)) {
    const share = (part, whole) => `${(part * 1_000).toFixed(0)} µs, ${((part / whole) * 100).toFixed(1)} %`;
    overheads.push([
      name,
      `${alone.toFixed(2)} ms`,
      check(added / alone <= OVERHEAD_BOUND, share(added, alone)),
      `${elapsed.toFixed(2)} ms`,
      share(addedElapsed, elapsed),
    ]);
  }
  printTable(overheads);
  if (process.argv.includes('--record')) record(recorded, healthy);
  console.log(
    missed === 0 ? pc.green('\nEvery figure is within its bound.') : pc.red(`\n${missed} figures miss their bounds.`),
  );
} finally {
  await world.stop();
  rmSync(folder, { recursive: true });
}
process.exitCode = missed === 0 ? 0 : 1;
