import type { Terminal, Output } from '../../src/cli/terminal/terminal.js';
import type { LintResult } from '../../src/cli/commands/check/lint-result.js';
import type { MigrateReport } from '../../src/cli/commands/migrate/migrate-report.js';
import { lazyEngine } from '../../src/cli/engine.js';
import { run } from '../../src/cli/program.js';
import { fakeEngine } from './fake-engine.js';
import type { Tree } from './tree.js';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Recorder implements Output {
  text = '';
  constructor(readonly isTTY = false) {}
  write(text: string): void {
    this.text += text;
  }
}

export interface World {
  readonly cwd?: string;
  readonly env?: Terminal['env'];
  /** Whether all three streams are a terminal. */
  readonly isTTY?: boolean;
  readonly interrupted?: AbortSignal;
  readonly engine?: Terminal['engine'];
}

/**
 * Runs a command line with the fake engine, so that a test sees what the command line does and not what the rules know.
 */
export async function runIn(tree: Tree, args: readonly string[], world: World = {}): Promise<Outcome> {
  const stdout = new Recorder(world.isTTY);
  const stderr = new Recorder(world.isTTY);
  const status = await run(args, {
    cwd: world.cwd ?? tree.root,
    env: world.env ?? {},
    stdout,
    stderr,
    stdinIsTerminal: world.isTTY ?? false,
    interrupted: world.interrupted ?? new AbortController().signal,
    engine: world.engine ?? fakeEngine,
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** The same with the engine of the product, for tests of what a user sees. */
export const runProduct = (tree: Tree, args: readonly string[], world: Omit<World, 'engine'> = {}): Promise<Outcome> =>
  runIn(tree, args, { ...world, engine: lazyEngine });

/** What `check --format json` printed. */
export const resultsIn = ({ stdout }: Pick<Outcome, 'stdout'>): LintResult[] => JSON.parse(stdout) as LintResult[];

/** What `migrate --format json` printed. */
export const migrationIn = ({ stdout }: Pick<Outcome, 'stdout'>): MigrateReport => JSON.parse(stdout) as MigrateReport;
