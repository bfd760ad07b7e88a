import type { Profile, Random, Truth } from './event-profiles.js';
import { ACCOUNT, hex, PROFILES, session, V3_LAMBDA } from './event-profiles.js';

/**
 * CloudTrail records as AWS writes them, of invented accounts, with what is true of them: the generator knows where
 * each call goes because it was told so, not because it looked. The same seed gives the same records.
 */
export interface GeneratedEvent {
  readonly record: Readonly<Record<string, unknown>>;
  /** Absent for records that are no calls of STS. */
  readonly truth?: Truth;
}

const OTHER_SERVICES = ['s3', 'ec2', 'dynamodb', 'kms', 'logs', 'secretsmanager', 'ssm', 'sqs'] as const;
const TOKEN_OPERATIONS = /^(?:AssumeRole|Get(?:Session|Federation)Token)/;
const FIRST_DAY = Date.UTC(2025, 4, 1);
const DAYS = 30;

/** @param shareOfSts how many of the records are calls of STS, from 0 to 1 */
export function* generateEvents(records: number, seed = 1, shareOfSts = 0.5): Generator<GeneratedEvent> {
  const random = randomFrom(seed);
  const total = PROFILES.reduce((sum, { weight }) => sum + weight, 0);
  for (let made = 0; made < records; made += 1) {
    const time = new Date(FIRST_DAY + Math.floor(random() * DAYS * 86_400_000)).toISOString().replace(/\.\d+Z$/, 'Z');
    if (random() >= shareOfSts) {
      yield { record: otherEvent(random, time) };
      continue;
    }
    let left = random() * total;
    const profile = PROFILES.find(({ weight }) => (left -= weight) < 0) ?? PROFILES[0];
    if (!profile) return;
    const isOwners = profile.owner !== undefined && random() < 0.5;
    yield { record: stsEvent(profile, random, time, isOwners), truth: truthOf(profile, time, isOwners) };
  }
}

function truthOf(profile: Profile, time: string, isCopy: boolean): Truth {
  const { destination, caller, sdk, operation, error } = profile;
  return {
    destination,
    caller,
    sdk,
    operation,
    day: time.slice(0, 10),
    ...(error !== undefined && { error }),
    givesToken: error === undefined && destination !== 'service' && TOKEN_OPERATIONS.test(operation),
    isCopy,
  };
}

function stsEvent(
  profile: Profile,
  random: Random,
  time: string,
  isOwners: boolean,
): Readonly<Record<string, unknown>> {
  const { region, host, details, vpcEndpoint, error, role, owner } = profile;
  return {
    eventVersion: '1.08',
    userIdentity: isOwners
      ? { type: 'AWSAccount', principalId: 'AROA123456789EXAMPLE:batch', accountId: ACCOUNT }
      : profile.identity(random),
    eventTime: time,
    eventSource: 'sts.amazonaws.com',
    eventName: profile.operation,
    awsRegion: region,
    sourceIPAddress: profile.sourceIp ?? `192.0.2.${Math.floor(random() * 40)}`,
    userAgent: profile.userAgent,
    ...(error !== undefined && { errorCode: error, errorMessage: `User is not authorized: "${error}" \\ {[` }),
    requestParameters:
      role === undefined
        ? null
        : { roleArn: role, roleSessionName: `session-${hex(random, 8)}`, durationSeconds: 3600 },
    responseElements:
      error === undefined && role !== undefined
        ? {
            credentials: {
              accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
              sessionToken: `${hex(random, 220)}{"[`,
              expiration: 'Jun 1, 2025, 1:00:00 AM',
            },
          }
        : null,
    ...(details && { additionalEventData: { RequestDetails: details } }),
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: true,
    ...(role === undefined ? {} : { resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: role }] }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: isOwners ? owner : ACCOUNT,
    ...(owner !== undefined && { sharedEventID: uuid(random) }),
    ...(vpcEndpoint !== undefined && { vpcEndpointId: vpcEndpoint }),
    eventCategory: 'Management',
    ...(host !== undefined && {
      tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: host },
    }),
  };
}

function otherEvent(random: Random, time: string): Readonly<Record<string, unknown>> {
  const service = OTHER_SERVICES[Math.floor(random() * OTHER_SERVICES.length)] ?? 's3';
  return {
    eventVersion: '1.09',
    userIdentity: session('service/orders', () => 'orders-api')(random),
    eventTime: time,
    eventSource: `${service}.amazonaws.com`,
    eventName: 'DescribeThings',
    awsRegion: 'eu-west-1',
    sourceIPAddress: `192.0.2.${Math.floor(random() * 40)}`,
    userAgent: V3_LAMBDA,
    requestParameters: { filter: 'a "quoted" value with } and ] and \\', ids: [hex(random, 16), hex(random, 16)] },
    responseElements: null,
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.eu-west-1.amazonaws.com`,
    },
  };
}

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
}

/** Mulberry32: small, quick, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
