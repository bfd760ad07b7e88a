import { addSections } from '../../helper/index.js';
import { isSketchPart, type CodePart } from '../../ast/embedded/code-part.js';
import { configFormatOf } from '../../config-files/formats.js';
import { BYTE_ORDER_MARK, modelOfText } from '../../model/from-text.js';
import { partsToRead } from '../../model/parts-to-read.js';
import type { Settings } from '../../model/settings/settings.js';
import type { StsModel } from '../../model/types.js';
import { helperNames } from '../../plans/failover-imports.js';
import { importsFor } from '../../project/imported-values.js';
import { surroundingsOf } from '../../project/surroundings-of.js';
import { applyEdits, type Edit } from '../../text/edit.js';
import { byPosition } from '../../text/positions.js';
import { toOriginal, type ToOriginal } from '../../text/to-original.js';
import { codemodNamed, EVERY_CODEMOD, passesOf, type PassName } from './codemods.js';
import { isCompiledOutput } from './compiled-output.js';
import { helperImports } from './helper-imports.js';
import { migrateConfig } from './migrate-config.js';
import {
  type HelperFile,
  type Migrated,
  type MigratedText,
  type MigrateOptions,
  type SitePosition,
  type Unparsable,
} from './migrated.js';
import type { PlannerSurroundings } from './planners.js';
import { roundOf } from './round.js';
import { SiteLog } from './site-log.js';

/** Nested sites (a provider in a provider) are rewritten one layer at a time. */
const MAX_ROUNDS = 8;

/**
 * Runs the codemods over the text of one file; in a component or document over each module in it. Positions are those
 * in the original text.
 *
 * @throws HelperPathError when the helper cannot be where it should be
 */
export function migrateText(input: string, path: string, options: MigrateOptions): MigratedText {
  const mark = input.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const passes = passesOf(options.only ?? [EVERY_CODEMOD.name]);
  const text = input.slice(mark.length);
  const format = configFormatOf(path);
  const config = format === undefined ? undefined : migrateConfig(text, path, passes, options);
  if (config?.status === 'unparsable') return config;
  if (config && format !== 'markdown') return { ...config, text: mark + config.text };
  const run = new Run(config?.text ?? text, path, options);
  const failure = run.all(config ? passes.filter((name) => codemodNamed(name).rewritesDocuments) : passes);
  if (failure) return failure;
  const code = run.result();
  return withConfig({ ...code, text: mark + code.text }, config);
}

/** Edits of values and edits of code in one document: they never share a line, and values end no lines. */
function withConfig(code: Migrated, config: Migrated | undefined): Migrated {
  if (!config) return code;
  const both = <T extends SitePosition>(a: readonly T[], b: readonly T[]): readonly T[] =>
    [...a, ...b].sort(byPosition);
  return {
    ...code,
    status: config.status === 'changed' ? 'changed' : code.status,
    edits: both(config.edits, code.edits),
    skipped: both(config.skipped, code.skipped),
    sites: both(config.sites, code.sites),
  };
}

interface Module {
  readonly part: CodePart;
  readonly model: StsModel;
}

type Modules = { readonly status: 'parsed'; readonly modules: readonly Module[] } | Unparsable;

/** One file's way through the codemods. */
class Run {
  readonly #input: string;
  readonly #isCompiled: boolean;
  readonly #log: SiteLog;
  readonly #settings: Settings;
  #text: string;
  /** Of the text as it is now; the codemods share them as long as none rewrites. */
  #modules: Modules | undefined;
  readonly #backwards: ToOriginal[] = [];
  readonly #helpers = new Map<string, HelperFile>();

  constructor(
    text: string,
    private readonly path: string,
    private readonly options: MigrateOptions,
  ) {
    this.#input = text;
    this.#text = text;
    this.#isCompiled = isCompiledOutput(text);
    this.#log = new SiteLog(text);
    this.#settings = settingsOf(options);
  }

  /** Runs the codemods in turn, and again where one of them made way for another before it. */
  all(passes: readonly PassName[]): Unparsable | undefined {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = this.#text;
      for (const pass of passes) {
        const failure = this.#pass(pass);
        if (failure) return failure;
      }
      if (this.#text === before) return undefined;
    }
    return undefined;
  }

  /** Repeats one codemod until it finds nothing more to rewrite. */
  #pass(name: PassName): Unparsable | undefined {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const read = (this.#modules ??= modulesOf(this.#text, this.path));
      if (read.status === 'unparsable') return read;
      const rounds = read.modules.map((module) => this.#round(name, module));
      const edits = rounds.flatMap((each) => each.edits);
      if (edits.length > 0) this.#apply(edits);
      if (edits.length === 0 || !rounds.some(({ isWaiting }) => isWaiting)) return undefined;
    }
    return undefined;
  }

  result(): Migrated {
    return {
      status: this.#text === this.#input ? 'unchanged' : 'changed',
      text: this.#text,
      helpers: [...this.#helpers.values()],
      ...this.#log.result(),
    };
  }

  #round(pass: PassName, { part, model }: Module): { readonly edits: readonly Edit[]; readonly isWaiting: boolean } {
    const surroundings = this.#surroundings(part, model);
    const { edits, needs, isWaiting } = roundOf(pass, model, surroundings, {
      text: this.#text,
      isCompiled: this.#isCompiled,
      log: this.#log,
      toInput: (offset) => this.#backwards.reduce((at, back) => back(at), offset),
      accept: this.options.accept,
    });
    if (edits.length === 0) return { edits, isWaiting };
    const user = { path: part.path, file: this.path, model, needs };
    const imports = helperImports(user, surroundings, this.#settings, this.options.project);
    for (const helper of imports.helpers) {
      const before = this.#helpers.get(helper.path);
      const richer = before && (addSections(before.text, helper.text) ?? before.text);
      this.#helpers.set(helper.path, { path: helper.path, text: richer ?? helper.text });
    }
    return { edits: insideCode(part, [...edits, ...imports.edits]), isWaiting };
  }

  #apply(edits: readonly Edit[]): void {
    this.#backwards.unshift(toOriginal(edits));
    this.#text = applyEdits(this.#text, edits);
    this.#modules = undefined;
  }

  #surroundings({ path }: CodePart, model: StsModel): PlannerSurroundings {
    const { project, profileProviders = false } = this.options;
    const surroundings = surroundingsOf(path, this.#settings, project, true);
    return { ...surroundings, profileProviders, nameOf: helperNames(model, surroundings) };
  }
}

/** The modules of a file that do something with STS. */
function modulesOf(text: string, path: string): Modules {
  const read = partsToRead(text, path);
  if ('failure' in read) return { status: 'unparsable', ...read.failure };
  const modules: Module[] = [];
  for (const part of read.parts) {
    const result = modelOfText(part.text, part.path, importsFor(part.path));
    if (result === 'no-sts') continue;
    if ('model' in result) modules.push({ part, model: result.model });
    else if (!isSketchPart(part.path)) return { status: 'unparsable', ...result.failure };
  }
  return { status: 'parsed', modules };
}

/** `--helper-path` is the setting `helper.module` for one run. */
const settingsOf = ({ settings, helperPath }: MigrateOptions): Settings =>
  helperPath === undefined ? settings : { ...settings, helper: { ...settings.helper, module: helperPath } };

/**
 * Returns the edits, none of which may touch text that is not code of the module.
 *
 * @throws Error for an edit that would, which is a bug in its planner
 */
function insideCode({ ranges }: CodePart, edits: readonly Edit[]): readonly Edit[] {
  const stray =
    ranges && edits.find(({ range: [from, to] }) => !ranges.some(([start, end]) => start <= from && to <= end));
  if (stray) throw new Error(`An edit at offset ${stray.range[0]} is outside of the code.`);
  return edits;
}
