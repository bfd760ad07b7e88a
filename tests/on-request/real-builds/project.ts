import { execFile, execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildBinary } from '../../cli/build.js';

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));
const REDIRECT = fileURLToPath(new URL('./redirect.cjs', import.meta.url));
/** What `npm run real-builds` has put there. */
const INSTALLED = new Set(['installed.json', 'node_modules', 'package-lock.json']);

const start = promisify(execFile);

/** A project in a repository of its own, with its packages installed, that starts from the state of its fixture. */
export class Project {
  constructor(
    private readonly name: string,
    readonly folder: string,
    private readonly stsPort: number,
  ) {
    for (const entry of readdirSync(folder))
      if (!INSTALLED.has(entry)) rmSync(this.path(entry), { recursive: true, force: true });
    cpSync(join(FIXTURES, name), folder, { recursive: true });
    writeFileSync(this.path('.gitignore'), 'node_modules/\ndist/\n.next/\n.wrangler/\ncdk.out/\n');
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** Builds it, and runs its checks and tests. @throws Error with all output when one fails */
  async build(): Promise<void> {
    await this.run('npm', ['run', 'build']);
  }

  /**
   * Loads what was built. Returns the regions that answered, `''` for an error. @throws Error when nothing was asked
   */
  async ask(): Promise<readonly string[]> {
    const output = await this.run('npm', ['run', '--silent', 'ask']);
    const answers = [...output.matchAll(/^answer: (.*)$/gm)].map(([, answer = '']) => answer);
    if (answers.length === 0) throw new Error(`${this.name} asked nothing:\n${output}`);
    return answers.map((answer) => /eu-[a-z]+-1/.exec(answer)?.[0] ?? '');
  }

  /** The command line in this project. Returns what it prints. */
  stsRegional(...args: readonly string[]): Promise<string> {
    return this.run(process.execPath, [buildBinary(), ...args]);
  }

  private async run(command: string, args: readonly string[]): Promise<string> {
    try {
      return (await start(command, args, { cwd: this.folder, env: this.environment(), maxBuffer: 2 ** 26 })).stdout;
    } catch (error) {
      const { message, stdout, stderr } = error as Error & { stdout: string; stderr: string };
      throw new Error(`${this.name}: ${message}\n${stdout}\n${stderr}`, { cause: error });
    }
  }

  /** Nothing of vitest's own, which sets NODE_ENV, and nothing that AWS means on this machine. */
  private environment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|TMPDIR|TEMP|TMP|SystemRoot|CHROMIUM)$/.test(name),
    );
    return {
      ...Object.fromEntries(kept),
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_CONFIG_FILE: this.path('no-config'),
      AWS_SHARED_CREDENTIALS_FILE: this.path('no-credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      CI: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
      WRANGLER_SEND_METRICS: 'false',
      DENO_NO_UPDATE_CHECK: '1',
      NODE_OPTIONS: `--require ${REDIRECT}`,
      REDIRECT,
      STS_PORT: String(this.stsPort),
    };
  }
}
