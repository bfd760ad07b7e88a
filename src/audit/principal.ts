import type { StsCall } from './call.js';

/** Who called. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** The name of the role, user, provider or service; of an account, its number. */
  readonly name: string;
  readonly account: string | undefined;
}

export type PrincipalKind =
  'role' | 'user' | 'root' | 'federated user' | 'web identity' | 'SAML login' | 'service' | 'account' | 'unknown';

/**
 * The principal of a call: of a session its role, of a login by web identity or SAML the provider or workload, since
 * users are many.
 */
export function principalOf({ identity, recipient }: StsCall): Principal {
  const { type, arn, account, issuer, userName, provider, invokedBy, workload } = identity;
  switch (type) {
    case 'AssumedRole':
      return { kind: 'role', name: nameInArn(issuer) ?? 'unknown', account: accountInArn(issuer) ?? account };
    case 'Role':
      return { kind: 'role', name: nameInArn(arn) ?? userName ?? 'unknown', account };
    case 'IAMUser':
      return { kind: 'user', name: nameInArn(arn) ?? userName ?? 'unknown', account };
    case 'Root':
      return { kind: 'root', name: 'root', account };
    case 'FederatedUser':
      return { kind: 'federated user', name: nameInArn(arn) ?? userName ?? 'unknown', account };
    case 'WebIdentityUser':
      return { kind: 'web identity', name: workload?.name ?? providerName(provider), account: account ?? recipient };
    case 'SAMLUser':
      return { kind: 'SAML login', name: providerName(provider), account: account ?? recipient };
    case 'AWSService':
      return { kind: 'service', name: invokedBy ?? 'unknown', account: account ?? recipient };
    case 'AWSAccount':
      return { kind: 'account', name: account ?? 'unknown', account };
    default:
      return { kind: 'unknown', name: type === '' ? 'unknown' : type, account: account ?? recipient };
  }
}

/** `arn:aws:iam::111122223333:role/path/NAME` → `path/NAME`. */
function nameInArn(arn: string | undefined): string | undefined {
  const slash = arn?.indexOf('/') ?? -1;
  return arn === undefined || slash === -1 || !arn.startsWith('arn:') ? undefined : arn.slice(slash + 1);
}

function accountInArn(arn: string | undefined): string | undefined {
  return arn?.split(':')[4] || undefined;
}

/** `arn:aws:iam::111122223333:oidc-provider/example.com` → `example.com`. */
function providerName(provider: string | undefined): string {
  return nameInArn(provider) ?? provider ?? 'unknown';
}
