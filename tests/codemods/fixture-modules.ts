/**
 * Turns what the codemods write into modules that Node itself loads, each fixture with its helper in a folder of its
 * own.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { addSections, renderHelper } from '../../src/helper/index.js';
import { withoutByteOrderMark } from '../../src/model/from-text.js';
import { migrate, type Fixture } from './fixtures.js';

/** Under node_modules, so that the SDKs are found and vitest leaves the files to Node. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** What the fixtures import and is not installed, as little of it as they need to be loaded. */
const STUBS: Readonly<Record<string, string>> = {
  'node_modules/@aws-sdk/s3-request-presigner/index.js': 'exports.getSignedUrl = () => "";',
  'node_modules/react/jsx-runtime.js': 'exports.jsx = (type, props) => ({ type, props });',
  'injectable.js': 'exports.Injectable = () => () => {};',
  'log.mjs': 'export const log = () => {};',
  'settings.json': '{ "region": "eu-west-1" }',
};

/** Helpers that some fixtures have had before. */
const EXISTING = [
  { path: '/project/aws/sts-failover.ts', text: renderHelper('v3-ts', { fallbacks: {}, version: '0.0.0' }) },
];

interface HelperFile {
  readonly path: string;
  readonly text: string;
}

/** One helper for each path, with the sections of all, as a run over several files leaves it. */
export function together(helpers: readonly HelperFile[]): readonly HelperFile[] {
  const byPath = new Map<string, string>();
  for (const { path, text } of helpers) {
    const before = byPath.get(path);
    byPath.set(path, before === undefined ? text : (addSections(before, text) ?? before));
  }
  return [...byPath].map(([path, text]) => ({ path, text }));
}

/** A helper whose requests have all the time that a busy machine needs. */
export const withPatience = (helper: string): string => helper.replace(/(requestTimeoutMs: ).*/, '$1 60_000,');

export class FixtureModules {
  readonly #root: string;
  #loaded = 0;

  /**
   * @param below a folder under another `node_modules`, for fixtures that import what is installed there
   * @param edited what the helper's text becomes before Node loads it
   */
  constructor(
    below = CACHE,
    private readonly edited = (helper: string): string => helper,
  ) {
    mkdirSync(below, { recursive: true });
    this.#root = mkdtempSync(join(below, 'fixtures-'));
  }

  /** The exports of a fixture's output, loaded anew, its helper too. */
  async load(fixture: Fixture): Promise<Record<string, unknown>> {
    this.#loaded += 1; // Node never forgets a module
    const folder = join(this.#root, fixture.codemod, fixture.file.replaceAll('.', '-'), String(this.#loaded));
    for (const [name, text] of Object.entries({ 'package.json': '{ "type": "commonjs" }', ...STUBS }))
      write(join(folder, name), text);
    const { helpers } = migrate(fixture.input, fixture);
    // The same file once compiled: the sections of both are needed where both are TypeScript.
    const existing = helpers.some(({ path }) => path.endsWith('sts-failover.js')) ? [] : EXISTING;
    for (const { path, text } of together([...helpers, ...existing]))
      emit(folder, relative('/project', path), this.edited(text));
    const main = emit(folder, fixture.file, withoutByteOrderMark(fixture.output));
    return main.endsWith('.mjs') ? import(/* @vite-ignore */ pathToFileURL(main).href) : evaluate(main);
  }

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Writes a file as JavaScript, as the compiler of a CommonJS project does. */
function emit(folder: string, name: string, text: string): string {
  const isScript = !/\.[cm]?tsx?$|\.jsx$/.test(name) && !/^(?:import|export)\b/m.test(text);
  if (isScript || name.endsWith('.mjs')) return write(join(folder, name), text);
  const typed = text.includes('@flow')
    ? text.replace(/\((\w+): (\w+)\)/g, '($1 as $2)').replace(/\{\|(.*)\|\}/g, '{ }')
    : text; // Flow's casts and exact objects
  const { outputText } = ts.transpileModule(typed, {
    fileName: name.replace(/\.js$/, '.tsx'),
    compilerOptions: OPTIONS,
  });
  return write(join(folder, name.replace(/\.([cm]?)[jt]sx?$/, '.$1js')), outputText);
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.ReactJSX,
  experimentalDecorators: true,
  esModuleInterop: true,
};

const AsyncFunction = (async () => {}).constructor as new (
  ...parametersAndBody: readonly string[]
) => (...given: readonly unknown[]) => Promise<void>;

/** Runs a CommonJS file that may have an `await` outside of functions. */
async function evaluate(path: string): Promise<Record<string, unknown>> {
  const module = { exports: {} as Record<string, unknown> };
  const injectable = (): (() => void) => () => {}; // what `declare` promises in a fixture
  await new AsyncFunction(
    'exports',
    'require',
    'module',
    'injectable',
    readFileSync(path, 'utf8').replace(/^#!.*/, ''),
  )(module.exports, createRequire(path), module, injectable);
  return module.exports;
}
