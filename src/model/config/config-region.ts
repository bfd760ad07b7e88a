import { scopeOf, type NamedValue, type NamedValues } from '../../config-files/named-values.js';
import type { Key } from '../../config-files/types.js';
import { findRegion, normaliseRegion } from '../../sts/regions.js';
import type { RegionInSight } from './config-types.js';

/** Which tool reads a document, as far as it matters for regions. */
export interface DocumentTool {
  readonly isServerless: boolean;
  readonly isAwsProfile: boolean;
  readonly isSam: boolean;
  readonly isTerraform: boolean;
}

/**
 * The tool that reads a document. Files of the Serverless Framework are recognised by their content, because their
 * names vary.
 */
export function toolOf(values: NamedValues, path: string, format: string): DocumentTool {
  const top = values.keysAt([]);
  const provider = values.at(['provider', 'name']) ?? values.at(['provider']);
  return {
    isServerless: provider === 'aws' && (top.has('service') || top.has('functions')),
    isAwsProfile:
      format === 'ini' &&
      (/(?:^|[\\/])\.aws[\\/][^\\/]+$/.test(path) ||
        [...top].some((section) => /^profile\s|^default$|^sso-session\s|^services\s/.test(section))),
    isSam: /(?:^|[\\/])samconfig\.(?:toml|ya?ml)$/.test(path),
    isTerraform: format === 'hcl' || /\.(?:tf|tofu)\.json$/.test(path),
  };
}

/**
 * Variables that SDK v2 and v3 take their region from. Both ignore AWS_DEFAULT_REGION (aws-sdk 2.1693.0, client-sts
 * 3.1169.0).
 */
const REGION_VARIABLES = ['AWS_REGION', 'AMAZON_REGION'];
/** Names of a region beside an endpoint, for a client of the tool. The most specific name comes first. */
const REGIONS_OF_HOSTS = [
  'sts_region',
  'stsRegion',
  'sts-region',
  'STS_REGION',
  'aws_region',
  'awsRegion',
  'aws-region',
  'region',
];
/** Keys of maps with environment variables. */
const ENVIRONMENT_KEYS = ['env', 'environment', 'variables', 'Variables', 'Environment'];
/** `endpoints { sts = … }`: the region of the client stands beside this table. */
const ENDPOINT_TABLE = /^endpoints?$/i;
const CREDENTIALS_ACTION = /^aws-actions\/configure-aws-credentials(?:@|$)/;

/**
 * The region that a setting runs with.
 *
 * @param isHost the setting is an endpoint, so a region beside it is that of its client
 */
export function regionInSight(
  value: NamedValue,
  values: NamedValues,
  tool: DocumentTool,
  isHost: boolean,
): RegionInSight {
  const written =
    (isHost ? regionOfHost(value, values) : undefined) ??
    regionInScope(value.scope, values, tool) ??
    regionAbove(value.path, values);
  if (written !== undefined) {
    const region = normaliseRegion(written); // the region itself is put right in the same run
    return findRegion(region) ? { state: 'named', region } : { state: 'given' };
  }
  const path = keysOf(value);
  const runsInLambda =
    (path.at(-2) === 'Environment' && path.at(-1) === 'Variables') ||
    (tool.isServerless && path.at(-1) === 'environment') ||
    (tool.isTerraform && path[1] === 'aws_lambda_function' && path.at(-1) === 'variables');
  return runsInLambda || isAfterCredentialsAction(value.path, values) ? { state: 'given' } : { state: 'absent' };
}

const keysOf = ({ path }: NamedValue): readonly string[] =>
  path.filter((key): key is string => typeof key === 'string');

/** The region beside an endpoint, or beside the table of endpoints that it is in. */
function regionOfHost({ scope, path }: NamedValue, values: NamedValues): string | undefined {
  const table = path.findLastIndex((key) => typeof key === 'string');
  const isInTable = ENDPOINT_TABLE.test(String(path[table]));
  return (
    firstOf(REGIONS_OF_HOSTS, scope, values) ??
    (isInTable ? firstOf(REGIONS_OF_HOSTS, scopeOf(path.slice(0, table)), values) : undefined)
  );
}

/** Whether a value configures Terraform's provider for AWS, or the state that it keeps in S3. */
export function isOfTerraformClient(value: NamedValue, { isTerraform }: DocumentTool): boolean {
  const path = keysOf(value);
  const [first, second, third] = path;
  return (
    isTerraform &&
    ((path.length === 2 && first === 'provider' && second === 'aws') ||
      (path.length === 3 && first === 'terraform' && second === 'backend' && third === 's3'))
  );
}

function regionInScope(scope: string, values: NamedValues, { isAwsProfile }: DocumentTool): string | undefined {
  return firstOf(isAwsProfile ? ['region'] : REGION_VARIABLES, scope, values);
}

const firstOf = (names: readonly string[], scope: string, values: NamedValues): string | undefined =>
  names.map((name) => values.inScope(scope, name)).find((region) => region !== undefined && region !== '');

/** The region in an environment around a path: that of a step, then that of its job, and so on up to the whole file. */
function regionAbove(path: readonly Key[], values: NamedValues): string | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    for (const key of ENVIRONMENT_KEYS) {
      const scope = scopeOf([...path.slice(0, depth), key]);
      const region = firstOf(REGION_VARIABLES, scope, values);
      if (region !== undefined) return region;
    }
  }
  return undefined;
}

/**
 * Whether a job of GitHub Actions configures AWS credentials, which sets AWS_REGION for its steps. For a whole
 * workflow, all its jobs must do so.
 */
function isAfterCredentialsAction(path: readonly Key[], values: NamedValues): boolean {
  const configures = (job: Key): boolean => {
    const steps = ['jobs', job, 'steps'];
    return [...values.keysAt(steps)].some((step) => CREDENTIALS_ACTION.test(values.at([...steps, step, 'uses']) ?? ''));
  };
  const jobs = [...values.keysAt(['jobs'])];
  if (jobs.length === 0) return false;
  const [top, job] = path;
  return top === 'jobs' && job !== undefined ? configures(job) : jobs.every(configures);
}
