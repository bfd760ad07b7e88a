/**
 * `npm run trace`: runs every command under `strace` (Linux) and fails when one opens a socket. Only
 * `endpoints --probe` may. Sockets between processes of this machine (AF_UNIX) are how Node.js talks to git.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const BINARY = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const REGIONS = ['--regions', 'eu-west-1,eu-central-1'];
const COMMANDS = [
  ['check'],
  ['check', '--staged'],
  ['check', '--since', 'HEAD', '--format', 'html', '--output-file', 'check.html'],
  ['migrate', ...REGIONS, '--dry-run'],
  ['migrate', ...REGIONS, '--report', 'migrate.html'],
  ['update-helper'],
  ['helper', ...REGIONS],
  ['init', ...REGIONS, '--yes'],
  ['endpoints'],
  ['endpoints', '--near', 'eu-west-1', '--json'],
];
const PROBE = ['endpoints', '--probe', '--regions', 'eu-west-1', '--repeat', '1', '--timeout', '1000'];
/** Any call that makes a socket or connects one, of another family than AF_UNIX. */
const SOCKET =
  /\b(?:socket|connect|bind|sendto|sendmsg)\((?!AF_UNIX|.*sa_family=AF_UNIX).*AF_(?:INET6?|PACKET|NETLINK)/;

const folder = mkdtempSync(join(tmpdir(), 'sts-regional-trace-'));
try {
  const project = join(folder, 'project');
  cpSync(join(ROOT, 'examples', 'orders-service'), project, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=Trace', '-c', 'user.email=trace@example.com', 'commit', '--quiet', '--message', 'Start'],
  ])
    run('git', args, project);
  const problems = COMMANDS.flatMap((args) => {
    const sockets = socketsOf(args, project);
    console.log(`${sockets.length === 0 ? 'no socket' : 'SOCKETS  '}  ${args.join(' ')}`);
    return sockets;
  });
  const probed = socketsOf(PROBE, project);
  console.log(`${probed.length} calls  ${PROBE.join(' ')}`);
  if (probed.length === 0) problems.push('The trace sees no socket of endpoints --probe, so it would see none at all.');
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The calls with which a command, and what it starts, used the network. */
function socketsOf(args, cwd) {
  const trace = join(folder, 'trace');
  run('strace', ['-f', '-qq', '-e', 'trace=network', '-o', trace, process.execPath, BINARY, ...args], cwd);
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => SOCKET.test(line));
}

function run(program, args, cwd) {
  const { error } = spawnSync(program, args, { cwd, stdio: 'ignore' });
  if (error) throw new Error(`${program} cannot be started: ${error.message}`);
}
