import type { TSESTree } from '@typescript-eslint/utils';
import { createEvaluator } from '../ast/evaluator.js';
import type { OriginOptions } from '../ast/origin.js';
import type { PropertyState } from '../ast/object-value.js';
import { contains, staticName, unwrap } from '../ast/parents.js';
import { walkCode, type Node, type Source } from '../ast/source.js';
import { optionsOf, type Value } from '../ast/value.js';
import { TRANSPARENT_CALLS } from '../sts/packages.js';
import type { CodeReader } from './code/code-reader.js';
import { GlobalConfigCollector } from './code/global-config.js';
import { createMeaningOf } from './code/host-meaning.js';
import { hostStringAt, mentionsHost, wholeString } from './code/hosts.js';
import { chainAt } from './code/site-chains.js';
import { siteAt } from './code/sites.js';
import { looseFlagAt } from './code/loose-flags.js';
import { regionListsAt } from './code/region-lists.js';
import { signerAt } from './code/signers.js';
import type {
  CallNode,
  Chain,
  EnvironmentWrite,
  HostString,
  ProjectKnowledge,
  RegionList,
  Signer,
  Site,
  StsModel,
} from './types.js';

/** `AWS` of a script tag is the browser build of SDK v2. */
export const ORIGIN_OPTIONS: OriginOptions = { transparentCalls: TRANSPARENT_CALLS, globals: new Set(['AWS']) };

/** THE detection: one walk over a parsed file, from which everything that rules, codemods and the command line know follows. */
export function buildModel(source: Source, { imports, types }: ProjectKnowledge = {}): StsModel {
  const evaluator = createEvaluator(source, {
    ...ORIGIN_OPTIONS,
    importedValue: imports?.value,
    importedType: imports?.type,
    typedValue: types?.valueAt,
  });
  const reader: CodeReader = {
    ...evaluator,
    ...(imports && { importedOrigin: imports.origin }),
    ...(types && { typedOrigin: types.originAt }),
  };
  const globalConfig = new GlobalConfigCollector(source.ast, reader);
  const sites: Site[] = [];
  const calls: CallNode[] = [];
  const strings = new Set<Node>();
  const environmentWrites: EnvironmentWrite[] = [];
  const regionLists: RegionList[] = [];
  const flags: TSESTree.Property[] = [];
  const modules = new Set<string>();
  const signers: Signer[] = [];

  walkCode(source.ast, source.visitorKeys, (node) => {
    switch (node.type) {
      case 'NewExpression':
      case 'CallExpression': {
        globalConfig.visit(node);
        const signer = signerAt(node, source, reader);
        if (signer) signers.push(signer);
        const site = siteAt(node, source, reader);
        if (site) sites.push(site);
        else calls.push(node);
        const required = node.type === 'CallExpression' ? reader.originOf(node)?.module : undefined;
        if (required !== undefined) modules.add(required);
        break;
      }
      case 'Property': {
        const name = staticName(node);
        if (name === 'useGlobalEndpoint') flags.push(node);
        const write = environmentProperty(node, name, reader);
        if (write) environmentWrites.push(write);
        regionLists.push(...regionListsAt(node, reader.valueOf));
        break;
      }
      case 'VariableDeclarator':
      case 'PropertyDefinition':
        regionLists.push(...regionListsAt(node, reader.valueOf));
        break;
      case 'ImportDeclaration':
        modules.add(node.source.value);
        break;
      case 'Literal':
        if (typeof node.value === 'string' && mentionsHost(node.value) && isValue(node)) strings.add(wholeString(node));
        break;
      case 'TemplateLiteral':
        if (node.quasis.some((quasi) => mentionsHost(quasi.value.raw)) && isValue(node)) strings.add(wholeString(node));
        break;
      case 'AssignmentExpression': {
        globalConfig.visit(node);
        const write = environmentWrite(node, reader);
        if (write) environmentWrites.push(write);
        break;
      }
      default:
    }
  });

  const global = globalConfig.build();
  if (global.endpoint.state !== 'absent')
    sites.splice(
      0,
      sites.length,
      ...sites.map((site) => (site.construct.sdk === 'v2' ? withGlobalEndpoint(site, global.endpoint) : site)),
    );
  const endpoints = endpointNodes(sites, reader);
  const meaningOf = createMeaningOf(source, reader.originOf);
  const hosts = [...strings]
    .map((node) => hostStringAt(node, source, reader.valueOf, meaningOf, (value) => endpoints.get(value.node)))
    .filter((host): host is HostString => host !== undefined);
  const chains = calls
    .map((node) => (node.type === 'CallExpression' ? chainAt(node, sites, source, reader) : undefined))
    .filter((chain): chain is Chain => chain !== undefined && chain.links.length > 0);
  const looseFlags = flags
    .filter((flag) => !sites.some((site) => settingNode(site, 'useGlobalEndpoint') === flag))
    .flatMap((flag) => looseFlagAt(flag, source) ?? []);
  return {
    source,
    sites,
    chains,
    hosts,
    globalConfig: global,
    environmentWrites,
    regionLists,
    looseFlags,
    signers,
    modules,
    originOf: reader.originOf,
    valueOf: reader.valueOf,
  };
}

/** Not a type, an import specifier or a key. */
function isValue(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition') return parent.value === node;
  return !/^(?:TSLiteralType|ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|TSExternalModuleReference|TSEnumMember|ExpressionStatement)$/.test(
    parent.type,
  );
}

/** The environment variables whose value in code says where requests go. */
const VARIABLES: ReadonlySet<string> = new Set(['AWS_STS_REGIONAL_ENDPOINTS', 'AWS_REGION']);

/** `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'` */
function environmentWrite(node: TSESTree.AssignmentExpression, reader: CodeReader): EnvironmentWrite | undefined {
  const target = unwrap(node.left);
  const name = target.type === 'MemberExpression' ? staticName(target) : undefined;
  if (name === undefined || !VARIABLES.has(name)) return undefined; // asked first: what every other assignment assigns to is nobody's question
  const place = reader.valueOf(target);
  return place.kind === 'environment' ? { name, of: 'process', value: reader.valueOf(node.right), node } : undefined;
}

/** `environment: { AWS_STS_REGIONAL_ENDPOINTS: 'legacy' }` of infrastructure written as code. */
function environmentProperty(
  node: TSESTree.Property,
  name: string | undefined,
  reader: CodeReader,
): EnvironmentWrite | undefined {
  return name !== undefined && VARIABLES.has(name) && node.parent.type === 'ObjectExpression'
    ? { name, of: 'deployment', value: reader.valueOf(node.value), node }
    : undefined;
}

function settingNode(site: Site, key: string): Node | undefined {
  const setting = site.configuration.setting(key);
  return setting.state === 'present' ? setting.node : undefined;
}

/** `AWS.config.sts.endpoint` reaches every STS client that has no endpoint of its own. */
function withGlobalEndpoint(site: Site, endpoint: PropertyState): Site {
  const { setting } = site.configuration;
  return {
    ...site,
    configuration: {
      ...site.configuration,
      setting: (name) => (name === 'endpoint' && setting(name).state === 'absent' ? endpoint : setting(name)),
    },
  };
}

/** The string expressions that sites take their endpoint from, wherever in the file they are written. */
function endpointNodes(sites: readonly Site[], reader: CodeReader): ReadonlyMap<Node, Site> {
  const nodes = new Map<Node, Site>();
  for (const site of sites) {
    for (const key of ['endpoint', 'host', 'hostname']) {
      const endpoint = site.configuration.setting(key);
      if (endpoint.state !== 'present') continue;
      for (const option of endpointOptions(endpoint.value, reader))
        if (isPartOf(option, site) && !nodes.has(option.node)) nodes.set(option.node, site);
    }
  }
  return nodes;
}

/** A host that is made of a region elsewhere may be for requests of other kinds too. */
const isPartOf = (option: Value, site: Site): boolean =>
  option.kind === 'literal' || (option.kind === 'text' && contains(site.node, option.node));

/** The strings of an endpoint setting: written out, or inside `new AWS.Endpoint('…')`, `new URL('…')` or an object with a `hostname` or `url`. */
export function endpointOptions(value: Value, reader: Pick<CodeReader, 'valueOf'>): readonly Value[] {
  return optionsOf(value).flatMap((option): readonly Value[] => {
    if (option.kind === 'instance' && option.node.type === 'NewExpression' && option.node.arguments[0])
      return optionsOf(reader.valueOf(option.node.arguments[0]));
    if (option.kind === 'object')
      return optionsOf(option.entries.get('hostname')?.value ?? option.entries.get('url')?.value ?? option);
    return [option];
  });
}
