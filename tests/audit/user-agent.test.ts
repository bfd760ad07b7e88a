/**
 * User agents in the forms that SDKs and tools send, seen in CloudTrail records of AWS's user guides, of
 * panther-labs/panther-analysis, invictus-ir/aws_dataset and DataDog/stratus-red-team, in issues of the SDKs'
 * repositories, and in recorded requests of public test suites.
 */
import { describe, expect, it } from 'vitest';
import { READS_SETTING, adviceFor } from '../../src/audit/advice.js';
import type { Agent } from '../../src/audit/user-agent/parse.js';
import { parseUserAgent } from '../../src/audit/user-agent/parse.js';
import { SDK_NAMES } from '../../src/audit/user-agent/sdks.js';

/* prettier-ignore */
const USER_AGENTS: readonly (readonly [userAgent: string, agent: Agent])[] = [
  ['aws-sdk-nodejs/2.320.0 linux/v8.10.0 exec-env/AWS_Lambda_nodejs8.10 callback', { sdk: 'js-v2', version: '2.320.0', language: 'Node.js 8.10.0', environment: 'AWS_Lambda_nodejs8.10' }],
  ['aws-sdk-nodejs/2.1112.0 linux/v20.19.0 configure-aws-credentials-for-github-actions promise', { sdk: 'js-v2', version: '2.1112.0', language: 'Node.js 20.19.0', application: 'configure-aws-credentials-for-github-actions' }],
  ['aws-sdk-nodejs/2.1586.0 linux/v20.15.1 aws-cdk/2.135.0 promise', { sdk: 'js-v2', version: '2.1586.0', language: 'Node.js 20.15.1', application: 'aws-cdk' }],
  ['aws-sdk-nodejs/2.1363.0 linux/v16.20.2 exec-env/AWS_ECS_FARGATE promise', { sdk: 'js-v2', version: '2.1363.0', language: 'Node.js 16.20.2', environment: 'AWS_ECS_FARGATE' }],
  ['aws-sdk-nodejs/2.2.33 linux/v4.4.2', { sdk: 'js-v2', version: '2.2.33', language: 'Node.js 4.4.2' }],
  ['aws-sdk-js/2.1692.0 promise', { sdk: 'js-v2', version: '2.1692.0' }],
  ['aws-sdk-js/3.632.0 ua/2.0 os/linux#5.10.227-239.884.amzn2.x86_64 lang/js md/nodejs#20.18.0 api/connect#3.632.0 exec-env/AWS_Lambda_nodejs20.x', { sdk: 'js-v3', version: '3.632.0', language: 'Node.js 20.18.0', environment: 'AWS_Lambda_nodejs20.x' }],
  ['aws-sdk-js/3.895.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#22.19.0 api/sts#3.895.0 m/E,k app/orders', { sdk: 'js-v3', version: '3.895.0', language: 'Node.js 22.19.0', application: 'orders' }],
  ['aws-sdk-js/3.515.0', { sdk: 'js-v3', version: '3.515.0' }],
  ['aws-sdk-java/1.12.0', { sdk: 'java-v1', version: '1.12.0' }],
  ['aws-sdk-java/1.11.789 Linux/5.4.0-56-generic OpenJDK_64-Bit_Server_VM/11.0.8+10 java/11.0.8 vendor/AdoptOpenJDK', { sdk: 'java-v1', version: '1.11.789', language: 'Java 11.0.8' }],
  ['aws-sdk-java/1.11.205 Mac_OS_X/10.11.6 Java_HotSpot(TM)_64-Bit_Server_VM/25.151-b12 java/1.8.0_151', { sdk: 'java-v1', version: '1.11.205', language: 'Java 1.8.0_151' }],
  ['aws-sdk-java/2.17.295 Linux/4.14.291-218.527.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/11.0.17+9-LTS Java/11.0.17 kotlin/1.3.72-release-468 (1.3.72) vendor/Amazon.com_Inc. md/internal exec-env/AWS_ECS_FARGATE io/sync http/Apache cfg/retry-mode/standard AwsCrypto/2.4.0', { sdk: 'java-v2', version: '2.17.295', language: 'Java 11.0.17', environment: 'AWS_ECS_FARGATE', application: 'AwsCrypto' }],
  ['aws-sdk-java/2.18.21 Linux/4.14.255-276-224.499.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/11.0.14.1+10-LTS Java/11.0.14.1 vendor/Amazon.com_Inc. md/internal exec-env/AWS_Lambda_java11 io/sync http/Apache cfg/retry-mode/legacy', { sdk: 'java-v2', version: '2.18.21', language: 'Java 11.0.14.1', environment: 'AWS_Lambda_java11' }],
  ['aws-sdk-go/1.43.16 (go1.20.4 X:boringcrypto; linux; amd64)', { sdk: 'go-v1', version: '1.43.16', language: 'Go 1.20.4' }],
  ['aws-sdk-go/1.41.4 (go1.18.3; linux; amd64) amazon-ssm-agent/', { sdk: 'go-v1', version: '1.41.4', language: 'Go 1.18.3', application: 'amazon-ssm-agent' }],
  ['aws-sdk-go/1.40.21 (go1.17; linux; amd64) exec-env/AWS_Lambda_go1.x', { sdk: 'go-v1', version: '1.40.21', language: 'Go 1.17', environment: 'AWS_Lambda_go1.x' }],
  ['aws-sdk-go/1.20.4 (go1.12.5; darwin; amd64) APN/1.0 HashiCorp/1.0 Terraform/0.12.2', { sdk: 'terraform', version: '0.12.2', builtOn: 'go-v1', language: 'Go 1.12.5' }],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64) HashiCorp-terraform-exec/0.17.3', { sdk: 'terraform', version: '3.76.1', builtOn: 'go-v1', language: 'Go 1.19.3', application: 'HashiCorp-terraform-exec' }],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.5.2 (+https://www.terraform.io) terraform-provider-aws/5.7.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.18.1 os/linux lang/go/1.20.5 md/GOOS/linux md/GOARCH/amd64 api/sts/1.19.2', { sdk: 'terraform', version: '5.7.0', builtOn: 'go-v2', language: 'Go 1.20.5' }],
  ['aws-sdk-go-v2/1.3.2', { sdk: 'go-v2', version: '1.3.2' }],
  ['aws-sdk-go-v2/1.14.0 os/macos lang/go/1.17.6 md/GOOS/darwin md/GOARCH/arm64 api/iam/1.17.0', { sdk: 'go-v2', version: '1.14.0', language: 'Go 1.17.6' }],
  ['aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.26.4 md/GOOS#linux md/GOARCH#arm64 api/ssooidc#1.30.1 m/E,g', { sdk: 'go-v2', version: '1.36.3', language: 'Go 1.26.4' }],
  ['aws-sdk-go-v2/1.32.3 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64 exec-env/grimoire_095724e3-1fa0-4e3e-b68a-e8581d194380 api/sts#1.26.2', { sdk: 'go-v2', version: '1.32.3', language: 'Go 1.23.1', environment: 'grimoire_*' }],
  ['aws-sdk-dotnet/1.4.11.0 .NET Runtime/4.0 .NET Framework/4.0 OS/6.1.7601.65536', { sdk: 'dotnet-v3', version: '1.4.11.0' }],
  ['aws-sdk-dotnet-coreclr/3.7.108.0 aws-sdk-dotnet-core/3.7.108.2 .NET_Core/6.0.20 OS/Linux_5.15.0-76-generic_#83-Ubuntu_SMP_Thu_Jun_15_19:16:32_UTC_2023 ClientAsync', { sdk: 'dotnet-v3', version: '3.7.108.2', language: '.NET 6.0.20' }],
  ['aws-sdk-dotnet-coreclr/ aws-sdk-dotnet-core/3.3.31.8 .NET_Core/4.6.27129.04 OS/Microsoft_Windows_10.0.17134', { sdk: 'dotnet-v3', version: '3.3.31.8', language: '.NET 4.6.27129.04' }],
  ['aws-sdk-dotnet-45/ aws-sdk-dotnet-core/3.3.31.7 .NET_Runtime/4.0 .NET_Framework/4.0 OS/Microsoft_Windows_NT_10.0.17134.0', { sdk: 'dotnet-v3', version: '3.3.31.7', language: '.NET 4.0' }],
  ['aws-sdk-dotnet-coreclr/3.7.305.28 ua/2.0 os/windows#10.0.22631.0 md/ARCH#X64 lang/.NET_Core#8.0.2 md/aws-sdk-dotnet-core#3.7.302.12 api/S3#3.7.305.28 cfg/retry-mode#legacy md/ClientAsync', { sdk: 'dotnet-v3', version: '3.7.302.12', language: '.NET 8.0.2' }],
  ['aws-sdk-dotnet-coreclr/4.0.9.6 ua/2.1 os/linux#6.1.175.219 md/ARCH#Arm64 api/DynamoDB#4.0.9.6', { sdk: 'dotnet-v4', version: '4.0.9.6' }],
  ['AWSPowerShell.Common/4.1.14.0 .NET_Core/6.0.8 OS/Microsoft_Windows_10.0.19044 PowerShellCore/7.-1 ClientAsync', { sdk: 'powershell', version: '4.1.14.0', language: '.NET 6.0.8' }],
  ['aws-sdk-php/3.297.1 OS/Linux#5.10.25-linuxkit lang/php#8.2.15 GuzzleHttp/7', { sdk: 'php', version: '3.297.1', language: 'PHP 8.2.15' }],
  ['aws-sdk-php/3.184.6 OS/Linux/5.4.0-126-generic', { sdk: 'php', version: '3.184.6' }],
  ['aws-sdk-ruby3/3.75.0 jruby/2.3.3 java aws-sdk-elasticloadbalancing/1.19.0 cloudhealth', { sdk: 'ruby', version: '3.75.0', language: 'JRuby 2.3.3', application: 'cloudhealth' }],
  ['aws-sdk-ruby2/2.0.0.rc4 ruby/1.9.3 x86_64-linux Seahorse/0.1.0', { sdk: 'ruby', version: '2.0.0.rc4', language: 'Ruby 1.9.3' }],
  ['aws-sdk-ruby3/3.190.0 md/internal ua/2.0 api/xray#1.0.0 os/linux md/x86_64 lang/ruby#2.7.8 md/2.7.8 cfg/retry-mode#legacy', { sdk: 'ruby', version: '3.190.0', language: 'Ruby 2.7.8' }],
  ['aws-sdk-rust/1.3.14 os/linux lang/rust/1.94.1 aws-secrets-manager-agent/2.0.0', { sdk: 'rust', version: '1.3.14', language: 'Rust 1.94.1', application: 'aws-secrets-manager-agent' }],
  ['awslambda-worker/1.0 rusoto/0.47.0 rust/1.55.0 linux', { sdk: 'rust', version: '0.47.0', language: 'Rust 1.55.0', application: 'awslambda-worker' }],
  ['aws-sdk-cpp/1.11.493 ua/2.1 api/S3 os/Darwin#23.6.0 lang/c++#C++11 md/aws-crt#0.19.7 md/arch#arm64 md/Clang#15.0.0 m/D', { sdk: 'cpp', version: '1.11.493', language: 'C++ 11' }],
  ['aws-sdk-cpp/1.9.179 Linux/5.4.228-131.415.amzn2.x86_64 x86_64 GCC/10.3.0', { sdk: 'cpp', version: '1.9.179' }],
  ['aws-sdk-kotlin/1.0.30 ua/2.1 api/sts#1.0.30 os/linux#5.10 lang/kotlin#1.9.21 md/javaVersion#17.0.9', { sdk: 'kotlin', version: '1.0.30', language: 'Kotlin 1.9.21' }],
  ['aws-sdk-swift/1.0.0 ua/2.1 api/sts#1.0.0 os/linux lang/swift#5.9', { sdk: 'swift', version: '1.0.0', language: 'Swift 5.9' }],
  ['aws-cli/2.36.32 md/awscrt#0.36.2 ua/2.1 os/macos#25.5.0 md/arch#arm64 lang/python#3.14.7 md/pyimpl#CPython m/b,Z,E,AP,n cfg/retry-mode#standard md/installer#source md/prompt#off md/command#sts.get-caller-identity', { sdk: 'cli-v2', version: '2.36.32', language: 'Python 3.14.7' }],
  ['aws-cli/2.13.5 Python/3.11.4 Linux/4.14.255-314-253.539.amzn2.x86_64 exec-env/CloudShell exe/x86_64.amzn.2 prompt/off command/ec2.stop-instances', { sdk: 'cli-v2', version: '2.13.5', language: 'Python 3.11.4', environment: 'CloudShell' }],
  ['aws-cli/1.27.74 Python/3.10.6 Linux/5.15.90.1-microsoft-standard-WSL2 botocore/1.29.74', { sdk: 'cli-v1', version: '1.27.74', language: 'Python 3.10.6' }],
  ['aws-cli/1.29.54 md/Botocore#1.31.54 md/awscrt#1.0.0.dev0 ua/2.0 os/linux#6.3.0-kali1-cloud-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.31.54', { sdk: 'cli-v1', version: '1.29.54', language: 'Python 3.11.8' }],
  ['[Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165]', { sdk: 'boto3', version: '1.26.165', language: 'Python 3.10.6' }],
  ['Boto3/1.26.2 Python/3.10.8 Linux/4.14.294-220.533.amzn2.x86_64 exec-env/AWS_ECS_FARGATE Botocore/1.29.2', { sdk: 'boto3', version: '1.26.2', language: 'Python 3.10.8', environment: 'AWS_ECS_FARGATE' }],
  ['Boto3/1.40.4 md/Botocore#1.40.4 ua/2.1 os/linux#5.10.252-285.992.amzn2.aarch64 md/arch#aarch64 lang/python#3.14.3 md/pyimpl#CPython exec-env/AWS_Lambda_python3.14 m/Z,D,b cfg/retry-mode#legacy Botocore/1.40.4', { sdk: 'boto3', version: '1.40.4', language: 'Python 3.14.3', environment: 'AWS_Lambda_python3.14' }],
  ['botocore/1.29.0 raw-script', { sdk: 'botocore', version: '1.29.0', application: 'raw-script' }],
  ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux/5.10.184-153.731.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372 vendor/Oracle_Corporation cfg/retry-mode/standard]', { sdk: 'aws-service', application: 'S3Console' }],
  ['RDS Console, aws-internal/3 aws-sdk-java/1.11.975 Linux/5.10.184 OpenJDK_64-Bit_Server_VM/25.242-b08 java/1.8.0_242 vendor/Oracle_Corporation cfg/retry-mode/legacy', { sdk: 'aws-service', application: 'RDS Console' }],
  ['aws-internal/3 aws-sdk-java/1.11.706 Linux/4.9.184 OpenJDK_64-Bit_Server_VM/25.242-b08 java/1.8.0_242 vendor/Oracle_Corporation', { sdk: 'aws-service', application: 'aws-internal' }],
  ['lambda.amazonaws.com', { sdk: 'aws-service', application: 'lambda.amazonaws.com' }],
  ['eks-nodegroup.amazonaws.com', { sdk: 'aws-service', application: 'eks-nodegroup.amazonaws.com' }],
  ['AWS Internal', { sdk: 'aws-service', application: 'AWS Internal' }],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', { sdk: 'browser', version: '5.0' }],
  ['Go-http-client/1.1', { sdk: 'http', version: '1.1' }],
  ['python-requests/2.28.1', { sdk: 'http', version: '2.28.1' }],
  ['stratus-red-team_7d2a6913-ded3-49c6-a31c-0cdeebcc259c', { sdk: 'unknown', application: 'stratus-red-team_*' }],
];

describe('user agents', () => {
  it.each(USER_AGENTS)('%s', (userAgent, agent) => {
    expect(parseUserAgent(userAgent)).toEqual(agent);
  });

  it.each([
    ['', 'unknown'],
    ['   ', 'unknown'],
    ['((((((', 'unknown'],
    ['<script>alert(1)</script>', 'unknown'],
    ["=cmd|'/c calc'!A1", 'unknown'],
    ['\u001b[31maws-sdk-js/3.1.0\u001b[0m', 'unknown'],
    ['aws-sdk-js', 'js-v2'],
    ['x'.repeat(100_000), 'unknown'],
    [`${'('.repeat(50_000)}${')'.repeat(50_000)}`, 'unknown'],
  ])('that nobody would send are read too: %.40j', (userAgent, sdk) => {
    expect(parseUserAgent(userAgent).sdk).toBe(sdk);
  });
});

describe('advice', () => {
  const ids = Object.keys(SDK_NAMES) as Agent['sdk'][];

  it.each(ids)('for %s says something, and where to read more', (sdk) => {
    for (const version of ['0.1.0', '1.39.0', '1.99.0', '2.0.0', '3.1.0', undefined]) {
      const { text, page } = adviceFor({ sdk, ...(version !== undefined && { version }) }, false);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(page).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|registry\.terraform\.io)\//);
    }
  });

  it('names a rule and a codemod for JavaScript, and for nothing else', () => {
    const withRule = ids.filter((sdk) => adviceFor({ sdk }, false).rule !== undefined);
    expect(withRule).toEqual(['js-v3', 'js-v2']);
  });

  it.each([
    ['boto3', '1.39.17', 'Update Boto3 to 1.40.0'],
    ['boto3', '1.40.0', 'regional by default since 1.40.0'],
    ['boto3', '2.0.0', 'regional by default since 1.40.0'],
    ['boto3', undefined, 'Update Boto3 to 1.40.0'],
    ['cli-v1', '1.41.15', 'Update AWS CLI to 1.42.0'],
    ['cli-v1', '1.42.0', 'regional by default since 1.42.0'],
  ] as const)('for %s %s depends on its default', (sdk, version, text) => {
    expect(adviceFor({ sdk, ...(version !== undefined && { version }) }, false).text).toContain(text);
  });

  it('mentions the annotation of EKS for the SDKs that read the variable it sets', () => {
    expect(adviceFor({ sdk: 'js-v2' }, true).text).toContain('eks.amazonaws.com/sts-regional-endpoints');
    expect(adviceFor({ sdk: 'js-v3' }, true).text).not.toContain('eks.amazonaws.com');
    expect(READS_SETTING.has('js-v3')).toBe(false);
  });
});
