import { scopeOf, type NamedValue, type NamedValues } from '../../config-files/named-values.js';
import type { Key } from '../../config-files/types.js';
import { findRegion } from '../../sts/regions.js';
import type { RegionInSight } from './config-types.js';

/** What kind of tool reads a document, as far as it matters for regions. */
export interface DocumentTool {
  readonly isServerless: boolean;
  readonly isAwsProfile: boolean;
  readonly isSam: boolean;
}

/** Serverless Framework files by their content, because their names vary. */
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
  };
}

/** Names that give SDK v2 and v3 their region. AWS_DEFAULT_REGION is not among them: both ignore it (aws-sdk 2.1693.0, client-sts 3.1169.0). */
const REGION_VARIABLES = ['AWS_REGION', 'AMAZON_REGION'];
/** Names of a region beside an endpoint, which a client of a tool's own is made with. The nearest to STS first. */
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
/** Under which keys environments are kept. */
const ENVIRONMENT_KEYS = ['env', 'environment', 'variables', 'Variables', 'Environment'];
const CREDENTIALS_ACTION = /^aws-actions\/configure-aws-credentials(?:@|$)/;

/** The region that what is set at a place runs with; `isHost`: a region beside an endpoint is that of its client. */
export function regionInSight(
  value: NamedValue,
  values: NamedValues,
  tool: DocumentTool,
  isHost: boolean,
): RegionInSight {
  const written =
    (isHost ? firstOf(REGIONS_OF_HOSTS, value.scope, values) : undefined) ??
    regionInScope(value.scope, values, tool) ??
    regionAbove(value.path, values);
  if (written !== undefined) return findRegion(written) ? { state: 'named', region: written } : { state: 'given' };
  const path = value.path.map(String);
  const runsInLambda =
    (path.at(-2) === 'Environment' && path.at(-1) === 'Variables') ||
    (tool.isServerless && path.at(-1) === 'environment');
  return runsInLambda || isAfterCredentialsAction(value.path, values) ? { state: 'given' } : { state: 'absent' };
}

function regionInScope(scope: string, values: NamedValues, { isAwsProfile }: DocumentTool): string | undefined {
  return firstOf(isAwsProfile ? ['region'] : REGION_VARIABLES, scope, values);
}

const firstOf = (names: readonly string[], scope: string, values: NamedValues): string | undefined =>
  names.map((name) => values.inScope(scope, name)).find((region) => region !== undefined && region !== '');

/** An environment of a step counts for it, one of its job too, and so on up to the whole file. */
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

/** In a job of GitHub Actions that configures AWS credentials, which sets AWS_REGION for the steps; for a whole workflow, when all its jobs do. */
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
