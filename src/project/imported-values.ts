import { requiredValue } from '../ast/common-js.js';
import { unknown } from '../ast/evaluation.js';
import { createEvaluator, type Evaluator } from '../ast/evaluator.js';
import { exportsOf, type Exported, type Exports } from '../ast/exports.js';
import { functionAt } from '../ast/functions.js';
import { lookUp as lookUpKey } from '../ast/object-value.js';
import { parse } from '../ast/parse.js';
import { RESULT, resultOriginOf, type Origin } from '../ast/origin.js';
import type { Node } from '../ast/source.js';
import type { Trace } from '../ast/trace.js';
import { createTypeOf, type TypeOf } from '../ast/type-annotations.js';
import { choice, isNothing, type Value } from '../ast/value.js';
import { ORIGIN_OPTIONS } from '../model/build.js';
import type { Imports } from '../model/types.js';
import { withoutByteOrderMark } from '../model/from-text.js';
import { isInSameRepository, isOwnFile, readOwnFile } from './own-files.js';
import { resolveModule } from './resolve-module.js';

interface Module extends Evaluator {
  readonly path: string;
  readonly exports: Exports;
  readonly typeOf: TypeOf;
}

const MAX_BYTES = 1_000_000;
/** A value is followed through this many files. */
const MAX_DEPTH = 8;

/** The files that were read, and who is told what is evaluated in them. */
interface Reading {
  readonly modules: Map<string, Module | undefined>;
  readonly trace?: Trace;
}

const SHARED: Reading = { modules: new Map() };
/**
 * Syntax trees are large, and files that import each other are read soon after each other. So only the latest are kept.
 */
const MAX_MODULES = 40;

/**
 * What other files of the project say about the names that a file imports: constants, configuration objects, factory
 * functions and re-exported SDKs. A file is read once, when the configuration of a site leads to it. A cycle of imports
 * gives an unknown value.
 */
export const importsFor = (file: string): Imports => importsOf(file, SHARED, 0);

/** The same, with every step of an evaluation noted. */
export const tracedImportsFor = (file: string, trace: Trace): Imports =>
  importsOf(file, { modules: new Map(), trace }, 0);

function importsOf(file: string, reading: Reading, depth: number): Imports {
  const ask =
    <T>(question: Question<T>) =>
    (specifier: string, name: string): T | undefined =>
      lookUp(file, specifier, name, question, reading, depth);
  return {
    value: ask<Value>({
      atNode: (module, node, _, name) => valueOfName(module, node, name),
      atModule: namespaceOf,
      atPackage: () => undefined,
    }),
    type: ask<Value>({
      atNode: ({ typeOf }, node) => typeOf(node),
      atModule: () => undefined,
      atPackage: () => undefined,
    }),
    origin: (specifier, name, isCalled) =>
      lookUp(file, specifier, name, originQuestion(isCalled, reading), reading, depth),
  };
}

/** A question about an exported name, with an answer for each place where the re-exports may end. */
interface Question<T> {
  readonly atNode: (module: Module, node: Node, depth: number, name: string) => T | undefined;
  /** `import * as name`. */
  readonly atModule: (module: Module) => T | undefined;
  /** A package that is not of this project. */
  readonly atPackage: (module: string, name: string) => T | undefined;
}

/** How many look-ups are nested at the moment. The limit ends values that lead in a circle through many files. */
let nesting = 0;
const MAX_NESTING = 20;

function lookUp<T>(
  fromFile: string,
  specifier: string,
  name: string,
  question: Question<T>,
  reading: Reading,
  depth: number,
): T | undefined {
  if (depth >= MAX_DEPTH || nesting >= MAX_NESTING) return undefined;
  nesting += 1;
  try {
    const path = resolveModule(fromFile, specifier);
    if (path === undefined)
      return depth > 0 && !specifier.startsWith('.') ? question.atPackage(specifier, name) : undefined;
    const module = isInSameRepository(fromFile, path) ? moduleAt(path, name, reading, depth) : undefined;
    if (!module) return undefined;
    if (name === '*') return question.atModule(module);
    const exported = module.exports.named.get(name);
    if (exported?.kind === 'node') return question.atNode(module, exported.node, depth, name);
    if (exported) return lookUp(path, exported.module, exported.name, question, reading, depth + 1);
    if (name === 'default') return undefined;
    for (const star of module.exports.stars) {
      const found = lookUp(path, star, name, question, reading, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  } finally {
    nesting -= 1;
  }
}

const originQuestion = (isCalled: boolean, reading: Reading): Question<Origin> => ({
  atNode: (module, node, depth) => originAt(module, node, isCalled, reading, depth),
  atModule: () => undefined,
  atPackage: (module, name) => ({
    module,
    path: [...(name === 'default' || name === '*' ? [] : [name]), ...(isCalled ? [RESULT] : [])],
  }),
});

/**
 * The origin of a name in another file, or of the result of the function with that name. A name that the file imports
 * from a third file is followed there.
 */
function originAt(
  { originOf, path, source }: Module,
  node: Node,
  isCalled: boolean,
  reading: Reading,
  depth: number,
): Origin | undefined {
  const factory = isCalled ? functionAt(node, source) : undefined;
  const found = factory ? resultOriginOf(factory, originOf, source) : originOf(node);
  const origin = found && isCalled && !factory ? { module: found.module, path: [...found.path, RESULT] } : found;
  if (origin?.module === undefined || resolveModule(path, origin.module) === undefined) return origin;
  const name = origin.path[0] === RESULT ? 'default' : (origin.path[0] ?? 'default');
  const rest = origin.path[0] === RESULT ? origin.path : origin.path.slice(1);
  const isResult = rest[0] === RESULT;
  const further = importsOf(path, reading, depth + 1).origin(origin.module, name, isResult);
  return further && { module: further.module, path: [...further.path, ...rest.slice(isResult ? 1 : 0)] };
}

/** `import * as config from './config'` as an object of its exports; for CommonJS, what `require` gives. */
function namespaceOf(module: Module): Value | undefined {
  const { source, valueOf, exports } = module;
  const { named, stars, commonJs } = exports;
  if (named.size === 0 && !commonJs) return undefined;
  // Following each re-export could read every file of a package for one name.
  const valueOfExport = (exported: Exported): Value =>
    exported.kind === 'node' ? valueOf(exported.node) : unknown(`it comes from '${exported.module}'`, source.ast);
  const entries = new Map(
    [...named].map(([name, exported]) => [
      name,
      { value: valueOfExport(exported), presence: 'always' as const, node: source.ast },
    ]),
  );
  const names: Value = {
    kind: 'object',
    entries,
    open: stars.length > 0 ? 'it re-exports other modules' : undefined,
    node: source.ast,
  };
  return asShared(commonJs ? requiredValue(commonJs.whole ? valueOf(commonJs.whole) : names, commonJs, module) : names);
}

/** The value of a name in another file. A default import of a CommonJS file is all that it exports. */
function valueOfName(module: Module, node: Node, name: string): Value | undefined {
  if (!module.exports.commonJs) return asShared(module.valueOf(node));
  const namespace = namespaceOf(module);
  const found = namespace && lookUpKey(namespace, name);
  if (found?.state === 'present') return found.always ? found.value : undefined;
  return name === 'default' ? namespace : undefined;
}

/**
 * All files that import an object share it, and any of them may fill in what it leaves empty: `export const config =
 * {}`, `{ region: '' }`. Finding the file that does so would mean reading every file. So an empty value counts as
 * unknown, and every other value as it is written.
 */
function asShared(value: Value): Value {
  if (value.kind === 'choice') return choice(value.options.map(asShared), value.node);
  if (value.kind !== 'object') return value;
  if (value.entries.size === 0) return { ...value, open: value.open ?? FILLED_IN };
  return {
    ...value,
    entries: new Map(
      [...value.entries].map(([key, entry]) => [
        key,
        {
          ...entry,
          value: isPlaceholder(entry.value)
            ? { kind: 'unknown', reason: FILLED_IN, node: entry.value.node }
            : asShared(entry.value),
        },
      ]),
    ),
  };
}

const FILLED_IN = 'another file may fill it in';

const isPlaceholder = (value: Value): boolean => isNothing(value) || (value.kind === 'literal' && value.value === '');

function moduleAt(path: string, name: string, reading: Reading, depth: number): Module | undefined {
  const { modules } = reading;
  if (modules.has(path)) return modules.get(path);
  const text = textOf(path);
  if (text === undefined || !mayExport(text, name)) return undefined; // not cached, since it depends on the name
  modules.set(path, undefined); // an import that leads back here finds nothing
  const module = readModule(path, text, reading, depth);
  modules.set(path, module);
  const [oldest] = modules.keys();
  if (modules.size > MAX_MODULES && oldest !== undefined) modules.delete(oldest);
  return module;
}

/**
 * Whether a text may export the name, its own or another file's. Where an index re-exports a whole package, most files
 * do not, and parsing them all would take most of the time of a run.
 */
const mayExport = (text: string, name: string): boolean =>
  name === 'default' || name === '*' || /\bexport\s*[*=]|\bexports\b/.test(text) || isBehindExport(text, name);

/** Whether a statement names something after its first `export`. A file that only uses the name has none. */
const isBehindExport = (text: string, name: string): boolean =>
  text.includes(name) &&
  text.split(';').some((statement) => {
    const start = statement.indexOf('export');
    return start >= 0 && statement.includes(name, start);
  });

function textOf(path: string): string | undefined {
  const text = readOwnFile(path, MAX_BYTES);
  return text === undefined || !isOwnFile(path) ? undefined : withoutByteOrderMark(text);
}

function readModule(path: string, text: string, reading: Reading, depth: number): Module | undefined {
  const result = parse(text, path);
  if ('failure' in result) return undefined;
  const imports = importsOf(path, reading, depth + 1);
  return {
    ...createEvaluator(result.source, {
      ...ORIGIN_OPTIONS,
      importedValue: imports.value,
      importedType: imports.type,
      tracer: reading.trace?.in(path, result.source),
    }),
    path,
    exports: exportsOf(result.source),
    typeOf: createTypeOf(result.source, imports.type),
  };
}
