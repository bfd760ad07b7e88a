import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));
/** Where `npm run project-kinds` puts projects: no tool may find the configuration of this repository above them. */
const FOLDER = join(tmpdir(), 'sts-regional-project-kinds');
/** What is installed there. */
const INSTALLED = new Set(['installed.json', 'node_modules', 'package-lock.json']);
const IGNORED = ['node_modules/', 'dist/', '*.tsbuildinfo', 'installed.json', 'package-lock.json'];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  /** All output, for a test that fails. */
  readonly text: string;
}

/** A project in a repository of its own, with its packages and the packed package, in the state of its fixture. */
export class Kind {
  private readonly folder: string;

  constructor(name: string) {
    this.folder = realpathSync(join(FOLDER, name));
    for (const entry of readdirSync(this.folder))
      if (!INSTALLED.has(entry)) rmSync(join(this.folder, entry), { recursive: true, force: true });
    cpSync(join(FIXTURES, name), this.folder, { recursive: true });
    writeFileSync(join(this.folder, '.gitignore'), `${IGNORED.join('\n')}\n`);
    this.git('init', '--quiet');
    this.commit();
  }

  /** `npm run types`, `test` or `lint`, as its owners do. */
  script(name: string, ...args: readonly string[]): Outcome {
    return this.run('npm', ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])]);
  }

  stsRegional(...args: readonly string[]): Outcome {
    return this.run(join(this.folder, 'node_modules', '.bin', 'sts-regional'), args);
  }

  /** The path of one of its files, as its owners would name it. */
  pathOf(file: string): string {
    return relative(this.folder, file).replaceAll('\\', '/');
  }

  commit(): void {
    this.git('add', '--all');
    this.git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'state');
  }

  /** The files that changed or are new since the last commit. */
  changed(): readonly string[] {
    return this.git('status', '--porcelain', '--untracked-files=all')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(3))
      .sort();
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }

  private run(command: string, args: readonly string[]): Outcome {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: environment(),
    });
    if (error) throw error;
    return { status, stdout, text: `${stdout}\n${stderr}` };
  }
}

/** Nothing of vitest's own, and nothing that AWS means on this machine. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|TEMP|TMP|SystemRoot)$/.test(name));
  return { ...Object.fromEntries(kept), AWS_REGION: 'eu-west-1', CI: 'true', NO_COLOR: '1' };
}
