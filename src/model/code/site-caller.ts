import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp, type PropertyState } from '../../ast/object-value.js';
import { shortText } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { optionsOf, type Value } from '../../ast/value.js';
import { packageOf } from '../../sts/packages.js';
import type { Caller, CallNode, Site } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { readConfiguration } from './configuration.js';

/**
 * A client or provider that is given a provider. A client has a region, and a provider may pass on that of its own
 * user.
 */
type User = Caller | Site;

/** How far a provider is looked for inside calls around it: `memoize(log(provider))`. */
const MAX_WRAPPERS = 4;

/**
 * Finds the clients that use the providers of a file, however a provider gets there: written into the client, or by way
 * of constants, configuration objects, fields and functions. A configuration that is handed on counts as a client.
 *
 * A client hands its region to the providers in `credentials`, and a provider with an STS client of its own to the one
 * in `masterCredentials`. The first client that uses it decides, because a provider keeps its STS client.
 */
export function callersIn(
  clients: readonly (CallNode | TSESTree.ObjectExpression)[],
  sites: readonly Site[],
  source: Source,
  reader: CodeReader,
): (site: Site) => Caller | undefined {
  if (!sites.some(isProvider)) return () => undefined; // most files: what clients are given is slow to find
  const users = usersOfProviders(clients, sites, source, reader);
  const callersOf = (site: Site, seen: ReadonlySet<Site> = new Set()): readonly Caller[] =>
    seen.has(site)
      ? []
      : (users.get(site.node) ?? []).flatMap((user) =>
          'construct' in user ? callersOf(user, new Set([...seen, site])) : [user],
        );
  return (site) => (isProvider(site) ? one(callersOf(site)) : undefined);
}

/** Whether a client can get what is built here as its credentials. */
const isProvider = ({ construct }: Site): boolean => construct.sdk === 'v3' && construct.call === 'call';

function usersOfProviders(
  clients: readonly (CallNode | TSESTree.ObjectExpression)[],
  sites: readonly Site[],
  source: Source,
  reader: CodeReader,
): ReadonlyMap<Node, readonly User[]> {
  const users = new Map<Node, User[]>();
  const note = (credentials: PropertyState, user: User): void => {
    if (credentials.state !== 'present') return;
    for (const call of providerCallsIn(credentials.value, reader)) users.set(call, [...(users.get(call) ?? []), user]);
  };
  for (const client of clients) {
    const { name, setting } = readClient(client, source, reader);
    const caller = { name, region: setting('region') };
    if (client.type === 'ObjectExpression' && caller.region.state === 'absent') continue; // it may be anything
    for (const key of ['credentials', 'credentialDefaultProvider']) note(setting(key), caller);
  }
  for (const site of sites) {
    const [options] = site.node.arguments;
    if (site.construct.kind !== 'v3-temporary-credentials' || !options) continue;
    const region = site.configuration.setting('region');
    note(
      lookUp(reader.valueOf(options), 'masterCredentials'),
      region.state === 'absent' ? site : { name: site.name, region },
    );
  }
  return users;
}

/** The settings of a client that is built here, or of a configuration that is handed on to be used elsewhere. */
function readClient(
  client: CallNode | TSESTree.ObjectExpression,
  { text }: Source,
  reader: CodeReader,
): { readonly name: string | undefined; readonly setting: (name: string) => PropertyState } {
  if (client.type === 'ObjectExpression') {
    const value = reader.valueOf(client);
    return { name: undefined, setting: (name) => lookUp(value, name) };
  }
  const { setting } = readConfiguration(client, { argument: 0, path: [] }, reader);
  return { name: shortText(client.callee, text), setting };
}

/** Whether a `new X(…)` builds a client of SDK v3, which hands its region to the provider of its credentials. */
export function isClientOfV3(node: CallNode, { originOf }: CodeReader): boolean {
  const module = node.type === 'NewExpression' && node.arguments.length > 0 ? originOf(node.callee)?.module : undefined;
  return module !== undefined && /^@aws-sdk\/(?:client|lib)-/.test(packageOf(module));
}

/** The calls that a value may come from, those inside wrappers such as `memoize(provider)` included. */
function providerCallsIn(value: Value, reader: CodeReader, wrappers = 0): readonly Node[] {
  return optionsOf(value).flatMap(({ kind, node }): readonly Node[] => {
    if (kind !== 'unknown' || node.type !== 'CallExpression') return [];
    const inner =
      wrappers === MAX_WRAPPERS
        ? []
        : node.arguments.flatMap((argument) =>
            argument.type === 'SpreadElement' ? [] : providerCallsIn(reader.valueOf(argument), reader, wrappers + 1),
          );
    return [node, ...inner];
  });
}

/** The caller that decides the region. Several with the same region count as one. */
function one(callers: readonly Caller[]): Caller | undefined {
  const [first, ...others] = callers;
  if (!first || others.every(({ region }) => isSameRegion(region, first.region))) return first;
  return {
    ...first,
    region: { state: 'unknown', reason: 'its clients differ' },
    differing: callers.map(({ region }) => region),
  };
}

function isSameRegion(region: PropertyState, other: PropertyState): boolean {
  if (region.state !== 'present' || other.state !== 'present') return region.state === other.state;
  return region.always === other.always && describe(region.value) === describe(other.value);
}

/** The same text for the same literal, environment variable or expression. */
const describe = (value: Value): string =>
  JSON.stringify(optionsOf(value), (key, part: unknown) => (key === 'node' ? undefined : part));
