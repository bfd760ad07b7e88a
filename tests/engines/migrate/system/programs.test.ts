import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateText } from '../../../../src/engines/migrate/migrate-text.js';
import type { Migrated } from '../../../../src/engines/migrate/migrated.js';
import { projectFactsFor } from '../../../../src/project/project-facts.js';
import { REGIONS } from '../../../codemods/fixtures.js';
import { STUB_PACKAGES, stubHelper } from '../programs/stubs.js';
import { PROGRAMS, SYSTEMS, type Program, type System } from '../programs/table.js';

const RUNNER = fileURLToPath(new URL('../programs/run-programs.mjs', import.meta.url));

/** A program before and after the migration, and what each of them called. */
interface Outcome {
  readonly program: Program;
  readonly migrated: Migrated;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'sts-regional-programs-')));
let outcomes: readonly Outcome[] = [];

beforeAll(() => {
  for (const [path, text] of Object.entries(STUB_PACKAGES)) write(join(root, 'node_modules', path), text);
  for (const system of SYSTEMS) write(join(folderOf(system), 'package.json'), JSON.stringify({ type: system.type }));
  const pairs = PROGRAMS.map((program, index) => {
    const { system, text } = program;
    const path = join(folderOf(system), `program-${index}${system.extension}`);
    const migrated = migrate(text, path);
    for (const helper of migrated.helpers) writeHelper(helper.path, system);
    return {
      program,
      migrated,
      before: writeProgram(join(dirname(path), `before-${basename(path)}`), text, system),
      after: writeProgram(path, migrated.text, system),
    };
  });
  const list = join(root, 'list.json');
  writeFileSync(list, JSON.stringify(pairs.flatMap(({ before, after }) => [before, after])));
  const printed = execFileSync(process.execPath, [RUNNER, list], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const traces = JSON.parse(printed) as readonly (readonly string[])[];
  outcomes = pairs.map(({ program, migrated }, index) => ({
    program,
    migrated,
    before: traces[2 * index] ?? [],
    after: traces[2 * index + 1] ?? [],
  }));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const folderOf = ({ name }: System): string => join(root, name.replaceAll(/\W+/g, '-'));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function migrate(text: string, path: string): Migrated {
  const result = migrateText(text, path, { settings: { regions: REGIONS }, project: projectFactsFor(path) });
  if (result.status === 'unparsable') throw new Error(`${result.message}\n${text}`);
  return result;
}

/** The helper as Node finds it: that of a TypeScript file is compiled, too. */
function writeHelper(path: string, { type }: System): void {
  const isModule = type === 'module' ? !path.endsWith('.cjs') : path.endsWith('.mjs');
  write(path.replace(/ts$/, 'js'), stubHelper(isModule));
}

/** Writes the program as Node runs it, and returns its path. */
function writeProgram(path: string, text: string, { isCompiled, type }: System): string {
  if (!isCompiled) {
    write(path, text);
    return path;
  }
  const { outputText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: type === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      jsx: ts.JsxEmit.React,
      esModuleInterop: true,
    },
  });
  const compiled = path.replace(/tsx?$/, 'js');
  write(compiled, outputText);
  return compiled;
}

const told = ({ program, migrated, before, after }: Outcome): string =>
  [`${program.name}:`, program.text, 'becomes', migrated.text, 'which did', ...before, 'and now does', ...after].join(
    '\n',
  );

describe('programs of every module system, with a site in every place', () => {
  it('are many, and call STS', () => {
    expect(outcomes.length).toBeGreaterThan(300);
    expect(outcomes.filter(({ before }) => before.some((call) => call.startsWith('throws'))).map(told)).toEqual([]);
    expect(outcomes.filter(({ before }) => !before.some((call) => /^(?:new|from)/.test(call))).map(told)).toEqual([]);
  });

  it('do what they did, in the same order', () => {
    expect(outcomes.filter(({ before, after }) => before.join('\n') !== after.join('\n')).map(told)).toEqual([]);
  });

  it('are rewritten, or left with a reason', () => {
    const silent = outcomes.filter(({ migrated: { edits, skipped } }) => edits.length + skipped.length === 0);
    expect(silent.map(told)).toEqual([]);
    expect(outcomes.filter(({ migrated }) => migrated.status === 'refused').map(told)).toEqual([]);
    const rewritten = outcomes.filter(({ migrated }) => migrated.status === 'changed' && migrated.skipped.length === 0);
    expect(rewritten.length / outcomes.length).toBeGreaterThan(0.8);
  });

  it('are left alone by a second run', () => {
    const again = outcomes.filter(({ migrated: { text }, program: { system } }, index) => {
      const path = join(folderOf(system), `program-${index}${system.extension}`);
      return migrate(text, path).text !== text;
    });
    expect(again.map(told)).toEqual([]);
  });
});
