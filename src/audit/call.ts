/**
 * One call to STS, or several alike, as a log records it. The texts come from the log and may be anything, so escape
 * them before you print them. A CloudTrail record is read by `from-event.ts`, a row of the queries in docs/audit.md by
 * `from-row.ts`.
 */
export interface StsCall {
  /** How many calls this stands for: 1 for a record. */
  readonly calls: number;
  /** Times as the log writes them, in UTC: `2025-02-12T22:16:48Z`. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly operation: string;
  /** The region whose log has it, which for the global host is `us-east-1`, wherever the call was served. */
  readonly region: string;
  readonly host: string | undefined;
  /** `global` or `regional`, in records since 2025. */
  readonly endpointType: string | undefined;
  readonly servingRegion: string | undefined;
  readonly vpcEndpoint: string | undefined;
  readonly sourceIp: string | undefined;
  readonly userAgent: string | undefined;
  readonly error: string | undefined;
  /** The account whose log has it. */
  readonly recipient: string | undefined;
  /** Another account has a record of this call too. */
  readonly isShared: boolean;
  /** The role that was asked for. */
  readonly role: string | undefined;
  readonly identity: Identity;
}

export interface Identity {
  /** `AssumedRole`, `IAMUser`, `AWSService`, `WebIdentityUser`, … */
  readonly type: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  /** The AWS service that made the call by itself or for somebody. */
  readonly invokedBy: string | undefined;
  /** The ARN of the role behind a session. */
  readonly issuer: string | undefined;
  readonly userName: string | undefined;
  /** The identity provider of a web identity or SAML login. */
  readonly provider: string | undefined;
  readonly workload: Workload | undefined;
}

/** What ran the code, where the record leaves no doubt. */
export interface Workload {
  readonly kind: WorkloadKind;
  /** Function, `namespace/service-account`, `owner/repository`; instances and pods are not told apart. */
  readonly name?: string;
}

export const WORKLOAD_KINDS = ['lambda', 'ec2', 'eks', 'kubernetes', 'github'] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];
