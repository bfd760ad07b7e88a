import { dirname } from 'node:path';
import { applyEdits, overlaps, type Edit } from '../src/edits/edit.js';
import { helperNames, planHelperImports } from '../src/edits/failover-imports.js';
import { importExtensionsOf, moduleSyntaxOf } from '../src/edits/imports.js';
import { planChain } from '../src/edits/plan-chain.js';
import { classValuesIn, planClassValue } from '../src/edits/plan-class-value.js';
import { planGlobalHost, planHostFailover } from '../src/edits/plan-host.js';
import { left, type HelperNeed, type Plan } from '../src/edits/plan.js';
import { addSections, renderHelper, sectionsWith } from '../src/helper/index.js';
import { codePartsOf, isSketchPart, type CodePart } from '../src/ast/embedded/code-part.js';
import { modelOfText, BYTE_ORDER_MARK } from '../src/model/from-text.js';
import { fallbacksOf, vpcEndpointsOf, type Settings } from '../src/model/settings.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { predictSite } from '../src/model/site-facts.js';
import { contextFor, type ProjectFacts } from '../src/project/facts.js';
import { placeHelper } from '../src/project/helper-placement.js';
import { refuseHelperPath } from '../src/project/refused-helper-path.js';
import { importsFor } from '../src/project/imported-values.js';
import { ownVersion } from '../src/project/own-version.js';
import { configFormatOf } from '../src/config-files/formats.js';
import { isCompiledOutput } from './compiled-output.js';
import { migrateConfig } from './migrate-config.js';
import { linesAround, positionsIn, toOriginal, type Position, type ToOriginal } from './offsets.js';
import { passesOf, planSite, type CodemodName, type PassContext, type PassName } from './passes.js';

export type { CodemodName } from './passes.js';

export interface MigrateOptions {
  readonly settings: Settings;
  /** Default: `sts-regional`, all of them. */
  readonly only?: readonly CodemodName[];
  /** Where the helper is, or is to be: relative to the package, extension optional. */
  readonly helperPath?: string;
  /** Also rewrites `fromIni` and `fromNodeProviderChain`. */
  readonly profileProviders?: boolean;
  readonly project: ProjectFacts;
  /** Asked for each site before it is rewritten; `false` leaves it alone. */
  readonly accept?: (site: SiteChange) => boolean;
}

export interface SiteChange {
  readonly line: number;
  readonly column: number;
  readonly codemod: PassName;
  /** The lines that change, before and after. */
  readonly before: string;
  readonly after: string;
}

export interface SiteEdit {
  readonly line: number;
  readonly column: number;
  /** The codemod that rewrote the site; `sts-regional` when more than one did. */
  readonly codemod: CodemodName;
}

export interface SkippedSite {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  readonly nextStep: string;
}

/** What a site was before any rewrite: for reports. */
export interface SiteFacts {
  readonly line: number;
  readonly column: number;
  /** `raw`: a request without an SDK. */
  readonly sdk: 'v2' | 'v3' | 'raw';
  /** The host that the request goes to, when the file decides it. */
  readonly host?: string;
}

export interface HelperFile {
  /** Absolute. To be written before the file that imports it, unless it exists. */
  readonly path: string;
  readonly text: string;
}

export type MigratedText = Unparsable | Migrated;

export interface Unparsable {
  readonly status: 'unparsable';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Migrated {
  readonly status: 'unchanged' | 'changed';
  readonly text: string;
  readonly edits: readonly SiteEdit[];
  readonly skipped: readonly SkippedSite[];
  readonly helpers: readonly HelperFile[];
  readonly sites: readonly SiteFacts[];
}

const COMPILED = left('The file is compiled output', 'Change its source and compile again');

/** Nested sites (a provider in a provider) are rewritten one layer at a time. */
const MAX_ROUNDS = 8;

/** Runs the codemods over one file's text, of a component or document over each module in it. Positions are those of the text as it came in. @throws HelperPathError when the helper cannot be where it should be */
export function migrateText(input: string, path: string, options: MigrateOptions): MigratedText {
  const mark = input.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const passes = passesOf(options.only ?? ['sts-regional']);
  const text = input.slice(mark.length);
  const format = configFormatOf(path);
  const config = format === undefined ? undefined : migrateConfig(text, path, passes, options);
  if (config?.status === 'unparsable') return config;
  if (config && format !== 'markdown') return { ...config, text: mark + config.text };
  const run = new Run(config?.text ?? text, path, options);
  // What a document shows is code for its reader to take from, and no module that could import a helper.
  for (const pass of config ? passes.filter((name) => name === 'regional-endpoints') : passes) {
    const failure = run.pass(pass);
    if (failure) return failure;
  }
  return withConfig(run.result(mark), config);
}

const byPosition = (
  a: { readonly line: number; readonly column: number },
  b: { readonly line: number; readonly column: number },
): number => a.line - b.line || a.column - b.column;

/** Edits of values and edits of code in one document: they never share a line, and values end no lines. */
function withConfig(code: Migrated, config: Migrated | undefined): Migrated {
  if (!config) return code;
  const both = <T extends { line: number; column: number }>(a: readonly T[], b: readonly T[]): readonly T[] =>
    [...a, ...b].sort(byPosition);
  return {
    ...code,
    status: config.status === 'changed' ? 'changed' : code.status,
    edits: both(config.edits, code.edits),
    skipped: both(config.skipped, code.skipped),
    sites: both(config.sites, code.sites),
  };
}

type Subject = {
  readonly start: number;
  readonly end: number;
  readonly plan: Plan;
  readonly facts: () => Pick<SiteFacts, 'sdk' | 'host'>;
};

interface Module {
  readonly part: CodePart;
  readonly model: StsModel;
}

type Modules = { readonly status: 'parsed'; readonly modules: readonly Module[] } | Unparsable;

class Run {
  readonly #input: string;
  readonly #positionOf: (offset: number) => Position;
  #text: string;
  /** Of the text as it is now; the passes share them as long as none rewrites. */
  #modules: Modules | undefined;
  /** A rewrite would be lost with the next build. */
  readonly #isCompiled: boolean;
  readonly #backwards: ToOriginal[] = [];
  readonly #edits: SiteEdit[] = [];
  readonly #skipped = new Map<number, SkippedSite>();
  readonly #helpers = new Map<string, HelperFile>();
  readonly #facts = new Map<number, SiteFacts>();
  /** Sites that were asked about and refused, by their offset in the input. */
  readonly #refused = new Set<number>();

  constructor(
    text: string,
    private readonly path: string,
    private readonly options: MigrateOptions,
  ) {
    this.#input = text;
    this.#positionOf = positionsIn(text);
    this.#text = text;
    this.#isCompiled = isCompiledOutput(text);
  }

  /** Repeats one codemod until it finds nothing more to rewrite. */
  pass(name: PassName): Unparsable | undefined {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const read = (this.#modules ??= this.#read());
      if (read.status === 'unparsable') return read;
      const edits: Edit[] = [];
      let waiting = false;
      for (const module of read.modules) {
        const result = this.#round(name, module);
        edits.push(...result.edits);
        waiting ||= result.waiting;
      }
      if (edits.length > 0) this.#apply(edits);
      if (edits.length === 0 || !waiting) return undefined;
    }
    return undefined;
  }

  /** The modules of the file that do something with STS. */
  #read(): Modules {
    const modules: Module[] = [];
    for (const part of codePartsOf(this.#text, this.path)) {
      const result = modelOfText(part.text, part.path, importsFor(part.path));
      if (result === 'no-sts') continue;
      if ('model' in result) modules.push({ part, model: result.model });
      else if (!isSketchPart(part.path)) {
        const { message, line, column } = result.failure;
        return {
          status: 'unparsable',
          message,
          ...(line !== undefined && { line }),
          ...(column !== undefined && { column }),
        };
      }
    }
    return { status: 'parsed', modules };
  }

  result(mark: string): Migrated {
    return {
      status: this.#text === this.#input ? 'unchanged' : 'changed',
      text: mark + this.#text,
      edits: onePerSite(this.#edits).sort(byPosition),
      skipped: [...this.#skipped.values()].sort(byPosition),
      helpers: [...this.#helpers.values()],
      sites: [...this.#facts.values()].sort(byPosition),
    };
  }

  /** One look at all sites of a module; some may have to wait for the text that others are rewritten to. */
  #round(name: PassName, { part, model }: Module): { readonly edits: readonly Edit[]; readonly waiting: boolean } {
    const context = this.#context(part, model);
    const chosen: Edit[] = [];
    const refused: (readonly Edit[])[] = [];
    const needs: HelperNeed[] = [];
    let waiting = false;
    for (const { start, end, plan: wanted, facts } of subjectsOf(name, model, context)) {
      const plan = wanted.kind === 'edits' && this.#isCompiled ? COMPILED : wanted;
      const original = this.#original(start);
      if (plan.kind !== 'nothing' && !this.#facts.has(original))
        this.#facts.set(original, { ...this.#positionOf(original), ...facts() });
      if (plan.kind === 'left') this.#skip(original, plan);
      if (plan.kind !== 'edits') continue;
      if (this.#refused.has(original) || refused.some((edits) => isSame(edits, plan.edits))) {
        refused.push(plan.edits); // a request that names its host twice is one thing to refuse
        continue;
      }
      if (overlaps(plan.edits, chosen) || isInside(plan.edits, chosen)) {
        waiting = true;
        continue;
      }
      const at = this.#positionOf(original);
      if (
        this.options.accept?.({ ...at, codemod: name, ...linesAround(this.#text, plan.edits, start, end) }) === false
      ) {
        this.#refused.add(original);
        refused.push(plan.edits);
        continue;
      }
      chosen.push(...plan.edits);
      if (plan.needs) needs.push(plan.needs);
      this.#edits.push({ ...at, codemod: name });
      this.#skipped.delete(original);
    }
    return {
      edits: chosen.length > 0 ? within(part, [...chosen, ...this.#importEdits(part, model, needs, context)]) : [],
      waiting,
    };
  }

  #apply(edits: readonly Edit[]): void {
    this.#backwards.unshift(toOriginal(edits));
    this.#text = applyEdits(this.#text, edits);
    this.#modules = undefined;
  }

  #original(offset: number): number {
    return this.#backwards.reduce((at, back) => back(at), offset);
  }

  /** The first codemod that leaves a site says why: the others come after it, once that is done. */
  #skip(original: number, { reason, nextStep }: Extract<Plan, { kind: 'left' }>): void {
    if (!this.#skipped.has(original)) this.#skipped.set(original, { ...this.#positionOf(original), reason, nextStep });
  }

  #context({ path }: CodePart, model: StsModel): PassContext {
    const { project, profileProviders = false } = this.options;
    const context = contextFor(path, this.#settings, project, true);
    return { ...context, profileProviders, nameOf: helperNames(model, context) };
  }

  /** The imports of the helper functions that the edits call; the helper files themselves are kept for the result. */
  #importEdits(part: CodePart, model: StsModel, needs: readonly HelperNeed[], context: PassContext): readonly Edit[] {
    const request = {
      syntax: moduleSyntaxOf(model.source, context.isTypeScript),
      importExtensions: importExtensionsOf(model.modules),
    };
    for (const sdk of new Set(needs.map((need) => need.sdk))) {
      const { path, variant } = placeHelper(
        part.path,
        { ...request, sdk },
        this.#settings.helper?.module,
        this.options.project,
      );
      const functions = needs.filter((need) => need.sdk === sdk).flatMap((need) => need.functions);
      refuseHelperPath(path, functions, this.options.project.root ?? dirname(this.path));
      const text = renderHelper(variant, {
        fallbacks: fallbacksOf(this.#settings),
        vpcEndpoints: vpcEndpointsOf(this.#settings),
        version: ownVersion(),
        sections: sectionsWith(functions),
      });
      const before = this.#helpers.get(path)?.text;
      this.#helpers.set(path, { path, text: before === undefined ? text : (addSections(before, text) ?? before) });
    }
    return planHelperImports(model, needs, context) ?? [];
  }

  /** `--helper-path` is the setting `helper.module` for one run. */
  get #settings(): Settings {
    const { settings, helperPath } = this.options;
    return helperPath === undefined ? settings : { ...settings, helper: { ...settings.helper, module: helperPath } };
  }
}

/** The edits, none of which may touch what is not code of the module. @throws Error for one that would, which is a bug of its planner */
function within({ ranges }: CodePart, edits: readonly Edit[]): readonly Edit[] {
  const stray =
    ranges && edits.find(({ range: [from, to] }) => !ranges.some(([start, end]) => start <= from && to <= end));
  if (stray) throw new Error(`An edit at offset ${stray.range[0]} is outside of the code.`);
  return edits;
}

function onePerSite(edits: readonly SiteEdit[]): SiteEdit[] {
  const sites = new Map<string, SiteEdit>();
  for (const edit of edits) {
    const key = `${edit.line}:${edit.column}`;
    const before = sites.get(key);
    sites.set(key, before && before.codemod !== edit.codemod ? { ...edit, codemod: 'sts-regional' } : edit);
  }
  return [...sites.values()];
}

/** Everything in the file that a pass may rewrite, outermost first, with the plan for each. */
function subjectsOf(name: PassName, model: StsModel, context: PassContext): readonly Subject[] {
  const ofSite = (site: Site): Subject => ({
    start: site.node.range[0],
    end: site.node.range[1],
    plan: planSite(name, site, model, context),
    facts: () => ({ sdk: site.construct.sdk, ...hostFact(predictSite(site, model, context).host) }),
  });
  const ofHost = (host: HostString): Subject[] => {
    const plan =
      name === 'regional-endpoints'
        ? planGlobalHost(host, model, context)
        : name === 'failover'
          ? planHostFailover(host, model, context, { ...context, needsFallbacks: true })
          : undefined;
    return plan
      ? [
          {
            start: host.node.range[0],
            end: host.node.range[1],
            plan,
            facts: () => ({ sdk: 'raw', ...hostFact(host.host.kind === 'template' ? undefined : host.host.host) }),
          },
        ]
      : [];
  };
  const chains =
    name === 'failover'
      ? model.chains.map((chain): Subject => ({
          start: chain.node.range[0],
          end: chain.node.range[1],
          plan: planChain(chain, model, context, context),
          facts: () => ({ sdk: 'v3' }),
        }))
      : [];
  const classes =
    name === 'failover'
      ? classValuesIn(model, context).map((value): Subject => ({
          start: value.node.range[0],
          end: value.node.range[1],
          plan: planClassValue(value, context),
          facts: () => ({ sdk: 'v3' }),
        }))
      : [];
  return [...chains, ...classes, ...model.sites.map(ofSite), ...model.hosts.flatMap(ofHost)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
}

const hostFact = (host: string | undefined): Pick<SiteFacts, 'host'> => (host === undefined ? {} : { host });

const isSame = (a: readonly Edit[], b: readonly Edit[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether an edit would change text that an edit chosen before moves as a whole. */
const isInside = (edits: readonly Edit[], chosen: readonly Edit[]): boolean =>
  edits.some((edit) =>
    chosen.some(
      (other) => other.range[0] < other.range[1] && other.range[0] < edit.range[0] && edit.range[1] < other.range[1],
    ),
  );
