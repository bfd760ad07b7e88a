import type { TSESTree } from '@typescript-eslint/utils';
import { createEvaluator } from '../ast/evaluator.js';
import type { PropertyState } from '../ast/object-value.js';
import type { OriginOptions } from '../ast/origin.js';
import { contains, staticName } from '../ast/parents.js';
import { walkCode, type Node, type Source } from '../ast/source.js';
import type { LiteralValue, Value } from '../ast/value.js';
import { TRANSPARENT_CALLS } from '../sts/packages.js';
import type { CodeReader } from './code/code-reader.js';
import { endpointOptions } from './code/endpoint-options.js';
import { environmentAssignmentAt, environmentCallAt, environmentPropertyAt } from './code/environment-writes.js';
import { GlobalConfigCollector } from './code/global-config.js';
import { providerRegionsAt } from './code/host-holder.js';
import { createMeaningOf } from './code/host-meaning.js';
import { hasPiecesOfHost, hostStringAt, joinsHost, mentionsHost, wholeString } from './code/hosts.js';
import { looseFlagAt } from './code/loose-flags.js';
import { mockedSites } from './code/mocks.js';
import { regionListsAt } from './code/region-lists.js';
import { handedOnConfigurations } from './code/handed-on-configuration.js';
import { callersIn, isClientOfV3 } from './code/site-caller.js';
import { signerAt } from './code/signers.js';
import { chainAt } from './code/site-chains.js';
import { siteAt } from './code/sites.js';
import type {
  CallNode,
  Chain,
  EnvironmentWrite,
  HostString,
  LooseFlag,
  ProjectKnowledge,
  RegionList,
  Signer,
  Site,
  StsModel,
} from './types.js';

/** `AWS` of a script tag is the browser build of SDK v2. */
export const ORIGIN_OPTIONS: OriginOptions = { transparentCalls: TRANSPARENT_CALLS, globals: new Set(['AWS']) };

/**
 * The only detection of STS in code: one walk over a parsed file. Rules, codemods and the command line know a file only
 * through its result.
 */
export function buildModel(source: Source, { imports, types, tracer }: ProjectKnowledge = {}): StsModel {
  const reader: CodeReader = {
    ...createEvaluator(source, {
      ...ORIGIN_OPTIONS,
      importedValue: imports?.value,
      importedType: imports?.type,
      typedValue: types?.valueAt,
      tracer,
    }),
    ...(imports && { importedOrigin: imports.origin }),
    ...(types && { typedOrigin: types.originAt }),
  };
  const collector = new Collector(source, reader);
  walkCode(source.ast, source.visitorKeys, (node) => collector.visit(node));
  return collector.build();
}

/** Notes what each node of the file says about STS. When all nodes are visited, it relates the notes to each other. */
class Collector {
  readonly #globalConfig: GlobalConfigCollector;
  readonly #sites: Site[] = [];
  /** Clients of SDK v3, for any service. */
  readonly #clients: CallNode[] = [];
  /** Calls that are not sites. */
  readonly #calls: TSESTree.CallExpression[] = [];
  readonly #strings = new Set<Node>();
  readonly #environmentWrites: EnvironmentWrite[] = [];
  readonly #regionLists: RegionList[] = [];
  readonly #providerRegions: LiteralValue[] = [];
  readonly #flags: TSESTree.Property[] = [];
  readonly #credentials: TSESTree.Property[] = [];
  readonly #modules = new Set<string>();
  readonly #signers: Signer[] = [];
  /** Where a declaration ends with a comma, and the statement behind the last one that did. */
  #endOfBroken: number | undefined;
  #behindBroken: Node | undefined;

  constructor(
    private readonly source: Source,
    private readonly reader: CodeReader,
  ) {
    this.#globalConfig = new GlobalConfigCollector(source.ast, reader);
  }

  visit(node: Node): void {
    switch (node.type) {
      case 'NewExpression':
      case 'CallExpression':
        this.#visitCall(node);
        break;
      case 'Property':
        if (staticName(node) === 'useGlobalEndpoint') this.#flags.push(node);
        if (staticName(node) === 'credentials') this.#credentials.push(node);
        this.#noteWrite(environmentPropertyAt(node, this.reader));
        this.#providerRegions.push(...providerRegionsAt(node, this.source, this.reader));
        this.#regionLists.push(...regionListsAt(node, this.reader.valueOf));
        break;
      case 'VariableDeclarator':
      case 'PropertyDefinition':
        this.#regionLists.push(...regionListsAt(node, this.reader.valueOf));
        break;
      case 'ImportDeclaration':
        this.#modules.add(node.source.value);
        break;
      case 'VariableDeclaration':
        if (this.source.text[node.range[1] - 1] === ',') this.#endOfBroken = node.range[1];
        break;
      case 'ExpressionStatement':
        if (this.#endOfBroken === undefined || node.range[0] < this.#endOfBroken) break;
        this.#behindBroken = node;
        this.#endOfBroken = undefined;
        break;
      case 'Literal':
        if (typeof node.value === 'string') this.#noteString(node, [node.value]);
        break;
      case 'TemplateLiteral':
        this.#noteString(
          node,
          node.quasis.map(({ value }) => value.raw),
        );
        this.#noteJoined(node);
        break;
      case 'BinaryExpression':
        // The outermost one; its pieces are those of the ones inside.
        if (node.operator === '+' && node.parent.type !== 'BinaryExpression') this.#noteJoined(node);
        break;
      case 'AssignmentExpression':
        this.#globalConfig.visit(node);
        this.#noteWrite(environmentAssignmentAt(node, this.reader));
        break;
      default:
    }
  }

  #visitCall(node: CallNode): void {
    // TypeScript's parser takes `const a = 1, new X()` for two statements. The file does not run, and a name there would be a declarator.
    if (this.#behindBroken && contains(this.#behindBroken, node)) return;
    this.#globalConfig.visit(node);
    const signer = signerAt(node, this.source, this.reader);
    if (signer) this.#signers.push(signer);
    const site = siteAt(node, this.source, this.reader);
    if (site) this.#sites.push(site);
    else this.#noteJoined(node);
    if (isClientOfV3(node, this.reader)) this.#clients.push(node);
    if (node.type !== 'CallExpression') return;
    this.#noteWrite(environmentCallAt(node, this.reader));
    if (!site) this.#calls.push(node);
    const required = this.reader.originOf(node)?.module;
    if (required !== undefined) this.#modules.add(required);
  }

  #noteWrite(write: EnvironmentWrite | undefined): void {
    if (write) this.#environmentWrites.push(write);
  }

  #noteString(node: Node, texts: readonly string[]): void {
    if (texts.some(mentionsHost) && isValue(node)) this.#strings.add(wholeString(node));
  }

  /** A host whose pieces are not recognisable one by one. */
  #noteJoined(node: Node): void {
    if (hasPiecesOfHost(this.source) && isValue(node) && joinsHost(node, this.reader.valueOf))
      this.#strings.add(wholeString(node));
  }

  build(): StsModel {
    const { source, reader } = this;
    const globalConfig = this.#globalConfig.build();
    const mocked = mockedSites(this.#calls, this.#sites, source, reader);
    const callerOf = callersIn(
      [...this.#clients, ...handedOnConfigurations(this.#credentials)],
      this.#sites,
      source,
      reader,
    );
    const sites = this.#sites.map((site) => ({
      ...(site.construct.sdk === 'v2' ? withGlobalEndpoint(site, globalConfig.endpoint) : site),
      caller: callerOf(site),
      isMocked: mocked.has(site),
    }));
    return {
      source,
      sites,
      chains: this.#chains(sites),
      hosts: this.#hosts(sites),
      globalConfig,
      environmentWrites: this.#environmentWrites,
      regionLists: this.#regionLists,
      providerRegions: this.#providerRegions,
      looseFlags: this.#looseFlags(sites),
      signers: this.#signers,
      modules: this.#modules,
      originOf: reader.originOf,
      valueOf: reader.valueOf,
    };
  }

  #chains(sites: readonly Site[]): readonly Chain[] {
    return this.#calls
      .map((node) => chainAt(node, sites, this.source, this.reader))
      .filter((chain): chain is Chain => chain !== undefined && chain.links.length > 0);
  }

  #hosts(sites: readonly Site[]): readonly HostString[] {
    const endpoints = endpointNodes(sites, this.reader);
    const meaningOf = createMeaningOf(this.source, this.reader.originOf);
    const siteOf = (value: Value, sinkOf: () => Node | undefined): Site | undefined => {
      const site = endpoints.get(value.node);
      return site && isOnlyOf(site, value, sinkOf) ? site : undefined;
    };
    return [...this.#strings].flatMap(
      (node) => hostStringAt(node, this.source, this.reader.valueOf, meaningOf, siteOf) ?? [],
    );
  }

  #looseFlags(sites: readonly Site[]): readonly LooseFlag[] {
    const ofSites = new Set(sites.map((site) => settingNode(site, 'useGlobalEndpoint')));
    return this.#flags.filter((flag) => !ofSites.has(flag)).flatMap((flag) => looseFlagAt(flag, this.source) ?? []);
  }
}

const NO_VALUES = new Set([
  'TSLiteralType',
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'TSExternalModuleReference',
  'TSEnumMember',
  'ExpressionStatement',
]);

/** Whether a string is a value, not a type, an import specifier or a key. */
function isValue(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'Property' || parent?.type === 'PropertyDefinition') return parent.value === node;
  return parent !== undefined && !NO_VALUES.has(parent.type);
}

function settingNode(site: Site, key: string): Node | undefined {
  const setting = site.configuration.setting(key);
  return setting.state === 'present' ? setting.node : undefined;
}

/** `AWS.config.sts.endpoint` reaches every STS client that has no endpoint of its own. */
function withGlobalEndpoint(site: Site, endpoint: PropertyState): Site {
  if (endpoint.state === 'absent') return site;
  const { setting } = site.configuration;
  return {
    ...site,
    configuration: {
      ...site.configuration,
      setting: (name) => (name === 'endpoint' && setting(name).state === 'absent' ? endpoint : setting(name)),
    },
  };
}

/** The strings that are the endpoint of a site, wherever in the file they are written. */
function endpointNodes(sites: readonly Site[], reader: CodeReader): ReadonlyMap<Node, Site> {
  const nodes = new Map<Node, Site>();
  for (const site of sites) {
    for (const key of ['endpoint', 'host', 'hostname']) {
      const endpoint = site.configuration.setting(key);
      if (endpoint.state !== 'present') continue;
      for (const option of endpointOptions(endpoint.value, reader))
        if (!nodes.has(option.node)) nodes.set(option.node, site);
    }
  }
  return nodes;
}

/**
 * A host that is put together somewhere else may be for other kinds of requests too, unless its variable leads here.
 */
const isOnlyOf = (site: Site, option: Value, sinkOf: () => Node | undefined): boolean =>
  option.kind === 'literal' || (option.kind === 'text' && (contains(site.node, option.node) || sinkOf() === site.node));
