import type { Caller } from '../../../audit/audit-report.js';
import type { Workload, WorkloadKind } from '../../../audit/call.js';
import type { Count } from '../../../audit/counts.js';
import { grouped } from '../../terminal/progress.js';

const WORKLOADS: Readonly<Record<WorkloadKind, string>> = {
  lambda: 'Lambda function',
  ec2: 'EC2 instance',
  eks: 'EKS pod',
  kubernetes: 'Kubernetes service account',
  github: 'GitHub Actions of',
};

export function workloadName({ kind, name }: Workload): string {
  return name === undefined ? WORKLOADS[kind] : `${WORKLOADS[kind]} ${name}`;
}

/** `role orders-api in 111122223333`. */
export function principalName({ principal: { kind, name, account }, isRest }: Caller): string {
  if (isRest) return 'all further callers together';
  const what = kind === 'root' ? 'root user' : kind === 'unknown' ? name : `${kind} ${name}`;
  return account === undefined || kind === 'account' ? what : `${what} in ${account}`;
}

/** `AWS SDK for JavaScript v2 2.1363.0, Node.js 16.20.2, AWS_ECS_FARGATE, application orders`. */
export function agentName({ sdkName, sdk, versions, languages, environment, application }: Caller): string {
  const named = sdk === 'unknown' && application !== undefined ? application : sdkName;
  const parts = [
    `${named}${versions.length === 0 ? '' : ` ${mostOf(versions)}`}`,
    ...(languages.length === 0 ? [] : [mostOf(languages)]),
    ...(environment === undefined ? [] : [environment]),
    ...(application === undefined || named === application ? [] : [application]),
  ];
  return parts.join(', ');
}

/** The most frequent value, and how many others there are. */
function mostOf(counts: readonly Count[]): string {
  const [first, ...rest] = counts;
  if (!first) return '';
  return rest.length === 0 ? first.value : `${first.value} and ${grouped(rest.length)} more`;
}

/** `AssumeRole 120, GetCallerIdentity 3`. */
export function listed(counts: readonly Count[], most = 5): string {
  const shown = counts.slice(0, most).map(({ value, calls }) => `${value} ${grouped(calls)}`);
  return [...shown, ...(counts.length > most ? [`${grouped(counts.length - most)} more`] : [])].join(', ');
}
