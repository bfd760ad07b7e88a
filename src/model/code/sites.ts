import type { TSESTree } from '@typescript-eslint/utils';
import { RESULT, type Origin } from '../../ast/origin.js';
import { lookUp, type Lookup } from '../../ast/object-value.js';
import { functionAt, returnedNodes } from '../../ast/functions.js';
import { contains, enclosingClass, isFunction, shortText, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { soleValue, variableOf } from '../../ast/scopes.js';
import { walk, type Node, type Source } from '../../ast/source.js';
import { parseStsHost } from '../../sts/hosts.js';
import { CREDENTIAL_CHAINS, PACKAGES, packageOf, type Construct } from '../../sts/packages.js';
import { readConfiguration, type Reader } from './configuration.js';
import { isHandedOver } from './sent-elsewhere.js';
import { handedClassAt } from './handed-classes.js';
import type { Caller, CallNode, Chain, Site, SiteUse } from '../types.js';

/** The construct that an origin is, or `undefined` when it is none. `AWS` as a global is the browser build of SDK v2. */
export function constructOf(origin: Origin | undefined): Construct | undefined {
  if (!origin) return undefined;
  const [module, path] =
    origin.module === undefined ? ['aws-sdk', origin.path.slice(1)] : [packageOf(origin.module), origin.path];
  const rows = PACKAGES.get(module) ?? PACKAGES.get(withoutBuildFolder(module));
  return rows?.find((construct) => construct.name === path.join('.'));
}

/** `@aws-sdk/client-sts/dist-cjs/STSClient` and `aws-sdk/dist/aws-sdk` are the package as well. */
const withoutBuildFolder = (module: string): string => module.replace(/\/dist(?:-\w+)?\/.*$/, '');

const isV2Root = (origin: Origin | undefined): boolean =>
  origin !== undefined &&
  (origin.module === undefined || /^aws-sdk(?:\/global|\/dist\/.*)?$/.test(packageOf(origin.module)));

/** Whether the origin is a member of `AWS` of SDK v2: `AWS.config`. */
export const isV2Member = (origin: Origin | undefined, name: string): boolean =>
  isV2Root(origin) && origin?.path.slice(origin.module === undefined ? 1 : 0).join('.') === name;

/** The site that a `new X(…)`, `x(…)`, `super(…)` or `make(X, …)` is, if any. */
export function siteAt(node: CallNode, source: Source, reader: Reader): Site | undefined {
  const found = constructAt(node, source, reader);
  const handed = found
    ? undefined
    : handedClassAt(node, (value) => constructOf(reader.originOf(value)), source, reader);
  const construct = found?.construct ?? handed?.construct;
  if (!construct || (construct.kind === 'aws4' && !signsForSts(node, reader))) return undefined;
  const callee = handed?.node ?? node.callee;
  const isClient = construct.kind === 'v3-client' || construct.kind === 'v2-client';
  return {
    node,
    callee,
    name: callee.type === 'Super' ? superName(node, source) : shortText(callee, source.text),
    construct,
    isBuiltElsewhere: handed !== undefined,
    isHandedOn: found?.isHandedOn === true,
    configuration: handed?.configuration ?? readConfiguration(node, construct.configuration, reader),
    caller: construct.sdk === 'v3' && construct.call === 'call' ? callerOf(node, source, reader) : undefined,
    parentRegion:
      construct.configuration?.path[0] === 'clientConfig' ? parentRegionOf(node, reader) : { state: 'absent' },
    use: isClient
      ? useOf(node, source)
      : construct.kind === 'aws4' && isHandedOver(node, source)
        ? 'presigned'
        : 'sent',
    asksForMfa: asksForMfa(node) || (isClient && sendsOneTimeCode(node, source, reader)),
    callsSts:
      construct.kind === 'v2-cognito' ? hasRoleArn(node, reader) : !hasOwnAssumers(node, construct, source, reader),
  };
}

function constructAt(
  node: CallNode,
  source: Source,
  reader: Reader,
): { readonly construct: Construct; readonly isHandedOn: boolean } | undefined {
  const callee = unwrap(node.callee);
  const call = node.type === 'NewExpression' || callee.type === 'Super' ? 'new' : 'call';
  const origin = callee.type === 'Super' ? superOrigin(node, reader) : reader.originOf(callee);
  const own =
    constructOf(origin) ??
    (callee.type === 'Super'
      ? undefined
      : (inheritedConstruct(callee, source, reader) ?? constructByName(callee, source)));
  const construct = own ?? reExportedConstruct(origin, reader) ?? typedConstruct(callee, reader);
  return construct?.call === call ? { construct, isHandedOn: own === undefined } : undefined;
}

const CONSTRUCT_NAMES: ReadonlySet<string> = new Set(
  [...PACKAGES.values()]
    .flat()
    .map((construct) => construct.name)
    .filter((name) => name !== ''),
);

/** `new this.sdk.STS()`: only its type tells what it is. Asked for names of constructs alone, because types are dear. */
function typedConstruct(callee: Node, reader: Reader): Construct | undefined {
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? staticName(callee) : undefined;
  return reader.typedOrigin && name !== undefined && CONSTRUCT_NAMES.has(name)
    ? constructOf(reader.typedOrigin(callee))
    : undefined;
}

/** `import { AWS } from './aws'; new AWS.STS()`: the other file says where `AWS` comes from. */
function reExportedConstruct(origin: Origin | undefined, reader: Reader): Construct | undefined {
  if (!reader.importedOrigin || origin?.module === undefined || !CONSTRUCT_NAMES.has(origin.path.at(-1) ?? ''))
    return undefined;
  const { importedOrigin } = reader;
  const through = (exported: string, path: readonly string[]): Construct | undefined => {
    const isCalled = path[0] === RESULT;
    const found = importedOrigin(origin.module as string, exported, isCalled);
    return found && constructOf({ module: found.module, path: [...found.path, ...path.slice(isCalled ? 1 : 0)] });
  };
  const [name, ...rest] = origin.path;
  return (name === undefined || name === RESULT ? undefined : through(name, rest)) ?? through('default', origin.path);
}

/** `aws4.sign` is aws4's however it came into the file (a path inside its own repository, a bundler alias). */
const constructByName = (callee: Node, source: Source): Construct | undefined =>
  callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'aws4'
    ? PACKAGES.get('aws4')?.find(({ name }) => source.text.slice(callee.range[0], callee.range[1]) === `aws4.${name}`)
    : undefined;

const superOrigin = (node: Node, reader: Reader): Origin | undefined => {
  const superClass = enclosingClass(node)?.superClass;
  return superClass ? reader.originOf(superClass) : undefined;
};

const superName = (node: Node, source: Source): string => {
  const superClass = enclosingClass(node)?.superClass;
  return superClass ? shortText(superClass, source.text) : 'super';
};

/** `class RegionalSts extends STSClient {}`: without a constructor of its own it is built like its base. */
function inheritedConstruct(callee: Node, source: Source, reader: Reader, depth = 0): Construct | undefined {
  if (callee.type !== 'Identifier' || depth > 5) return undefined;
  const definition = variableOf(callee, source)?.defs[0];
  const declared = definition?.node;
  const cls =
    declared?.type === 'ClassDeclaration'
      ? declared
      : declared?.type === 'VariableDeclarator' && declared.init?.type === 'ClassExpression'
        ? declared.init
        : undefined;
  if (
    !cls?.superClass ||
    cls.body.body.some((member) => member.type === 'MethodDefinition' && member.kind === 'constructor')
  )
    return undefined;
  return (
    constructOf(reader.originOf(cls.superClass)) ??
    inheritedConstruct(unwrap(cls.superClass), source, reader, depth + 1)
  );
}

/** aws4 takes the service from `service`, else from the host. */
function signsForSts(node: CallNode, reader: Reader): boolean {
  const [argument] = node.arguments;
  if (!argument) return false;
  const options = reader.valueOf(argument);
  const literal = (key: string): unknown => {
    const found = lookUp(options, key);
    return found.state === 'present' && found.value.kind === 'literal' ? found.value.value : undefined;
  };
  const service = literal('service');
  return service === undefined
    ? ['host', 'hostname'].some((key) => parseStsHost(String(literal(key))) !== undefined)
    : service === 'sts';
}

function hasRoleArn(node: CallNode, reader: Reader): boolean {
  const [argument] = node.arguments;
  return argument !== undefined && lookUp(reader.valueOf(argument), 'RoleArn').state === 'present';
}

/** Whether functions of the caller's surely make every call of STS. What a parameter or another object holds may be `undefined`. */
function hasOwnAssumers(node: CallNode, { assumers = [] }: Construct, source: Source, reader: Reader): boolean {
  const [argument] = node.arguments;
  if (assumers.length === 0 || argument === undefined || !source.text.includes('roleAssumer')) return false;
  const options = reader.valueOf(argument);
  return assumers.every((name) => {
    const found = lookUp(options, name);
    return (
      found.state === 'present' &&
      found.always &&
      isOwnFunction(found.node.type === 'Property' ? unwrap(found.node.value) : found.node, source, reader)
    );
  });
}

/** A function of the file, or what a call gives that is none of the SDK's: its role assumers ask STS as the provider would. */
function isOwnFunction(node: Node, source: Source, reader: Reader): boolean {
  if (functionAt(node, source)) return true;
  const made = node.type === 'Identifier' ? soleValue(node, source) : node;
  return made?.type === 'CallExpression' && constructOf(reader.originOf(made.callee)) === undefined;
}

/**
 * `new S3Client({ region, credentials: fromTemporaryCredentials(…) })`, and the same as `masterCredentials` of a provider, which has an STS client of its own:
 * the inner STS client learns the outer region in newer versions.
 */
function callerOf(node: Node, source: Source, reader: Reader): Caller | undefined {
  let value = wrapped(node);
  while (
    value.parent &&
    (value.parent.type === 'ConditionalExpression' ||
      value.parent.type === 'LogicalExpression' ||
      value.parent.type === 'CallExpression')
  )
    value = wrapped(value.parent);
  const property = value.parent;
  const outer = property?.parent?.parent;
  if (
    property?.type !== 'Property' ||
    (outer?.type !== 'NewExpression' && outer?.type !== 'CallExpression') ||
    outer.arguments[0] !== property.parent
  )
    return undefined;
  const key = staticName(property) ?? '';
  const origin = reader.originOf(outer.callee);
  const name = shortText(outer.callee, source.text);
  if (key === 'masterCredentials' && constructOf(origin)?.kind === 'v3-temporary-credentials') {
    const region = readConfiguration(outer, constructOf(origin)?.configuration, reader).setting('region');
    return region.state === 'absent' ? callerOf(outer, source, reader) : { name, region };
  }
  if (
    outer.type !== 'NewExpression' ||
    !/^credential/.test(key) ||
    origin?.module === undefined ||
    !/^@aws-sdk\/(?:client|lib)-/.test(packageOf(origin.module))
  )
    return undefined;
  return { name, region: lookUp(reader.valueOf(property.parent), 'region') };
}

function parentRegionOf(node: CallNode, reader: Reader): Lookup {
  return readConfiguration(node, { argument: 0, path: ['parentClientConfig'] }, reader).setting('region');
}

function asksForMfa(node: CallNode): boolean {
  const [argument] = node.arguments;
  const literal = argument && unwrap(argument);
  return (
    literal?.type === 'ObjectExpression' &&
    literal.properties.some(
      (p) => p.type === 'Property' && /^(?:mfaCodeProvider|tokenCodeFn)$/.test(staticName(p) ?? ''),
    )
  );
}

/** Whether a request of the client carries a one-time code: `client.send(new AssumeRoleCommand({ TokenCode }))`, `sts.getSessionToken({ TokenCode })`. */
function sendsOneTimeCode(node: CallNode, source: Source, reader: Reader): boolean {
  if (!source.text.includes('TokenCode')) return false; // most files; the values below are dear
  return (
    mentionsOf(wrapped(node), source)?.some((mention) => {
      const [argument] = methodCallOf(mention)?.arguments ?? [];
      const given = argument && (argument.type === 'Identifier' ? (soleValue(argument, source) ?? argument) : argument);
      const input = given?.type === 'NewExpression' ? given.arguments[0] : given;
      return input !== undefined && lookUp(reader.valueOf(input), 'TokenCode').state === 'present';
    }) === true
  );
}

/** `client.send(…)` around a mention of the client. */
function methodCallOf(mention: Node): TSESTree.CallExpression | undefined {
  const value = wrapped(mention); // the types of v2 lack `presign`, so TypeScript code has casts on the way to it
  const method = value.parent?.type === 'MemberExpression' && value.parent.object === value ? value.parent : undefined;
  return method?.parent.type === 'CallExpression' && method.parent.callee === method ? method.parent : undefined;
}

/** Members through which a client is asked about itself; a client used only so never sends a request. */
const QUESTIONS = new Set(['config', 'destroy', 'middlewareStack']);

/** How the client is used, as far as the variable or expression that holds it shows; a client that leaves the file counts as sent. */
function useOf(node: CallNode, source: Source): SiteUse {
  const mentions = mentionsOf(wrapped(node), source);
  if (!mentions) return 'sent';
  if (mentions.some((mention) => isPresigned(mention, source))) return 'presigned';
  return mentions.length > 0 &&
    mentions.every(
      (mention) =>
        mention.parent?.type === 'MemberExpression' &&
        mention.parent.object === mention &&
        QUESTIONS.has(staticName(mention.parent) ?? ''),
    )
    ? 'unsent'
    : 'sent';
}

/** Every mention of the built value, when it stays in one constant; `undefined` when it goes elsewhere. */
function mentionsOf(value: Node, source: Source): Node[] | undefined {
  const parent = value.parent;
  if (parent?.type === 'MemberExpression' && parent.object === value) return [value];
  if (parent?.type === 'CallExpression' && parent.callee !== value) return [value];
  const field = parent && privateFieldOf(value, parent);
  if (field !== undefined) return fieldMentions(value, field, source);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  if (parent.parent.parent.type === 'ExportNamedDeclaration') return undefined;
  const variable = variableOf(parent.id, source);
  return variable?.references
    .filter((reference) => reference.identifier !== parent.id)
    .map((reference) => reference.identifier);
}

/** The private field that a value is the initialiser or default of: `#sts = new STSClient()`, `constructor(private readonly sts = new STSClient())`. */
function privateFieldOf(value: Node, parent: Node): string | undefined {
  if (parent.type === 'PropertyDefinition' && parent.value === value)
    return parent.accessibility === 'private' || parent.key.type === 'PrivateIdentifier'
      ? staticName(parent)
      : undefined;
  if (parent.type !== 'AssignmentPattern' || parent.right !== value || parent.left.type !== 'Identifier')
    return undefined;
  return parent.parent.type === 'TSParameterProperty' && parent.parent.accessibility === 'private'
    ? parent.left.name
    : undefined;
}

function fieldMentions(value: Node, name: string, source: Source): Node[] {
  const mentions: Node[] = [];
  const owner = enclosingClass(value);
  if (owner)
    walk(owner.body, source.visitorKeys, (at) => {
      if (at.type === 'MemberExpression' && unwrap(at.object).type === 'ThisExpression' && staticName(at) === name)
        mentions.push(at);
    });
  return mentions;
}

/** `getSignedUrl(client, …)` of v3 and `client.getCallerIdentity().presign(…)` of v2: the URL is used by somebody else. */
function isPresigned(mention: Node, source: Source): boolean {
  const { parent } = wrapped(mention);
  if (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'Identifier' &&
    /^(?:getSignedUrl|createPresignedPost)$/.test(parent.callee.name)
  )
    return true;
  const call = methodCallOf(mention);
  if (!call) return false;
  if (isPresignMember(call)) return true;
  // const request = sts.getCallerIdentity(); request.presign(…)
  const holder = wrapped(call).parent;
  const held =
    holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
      ? variableOf(holder.id, source)
      : undefined;
  return held?.references.some(({ identifier }) => isPresignMember(identifier)) === true;
}

function isPresignMember(request: Node): boolean {
  const value = wrapped(request);
  const member = value.parent;
  return member?.type === 'MemberExpression' && member.object === value && /^presign/.test(staticName(member) ?? '');
}

/** The credential chain that a call is, with the STS-backed providers among its links. */
export function chainAt(
  node: TSESTree.CallExpression,
  sites: readonly Site[],
  source: Source,
  reader: Reader,
): Chain | undefined {
  const origin = reader.originOf(node.callee);
  if (origin?.module === undefined || !CREDENTIAL_CHAINS.get(packageOf(origin.module))?.includes(origin.path.join('.')))
    return undefined;
  const links = node.arguments.map((argument) => sites.find((site) => site.node === linkAt(argument, source)));
  const mapped = node.arguments.flatMap((argument) => mappedSite(argument, sites, source) ?? []);
  return {
    node,
    name: shortText(node.callee, source.text),
    links: [...links.filter((link): link is Site => link !== undefined), ...mapped],
    length: node.arguments.length,
    isPerRegion: mapped.length > 0,
  };
}

/** The provider in `...regions.map((region) => fromX({ clientConfig: { region } }))`, also where a constant holds the list. */
function mappedSite(argument: Node, sites: readonly Site[], source: Source): Site | undefined {
  if (argument.type !== 'SpreadElement') return undefined;
  const list = unwrap(argument.argument);
  const call = list.type === 'Identifier' ? soleValue(list, source) : list;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || staticName(call.callee) !== 'map')
    return undefined;
  const [callback] = call.arguments;
  const returned = callback && isFunction(callback) ? returnedNodes(callback, source) : undefined;
  const [parameter] = callback && isFunction(callback) ? callback.params : [];
  const site = sites.find((each) => returned?.some((node) => unwrap(node) === each.node));
  const region = site?.configuration.setting('region');
  if (!site || region?.state !== 'present' || parameter?.type !== 'Identifier') return undefined;
  return variableOf(parameter, source)?.references.some(({ identifier }) => contains(region.node, identifier))
    ? site
    : undefined;
}

/** A link of a chain: written in place or held by a constant. */
function linkAt(argument: Node, source: Source): Node {
  const inner = unwrap(argument);
  if (inner.type !== 'Identifier') return inner;
  const declared = variableOf(inner, source)?.defs[0]?.node;
  return declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : inner;
}
