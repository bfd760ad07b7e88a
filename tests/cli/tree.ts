import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

export type Content = string | Uint8Array;

/** A directory of its own for one test, removed after it. */
export class Tree {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-test-')));

  write(files: Readonly<Record<string, Content>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(path)), { recursive: true });
      writeFileSync(this.path(path), content);
    }
    return this;
  }

  path(...names: readonly string[]): string {
    return join(this.root, ...names);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  bytes(path: string): Buffer {
    return readFileSync(this.path(path));
  }

  git(...args: readonly string[]): string {
    return execFileSync(
      'git',
      [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.com',
        '-c',
        'commit.gpgsign=false',
        '-c',
        'core.autocrlf=false',
        ...args,
      ],
      {
        cwd: this.root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
      },
    );
  }

  /** Makes the tree a repository with everything in it committed. */
  commit(): this {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'Start');
    return this;
  }

  remove(): void {
    execFileSync('chmod', ['-R', 'u+rwX', this.root]);
    rmSync(this.root, { recursive: true, force: true });
  }
}

const trees: Tree[] = [];

/** A new directory with these files. */
export function tree(files: Readonly<Record<string, Content>> = {}): Tree {
  const made = new Tree();
  trees.push(made);
  return made.write(files);
}

afterEach(() => {
  for (const made of trees.splice(0)) made.remove();
});

/** Whether file modes bind this user; root reads and writes everything. */
export const modesBind = process.getuid?.() !== 0;
