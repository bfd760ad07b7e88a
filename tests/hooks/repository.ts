import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { tree, type Tree } from '../cli/tree.js';
import type { Recipe } from './recipe.js';

export const BROKEN = "import { STSClient } from '@aws-sdk/client-sts';\n\nexport const sts = new STSClient({});\n";
export const MENDED = BROKEN.replace('{}', '{ region: process.env.AWS_REGION }');

/** The result of a program: its status, and all that it printed. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A git repository of somebody who uses the package, with hooks as they set them up. */
export class HookedRepository {
  readonly #tree: Tree;

  /**
   * @param recipe files of docs/hooks.md; those for `package.json` are added to it
   * @param binaries what `npx` finds, by name: paths of scripts
   */
  constructor(recipe: Recipe, binaries: Readonly<Record<string, string>>) {
    const manifest = {
      name: 'orders',
      private: true,
      type: 'module',
      dependencies: { '@aws-sdk/client-sts': '3.1169.0' },
      ...(JSON.parse(recipe.get('package.json') ?? '{}') as object),
    };
    this.#tree = tree({
      'README.md': '# Orders\n',
      '.gitignore': 'node_modules\n',
      ...Object.fromEntries(recipe),
      'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    });
    const bin = this.#tree.path('node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    for (const [name, path] of Object.entries(binaries)) {
      chmodSync(path, 0o755);
      symlinkSync(path, join(bin, name));
    }
    this.#tree.commit();
  }

  get root(): string {
    return this.#tree.root;
  }

  write(path: string, text: string): void {
    this.#tree.write({ [path]: text });
  }

  read(path: string): string {
    return readFileSync(this.#tree.path(path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(this.#tree.path(path));
  }

  /** Stages everything and commits, hooks included. */
  commit(message: string, env: Readonly<Record<string, string>> = {}): Ended {
    this.#tree.git('add', '--all');
    return this.run(
      'git',
      [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.com',
        '-c',
        'commit.gpgsign=false',
        'commit',
        '--message',
        message,
      ],
      env,
    );
  }

  /** The subjects of all commits, newest first. */
  history(): readonly string[] {
    return this.#tree.git('log', '--format=%s').trim().split('\n');
  }

  run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    // Git tells its hooks where it is through variables: those of a hook that runs the tests are not for this
    // repository.
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && name !== 'HUSKY'),
    );
    const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.root,
      encoding: 'utf8',
      env: {
        ...inherited,
        PATH,
        NO_COLOR: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        ...env,
      },
    });
    if (error) throw new Error(`${program} cannot be run: ${error.message}`);
    return { status, output: stdout + stderr };
  }
}
