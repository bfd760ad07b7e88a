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

/** What keys above the host say about everything inside them. */
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
    name: /allow(?:ed)?[-_]?(?:list|hosts?|domains?|endpoints?|urls?|origins?)?$/i,
    meaning: 'identity',
  },
  { name: /(?:^|[-_])(?:egress|firewall|whitelist|no_?proxy|fqdns?|csp)/i, meaning: 'identity' },
  { name: /content[-_]?security[-_]?policy|connect[-_]?src|network_?polic/i, meaning: 'identity' },
  { name: /^Rules_?Source|^(?:host_)?permissions$/i, meaning: 'identity' },
  {
    name: /^(?:partitions|aws[-_]global|global_?endpoint|endpoint_?tests?|test_?cases|expect(?:ed|s)?(?:[A-Z_].*)?)$/i,
    meaning: 'identity',
  }, // tables and tests of SDKs
  {
    name: /^(?:http_?)?interactions$|^recorded|^recordings?$|^cassettes?$|^mappings$|^mocks?$|^stubs?$/i,
    meaning: 'stub',
  },
  {
    name: /^(?:descriptions?|comments?|documentation|examples?|notes?|changelog|release_?notes)$/i,
    meaning: 'identity',
  },
];

/** What the host's own key says. It outranks what keys mean in code. */
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
  /** The host's own key. Any key when absent. */
  readonly of?: RegExp;
}

/** What another key of the same map says. */
const SIBLINGS: readonly SiblingMeaning[] = [
  // an event that CloudTrail recorded
  { name: /^(?:eventSource|eventName|eventVersion|detail-type)$/, meaning: 'identity' },
  { name: /^(?:authSchemes|credentialScope|endpointPrefix)$/, meaning: 'identity' }, // an SDK's own table of endpoints
  { of: /^url$/, name: /^properties$/, meaning: 'identity' }, // an SDK's own endpoint rules
  // a description of settings
  { of: /^default$/, name: /^(?:documentation|importance|validValues)$/, meaning: 'identity' },
  { name: /^(?:httpVersion|statusCode|status_code|recorded_at|response)$/, meaning: 'stub' }, // a recorded request
];

/** Kubernetes documents that say where traffic may go. */
const NETWORK_KIND =
  /^(?:\w*NetworkPolicy|\w*NetworkSet|\w*Route|\w*FQDN\w*|EgressFirewall|ServiceEntry|DestinationRule|VirtualService|Sidecar|PeerAuthentication|Gateway)$/;

/** Keys under which the key `sts` holds an endpoint: `endpoints: { sts: … }`, `services: { sts: { endpoint_url } }`. */
const ENDPOINT_TABLE = /endpoint|(?:^|_)urls?$|^services?(?:\s|$)/i;

/** `--client-id-list` means what `client_id_list` means. */
const tidy = (name: string): string => name.replace(/^--?/, '').replaceAll('-', '_');

/** What an STS host means in a configuration file; `unknown` when nothing around it shows that. Each row has a test. */
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
  // A parameter's default means the same as the parameter.
  if (/^default(?:_?value)?$/i.test(own) && parent !== undefined)
    return meaningOfHost({ name: parent, path: path.slice(0, -1), siblings: new Set(), documentKind });
  return meaningOfKey(own) ?? 'unknown';
}

/**
 * Whether a name sets the endpoint mode of SDKs: an environment variable, a key of the AWS configuration files, or the
 * option of SDK v2.
 */
export const isModeName = (name: string): boolean =>
  /^(?:AWS_)?STS_REGIONAL_ENDPOINTS$/i.test(name) || name === 'stsRegionalEndpoints';

/** Whether the SDKs or the AWS command line take their region from a variable. */
export const isRegionVariable = (name: string): boolean => /^(?:AWS|AMAZON)_(?:DEFAULT_)?REGION$/.test(name);
