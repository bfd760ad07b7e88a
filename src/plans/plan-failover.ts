import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp } from '../ast/object-value.js';
import { staticName, unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import { walk, type Node, type Source } from '../ast/source.js';
import { optionsOf } from '../ast/value.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isSameButRegion } from '../model/sites/chains.js';
import { whyNotDeferrable } from '../model/sites/deferral.js';
import { hasFailover } from '../model/sites/failover-in-code.js';
import { fallbacksOf } from '../model/settings/settings.js';
import { endpointHosts, namesKnownRegions, regionOf } from '../model/sites/site-facts.js';
import type { CallNode, Site, StsModel } from '../model/types.js';
import { partitionOf, regionsOf } from '../sts/regions.js';
import { appendArgument, openingParenthesis } from './edits/arguments.js';
import { applyEdits, type Edit } from '../text/edit.js';
import { addProperty, removeProperty } from './edits/object-literal.js';
import { pinOf, releaseOf, whyPinned, type Pin } from './pinned-endpoint.js';
import { builtElsewhere, left, leftToHand, NOTHING, type HelperNeed, type Plan } from './plan.js';
import { unlessHelperFails } from './plan-with-helper.js';
import { BY_HAND, HANDED_OVER, planRequest } from './plan-request.js';
import { isEnvironmentRegion } from './region-expression.js';
import { homeOfHost, homeOfRegion } from './request-region.js';
import { braced, indentationOf, styleOf } from './edits/style.js';

/** What one site may be rewritten with: the names that the helper's functions have in this file. */
export interface FailoverOptions {
  /** Also rewrites `fromIni` and `fromNodeProviderChain`. */
  readonly profileProviders?: boolean;
  readonly nameOf: (helperFunction: string) => string;
  /** The helper is still to be written, from the regions of the settings; one that exists has its own. */
  readonly needsFallbacks?: boolean;
}

/** The edits that give one client or provider a second region, through the helper. */
export const planFailover = (site: Site, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan =>
  unlessHelperFails(planSite(site, model, surroundings, options), site.node, model, surroundings);

function planSite(site: Site, model: StsModel, surroundings: Surroundings, options: FailoverOptions): Plan {
  if (!site.callsSts || surroundings.isTest || hasFailover(site.node, model, surroundings)) return NOTHING;
  if (model.chains.some((chain) => chain.links.includes(site) && isSameButRegion(chain, model))) return NOTHING; // planChain has the whole of it
  const pin = pinOf(site, model, surroundings);
  const obstacle = obstacleTo(site, model, surroundings, options, pin);
  if (obstacle) return obstacle;
  const release = pin ? releaseOf(pin, site, model) : [];
  switch (site.construct.kind) {
    case 'v3-client':
      return planClient(site, model, options, release);
    case 'v3-role-assumer':
      return planAssumer(site, model, options, release);
    case 'aws4':
      return planSigned(site, model, options);
    case 'v3-temporary-credentials':
    case 'v3-web-token':
    case 'v3-token-file':
    case 'v3-profile':
    case 'v3-node-chain':
      return planProvider(site, model, options, release);
    default:
      return planV2(site, options, release);
  }
}

/** Why a site must be left alone, with the next step for a person. */
function obstacleTo(
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  options: FailoverOptions,
  pin: Pin | undefined,
): Plan | undefined {
  const { construct, configuration, name } = site;
  const region = regionOf(site, model);
  const names =
    region.state === 'given'
      ? region.literals.map((literal) => String(literal.value)).filter((each) => each !== '')
      : [];
  const noSecond = obstacleToRegions(names, `\`${name}\``, surroundings, options);
  if (noSecond?.kind === 'nothing') return noSecond;
  if (site.use === 'presigned') return HANDED_OVER;
  if (site.use === 'unsent')
    return left(
      `\`${name}\` is only asked about its configuration and never sends a request`,
      'Nothing to do, unless it sends requests elsewhere',
    );
  const endpoint = configuration.setting('endpoint');
  // Before the region, which a server of another kind may name as it likes.
  if (!pin && endpoint.state === 'present')
    return left(
      `\`${name}\` has an endpoint of its own`,
      'Remove the endpoint if the host of its region will do, or if it is an interface endpoint that `vpcEndpoints` lists: the helper chooses the host of each region',
    );
  if (!namesKnownRegions(region, surroundings))
    return left(
      `The region of \`${name}\` is none that AWS has, so it has no regional host`,
      'Correct the region, or add it to `allowedRegions`',
    );
  if (noSecond) return noSecond;
  if (site.isBuiltElsewhere) return builtElsewhere(site);
  if (site.asksForMfa)
    return left(
      `\`${name}\` goes with a one-time code, of which a second region would need another`,
      'Keep one region here, or cache the credentials',
    );
  if (site.callee.type === 'Super')
    return leftToHand(
      `\`super(…)\` builds \`${name}\` inside a class`,
      'Build the class through the helper where it is used: `createStsClient(config, YourClass)`',
    );
  if (construct.kind === 'v3-middleware')
    return left(`\`${name}\` builds its own client`, 'Pass a client class of your own as `AwsClient`');
  if (construct.kind === 'aws4')
    return construct.call === 'call'
      ? undefined
      : leftToHand(
          `\`${name}\` signs a request that the code sends itself`,
          'Sign and send it inside `withStsRegions` of the helper, for each region',
        ); // planSigned
  if (construct.kind === 'v3-role-assumer' && construct.forSomeProfiles)
    return left(
      `\`${name}\` hands its options to a provider of its own`,
      'Use a provider of `@aws-sdk/credential-providers`, then run again',
    );
  if (construct.sdk === 'v2' && construct.forSomeProfiles)
    return left(
      `\`${name}\` builds its STS client out of the reach of the helper`,
      'Use `ChainableTemporaryCredentials` with the role of the profile, then run again',
    );
  if (options.profileProviders !== true && construct.forSomeProfiles)
    return left(
      `\`${name}\` calls STS for some profiles only, and one chain per region repeats its prompts and processes`,
      'Use `--profile-providers` to rewrite it, or a provider that always calls STS',
    );
  if (construct.helper === 'leaves')
    return left(
      `\`${name}\` comes from a package that the helper does not replace`,
      'Move to `@aws-sdk/client-sts`, then run again',
    );
  if (configuration.opaque !== undefined)
    return leftToHand(
      `The configuration of \`${name}\` cannot be read: ${configuration.opaque}`,
      'Check that it has no endpoint of its own, then use the helper by hand',
    );
  if (endpoint.state === 'unknown')
    return leftToHand(
      `The configuration of \`${name}\` cannot be read in full: ${endpoint.reason}`,
      'Check that it has no endpoint of its own, then use the helper by hand',
    );
  const kept = pin && whyPinned(pin, site, surroundings);
  if (kept) return kept;
  const globalFlag = configuration.setting('useGlobalEndpoint');
  if (
    globalFlag.state === 'unknown' ||
    (globalFlag.state === 'present' && !(globalFlag.value.kind === 'literal' && globalFlag.value.value !== true))
  )
    return left(
      `\`useGlobalEndpoint\` of \`${name}\` may send it to the global host`,
      'Remove `useGlobalEndpoint`, then run again',
    );
  const regionSetting = configuration.setting('region');
  if (regionSetting.state === 'present' && optionsOf(regionSetting.value).some((option) => option.kind === 'function'))
    return left(`The region of \`${name}\` is a function`, 'Pass the region as a string, or leave it to the SDK');
  if (construct.sdk === 'v3' && outlastsDeadline(site))
    return leftToHand(
      `\`${name}\` has retries of its own that may outlast the failover`,
      'Remove the retry strategy, or use the helper by hand',
    );
  return undefined;
}

/** The text of a node with those of the edits made that are inside of it. */
function editedText(node: Node, edits: readonly Edit[], { text }: Source): string {
  const [start, end] = node.range;
  const inside = edits
    .filter(({ range }) => range[0] >= start && range[1] <= end)
    .map((edit) => ({ ...edit, range: [edit.range[0] - start, edit.range[1] - start] as const }));
  return applyEdits(text.slice(start, end), inside);
}

/** Why these regions have no second one to go to: nothing to do where AWS has none, left alone where this run names none. */
export function obstacleToRegions(
  names: readonly string[],
  of: string,
  surroundings: Surroundings,
  options: FailoverOptions,
): Plan | undefined {
  if (names.some((each) => regionsOf(partitionOf(each).id).length < 2)) return NOTHING;
  if (options.needsFallbacks !== true) return undefined;
  const fallbacks = fallbacksOf(surroundings.settings);
  if (Object.keys(fallbacks).length === 0)
    return left(
      'No region to fall back to is named',
      'Name at least two regions of one partition (`regions`, `--regions`)',
    );
  const lonely = names.find((each) => !fallbacks[each]);
  return lonely === undefined
    ? undefined
    : left(
        `The region '${lonely}' of ${of} has no fallback in this run`,
        `Add \`--fallbacks ${lonely}=<another region of its partition>\``,
      );
}

const MAX_ATTEMPTS = 5;

function outlastsDeadline(site: Site): boolean {
  const attempts = site.configuration.setting('maxAttempts');
  if (
    attempts.state === 'present' &&
    optionsOf(attempts.value).some((option) => option.kind === 'literal' && Number(option.value) > MAX_ATTEMPTS)
  )
    return true;
  return site.configuration.setting('retryStrategy').state === 'present';
}

const need = (sdk: HelperNeed['sdk'], name: string, replaced: readonly Node[] = []): HelperNeed => ({
  sdk,
  functions: [name],
  replaced,
});

/** `new STSClient(config)` → `createStsClient(config)`; the aggregated client and subclasses are handed over as second argument. */
function planClient(site: Site, model: StsModel, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node, construct } = site;
  const { source } = model;
  const isPlain = construct.helper === 'replaces' && isConstructItself(site, model);
  const base = source.text.slice(node.callee.range[0], node.callee.range[1]);
  const callee: Edit = { range: [node.range[0], calleeEnd(node, source)], text: nameOf('createStsClient') };
  const [first] = node.arguments;
  const edits: Edit[] = [callee, ...release];
  if (first && unwrap(first).type === 'ObjectExpression')
    edits.push(...withoutEnvironmentSpread(unwrap(first) as TSESTree.ObjectExpression, source));
  if (!fitsHelper(site.callee, source))
    return left(
      `The type of the parameter \`${site.name}\` also admits other classes than STS clients, which the helper does not take`,
      'Type it as `typeof STSClient`, then run again',
    );
  if (node.arguments.length > 1)
    return leftToHand(
      `\`${site.name}\` is built with more than one argument`,
      'Use `createStsClient` of the helper by hand',
    );
  if (!first && openingParenthesis(node, source) === undefined)
    edits[0] = { ...callee, text: `${callee.text}(${isPlain ? '' : `{}, ${base}`})` };
  else if (!isPlain)
    edits.push(first ? appendArgument(node, base, source) : appendArgument(node, `{}, ${base}`, source));
  return { kind: 'edits', edits, needs: need('v3', 'createStsClient', isPlain ? [site.callee] : []) };
}

/** A class that is a parameter must be of a type that names an STS client, if of any. */
function fitsHelper(callee: Node, source: Source): boolean {
  const definition = callee.type === 'Identifier' ? variableOf(callee, source)?.defs[0] : undefined;
  const annotation =
    definition?.type === 'Parameter' && definition.name.type === 'Identifier'
      ? definition.name.typeAnnotation
      : undefined;
  return annotation === undefined || source.text.slice(...annotation.range).includes('STS');
}

/** Behind the callee, its type arguments and the parentheses around it: `new (require('x').STSClient)({})`. */
function calleeEnd(node: CallNode, source: Source): number {
  const end = (node.typeArguments ?? node.callee).range[1];
  return (
    end +
    (/^(?:\s*\))+/.exec(source.text.slice(end, openingParenthesis(node, source) ?? node.range[1]))?.[0].length ?? 0)
  );
}

/** What `explicit-regions` wrote for the environment's region says what the helper does anyway. */
function withoutEnvironmentSpread(literal: TSESTree.ObjectExpression, source: Source): readonly Edit[] {
  return literal.properties
    .filter(
      (property) =>
        property.type === 'SpreadElement' &&
        isEnvironmentRegion(source.text.slice(property.range[0], property.range[1])),
    )
    .map((property) => removeProperty(property, literal, source));
}

/** Neither a subclass of the client in this file nor a parameter that the client is passed for. */
const isConstructItself = (site: Site, model: StsModel): boolean =>
  model.originOf(site.callee) !== undefined &&
  !(site.callee.type === 'Identifier' && variableOf(site.callee, model.source)?.defs[0]?.type === 'Parameter');

/** `fromX({ …, clientConfig })` → `stsProvider((clientConfig) => fromX({ …, clientConfig }), clientConfig)`: built once for each region. */
export function planProvider(
  site: Site,
  model: StsModel,
  { nameOf }: FailoverOptions,
  release: readonly Edit[] = [],
): Plan {
  const { node } = site;
  const { source } = model;
  const undeferrable = whyNotDeferrable(node, model);
  if (undeferrable !== undefined)
    return left(
      `\`${site.name}\` is built again for each region, and ${undeferrable}`,
      'Put that into a constant before the call, then run again',
    );
  const [argument] = node.arguments;
  const literal = argument && unwrap(argument);
  if (literal && literal.type !== 'ObjectExpression')
    return leftToHand(
      `The options of \`${site.name}\` are not an object literal at the call`,
      'Use `stsProvider` of the helper by hand',
    );
  const property = literal?.properties.find(
    (p): p is TSESTree.Property => p.type === 'Property' && staticName(p) === 'clientConfig',
  );
  if (!property && literal && lookUp(model.valueOf(literal), 'clientConfig').state !== 'absent')
    return left(
      `The \`clientConfig\` of \`${site.name}\` comes from a spread, which would outrank the one of each region`,
      'Write `clientConfig` at the call',
    );
  const name = mentionsName(node, 'clientConfig', property, model) ? 'regionalConfig' : 'clientConfig';
  const passed = name === 'clientConfig' ? 'clientConfig' : `clientConfig: ${name}`;
  const own = property && ownConfiguration(property.value, release, source);
  const edits: Edit[] = [{ range: [node.range[0], node.range[0]], text: `${nameOf('stsProvider')}((${name}) => ` }];
  if (property) edits.push({ range: property.range, text: passed });
  else if (literal) edits.push(addProperty(literal, passed, source));
  else edits.push(appendArgument(node, braced(passed, styleOf(source)), source));
  edits.push({
    range: [node.range[1], node.range[1]],
    text: own === undefined ? ')' : `, ${dedented(own, property, node, source)})`,
  });
  return { kind: 'edits', edits, needs: need('v3', 'stsProvider') };
}

/** The text of a configuration without what the helper does anyway; `undefined` when nothing is left of it. */
function ownConfiguration(value: Node, release: readonly Edit[], source: Source): string | undefined {
  const literal = unwrap(value);
  const spreads =
    literal.type === 'ObjectExpression' && release.length === 0 ? withoutEnvironmentSpread(literal, source) : [];
  const text = editedText(value, [...release, ...spreads], source);
  return /^\{\s*\}$/.test(text) ? undefined : text;
}

/** Text that moves from a property to the end of the call loses the indentation that the property had beyond the call's. */
function dedented(text: string, property: Node | undefined, node: Node, source: Source): string {
  const extra = property ? indentationOf(property, source.text).slice(indentationOf(node, source.text).length) : '';
  return extra === ''
    ? text
    : text.replaceAll(`\n${indentationOf(node, source.text)}${extra}`, `\n${indentationOf(node, source.text)}`);
}

/** `getDefaultRoleAssumer(config)` → `stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), config)`. */
function planAssumer(site: Site, model: StsModel, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node } = site;
  if (whyNotDeferrable(node, model) !== undefined || node.arguments.length > 1)
    return leftToHand(
      `\`${site.name}\` cannot be built once for each region as it is written`,
      'Use `stsProvider` of the helper by hand',
    );
  const { text } = model.source;
  const callee = text.slice(node.callee.range[0], node.callee.range[1]);
  const [config] = node.arguments;
  const own = config && ownConfiguration(config, release, model.source);
  const tail = own === undefined ? '' : `, ${own}`;
  return {
    kind: 'edits',
    edits: [{ range: node.range, text: `${nameOf('stsProvider')}((clientConfig) => ${callee}(clientConfig)${tail})` }],
    needs: need('v3', 'stsProvider'),
  };
}

/** `aws4.sign(…)`: rewritten together with the call that sends the request. Without a `host`, aws4 goes to the global one whatever the region. */
function planSigned(site: Site, model: StsModel, options: FailoverOptions): Plan {
  const region = site.configuration.setting('region');
  const hosted = ['host', 'hostname'].some((key) => site.configuration.setting(key).state === 'present');
  const [endpoint] = endpointHosts(site, model);
  const host = endpoint && model.hosts.find(({ node }) => node === endpoint.node);
  const home =
    region.state === 'present'
      ? homeOfRegion(region.node.type === 'Property' ? region.node.value : region.node, model)
      : host && homeOfHost(host, model);
  const plan = hosted && home ? planRequest(site.node, home, model, options) : BY_HAND;
  return plan === BY_HAND
    ? leftToHand(
        `\`${site.name}\` signs a request that the code sends itself`,
        'Sign and send it inside `withStsRegions` of the helper, for each region',
      )
    : plan;
}

/** SDK v2: the client or credentials stay what they are, and the helper attends to their requests. */
function planV2(site: Site, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node } = site;
  const edits = [
    { range: [node.range[0], node.range[0]] as const, text: `${nameOf('withStsFailover')}(` },
    ...release,
    { range: [node.range[1], node.range[1]] as const, text: ')' },
  ];
  return { kind: 'edits', edits, needs: need('v2', 'withStsFailover') };
}

/** Whether the call mentions a name outside the `clientConfig` property, where our parameter would capture it. */
function mentionsName(node: CallNode, name: string, property: TSESTree.Property | undefined, model: StsModel): boolean {
  let found = false;
  walk(node, model.source.visitorKeys, (at) => {
    if (
      at.type !== 'Identifier' ||
      at.name !== name ||
      (property && at.range[0] >= property.range[0] && at.range[1] <= property.range[1])
    )
      return;
    const isKey = at.parent.type === 'Property' && at.parent.key === at && !at.parent.shorthand;
    const isMember = at.parent.type === 'MemberExpression' && at.parent.property === at && !at.parent.computed;
    if (!isKey && !isMember) found = true;
  });
  return found;
}
