import type { Identity, StsCall } from './call.js';
import { workloadOfSession, workloadOfSubject } from './workload.js';

/** What a parsed record turned out to be. */
export type ReadRecord =
  | { readonly kind: 'call'; readonly call: StsCall }
  /** A CloudTrail record of something else: another service, an insight, network activity. */
  | { readonly kind: 'other' }
  | { readonly kind: 'foreign' };

type Fields = Readonly<Record<string, unknown>>;

const STS_SOURCES = new Set(['sts.amazonaws.com', 'sts.amazonaws.com.cn']);
const EVENT_MAJOR_VERSION = /^1\./;

/**
 * A CloudTrail record as a call of STS. Records wrapped by EventBridge (`detail`) are unwrapped. Only the fields that
 * are needed are read, and each may be missing or of another type, so records of newer versions are read as far as they
 * say the same.
 */
export function readEvent(value: unknown): ReadRecord {
  const outer = fields(value);
  const record = isRecord(outer['detail']) ? outer['detail'] : outer;
  const source = text(record['eventSource']);
  const operation = text(record['eventName']);
  if (source === undefined || operation === undefined) return { kind: 'foreign' };
  if (!STS_SOURCES.has(source)) return { kind: 'other' };
  // An insight counts calls again, and network activity is the same call seen at the VPC endpoint.
  const category = text(record['eventCategory']);
  if (category !== undefined && category !== 'Management') return { kind: 'other' };
  if (text(record['eventType']) === 'AwsCloudTrailInsight') return { kind: 'other' };
  return { kind: 'call', call: callOf(record, operation) };
}

/** The version of a record where it is one whose fields may have changed their meaning. */
export function unknownVersionOf(value: unknown): string | undefined {
  const outer = fields(value);
  const version = text((isRecord(outer['detail']) ? outer['detail'] : outer)['eventVersion']);
  return version === undefined || EVENT_MAJOR_VERSION.test(version) ? undefined : version;
}

function callOf(record: Fields, operation: string): StsCall {
  const time = text(record['eventTime']);
  const details = fields(fields(record['additionalEventData'])['RequestDetails']);
  const userAgent = text(record['userAgent']);
  return {
    calls: 1,
    first: time,
    last: time,
    operation,
    region: text(record['awsRegion']) ?? '',
    host: text(fields(record['tlsDetails'])['clientProvidedHostHeader']),
    endpointType: text(details['endpointType']),
    servingRegion: text(details['awsServingRegion']),
    vpcEndpoint: text(record['vpcEndpointId']),
    sourceIp: text(record['sourceIPAddress']),
    userAgent,
    error: text(record['errorCode']),
    recipient: text(record['recipientAccountId']),
    isShared: text(record['sharedEventID']) !== undefined,
    role: text(fields(record['requestParameters'])['roleArn']),
    identity: identityOf(
      fields(record['userIdentity']),
      userAgent,
      text(fields(record['requestParameters'])['principalArn']),
    ),
  };
}

/** @param samlProvider the ARN of a SAML provider, of which the identity has a hash only */
function identityOf(identity: Fields, userAgent: string | undefined, samlProvider: string | undefined): Identity {
  const type = text(identity['type']) ?? '';
  const arn = text(identity['arn']);
  const issuer = fields(fields(identity['sessionContext'])['sessionIssuer']);
  const isSession = type === 'AssumedRole';
  const provider = (type === 'SAMLUser' ? samlProvider : undefined) ?? text(identity['identityProvider']);
  const userName = text(identity['userName']);
  return {
    type,
    arn,
    account: text(identity['accountId']),
    invokedBy: text(identity['invokedBy']),
    issuer: isSession ? (text(issuer['arn']) ?? roleOfSession(arn)) : undefined,
    userName,
    provider,
    workload: isSession
      ? workloadOfSession(arn?.split('/').at(-1), userAgent, text(fields(identity['inScopeOf'])['credentialsIssuedTo']))
      : workloadOfSubject(userName, provider),
  };
}

/** `arn:aws:sts::111122223333:assumed-role/NAME/SESSION`: the role without its path, which a session does not tell. */
function roleOfSession(arn: string | undefined): string | undefined {
  const [, partition, account, name] = /^arn:([^:]*):sts::(\d*):assumed-role\/([^/]+)\//.exec(arn ?? '') ?? [];
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fields(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A text that says something: CloudTrail writes absent values as `null`, `""`, `"-"` or not at all. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}
