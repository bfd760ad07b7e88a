import type { ConfigSetting } from '../../model/config/config-types.js';
import type { Subject } from '../../model/subject.js';
import type { HostMeaning } from '../../model/types.js';
import type { ConstructKind } from '../../sts/packages.js';

const CONSTRUCTS: Readonly<Record<ConstructKind, string>> = {
  'v3-client': 'an STS client of SDK v3',
  'v3-role-assumer': 'a role assumer of SDK v3, which builds an STS client of its own',
  'v3-temporary-credentials': 'a credential provider of SDK v3, which builds an STS client of its own',
  'v3-web-token': 'a credential provider of SDK v3, which builds an STS client of its own',
  'v3-token-file': 'a credential provider of SDK v3, which builds an STS client of its own',
  'v3-oidc-token': 'a credential provider for SDK v3, which builds an STS client of its own',
  'v3-profile': 'a credential provider of SDK v3, which calls STS for profiles that assume a role',
  'v3-node-chain': 'a chain of credential providers of SDK v3, some of which call STS',
  'v3-middleware': 'a middleware that builds an STS client of SDK v3',
  'v3-layer': 'a layer that builds an STS client of SDK v3',
  'v3-interceptor': 'an interceptor that assumes a role with SDK v3',
  'v3-token-signer': 'a token signer that assumes a role with SDK v3',
  'v2-client': 'an STS client of SDK v2',
  'v2-chainable': 'credentials of SDK v2, which build an STS client of their own',
  'v2-web-identity': 'credentials of SDK v2, which build an STS client of their own',
  'v2-token-file': 'credentials of SDK v2, which build an STS client of their own',
  'v2-cognito': 'credentials of SDK v2, which build an STS client of their own',
  'v2-unconfigurable': 'credentials of SDK v2, whose STS client takes no settings',
  aws4: 'a request to STS that aws4 signs',
};

const HOSTS: Readonly<Record<HostMeaning, string>> = {
  endpoint: 'the host of a request',
  setting: 'the value of an environment variable',
  identity: 'a name, such as an audience or a principal, and no endpoint',
  stub: 'a host that a test replaces',
  unknown: 'a host, and the file does not show what it is for',
};

/** What a subject of code is, in words. `undefined`: only a rule knows it. */
export function whatIs(subject: Subject | undefined): string {
  switch (subject?.kind) {
    case 'site':
      return CONSTRUCTS[subject.site.construct.kind];
    case 'host':
      return HOSTS[subject.host.meaning];
    case 'chain':
      return 'a chain of credential providers';
    case 'class-value':
      return 'a class that other code builds';
    case 'variable':
      return 'an environment variable that the code sets';
    case 'loose-flag':
      return 'a setting for a class whose origin the file does not show';
    case 'idle-flag':
      return 'a setting of AWS.config, which STS clients ignore';
    case undefined:
      return 'a region, or a call of the failover helper';
  }
}

/** What a setting of a configuration file is, in words. */
export const whatSettingIs: Readonly<Record<ConfigSetting['kind'], string>> = {
  endpoint: 'a setting that leads to the global host',
  request: 'a request to the global host',
  'unclear-host': 'the global host, and the file does not show what it is for',
  mode: 'the mode of SDK v2',
  annotation: 'an annotation that decides the mode',
  region: 'a region that an SDK gets',
  'web-identity': 'a web identity, with which SDK v2 calls STS',
};
