import { addSections } from '../../helper/index.js';
import { codePartsOf, isInlinePart, isSketchPart, type CodePart } from '../../ast/embedded/code-part.js';
import { parse, type ParseFailure } from '../../ast/parse.js';
import { configFormatOf } from '../../config-files/formats.js';
import { isTemplated } from '../../config-files/read-templated.js';
import { modelOfText, withoutByteOrderMark } from '../../model/from-text.js';
import { partsToRead } from '../../model/parts-to-read.js';
import type { Settings } from '../../model/settings/settings.js';
import type { StsModel } from '../../model/types.js';
import { moduleSyntaxOf } from '../../plans/edits/module-syntax.js';
import { helperNames } from '../../plans/failover-imports.js';
import { helperContext } from '../../project/helper-placement/helper-context.js';
import { FAILED_CHECK } from '../../plans/obstacles/file.js';
import { leftBy } from '../../plans/obstacles/obstacle.js';
import { importsFor } from '../../project/imported-values.js';
import { viewFrom, type RunView } from '../../project/run-view.js';
import { surroundingsOf } from '../../project/surroundings-of.js';
import { applyEdits, type Edit } from '../../text/edit.js';
import { byPosition } from '../../text/positions.js';
import { toOriginal, type ToOriginal } from '../../text/to-original.js';
import { codemodNamed, EVERY_CODEMOD, passesOf, type PassName } from './codemods.js';
import { isCompiledOutput } from './compiled-output.js';
import { helperImports } from './helper-imports.js';
import { flawIn, type Edited, type Flaw } from './last-look.js';
import { migrateConfig } from './migrate-config.js';
import {
  settingsOf,
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
  const text = withoutByteOrderMark(input);
  const mark = input.slice(0, input.length - text.length);
  const passes = passesOf(options.only ?? [EVERY_CODEMOD.name]);
  const format = configFormatOf(path, text);
  const config = format === undefined ? undefined : migrateConfig(text, path, passes, options);
  if (config?.status === 'unparsable') return config;
  if (config && format !== 'markdown' && format !== 'yaml') return { ...config, text: mark + config.text };
  const run = new Run(config?.text ?? text, path, options);
  const failure = run.all(
    format === 'markdown' ? passes.filter((name) => codemodNamed(name).rewritesDocuments) : passes,
  );
  if (failure) return failure;
  const code = run.result();
  return code.status === 'refused' ? { ...code, text: input } : withConfig({ ...code, text: mark + code.text }, config);
}

/** Edits of values and edits of code in one document. They never share a line, and no value contains a line end. */
function withConfig(code: Migrated, config: Migrated | undefined): Migrated {
  if (!config) return code;
  const both = <T extends SitePosition>(a: readonly T[], b: readonly T[]): readonly T[] =>
    [...a, ...b].sort(byPosition);
  // A value inside of code may be read as both. What the one rewrites, the other does not leave.
  const notIn =
    (edits: readonly SitePosition[]) =>
    (site: SitePosition): boolean =>
      !edits.some(({ line, column }) => line === site.line && column === site.column);
  return {
    ...code,
    status: config.status === 'changed' ? 'changed' : code.status,
    edits: both(config.edits, code.edits),
    skipped: both(config.skipped.filter(notIn(code.edits)), code.skipped.filter(notIn(config.edits))),
    sites: both(config.sites, code.sites),
  };
}

interface Module {
  readonly part: CodePart;
  /** Its place among the parts of the file. */
  readonly index: number;
  readonly model: StsModel;
}

interface ParsedModules {
  readonly status: 'parsed';
  readonly modules: readonly Module[];
  /** The first inline code that cannot be parsed. */
  readonly unparsed: ParseFailure | undefined;
}

type Modules = ParsedModules | Unparsable;

/** What one round does to a module. */
interface ModuleRound {
  readonly module: Module;
  readonly edits: readonly Edit[];
  readonly isWaiting: boolean;
  /** What the last check of the edits needs to know. */
  readonly look: Pick<Edited, 'calls' | 'syntax' | 'isHelper'>;
}

/** One file's way through the codemods. */
class Run {
  readonly #input: string;
  readonly #isCompiled: boolean;
  readonly #log: SiteLog;
  readonly #settings: Settings;
  #text: string;
  /** The modules of the current text. The codemods share them until one rewrites something. */
  #modules: Modules | undefined;
  #isRefused = false;
  #unparsed: ParseFailure | undefined;
  readonly #backwards: ToOriginal[] = [];
  readonly #helpers = new Map<string, HelperFile>();
  #helperModule: string | undefined;
  readonly #view: RunView;

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
    this.#view = options.view ?? viewFrom(process.cwd());
  }

  /** Runs the codemods in turn, and again where one of them made way for another before it. */
  all(passes: readonly PassName[]): Unparsable | undefined {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = this.#text;
      for (const pass of passes) {
        const failure = this.#pass(pass);
        if (failure) return failure;
      }
      if (this.#text === before || this.#isRefused) return undefined;
      if (this.options.isForecast === true && !this.#log.leavesAny()) return undefined;
    }
    return undefined;
  }

  /** Repeats one codemod until it finds nothing more to rewrite. */
  #pass(name: PassName): Unparsable | undefined {
    for (let round = 0; round < MAX_ROUNDS && !this.#isRefused; round += 1) {
      const read = (this.#modules ??= modulesOf(this.#text, this.path));
      if (read.status === 'unparsable') return read;
      this.#unparsed ??= read.unparsed;
      const rounds = read.modules.map((module) => this.#round(name, module));
      if (rounds.every(({ edits }) => edits.length === 0)) return undefined;
      this.#apply(rounds);
      if (!rounds.some(({ isWaiting }) => isWaiting)) return undefined;
    }
    return undefined;
  }

  result(): Migrated {
    const log = this.#log.result();
    if (this.#isRefused) return { status: 'refused', text: this.#input, helpers: [], ...log };
    return {
      status: this.#text === this.#input ? 'unchanged' : 'changed',
      text: this.#text,
      helpers: [...this.#helpers.values()],
      ...(this.#helperModule !== undefined && { helperModule: this.#helperModule }),
      ...(this.#unparsed && { unparsed: this.#unparsed }),
      ...log,
    };
  }

  #round(pass: PassName, module: Module): ModuleRound {
    const { part, model } = module;
    const surroundings = this.#surroundings(part, model);
    const { edits, needs, isWaiting } = roundOf(pass, model, surroundings, {
      text: this.#text,
      isCompiled: this.#isCompiled,
      log: this.#log,
      toInput: (offset) => this.#toInput(offset),
      accept: this.options.accept,
    });
    const { nameOf, isHelper } = surroundings;
    const functions = [...new Set(needs.flatMap((need) => need.functions))];
    const look = {
      calls: functions.map((exported) => ({ exported, local: nameOf(exported) })),
      syntax: moduleSyntaxOf(model.source, surroundings.declaredSyntax()),
      isHelper,
    };
    if (edits.length === 0) return { module, edits, isWaiting, look };
    const user = { path: part.path, file: this.path, model, needs, edits };
    const context = helperContext(this.#settings, this.options.project, this.#view);
    const imports = helperImports(user, surroundings, context);
    if (imports.module !== undefined) this.#helperModule = imports.module;
    for (const helper of imports.helpers) {
      const before = this.#helpers.get(helper.path);
      const richer = before && (addSections(before.text, helper.text) ?? before.text);
      this.#helpers.set(helper.path, { path: helper.path, text: richer ?? helper.text });
    }
    // An import comes before a site that starts at the same place.
    return { module, edits: insideCode(part, [...imports.edits, ...edits]), isWaiting, look };
  }

  #apply(rounds: readonly ModuleRound[]): void {
    const edits = rounds.flatMap((round) => round.edits);
    const text = applyEdits(this.#text, edits);
    const flaw = this.options.isForecast === true ? undefined : flawInFile(rounds, edits, codePartsOf(text, this.path));
    if (flaw) {
      this.#isRefused = true;
      const { line } = this.#log.positionOf(this.#toInput(flaw.at));
      this.#log.takeBack(leftBy('failed-check', FAILED_CHECK, { line: String(line), what: flaw.what }));
      return;
    }
    this.#backwards.unshift(toOriginal(edits));
    this.#text = text;
    this.#modules = undefined;
  }

  #toInput(offset: number): number {
    return this.#backwards.reduce((at, back) => back(at), offset);
  }

  #surroundings({ path }: CodePart, model: StsModel): PlannerSurroundings {
    const { project, profileProviders = false } = this.options;
    const surroundings = surroundingsOf(path, this.#settings, project, true, this.#view);
    return { ...surroundings, profileProviders, needsFallbacks: true, nameOf: helperNames(model, surroundings) };
  }
}

/** The first problem that the edits of a file have in one of its modules. */
function flawInFile(
  rounds: readonly ModuleRound[],
  edits: readonly Edit[],
  parts: readonly CodePart[],
): Flaw | undefined {
  for (const { module, look, edits: own } of rounds) {
    const part = parts[module.index];
    const result = part && parse(part.text, part.path);
    const flaw =
      result && 'source' in result
        ? flawIn({ before: module.model.source, after: result.source, edits, ...look })
        : { at: own[0]?.range[0] ?? module.model.source.ast.range[0], what: 'would not parse' };
    if (own.length > 0 && flaw) return flaw;
  }
  return undefined;
}

/** The modules of a file that do something with STS. */
function modulesOf(text: string, path: string): Modules {
  const read = partsToRead(text, path);
  if ('failure' in read) return { status: 'unparsable', ...read.failure };
  const modules: Module[] = [];
  let unparsed: ParseFailure | undefined;
  for (const part of read.parts) {
    const result = modelOfText(part.text, part.path, importsFor(part.path));
    if (result === 'no-sts') continue;
    if ('model' in result) modules.push({ part, index: part.index, model: result.model });
    else if (isInlinePart(part.path)) unparsed ??= isTemplated(part.code) ? undefined : result.failure;
    else if (!isSketchPart(part.path)) return { status: 'unparsable', ...result.failure };
  }
  return { status: 'parsed', modules, unparsed };
}

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
