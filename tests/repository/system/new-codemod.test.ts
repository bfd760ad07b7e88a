import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as OptionValues from '../../../src/cli/commands/option-values.js';
import type * as Codemods from '../../../src/engines/migrate/codemods.js';
import { ROOT } from '../repository.js';

/** Scripts have no types. */
const { newCodemod, codemodParts } = (await Promise.all(
  ['new-codemod.mjs', 'docs/codemod-parts.mjs'].map((path) => import(join(ROOT, 'scripts', path))),
).then((modules) => Object.assign({}, ...modules))) as {
  readonly newCodemod: (root: string, name: string | undefined) => readonly string[];
  readonly codemodParts: (codemods: typeof Codemods) => { readonly table: string };
};

const NAME = 'at-least-once';
const FIXTURES = 'tests/engines/migrate/fixtures.test.ts';
const TABLE = 'src/engines/migrate/codemods.ts';

/** What is copied: everything that a codemod, its page and its tests need. */
const COPIED = [
  'codemods',
  'src',
  'rules',
  'docs/codemods',
  'scripts',
  'package.json',
  'vitest.config.ts',
  'tests/codemods',
  'tests/engines',
];

const root = mkdtempSync(join(tmpdir(), 'sts-regional-new-codemod-'));
const inCopy = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(inCopy(path), 'utf8');
const load = async <Module>(path: string): Promise<Module> => (await import(inCopy(path))) as Module;
let made: readonly string[] = [];

beforeAll(() => {
  for (const path of COPIED) cpSync(join(ROOT, path), inCopy(path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), inCopy('node_modules'), 'junction');
  made = newCodemod(root, NAME);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('npm run new-codemod', () => {
  it('makes a plan, a transform, a page and a fixture, and lists the codemod at the end', async () => {
    expect(made.slice(0, 3)).toEqual([`src/plans/plan-${NAME}.ts`, `codemods/${NAME}.ts`, `docs/codemods/${NAME}.md`]);
    const { PASSES } = await load<typeof Codemods>(TABLE);
    expect(PASSES.at(-1)).toBe(NAME);
  });

  it('makes files that are formatted as they must be', async () => {
    const options = await resolveConfig(join(ROOT, TABLE));
    for (const path of made.filter((each) => each.endsWith('.ts') && !each.includes('fixtures')))
      expect(await format(read(path), { ...options, filepath: path })).toBe(read(path));
  });

  it('makes a codemod whose tests pass at once, those of all codemods included', () => {
    execFileSync(
      process.execPath,
      [inCopy('node_modules/vitest/vitest.mjs'), 'run', '--root', root, '--project', 'unit', FIXTURES],
      { stdio: 'pipe' },
    );
  });

  it('makes a name that `migrate --only` knows', async () => {
    const { codemods } = await load<typeof OptionValues>('src/cli/commands/option-values.ts');
    expect(codemods(NAME)).toEqual([NAME]);
  });

  it('makes a row of the table in README.md', async () => {
    expect(codemodParts(await load<typeof Codemods>(TABLE)).table).toContain(`/docs/codemods/${NAME}.md) | `);
  });

  it.each([
    [
      'no_loops',
      '"no_loops" is not a valid name for a codemod. Use lowercase letters and hyphens, as in longer-sessions.',
    ],
    [undefined, '"" is not a valid name for a codemod'],
    ['explicit-regions', 'codemods/explicit-regions.ts exists already. Choose another name, or edit that file.'],
  ])('refuses the name %s', (name, message) => {
    expect(() => newCodemod(root, name)).toThrow(message);
  });
});
