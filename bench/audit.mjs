/**
 * `npm run bench -- audit [records] [files]`: how long `sts-regional audit` takes over generated CloudTrail logs,
 * gzipped as a trail delivers them, how much memory at most, and whether its counts are those that were generated;
 * beside `zcat | jq` counting one field of the same files. Exit status 1 when a count is wrong, memory passes its
 * bound, or it is less than half as quick. Half of the records are calls of STS, which is more than any account has:
 * only those are parsed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

register('./typescript-hooks.mjs', import.meta.url);
const { generateEvents } = await import('../tests/audit/generate-events.ts');

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const MOST_MEGABYTES = 200;
const RUNS = 3;

const [records = 1_000_000, files = 200] = process.argv.slice(2).map(Number);
const folder = generated(records, files);
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
const logs = join(folder, 'AWSLogs');
const bytes = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
console.log(
  `${records} records in ${files} files, ${(bytes / 1e6).toFixed(0)} MB gzipped, ${(truth.bytes / 1e6).toFixed(0)} MB unpacked\n`,
);

const report = join(tmpdir(), `sts-regional-audit-${process.pid}.json`);
const own = best(() => run([process.execPath, CLI, 'audit', logs, '--format', 'json', '--output-file', report]));
const counted = JSON.parse(readFileSync(report, 'utf8'));
rmSync(report);
const jq =
  spawnSync('jq', ['--version']).status === 0
    ? best(() => run(['sh', '-c', `zcat ${logs}/*.json.gz | jq -r '.Records[].eventSource' | sort | uniq -c`]))
    : undefined;
if (!jq) console.warn('SKIPPED: jq is not installed, so there is nothing to compare with.');

console.log('| | seconds | MB/s unpacked | records/s | peak memory |\n|---|---:|---:|---:|---:|');
row('sts-regional audit', own);
if (jq) row("zcat | jq '.Records[].eventSource'", jq);
const perByte = own.seconds / bytes;
console.log(`\n20 GB of gzipped logs would take ${((perByte * 20e9) / 60).toFixed(0)} minutes at this rate.`);

const line = longLine(5);
console.log(
  `One line of 5 GB: ${line.seconds.toFixed(1)} s, at most ${Math.round(line.megabytes)} MB, exit status ${line.status}.`,
);
const variety = hostileVariety(1_000_000);
console.log(
  `1,000,000 callers, addresses and user agents, no two alike: ${variety.seconds.toFixed(1)} s, at most ${Math.round(variety.megabytes)} MB.\n`,
);

const failures = [
  ...wrongCounts(truth, counted),
  ...(line.status === 2 && line.megabytes <= MOST_MEGABYTES
    ? []
    : ['one line of 5 GB was not refused in bounded memory']),
  ...(variety.calls === 1_000_000 && variety.megabytes <= MOST_MEGABYTES
    ? []
    : [`calls of a million callers: ${variety.calls}, ${Math.round(variety.megabytes)} MB`]),
  ...(own.megabytes > MOST_MEGABYTES
    ? [`peak memory ${Math.round(own.megabytes)} MB, more than ${MOST_MEGABYTES}`]
    : []),
  ...(jq && own.seconds > 2 * jq.seconds ? ['less than half as quick as jq'] : []),
];
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (failures.length === 0) console.log('Every count is the one that was generated.');
process.exitCode = failures.length === 0 ? 0 : 1;

/** The logs and what is true of them, kept for the next run. */
function generated(records, files) {
  const folder = join(ROOT, '.cache', 'bench-logs', `${records}-${files}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(join(unfinished, 'AWSLogs'), { recursive: true });
  const truth = {
    records,
    calls: 0,
    copies: 0,
    bytes: 0,
    destinations: {},
    callers: {},
    days: {},
    operations: {},
    tokens: 0,
    errors: {},
  };
  const events = generateEvents(records, 20250601);
  for (let file = 0; file < files; file += 1) {
    const batch = [];
    const size = Math.floor(records / files) + (file < records % files ? 1 : 0);
    for (let index = 0; index < size; index += 1) {
      const { record, truth: fact } = events.next().value;
      batch.push(JSON.stringify(record));
      if (fact) note(truth, fact);
    }
    const text = `{"Records":[${batch.join(',')}]}`;
    truth.bytes += text.length;
    const name = `111122223333_CloudTrail_eu-west-1_20250601T${String(file % 24).padStart(2, '0')}00Z_${String(file).padStart(16, 'a')}.json.gz`;
    writeFileSync(join(unfinished, 'AWSLogs', name), gzipSync(text));
  }
  writeFileSync(join(unfinished, 'truth.json'), JSON.stringify(truth));
  renameSync(unfinished, folder);
  return folder;
}

function note(truth, { destination, caller, sdk, operation, day, error, givesToken, isCopy }) {
  if (isCopy) {
    truth.copies += 1;
    return;
  }
  const add = (group, key) => {
    group[key] = (group[key] ?? 0) + 1;
  };
  truth.calls += 1;
  add(truth.destinations, destination);
  add(truth.callers, `${destination} ${caller} ${sdk}`);
  add(truth.days, `${day} ${destination}`);
  add(truth.operations, `${caller} ${operation}`);
  if (givesToken) truth.tokens += 1;
  if (error) add(truth.errors, error);
}

/** A record whose only string has so many GB, from standard input. */
function longLine(gigabytes) {
  const start = `{"Records":[{"eventSource":"sts.amazonaws.com","x":"`;
  return piped(`{ printf '%s' '${start}'; head -c ${gigabytes}G /dev/zero | tr '\\0' x; printf '"}]}'; }`, 'text');
}

/** Records that share nothing which could be counted together. */
function hostileVariety(records) {
  const script = `const line = (i) => JSON.stringify({ eventVersion: '1.08', eventSource: 'sts.amazonaws.com', eventName: 'Op' + i, eventTime: new Date(i * 1e7).toISOString().slice(0, 19) + 'Z', awsRegion: 'r-' + i, errorCode: 'E' + i, sourceIPAddress: 'ip' + i, userAgent: 'agent-' + i + '/1 app/a' + i, recipientAccountId: String(i), tlsDetails: { clientProvidedHostHeader: 'sts.r-' + i + '.amazonaws.com' }, userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::' + i + ':user/u' + i, accountId: String(i) } }) + '\\n';
let i = 0; const more = () => { while (i < ${records}) if (!process.stdout.write(line(i++))) return process.stdout.once('drain', more); }; more();`;
  const file = join(tmpdir(), `sts-regional-audit-variety-${process.pid}.cjs`);
  writeFileSync(file, script.replaceAll('\\\\n', '\\n'));
  const outcome = piped(`${process.execPath} ${file}`, 'json');
  rmSync(file);
  return { ...outcome, calls: JSON.parse(outcome.output).totals.calls };
}

/** What the command does with the output of a shell command, with its memory. */
function piped(command, format) {
  const figures = join(tmpdir(), `sts-regional-audit-pipe-${process.pid}`);
  const start = process.hrtime.bigint();
  const { status, stdout } = spawnSync(
    'sh',
    [
      '-c',
      `${command} | /usr/bin/time --quiet -f %M -o ${figures} ${process.execPath} ${CLI} audit - --format ${format}`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8', maxBuffer: 1e9 },
  );
  return {
    status,
    output: stdout,
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
    megabytes: Number(readFileSync(figures, 'utf8').trim().split('\n').at(-1)) / 1024,
  };
}

/** What the report says otherwise than the generator. */
function wrongCounts(truth, report) {
  const sum = (entries) =>
    entries.reduce((group, [key, calls]) => ({ ...group, [key]: (group[key] ?? 0) + calls }), {});
  const found = {
    records: report.input.records,
    calls: report.totals.calls,
    copies: report.copies,
    destinations: sum(Object.keys(truth.destinations).map((name) => [name, report.totals[name]])),
    callers: sum(
      report.callers.map(({ destination, principal, sdk, calls }) => [
        `${destination} ${principal.kind} ${principal.name} ${sdk}`,
        calls,
      ]),
    ),
    days: sum(
      report.days.flatMap(({ day, ...tallies }) =>
        Object.entries(tallies)
          .filter(([, calls]) => calls > 0)
          .map(([name, calls]) => [`${day} ${name}`, calls]),
      ),
    ),
    operations: sum(
      report.callers.flatMap(({ principal, operations }) =>
        operations.map(({ value, calls }) => [`${principal.kind} ${principal.name} ${value}`, calls]),
      ),
    ),
    tokens: report.tokens.reduce((total, { calls }) => total + calls, 0),
    errors: sum(report.errors.map(({ code, calls }) => [code, calls])),
  };
  return Object.entries(found)
    .filter(([name, value]) => sorted(value) !== sorted(truth[name]))
    .map(([name, value]) => `${name}: generated ${sorted(truth[name])}, counted ${sorted(value)}`);
}

function sorted(value) {
  return typeof value === 'number'
    ? String(value)
    : JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function row(name, { seconds, megabytes }) {
  console.log(
    `| ${name} | ${seconds.toFixed(2)} | ${(truth.bytes / 1e6 / seconds).toFixed(0)} | ${Math.round(records / seconds)} | ${megabytes === undefined ? '–' : `${Math.round(megabytes)} MB`} |`,
  );
}

/** The quickest of several runs, since whatever else a machine does only ever adds time. */
function best(measure) {
  return Array.from({ length: RUNS }, measure).reduce((a, b) =>
    b.seconds < a.seconds
      ? { ...b, megabytes: Math.max(a.megabytes ?? 0, b.megabytes ?? 0) }
      : { ...a, megabytes: Math.max(a.megabytes ?? 0, b.megabytes ?? 0) },
  );
}

function run(command) {
  const timer = '/usr/bin/time'; // GNU time, for the peak memory
  const figures = join(tmpdir(), `sts-regional-audit-time-${process.pid}`);
  const start = process.hrtime.bigint();
  const { status } = existsSync(timer)
    ? spawnSync(timer, ['--quiet', '-f', '%M', '-o', figures, ...command], { stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command.join(' ').slice(0, 80)} exited with ${status}`);
  return {
    seconds,
    megabytes: existsSync(timer) ? Number(readFileSync(figures, 'utf8').trim().split('\n').at(-1)) / 1024 : undefined,
  };
}
