/**
 * Records of STS in the shapes that AWS and public repositories publish, rewritten with invented accounts, names and
 * addresses, and what is to be read in each. `source` says where the shape was seen.
 */
import type { WorkloadKind } from '../../src/audit/call.js';
import type { Destination } from '../../src/audit/destination.js';
import type { PrincipalKind } from '../../src/audit/principal.js';
import type { SdkId } from '../../src/audit/user-agent/sdks.js';

export interface Shape {
  readonly name: string;
  readonly source: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly destination: Destination;
    readonly principal: readonly [kind: PrincipalKind, name: string, account?: string];
    readonly sdk: SdkId;
    readonly workload?: readonly [kind: WorkloadKind, name?: string];
    readonly servedIn?: string;
  };
}

const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html';
const CLOUDTRAIL_GUIDE =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html';
const INVICTUS = 'https://github.com/invictus-ir/aws_dataset (CloudTrail)';
const STRATUS = 'https://github.com/DataDog/stratus-red-team (docs/detonation-logs)';
const PANTHER = 'https://github.com/panther-labs/panther-analysis (rules/aws_cloudtrail_rules)';
const WHODUNNIT = 'https://github.com/glassechidna/whodunnit (README.md)';

const A = '111122223333';
const B = '444455556666';

type Fields = Readonly<Record<string, unknown>>;

/** What all records of STS have. */
function event(operation: string, fields: Fields): Fields {
  return {
    eventVersion: '1.08',
    eventTime: '2025-06-11T08:15:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: operation,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.101',
    requestParameters: null,
    responseElements: null,
    requestID: 'c6104cbe-af31-11e0-8154-cbc7ccf896c7',
    eventID: 'dEXAMPLE-265a-41e0-9352-4401bEXAMPLE',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: A,
    eventCategory: 'Management',
    ...fields,
  };
}

const tls = (host: string): Fields => ({
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: host },
});
const endpoint = (endpointType: string, awsServingRegion: string): Fields => ({
  additionalEventData: { RequestDetails: { endpointType, awsServingRegion } },
});
const asks = (role: string, account = A): Fields => ({
  requestParameters: {
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    roleSessionName: 'example',
    durationSeconds: 3600,
  },
});

function session(role: string, name: string, more: Fields = {}, context: Fields = {}): Fields {
  const short = role.split('/').at(-1) ?? '';
  return {
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA123456789EXAMPLE:${name}`,
      arn: `arn:aws:sts::${A}:assumed-role/${short}/${name}`,
      accountId: A,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROA123456789EXAMPLE',
          arn: `arn:aws:iam::${A}:role/${role}`,
          accountId: A,
          userName: short,
        },
        attributes: { creationDate: '2025-06-11T08:00:00Z', mfaAuthenticated: 'false' },
        ...context,
      },
      ...more,
    },
  };
}

const user = (name: string): Fields => ({
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: `arn:aws:iam::${A}:user/${name}`,
    accountId: A,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: name,
  },
});

const webIdentity = (provider: string, subject: string): Fields => ({
  userIdentity: {
    type: 'WebIdentityUser',
    principalId: `arn:aws:iam::${A}:oidc-provider/${provider}:sts.amazonaws.com:${subject}`,
    userName: subject,
    identityProvider: `arn:aws:iam::${A}:oidc-provider/${provider}`,
  },
});

const service = (name: string): Fields => ({
  userIdentity: { type: 'AWSService', invokedBy: name },
  sourceIPAddress: name,
  userAgent: name,
  sharedEventID: '8dcbd001-f8ef-42a9-8fcf-e2d9c86afcdf',
});

const CLI_2 =
  'aws-cli/2.15.33 Python/3.11.8 Linux/5.10.233-204.894.amzn2int.x86_64 exe/x86_64.amzn.2 prompt/off command/sts.assume-role';
const GO_1 = 'aws-sdk-go/1.38.69 (go1.16.5; darwin; arm64)';
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) HashiCorp-terraform-exec/0.17.3';
const GO_2_STS =
  'aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64 exec-env/grimoire_095724e3-1fa0-4e3e-b68a-e8581d194380 api/sts#1.26.2';

/* prettier-ignore */
export const SHAPES: readonly Shape[] = [
  { name: 'the global host, served in a region', source: IAM_GUIDE, record: event('AssumeRole', { ...session('Admin', 'developer'), ...asks('test-role'), ...endpoint('global', 'eu-north-1'), ...tls('sts-global.eu-north-1.amazonaws.com'), userAgent: CLI_2 }), expected: { destination: 'global', principal: ['role', 'Admin', A], sdk: 'cli-v2', servedIn: 'eu-north-1' } },
  { name: 'a regional host, with the kind of endpoint', source: IAM_GUIDE, record: event('AssumeRole', { ...session('Admin', 'developer'), awsRegion: 'eu-north-1', ...endpoint('regional', 'eu-north-1'), ...tls('sts.eu-north-1.amazonaws.com'), userAgent: CLI_2 }), expected: { destination: 'regional', principal: ['role', 'Admin', A], sdk: 'cli-v2' } },
  { name: 'AssumeRole with session tags', source: IAM_GUIDE, record: event('AssumeRole', { ...user('JohnDoe'), awsRegion: 'us-east-2', requestParameters: { roleArn: `arn:aws:iam::${A}:role/EC2-dev`, tags: [{ key: 'Project', value: 'Pegasus' }], transitiveTagKeys: ['Project'], incomingTransitiveTags: { Department: 'Engineering' } }, ...tls('sts.us-east-2.amazonaws.com'), userAgent: 'aws-cli/1.16.248 Python/3.4.7 Linux/4.9.184 botocore/1.12.239' }), expected: { destination: 'regional', principal: ['user', 'JohnDoe', A], sdk: 'cli-v1' } },
  { name: 'AssumeRole in the log of the role, by another account', source: IAM_GUIDE, record: event('AssumeRole', { userIdentity: { type: 'AWSAccount', principalId: 'AIDAQRSTUVWXYZEXAMPLE', accountId: B }, awsRegion: 'us-east-2', ...asks('ExternalRole'), sharedEventID: '12345678-1234-1234-1234-123456789012', userAgent: 'aws-cli/1.11.10 Python/2.7.8 Linux/3.2.45 botocore/1.4.67' }), expected: { destination: 'regional', principal: ['account', B, B], sdk: 'cli-v1' } },
  { name: 'AssumeRole by a service', source: IAM_GUIDE, record: event('AssumeRole', { ...service('elasticmapreduce.amazonaws.com'), ...asks('EMR_DefaultRole') }), expected: { destination: 'service', principal: ['service', 'elasticmapreduce.amazonaws.com', A], sdk: 'aws-service' } },
  { name: 'AssumeRoleWithSAML', source: IAM_GUIDE, record: event('AssumeRoleWithSAML', { userIdentity: { type: 'SAMLUser', principalId: 'SampleUkh1i4+ExamplexL/jEvs=:SamlExample', userName: 'SamlExample', identityProvider: 'bdGOnTesti4+ExamplexL/jEvs=' }, awsRegion: 'us-east-2', requestParameters: { sAMLAssertionID: '_c0046cEXAMPLEb9d4b8eEXAMPLE2619aEXAMPLE', roleArn: `arn:aws:iam::${A}:role/SAMLTestRole`, principalArn: `arn:aws:iam::${A}:saml-provider/test-saml-provider` }, ...tls('sts.us-east-2.amazonaws.com'), userAgent: 'aws-cli/1.16.263 Python/3.4.7 Linux/4.9.184 botocore/1.12.253' }), expected: { destination: 'regional', principal: ['SAML login', 'test-saml-provider', A], sdk: 'cli-v1' } },
  { name: 'AssumeRoleWithWebIdentity of any provider', source: IAM_GUIDE, record: event('AssumeRoleWithWebIdentity', { ...webIdentity('accounts.example.com', 'id-of-user'), awsRegion: 'us-east-2', ...asks('FederatedWebIdentityRole'), additionalEventData: { identityProviderConnectionVerificationMethod: 'IAMTrustStore' }, ...tls('sts.us-east-2.amazonaws.com'), userAgent: 'aws-cli/2.13.29 Python/3.11.6 Windows/10 exe/AMD64 prompt/off command/sts.assume-role-with-web-identity' }), expected: { destination: 'regional', principal: ['web identity', 'accounts.example.com', A], sdk: 'cli-v2' } },
  { name: 'GetSessionToken with MFA, of a user', source: CLOUDTRAIL_GUIDE, record: event('GetSessionToken', { ...user('Alice'), requestParameters: { serialNumber: `arn:aws:iam::${A}:mfa/Alice` }, ...tls('sts.amazonaws.com'), userAgent: 'Boto3/1.17.80 Python/3.9.5 Darwin/20.3.0 Botocore/1.20.80' }), expected: { destination: 'global', principal: ['user', 'Alice', A], sdk: 'boto3' } },
  { name: 'the root user', source: CLOUDTRAIL_GUIDE, record: event('GetCallerIdentity', { userIdentity: { type: 'Root', principalId: A, arn: `arn:aws:iam::${A}:root`, accountId: A, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }, ...tls('sts.amazonaws.com'), userAgent: 'aws-cli/1.27.74 Python/3.10.6 Linux/5.15.90.1-microsoft-standard-WSL2 botocore/1.29.74' }), expected: { destination: 'global', principal: ['root', 'root', A], sdk: 'cli-v1' } },
  { name: 'a service that acts for a role', source: CLOUDTRAIL_GUIDE, record: event('AssumeRole', { ...session('AutoScaling', 'CloudFormation', { invokedBy: 'cloudformation.amazonaws.com' }), sourceIPAddress: 'cloudformation.amazonaws.com', userAgent: 'cloudformation.amazonaws.com' }), expected: { destination: 'service', principal: ['role', 'AutoScaling', A], sdk: 'aws-service' } },
  { name: 'a user, through Terraform on Go v1', source: INVICTUS, record: event('GetCallerIdentity', { ...user('bert'), ...tls('sts.amazonaws.com'), userAgent: TERRAFORM }), expected: { destination: 'global', principal: ['user', 'bert', A], sdk: 'terraform' } },
  { name: 'a role for an instance, by EC2', source: INVICTUS, record: event('AssumeRole', { ...service('ec2.amazonaws.com'), ...asks('instance') }), expected: { destination: 'service', principal: ['service', 'ec2.amazonaws.com', A], sdk: 'aws-service' } },
  { name: 'a service through an endpoint of its own', source: INVICTUS, record: event('AssumeRole', { ...service('rolesanywhere.amazonaws.com'), vpcEndpointId: 'vpce-0123456789abcdef0', vpcEndpointAccountId: B, ...asks('anywhere') }), expected: { destination: 'service', principal: ['service', 'rolesanywhere.amazonaws.com', A], sdk: 'aws-service' } },
  { name: 'an instance, by the name of its session', source: INVICTUS, record: event('GetCallerIdentity', { ...session('ec2-role', 'i-06d1d3cface560abe', {}, { ec2RoleDelivery: '1.0' }), ...tls('sts.us-east-1.amazonaws.com'), userAgent: 'aws-sdk-go-v2/1.17.0 os/linux lang/go/1.18.10 md/GOOS/linux md/GOARCH/amd64 api/sts/1.16.19' }), expected: { destination: 'regional', principal: ['role', 'ec2-role', A], sdk: 'go-v2', workload: ['ec2'] } },
  { name: 'a tool that replaces the user agent', source: INVICTUS, record: event('AssumeRole', { ...user('bert'), errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform: sts:AssumeRole', ...tls('sts.us-east-1.amazonaws.com'), userAgent: 'stratus-red-team_7d2a6913-ded3-49c6-a31c-0cdeebcc259c' }), expected: { destination: 'regional', principal: ['user', 'bert', A], sdk: 'unknown' } },
  { name: 'GetFederationToken, in a region that the table does not know', source: STRATUS, record: event('GetFederationToken', { ...user('stratus'), awsRegion: 'ap-isob-east-1r', requestParameters: { name: 'federated', policy: '{}' }, ...tls('sts.ap-isob-east-1r.amazonaws.com'), userAgent: GO_2_STS }), expected: { destination: 'regional', principal: ['user', 'stratus', A], sdk: 'go-v2' } },
  { name: 'a federated user', source: STRATUS, record: event('GetCallerIdentity', { userIdentity: { type: 'FederatedUser', principalId: `${A}:federated`, arn: `arn:aws:sts::${A}:federated-user/federated`, accountId: A, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionContext: { sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${A}:user/stratus`, accountId: A, userName: 'stratus' } } }, awsRegion: 'eu-west-1', ...tls('sts.eu-west-1.amazonaws.com'), userAgent: GO_2_STS }), expected: { destination: 'regional', principal: ['federated user', 'federated', A], sdk: 'go-v2' } },
  { name: 'an old record of the global host: region "global"', source: WHODUNNIT, record: event('AssumeRole', { ...session('Initial', '1625353927984733000'), awsRegion: 'global', ...asks('RoleEverywhere', B), sharedEventID: '8dcbd001-f8ef-42a9-8fcf-e2d9c86afcdf', tlsDetails: { tlsVersion: 'TLSv1.2', cipherSuite: 'ECDHE-RSA-AES128-SHA', clientProvidedHostHeader: 'sts.amazonaws.com' }, userAgent: GO_1 }), expected: { destination: 'global', principal: ['role', 'Initial', A], sdk: 'go-v1' } },
  { name: 'the same without a host', source: WHODUNNIT, record: event('AssumeRole', { ...session('Initial', '1625353927984733000'), awsRegion: 'global', userAgent: GO_1 }), expected: { destination: 'global', principal: ['role', 'Initial', A], sdk: 'go-v1' } },
  { name: 'GitHub Actions through SDK v2', source: 'https://github.com/ccbrown/cloud-snitch', record: event('AssumeRoleWithWebIdentity', { ...webIdentity('token.actions.githubusercontent.com', 'repo:octo-org/octo-repo:ref:refs/heads/main'), ...asks('deploy'), ...tls('sts.amazonaws.com'), userAgent: 'aws-sdk-nodejs/2.1112.0 linux/v20.19.0 configure-aws-credentials-for-github-actions promise' }), expected: { destination: 'global', principal: ['web identity', 'octo-org/octo-repo', A], sdk: 'js-v2', workload: ['github', 'octo-org/octo-repo'] } },
  { name: 'a service account on EKS through C++', source: 'https://github.com/aws/aws-sdk-cpp/issues/2289', record: event('AssumeRoleWithWebIdentity', { ...webIdentity('oidc.eks.us-west-2.amazonaws.com/id/CCCFC1B227F2F302AAC23C21DAB2E99F', 'system:serviceaccount:starrocks:compute'), awsRegion: 'us-west-2', ...asks('starrocks'), ...tls('sts.us-west-2.amazonaws.com'), userAgent: 'aws-sdk-cpp/1.9.179 Linux/5.4.228-131.415.amzn2.x86_64 x86_64 GCC/10.3.0' }), expected: { destination: 'regional', principal: ['web identity', 'starrocks/compute', A], sdk: 'cpp', workload: ['kubernetes', 'starrocks/compute'] } },
  { name: 'a run of Terraform Cloud', source: 'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration', record: event('AssumeRoleWithWebIdentity', { ...webIdentity('app.terraform.io', 'organization:acme:project:Default Project:workspace:network:run_phase:plan'), awsRegion: 'ap-southeast-2', ...asks('terraform'), ...tls('sts.ap-southeast-2.amazonaws.com'), userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.5.2 (+https://www.terraform.io) terraform-provider-aws/5.7.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.18.1 os/linux lang/go/1.20.5 md/GOOS/linux md/GOARCH/amd64 api/sts/1.19.2' }), expected: { destination: 'regional', principal: ['web identity', 'app.terraform.io', A], sdk: 'terraform' } },
  { name: 'a person through IAM Identity Center', source: IAM_GUIDE, record: event('GetCallerIdentity', { ...session('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef', 'alice@example.com'), awsRegion: 'us-east-1', ...endpoint('regional', 'us-east-1'), ...tls('sts.us-east-1.amazonaws.com'), userAgent: 'aws-cli/2.36.32 md/awscrt#0.36.2 ua/2.1 os/macos#25.5.0 md/arch#arm64 lang/python#3.14.7 md/pyimpl#CPython m/b,Z,E,AP,n cfg/retry-mode#standard md/installer#source md/prompt#off md/command#sts.get-caller-identity' }), expected: { destination: 'regional', principal: ['role', 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef', A], sdk: 'cli-v2' } },
  { name: 'a Lambda function, by what its credentials are for', source: CLOUDTRAIL_GUIDE, record: event('AssumeRole', { ...session('LambdaBasicExecutionRole', 'TestFunction', { inScopeOf: { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: `arn:aws:lambda:eu-central-1:${A}:function:TestFunction` } }), awsRegion: 'eu-central-1', ...tls('sts.eu-central-1.amazonaws.com'), userAgent: 'aws-sdk-js/3.632.0 ua/2.0 os/linux#5.10.227-239.884.amzn2.x86_64 lang/js md/nodejs#20.18.0 api/sts#3.632.0 exec-env/AWS_Lambda_nodejs20.x' }), expected: { destination: 'regional', principal: ['role', 'LambdaBasicExecutionRole', A], sdk: 'js-v3', workload: ['lambda', 'TestFunction'] } },
  { name: 'a Lambda function, by the name of its session', source: PANTHER, record: event('AssumeRole', { ...session('service-role/worker', 'worker-prod'), ...tls('sts.amazonaws.com'), userAgent: 'aws-sdk-go/1.40.21 (go1.17; linux; amd64) exec-env/AWS_Lambda_go1.x' }), expected: { destination: 'global', principal: ['role', 'service-role/worker', A], sdk: 'go-v1', workload: ['lambda', 'worker-prod'] } },
  { name: 'a pod with EKS Pod Identity', source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html', record: event('AssumeRole', { ...session('pod-role', 'eks-prod-web-7d4b9c-0a1b2c3d-1111-2222-3333-444455556666'), awsRegion: 'us-west-2', ...tls('sts.us-west-2.amazonaws.com'), userAgent: 'aws-sdk-java/2.20.0' }), expected: { destination: 'regional', principal: ['role', 'pod-role', A], sdk: 'java-v2', workload: ['eks'] } },
  { name: 'an interface endpoint with private DNS', source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts_vpce.html', record: event('GetCallerIdentity', { ...session('node', 'i-0123456789abcdef0'), awsRegion: 'us-west-2', sourceIPAddress: '10.0.1.15', vpcEndpointId: 'vpce-0123456789abcdef0', vpcEndpointAccountId: A, ...tls('sts.us-west-2.amazonaws.com'), userAgent: 'Boto3/1.26.2 Python/3.10.8 Linux/4.14.294-220.533.amzn2.x86_64 exec-env/AWS_ECS_FARGATE Botocore/1.29.2' }), expected: { destination: 'endpoint', principal: ['role', 'node', A], sdk: 'boto3', workload: ['ec2'] } },
  { name: 'an interface endpoint by its own name', source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html', record: event('GetCallerIdentity', { ...session('node', 'web'), awsRegion: 'us-east-1', vpcEndpointId: 'vpce-0123456789abcdef0', ...tls('vpce-0123456789abcdef0-abcdefgh.sts.us-east-1.vpce.amazonaws.com'), userAgent: 'aws-sdk-java/1.12.277 Linux/5.4.204-124.362.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.342-b07 java/1.8.0_342 vendor/Oracle_Corporation cfg/retry-mode/legacy' }), expected: { destination: 'endpoint', principal: ['role', 'node', A], sdk: 'java-v1' } },
  { name: 'FIPS', source: 'https://docs.aws.amazon.com/general/latest/gr/sts.html', record: event('GetCallerIdentity', { ...session('gov', 'web'), awsRegion: 'us-east-2', ...tls('sts-fips.us-east-2.amazonaws.com'), userAgent: CLI_2 }), expected: { destination: 'fips', principal: ['role', 'gov', A], sdk: 'cli-v2' } },
  { name: 'dual-stack', source: 'https://docs.aws.amazon.com/general/latest/gr/sts.html', record: event('GetCallerIdentity', { ...session('web', 'web'), awsRegion: 'eu-west-1', ...tls('sts.eu-west-1.api.aws'), userAgent: CLI_2 }), expected: { destination: 'regional', principal: ['role', 'web', A], sdk: 'cli-v2' } },
  { name: 'China', source: 'https://docs.amazonaws.cn/en_us/IAM/latest/UserGuide/cloudtrail-integration.html', record: event('AssumeRole', { userIdentity: { type: 'AssumedRole', arn: `arn:aws-cn:sts::${A}:assumed-role/app/web`, accountId: A, sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws-cn:iam::${A}:role/app`, accountId: A } } }, awsRegion: 'cn-north-1', ...tls('sts.cn-north-1.amazonaws.com.cn'), userAgent: CLI_2 }), expected: { destination: 'regional', principal: ['role', 'app', A], sdk: 'cli-v2' } },
  { name: 'GovCloud, without a host', source: 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html', record: event('AssumeRole', { userIdentity: { type: 'AssumedRole', arn: `arn:aws-us-gov:sts::${A}:assumed-role/app/web`, accountId: A, sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws-us-gov:iam::${A}:role/app`, accountId: A } } }, awsRegion: 'us-gov-west-1', userAgent: CLI_2 }), expected: { destination: 'regional', principal: ['role', 'app', A], sdk: 'cli-v2' } },
  { name: 'a record before there were hosts', source: PANTHER, record: event('AssumeRole', { ...user('legacy'), eventVersion: '1.05', eventCategory: undefined, userAgent: 'aws-sdk-go/1.4.14 (go1.11.4; darwin; amd64)' }), expected: { destination: 'unknown', principal: ['user', 'legacy', A], sdk: 'go-v1' } },
  { name: 'the kind of endpoint alone: global', source: 'https://aws.amazon.com/blogs/security/announcing-upcoming-changes-to-the-aws-security-token-service-global-endpoint/', record: event('AssumeRole', { ...session('web', 'web'), ...endpoint('global', 'eu-west-1'), userAgent: 'aws-sdk-go/1.34.0 (go1.23.5; linux; amd64)' }), expected: { destination: 'global', principal: ['role', 'web', A], sdk: 'go-v1', servedIn: 'eu-west-1' } },
  { name: 'the kind of endpoint alone: regional', source: 'https://aws.amazon.com/blogs/security/announcing-upcoming-changes-to-the-aws-security-token-service-global-endpoint/', record: event('AssumeRole', { ...session('web', 'web'), ...endpoint('regional', 'us-east-1'), userAgent: 'aws-sdk-go/1.34.0 (go1.23.5; linux; amd64)' }), expected: { destination: 'regional', principal: ['role', 'web', A], sdk: 'go-v1' } },
  { name: 'a session without its issuer', source: PANTHER, record: event('AssumeRole', { userIdentity: { type: 'AssumedRole', principalId: 'AROA:x', arn: `arn:aws:sts::${A}:assumed-role/short/x`, accountId: A }, ...tls('sts.amazonaws.com'), userAgent: 'curl/7.85.0' }), expected: { destination: 'global', principal: ['role', 'short', A], sdk: 'http' } },
  { name: 'a console', source: PANTHER, record: event('GetSessionToken', { ...user('Alice'), sourceIPAddress: '198.51.100.7', userAgent: 'signin.amazonaws.com', ...tls('sts.us-east-1.amazonaws.com') }), expected: { destination: 'regional', principal: ['user', 'Alice', A], sdk: 'aws-service' } },
  { name: 'AWS Internal', source: INVICTUS, record: event('AssumeRole', { ...session('aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport', 'x', { invokedBy: 'AWS Internal' }), sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal' }), expected: { destination: 'service', principal: ['role', 'aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport', A], sdk: 'aws-service' } },
  { name: 'AssumeRoot', source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html', record: event('AssumeRoot', { ...user('admin'), awsRegion: 'us-east-2', requestParameters: { targetPrincipal: B, taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' } }, ...tls('sts.us-east-2.amazonaws.com'), userAgent: CLI_2 }), expected: { destination: 'regional', principal: ['user', 'admin', A], sdk: 'cli-v2' } },
  { name: 'a host with a port, in capitals', source: 'RFC 9110, 7.2: a Host header may have both', record: event('GetCallerIdentity', { ...user('proxy'), ...tls('STS.AMAZONAWS.COM:443'), userAgent: 'Go-http-client/1.1' }), expected: { destination: 'global', principal: ['user', 'proxy', A], sdk: 'http' } },
];
