import type { Agent } from './user-agent/parse.js';
import type { SdkId } from './user-agent/sdks.js';

/** How a caller leaves the global host. */
export interface Advice {
  readonly text: string;
  readonly page: string;
  /** The rule that finds the call in code and the codemod that rewrites it; only JavaScript has them. */
  readonly rule?: 'no-legacy-endpoint-mode' | 'no-global-endpoint';
  readonly codemod?: 'regional-endpoints';
}

const SDK_REFERENCE = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html';
const EKS_PAGE = 'https://docs.aws.amazon.com/eks/latest/userguide/configure-sts-endpoint.html';
const ENVIRONMENT_VARIABLE = 'AWS_STS_REGIONAL_ENDPOINTS=regional';
const ON_EKS =
  'On EKS, the annotation eks.amazonaws.com/sts-regional-endpoints: "true" of the service account sets the variable.';
const UPDATE = 'releases since July 31, 2025 are regional by default.';
const EXPLICIT = 'so the code names the global host itself, or its region is aws-global';

/**
 * The SDKs that read `AWS_STS_REGIONAL_ENDPOINTS`, by the compatibility table of the AWS SDKs and Tools Reference
 * Guide.
 */
export const READS_SETTING: ReadonlySet<SdkId> = new Set<SdkId>([
  'cli-v1',
  'go-v1',
  'java-v1',
  'js-v2',
  'dotnet-v3',
  'php',
  'boto3',
  'botocore',
  'ruby',
  'powershell',
]);

/** The first version whose default is the regional host: boto/boto3#4583 and aws/aws-cli#9634. */
const REGIONAL_SINCE: Partial<Record<SdkId, readonly [major: number, minor: number]>> = {
  boto3: [1, 40],
  botocore: [1, 40],
  'cli-v1': [1, 42],
};

/** What makes a caller of the global host use a regional one. */
export function adviceFor(agent: Agent, isKubernetes: boolean): Advice {
  const advice = ownAdvice(agent);
  if (!isKubernetes || !READS_SETTING.has(agent.sdk)) return advice;
  return {
    ...advice,
    text: `${advice.text} ${ON_EKS}`,
    page: EKS_PAGE,
  };
}

function ownAdvice(agent: Agent): Advice {
  const since = REGIONAL_SINCE[agent.sdk];
  if (since) return pythonAdvice(agent, since);
  if (agent.sdk === 'terraform') return terraformAdvice(agent);
  if (agent.sdk === 'ruby' && /^[12]\./.test(agent.version ?? ''))
    return { text: 'This old version knows no regional mode: move to version 3.', page: SDK_REFERENCE };
  return { page: SDK_REFERENCE, ...ADVICE[agent.sdk] };
}

function pythonAdvice({ sdk, version }: Agent, since: readonly [number, number]): Advice {
  const first = `${since.join('.')}.0`;
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const isRegional = major > since[0] || (major === since[0] && minor >= since[1]);
  const name = { 'cli-v1': 'AWS CLI', botocore: 'Botocore' }[sdk as string] ?? 'Boto3';
  return isRegional
    ? {
        text:
          `${name} is regional by default since ${first}: ` +
          'set a region, and look for the setting "legacy" or an endpoint URL.',
        page: SDK_REFERENCE,
      }
    : {
        text: `Update ${name} to ${first} or later, which is regional by default, or set ${ENVIRONMENT_VARIABLE}.`,
        page: SDK_REFERENCE,
      };
}

function terraformAdvice({ builtOn }: Agent): Advice {
  const page = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs';
  return builtOn === 'go-v2'
    ? { text: 'Set region, or sts_region, in the provider, and look for endpoints { sts = … }.', page }
    : { text: `Set ${ENVIRONMENT_VARIABLE} where Terraform runs, or update the provider and set its region.`, page };
}

const ADVICE: Readonly<Record<Exclude<SdkId, 'terraform'>, Omit<Advice, 'page'>>> = {
  'js-v2': {
    text:
      "In code: stsRegionalEndpoints: 'regional'. For clients that no code makes, " +
      `such as those of roles and web identities: ${ENVIRONMENT_VARIABLE}.`,
    rule: 'no-legacy-endpoint-mode',
    codemod: 'regional-endpoints',
  },
  'js-v3': {
    text:
      'Version 3 is regional by default: remove useGlobalEndpoint, the endpoint sts.amazonaws.com, ' +
      "the region 'aws-global' or AWS_ENDPOINT_URL_STS.",
    rule: 'no-global-endpoint',
    codemod: 'regional-endpoints',
  },
  // These three are answered by version, see REGIONAL_SINCE.
  boto3: { text: '' },
  botocore: { text: '' },
  'cli-v1': { text: '' },
  'cli-v2': {
    text: 'Version 2 is regional when it has a region: set one, and look for --endpoint-url or AWS_ENDPOINT_URL_STS.',
  },
  powershell: {
    text: `Set ${ENVIRONMENT_VARIABLE}, or update: ${UPDATE}`,
  },
  'go-v1': {
    text: `Set ${ENVIRONMENT_VARIABLE}, or STSRegionalEndpoint: endpoints.RegionalSTSEndpoint in aws.Config.`,
  },
  'go-v2': { text: `Version 2 is regional by default, ${EXPLICIT}.` },
  'java-v1': { text: `Set ${ENVIRONMENT_VARIABLE}.` },
  'java-v2': {
    text:
      'Version 2 is regional when it has a region; without one, role and web identity credentials go to the global ' +
      'host: set AWS_REGION.',
  },
  kotlin: { text: 'It is regional when it has a region: set AWS_REGION.' },
  'dotnet-v3': {
    text: `Set ${ENVIRONMENT_VARIABLE}, or update: ${UPDATE}`,
  },
  'dotnet-v4': { text: `Version 4 is regional by default, ${EXPLICIT}.` },
  php: {
    text: `Set ${ENVIRONMENT_VARIABLE}, or 'sts_regional_endpoints' => 'regional' in the client; ${UPDATE}`,
  },
  ruby: {
    text: 'Version 3 is regional by default: look for the setting "legacy", an endpoint, or the region aws-global.',
  },
  rust: { text: `It is regional by default, ${EXPLICIT}.` },
  swift: { text: `It is regional by default, ${EXPLICIT}.` },
  cpp: {
    text: `Update: ${UPDATE} Before that, set the endpoint of the STS client.`,
  },
  mobile: { text: 'Set the regional endpoint in the configuration of the STS client.' },
  'aws-service': { text: 'A service or console of AWS made the call; its own settings decide.' },
  browser: { text: 'A browser made the call: a console, or a page whose script names the host.' },
  http: { text: 'No SDK made the call: change the host that the program, or the presigned URL it was given, names.' },
  unknown: { text: `The user agent names no SDK; if it is one, ${ENVIRONMENT_VARIABLE} may be its setting.` },
};
