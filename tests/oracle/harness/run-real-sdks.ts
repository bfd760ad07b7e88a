/** Runs cases against the SDKs installed under a folder, in one child process, and gives back what each contacted. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RealCase {
  readonly id: string;
  /** Body of an async function; see run-cases.cjs for what is in scope. */
  readonly code: string;
  /** Environment variables; `null` removes one of the defaults. */
  readonly variables: Readonly<Record<string, string | null>>;
  /** Text of ~/.aws/config. */
  readonly profileFile?: string;
  /** Text of ~/.aws/credentials, the one file that SDK v2 reads unasked. */
  readonly credentialsFile?: string;
}

export interface Observation {
  readonly id: string;
  readonly requests: readonly {
    readonly host: string;
    readonly action: string;
    readonly signingRegion: string | null;
  }[];
  readonly error?: string;
}

const INTERCEPT = fileURLToPath(new URL('intercept.cjs', import.meta.url));
const RUNNER = fileURLToPath(new URL('run-cases.cjs', import.meta.url));

export async function runRealSdks(root: string, cases: readonly RealCase[]): Promise<ReadonlyMap<string, Observation>> {
  const child = spawn(process.execPath, ['--require', INTERCEPT, RUNNER, root], { stdio: 'pipe' });
  const chunks: Buffer[] = [];
  // The SDKs warn here about regions and Node versions; worth reading only when the child fails.
  const warnings: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => warnings.push(chunk));
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(cases));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0)
    throw new Error(
      `The oracle's child process ended with status ${String(status)}: ${Buffer.concat(warnings).toString('utf8')}`,
    );
  const lines = Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  // The child is our own runner: one JSON object of this shape a line.
  return new Map(
    lines.map((line) => JSON.parse(line) as Observation).map((observation) => [observation.id, observation]),
  );
}
