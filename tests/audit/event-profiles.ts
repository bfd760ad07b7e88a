/** The kinds of calls that are generated, each with what is true of it. */
export interface Truth {
  readonly destination: 'global' | 'unknown' | 'regional' | 'endpoint' | 'fips' | 'service';
  readonly caller: string;
  readonly sdk: string;
  readonly operation: string;
  readonly day: string;
  readonly error?: string;
  readonly givesToken: boolean;
  /** The caller's own log has it too. */
  readonly isCopy: boolean;
}

export interface Profile {
  readonly weight: number;
  readonly destination: Truth['destination'];
  readonly caller: string;
  readonly sdk: string;
  readonly operation: string;
  readonly userAgent: string;
  readonly region: string;
  readonly host?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly vpcEndpoint?: string;
  readonly sourceIp?: string;
  readonly identity: (random: Random) => Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly role?: string;
  /** The role's owner, whose log has the call too. */
  readonly owner?: string;
}

export type Random = () => number;

export const ACCOUNT = '111122223333';
const OTHER = '444455556666';

/** A session of a role. */
export const session =
  (
    role: string,
    name: (random: Random) => string,
    inScopeOf?: Readonly<Record<string, string>>,
    account = ACCOUNT,
  ): Profile['identity'] =>
  (random) => ({
    type: 'AssumedRole',
    principalId: `AROA123456789EXAMPLE:${name(random)}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? ''}/${name(random)}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROA123456789EXAMPLE',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role.split('/').at(-1),
      },
      webIdFederationData: {},
      attributes: { creationDate: '2025-06-01T00:00:00Z', mfaAuthenticated: 'false' },
    },
    ...(inScopeOf && { inScopeOf }),
  });

export const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

const V2_LAMBDA = 'aws-sdk-nodejs/2.1354.0 linux/v18.20.4 exec-env/AWS_Lambda_nodejs18.x promise';
export const V3_LAMBDA =
  'aws-sdk-js/3.632.0 ua/2.0 os/linux#5.10.227-239.884.amzn2.x86_64 lang/js md/nodejs#20.18.0 api/sts#3.632.0 exec-env/AWS_Lambda_nodejs20.x';
const BOTO_OLD = 'Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165';
const BOTO_NEW =
  'Boto3/1.40.4 md/Botocore#1.40.4 ua/2.1 os/linux#6.1.0 md/arch#aarch64 lang/python#3.13.1 md/pyimpl#CPython exec-env/AWS_ECS_FARGATE m/Z,D,b cfg/retry-mode#legacy Botocore/1.40.4';
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; linux; amd64)';

export const PROFILES: readonly Profile[] = [
  {
    weight: 12,
    destination: 'global',
    caller: 'role service/orders',
    sdk: 'js-v2',
    operation: 'AssumeRole',
    userAgent: V2_LAMBDA,
    region: 'us-east-1',
    host: 'sts.amazonaws.com',
    identity: session('service/orders', () => 'orders-api'),
    role: `arn:aws:iam::${ACCOUNT}:role/reader`,
  },
  {
    weight: 5,
    destination: 'global',
    caller: 'role service/orders',
    sdk: 'js-v2',
    operation: 'GetCallerIdentity',
    userAgent: V2_LAMBDA,
    region: 'us-east-1',
    host: 'sts-global.eu-west-1.amazonaws.com',
    details: { endpointType: 'global', awsServingRegion: 'eu-west-1' },
    identity: session('service/orders', () => 'orders-api'),
  },
  {
    weight: 4,
    destination: 'global',
    caller: 'web identity shop/cart',
    sdk: 'js-v2',
    operation: 'AssumeRoleWithWebIdentity',
    userAgent: 'aws-sdk-nodejs/2.1112.0 linux/v16.20.2 promise',
    region: 'us-east-1',
    host: 'sts.amazonaws.com',
    role: `arn:aws:iam::${ACCOUNT}:role/cart`,
    identity: () => ({
      type: 'WebIdentityUser',
      principalId: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sts.amazonaws.com:system:serviceaccount:shop:cart`,
      userName: 'system:serviceaccount:shop:cart',
      identityProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE`,
    }),
  },
  {
    weight: 3,
    destination: 'global',
    caller: 'user deployer',
    sdk: 'boto3',
    operation: 'GetSessionToken',
    userAgent: `[${BOTO_OLD}]`,
    region: 'us-east-1',
    host: 'STS.amazonaws.com:443',
    identity: () => ({
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:user/deployer`,
      accountId: ACCOUNT,
      userName: 'deployer',
    }),
  },
  {
    weight: 2,
    destination: 'global',
    caller: 'user deployer',
    sdk: 'terraform',
    operation: 'GetCallerIdentity',
    userAgent: TERRAFORM,
    region: 'us-east-1',
    host: 'sts.amazonaws.com',
    identity: () => ({
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:user/deployer`,
      accountId: ACCOUNT,
      userName: 'deployer',
    }),
  },
  {
    weight: 2,
    destination: 'global',
    caller: 'role partner',
    sdk: 'go-v1',
    operation: 'AssumeRole',
    userAgent: 'aws-sdk-go/1.44.260 (go1.20.10; linux; amd64)',
    region: 'us-east-1',
    host: 'sts.amazonaws.com',
    error: 'AccessDenied',
    identity: session('partner', (random) => `run-${hex(random, 12)}`),
    role: `arn:aws:iam::${OTHER}:role/shared`,
  },
  {
    weight: 4,
    destination: 'regional',
    caller: 'role cross',
    sdk: 'java-v2',
    operation: 'AssumeRole',
    userAgent:
      'aws-sdk-java/2.17.295 Linux/4.14.291 OpenJDK_64-Bit_Server_VM/11.0.17+9-LTS Java/11.0.17 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/standard',
    region: 'eu-west-1',
    host: 'sts.eu-west-1.amazonaws.com',
    owner: OTHER,
    identity: session('cross', (random) => `batch-${hex(random, 8)}`),
    role: `arn:aws:iam::${OTHER}:role/shared`,
  },
  {
    weight: 14,
    destination: 'regional',
    caller: 'role service/billing',
    sdk: 'js-v3',
    operation: 'AssumeRole',
    userAgent: V3_LAMBDA,
    region: 'eu-central-1',
    host: 'sts.eu-central-1.amazonaws.com',
    details: { endpointType: 'regional', awsServingRegion: 'eu-central-1' },
    identity: session('service/billing', () => 'billing', {
      issuerType: 'AWS::Lambda::Function',
      credentialsIssuedTo: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:billing`,
    }),
    role: `arn:aws:iam::${ACCOUNT}:role/reader`,
  },
  {
    weight: 6,
    destination: 'regional',
    caller: 'role web',
    sdk: 'boto3',
    operation: 'GetCallerIdentity',
    userAgent: BOTO_NEW,
    region: 'ap-south-1',
    host: 'sts.ap-south-1.amazonaws.com',
    identity: session('web', (random) => hex(random, 32)),
  },
  {
    weight: 2,
    destination: 'regional',
    caller: 'role web',
    sdk: 'boto3',
    operation: 'GetCallerIdentity',
    userAgent: BOTO_NEW,
    region: 'af-south-1',
    host: 'sts.af-south-1.amazonaws.com',
    error: 'InvalidClientTokenId',
    identity: session('web', (random) => hex(random, 32)),
  },
  {
    weight: 4,
    destination: 'endpoint',
    caller: 'role node',
    sdk: 'go-v2',
    operation: 'GetCallerIdentity',
    userAgent: 'aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64 api/sts#1.26.2',
    region: 'us-west-2',
    host: 'sts.us-west-2.amazonaws.com',
    vpcEndpoint: 'vpce-0a1b2c3d4e5f67890',
    sourceIp: '10.0.3.7',
    identity: session('node', (random) => `i-${hex(random, 17)}`),
  },
  {
    weight: 1,
    destination: 'fips',
    caller: 'role gov',
    sdk: 'cli-v2',
    operation: 'AssumeRole',
    userAgent: 'aws-cli/2.15.33 Python/3.11.8 Linux/5.10.233 exe/x86_64.amzn.2 prompt/off command/sts.assume-role',
    region: 'us-east-2',
    host: 'sts-fips.us-east-2.amazonaws.com',
    identity: session('gov', () => 'admin'),
    role: `arn:aws:iam::${ACCOUNT}:role/reader`,
  },
  {
    weight: 2,
    destination: 'unknown',
    caller: 'user legacy',
    sdk: 'ruby',
    operation: 'GetFederationToken',
    userAgent: 'aws-sdk-ruby3/3.75.0 ruby/2.6.3 x86_64-linux',
    region: 'us-east-1',
    identity: () => ({
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:user/legacy`,
      accountId: ACCOUNT,
      userName: 'legacy',
    }),
  },
  {
    weight: 9,
    destination: 'service',
    caller: 'service lambda.amazonaws.com',
    sdk: 'aws-service',
    operation: 'AssumeRole',
    userAgent: 'lambda.amazonaws.com',
    region: 'us-east-1',
    sourceIp: 'lambda.amazonaws.com',
    identity: () => ({ type: 'AWSService', invokedBy: 'lambda.amazonaws.com' }),
    role: `arn:aws:iam::${ACCOUNT}:role/service/orders`,
  },
  {
    weight: 3,
    destination: 'regional',
    caller: 'web identity acme/shop',
    sdk: 'js-v3',
    operation: 'AssumeRoleWithWebIdentity',
    userAgent:
      'aws-sdk-js/3.895.0 ua/2.1 os/linux#6.8 lang/js md/nodejs#20.19.5 api/sts#3.895.0 m/E configure-aws-credentials-for-github-actions',
    region: 'eu-west-1',
    host: 'sts.eu-west-1.amazonaws.com',
    role: `arn:aws:iam::${ACCOUNT}:role/deploy`,
    identity: (random) => ({
      type: 'WebIdentityUser',
      principalId: 'x',
      userName: `repo:acme/shop:ref:refs/heads/feature-${hex(random, 6)}`,
      identityProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    }),
  },
  {
    weight: 2,
    destination: 'regional',
    caller: 'SAML login Okta',
    sdk: 'browser',
    operation: 'AssumeRoleWithSAML',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    region: 'us-east-2',
    host: 'sts.us-east-2.amazonaws.com',
    role: `arn:aws:iam::${ACCOUNT}:role/people`,
    identity: (random) => ({
      type: 'SAMLUser',
      principalId: 'x',
      userName: `${hex(random, 8)}@example.com`,
      identityProvider: `arn:aws:iam::${ACCOUNT}:saml-provider/Okta`,
    }),
  },
];
