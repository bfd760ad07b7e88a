import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

export type Content = string | Uint8Array;

const GIT_SETTINGS = [
  'user.name=Test',
  'user.email=test@example.com',
  'commit.gpgsign=false',
  'core.autocrlf=false',
].flatMap((setting) => ['-c', setting]);

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
    return execFileSync('git', [...GIT_SETTINGS, ...args], {
      cwd: this.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  }

  /** Makes the tree a repository with everything in it committed. */
  commit(): this {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'Start');
    return this;
  }

  remove(): void {
    openFolder(this.root);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Makes a folder and those below it writable, so that they can be removed. */
function openFolder(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) openFolder(join(folder, entry.name));
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
