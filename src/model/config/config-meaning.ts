import type { Key } from '../../config-files/types.js';
import { meaningOfKey } from '../code/key-meaning.js';
import { meaningOfName, type NamedMeaning } from '../code/named-meaning.js';
import type { HostMeaning } from '../types.js';

/** What surrounds a host in a configuration file. */
export interface HostPlace {
  readonly name: string;
  readonly path: readonly Key[];
  /** The other keys of its map. */
  readonly siblings: ReadonlySet<string>;
  /** `kind` of a Kubernetes document. */
  readonly documentKind: string | undefined;
}

/** By any key above the host: what is inside means the same, however deep. */
const AROUND: readonly NamedMeaning[] = [
  {
    name: /^(?:Not)?Principal$|^(?:assume_?role_?policy(?:_?document)?|trust_?(?:policy|relationships?)|federated)$/i,
    meaning: 'identity',
  },
  {
    name: /^Condition$|^String(?:Not)?(?:Equals|Like)(?:IgnoreCase)?$|^ForA(?:nyValue|llValues):/,
    meaning: 'identity',
  },
  { name: /^(?:aud|audiences?|client_?ids?(?:_?list)?|service_?principals?|id_?tokens?)$/i, meaning: 'identity' },
  {
    name: /^(?:event_?patterns?|event_?sources?|cloud_?trail\w*|user_?identity|tls_?details|xmlns|namespaces?)$/i,
    meaning: 'identity',
  },
  {
    name: /allow(?:ed)?[-_]?(?:list|hosts?|domains?|endpoints?|urls?|origins?)?$|(?:^|[-_])(?:egress|firewall|whitelist|no_?proxy|fqdns?|csp)|content[-_]?security[-_]?policy|connect[-_]?src|network_?polic|^RulesSource|^(?:host_)?permissions$/i,
    meaning: 'identity',
  },
  {
    name: /^(?:partitions|aws[-_]global|global_?endpoint|endpoint_?tests?|test_?cases|expect(?:ed|s)?(?:[A-Z_].*)?)$/i,
    meaning: 'identity',
  }, // the tables and tests of SDKs
  {
    name: /^(?:http_?)?interactions$|^recorded|^recordings?$|^cassettes?$|^mappings$|^mocks?$|^stubs?$/i,
    meaning: 'stub',
  },
  {
    name: /^(?:descriptions?|comments?|documentation|examples?|notes?|changelog|release_?notes)$/i,
    meaning: 'identity',
  },
];

/** By the host's own key, before what keys mean in code. */
const OWN: readonly NamedMeaning[] = [
  { name: /aud(?:ience)?s?$|issuer|jwks|^eks\.amazonaws\.com\/audience$/i, meaning: 'identity' },
  { name: /^(?:service_?name|generator_?id)s?$/i, meaning: 'identity' }, // findings of GuardDuty and Security Hub
  { name: /allow|no[-_]?proxy|csp|(?:^|[-_])(?:egress|deny|block)/i, meaning: 'identity' },
  {
    name: /^(?:homepage|repository|docs?(?:_?url)?|documentation_?url|\$?schema|\$?id|link|reference)$/i,
    meaning: 'identity',
  },
  { name: /endpoint[-_]?urls?$|^(?:aws_)?sts[-_]?(?:endpoint|url|uri|host)$/i, meaning: 'endpoint' },
  { name: /^(?:address|sni)$/i, meaning: 'endpoint' }, // the clusters of Envoy
];

interface SiblingMeaning extends NamedMeaning {
  /** The host's own key, where not any will do. */
  readonly of?: RegExp;
}

/** By another key of the same map. */
const SIBLINGS: readonly SiblingMeaning[] = [
  { name: /^(?:eventSource|eventName|eventVersion|detail-type)$/, meaning: 'identity' }, // an event that CloudTrail recorded
  { name: /^(?:authSchemes|credentialScope|endpointPrefix)$/, meaning: 'identity' }, // an SDK's own table of endpoints
  { of: /^url$/, name: /^properties$/, meaning: 'identity' }, // an SDK's own endpoint rules
  { of: /^default$/, name: /^(?:documentation|importance|validValues)$/, meaning: 'identity' }, // a description of settings
  { name: /^(?:httpVersion|statusCode|status_code|recorded_at|response)$/, meaning: 'stub' }, // a recorded request
];

/** Kubernetes documents that say where traffic may go. */
const NETWORK_KIND =
  /^(?:\w*NetworkPolicy|\w*NetworkSet|ServiceEntry|DestinationRule|VirtualService|Sidecar|EgressFirewall|EgressNetworkPolicy|\w*FQDN\w*|PeerAuthentication|Gateway|\w*Route)$/;

/** Keys under which the key `sts` holds an endpoint: `endpoints: { sts: … }`, `services: { sts: { endpoint_url } }`. */
const ENDPOINT_TABLE = /endpoint|(?:^|_)urls?$|^services?(?:\s|$)/i;

/** `--client-id-list` means what `client_id_list` means. */
const tidy = (name: string): string => name.replace(/^--?/, '').replaceAll('-', '_');

/** What an STS host means at its place in a configuration file; `unknown` when nothing there tells. Each row has a test. */
export function meaningOfHost({ name, path, siblings, documentKind }: HostPlace): HostMeaning {
  const own = tidy(name);
  const above = path.filter((key): key is string => typeof key === 'string').map(tidy);
  const around = AROUND.find((row) => above.some((key) => row.name.test(key)) || row.name.test(own));
  if (around) return around.meaning;
  if (documentKind !== undefined && NETWORK_KIND.test(documentKind)) return 'identity';
  const beside = SIBLINGS.find((row) => (row.of ?? /^/).test(name) && [...siblings].some((key) => row.name.test(key)));
  if (beside) return beside.meaning;
  const byName = meaningOfName(own, OWN);
  if (byName) return byName;
  const parent = above.at(-1);
  if (/^sts$/i.test(own) && parent !== undefined && ENDPOINT_TABLE.test(parent)) return 'endpoint';
  // A parameter's default is what the parameter is.
  if (/^default(?:_?value)?$/i.test(own) && parent !== undefined)
    return meaningOfHost({ name: parent, path: path.slice(0, -1), siblings: new Set(), documentKind });
  return meaningOfKey(own) ?? 'unknown';
}

/** Variables that put SDKs into a mode; the same words are keys of the AWS configuration files, and the option of a client of SDK v2. */
export const isModeName = (name: string): boolean =>
  /^(?:AWS_)?STS_REGIONAL_ENDPOINTS$/i.test(name) || name === 'stsRegionalEndpoints';

/** With `false` EKS leaves the mode of the pods as it is; with `true` it sets it to `regional`. */
export const MODE_ANNOTATION = 'eks.amazonaws.com/sts-regional-endpoints';

/** Variables that the SDKs and the AWS command line take their region from. */
export const isRegionVariable = (name: string): boolean => /^(?:AWS|AMAZON)_(?:DEFAULT_)?REGION$/.test(name);
