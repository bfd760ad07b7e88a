import type { HostMeaning } from '../types.js';
import { meaningOfName, type NamedMeaning } from './named-meaning.js';

/** What keys say about the host that is their value. Identities count through arrays and nested objects too. */
const KEYS: readonly NamedMeaning[] = [
  { name: /aud(?:ience)?s?$/i, meaning: 'identity' }, // aud, audience, 'token.actions.githubusercontent.com:aud'
  // clientIds, ClientIDList, client_id_list, Pulumi's clientIdLists
  { name: /client_?id(?:s|_?lists?)?$/i, meaning: 'identity' },
  {
    name: /^(?:service|services|principals?|federated|identifiers?|assumedBy|assume_role_policy)$/i,
    meaning: 'identity',
  }, // IAM principals
  { name: /^(?:event_?sources?|sources?|detail)$/i, meaning: 'identity' }, // CloudTrail and EventBridge
  {
    name: /^(?:String(?:Not)?(?:Equals|Like)(?:IgnoreCase)?|ForA(?:nyValue|llValues):.*|conditions?|values?)$/,
    meaning: 'identity',
  }, // IAM conditions
  { name: /^(?:xmlns|namespace|xmlNamespace|uid|issuer|iss|sub|thumbprints?)$/i, meaning: 'identity' },
  {
    name: /^(?:no_?proxy|allow(?:ed)?_?(?:list|hosts|domains)?|csp|connect-?src|whitelist|allowlist)$/i,
    meaning: 'identity',
  },
  { name: /^(?:origins?|domains?|globalEndpoint)$/i, meaning: 'identity' },
  { name: /^(?:expected\w*|description|message|title|label|name|comment|summary|example)$/i, meaning: 'identity' },
  // endpoint, host, hostname, stsUrl, regional_cred_verification_url, baseUrlOverride
  {
    name: /(?:endpoint|endpoint_?url(?:_[a-z]\w*)?|host|host_?name|url|uri|base_?path)(?:_?override)?$/i,
    meaning: 'endpoint',
  },
];

/** What a key says about the host that is its value; `undefined` when it says nothing. */
export const meaningOfKey = (name: string): HostMeaning | undefined => meaningOfName(name, KEYS);
