/** The SDKs and tools that call STS, and how their user agents name them. */
export interface Sdk {
  readonly id: SdkId;
  readonly name: string;
  /** The products of a user agent that mean it, lower case. */
  readonly product: RegExp;
  /** Versions that mean it, where one product has had several lives. */
  readonly version?: RegExp;
}

export type SdkId =
  | 'terraform'
  | 'cli-v1'
  | 'cli-v2'
  | 'powershell'
  | 'boto3'
  | 'botocore'
  | 'js-v2'
  | 'js-v3'
  | 'go-v1'
  | 'go-v2'
  | 'java-v1'
  | 'java-v2'
  | 'kotlin'
  | 'dotnet-v3'
  | 'dotnet-v4'
  | 'php'
  | 'ruby'
  | 'rust'
  | 'cpp'
  | 'swift'
  | 'mobile'
  | 'aws-service'
  | 'browser'
  | 'http'
  | 'unknown';

/** The first that fits is the one: tools come before the SDK that they are built on and name too. */
export const SDKS: readonly Sdk[] = [
  { id: 'terraform', name: 'Terraform AWS provider', product: /^(?:terraform-provider-aws|terraform)$/ },
  { id: 'cli-v2', name: 'AWS CLI v2', product: /^aws-cli$/, version: /^2\./ },
  { id: 'cli-v1', name: 'AWS CLI v1', product: /^aws-cli$/ },
  { id: 'powershell', name: 'AWS Tools for PowerShell', product: /^awspowershell(?:\.\w+)?$/ },
  { id: 'boto3', name: 'Boto3', product: /^boto3$/ },
  { id: 'js-v3', name: 'AWS SDK for JavaScript v3', product: /^aws-sdk-js$/, version: /^3\b/ },
  { id: 'js-v2', name: 'AWS SDK for JavaScript v2', product: /^aws-sdk-(?:nodejs|js)$/ },
  { id: 'go-v2', name: 'AWS SDK for Go v2', product: /^aws-sdk-go-v2$/ },
  { id: 'go-v1', name: 'AWS SDK for Go v1', product: /^aws-sdk-go$/ },
  { id: 'kotlin', name: 'AWS SDK for Kotlin', product: /^aws-sdk-kotlin$/ },
  { id: 'java-v2', name: 'AWS SDK for Java v2', product: /^aws-sdk-java$/, version: /^2\b/ },
  { id: 'java-v1', name: 'AWS SDK for Java v1', product: /^aws-sdk-java$/ },
  { id: 'dotnet-v4', name: 'AWS SDK for .NET v4', product: /^aws-sdk-dotnet(?:-\w+)?$/, version: /^4\b/ },
  { id: 'dotnet-v3', name: 'AWS SDK for .NET v3 or older', product: /^aws-sdk-dotnet(?:-\w+)?$/ },
  { id: 'php', name: 'AWS SDK for PHP', product: /^aws-sdk-php2?$/ },
  { id: 'ruby', name: 'AWS SDK for Ruby', product: /^aws-sdk-ruby[23]?$/ },
  { id: 'rust', name: 'AWS SDK for Rust', product: /^(?:aws-sdk-rust|rusoto)$/ },
  { id: 'cpp', name: 'AWS SDK for C++', product: /^aws-sdk-cpp$/ },
  { id: 'swift', name: 'AWS SDK for Swift', product: /^aws-sdk-swift$/ },
  { id: 'mobile', name: 'AWS SDK for iOS or Android', product: /^aws-sdk-(?:ios|android)$/ },
  { id: 'botocore', name: 'Botocore', product: /^botocore$/ },
  { id: 'browser', name: 'Web browser', product: /^mozilla$/ },
  {
    id: 'http',
    name: 'Request without an SDK',
    product:
      /^(?:[a-z]+-http-?client|python-(?:requests|urllib)|curl|wget|okhttp|node(?:-fetch)?|axios|undici|got|ruby|faraday)$/,
  },
];

export const SDK_NAMES: Readonly<Record<SdkId, string>> = {
  ...(Object.fromEntries(SDKS.map(({ id, name }) => [id, name])) as Record<SdkId, string>),
  'aws-service': 'AWS service',
  unknown: 'Unknown',
};
