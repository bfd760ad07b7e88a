import type { StsCall } from './call.js';
import { parseWorkload } from './workload.js';

/** The columns that the queries of docs/audit.md give; each row stands for `calls` calls that are alike. */
export const ROW_COLUMNS = [
  'eventsource',
  'first_seen',
  'last_seen',
  'calls',
  'event_name',
  'aws_region',
  'host',
  'endpoint_type',
  'serving_region',
  'vpc_endpoint',
  'source_ip',
  'user_agent',
  'error_code',
  'recipient_account',
  'is_shared',
  'role_arn',
  'identity_type',
  'identity_arn',
  'identity_account',
  'invoked_by',
  'issuer_arn',
  'user_name',
  'identity_provider',
  'workload',
] as const;

export type Row = ReadonlyMap<string, string>;

/** Columns that have a value in every row, and one without which a table says nothing. */
const IN_EVERY_ROW = ['calls', 'event_name', 'identity_type'] as const;
const IN_EVERY_TABLE = [...IN_EVERY_ROW, 'host'] as const;

/**
 * The columns that are missing for a result of our queries.
 *
 * @param isTable the columns are those of the table; otherwise of one row, which may leave out what is null
 */
export function missingColumns(columns: readonly string[], isTable: boolean): readonly string[] {
  const present = new Set(columns.map((column) => column.toLowerCase()));
  return (isTable ? IN_EVERY_TABLE : IN_EVERY_ROW).filter((column) => !present.has(column));
}

/** A row of our queries as calls; `undefined` when its number of calls is not a number. */
export function readRow(row: Row): StsCall | undefined {
  const value = (column: (typeof ROW_COLUMNS)[number]): string | undefined => row.get(column) || undefined;
  const calls = Number(value('calls'));
  if (!Number.isSafeInteger(calls) || calls < 1) return undefined;
  return {
    calls,
    first: value('first_seen'),
    last: value('last_seen'),
    operation: value('event_name') ?? '',
    region: value('aws_region') ?? '',
    host: value('host'),
    endpointType: value('endpoint_type'),
    servingRegion: value('serving_region'),
    vpcEndpoint: value('vpc_endpoint'),
    sourceIp: value('source_ip'),
    userAgent: value('user_agent'),
    error: value('error_code'),
    recipient: value('recipient_account'),
    isShared: value('is_shared')?.toLowerCase() === 'true',
    role: value('role_arn'),
    identity: {
      type: value('identity_type') ?? '',
      arn: value('identity_arn'),
      account: value('identity_account'),
      invokedBy: value('invoked_by'),
      issuer: value('issuer_arn'),
      userName: value('user_name'),
      provider: value('identity_provider'),
      workload: parseWorkload(value('workload')),
    },
  };
}
