import { describe, expect, it } from 'vitest';
import type { StsCall } from '../../src/audit/call.js';
import { destinationOf, servingRegionOf } from '../../src/audit/destination.js';
import { readEvent, unknownVersionOf } from '../../src/audit/from-event.js';
import { principalOf } from '../../src/audit/principal.js';
import { parseUserAgent } from '../../src/audit/user-agent/parse.js';
import { SHAPES } from './shapes.js';

function callOf(record: unknown): StsCall {
  const read = readEvent(record);
  if (read.kind !== 'call') throw new Error(`It was read as ${read.kind}`);
  return read.call;
}

describe('records as AWS and public repositories publish them', () => {
  it('are at least forty', () => {
    expect(new Set(SHAPES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(SHAPES)('$name', ({ record, expected }) => {
    const call = callOf(record);
    const { kind, name, account } = principalOf(call);
    const { workload } = call.identity;
    expect({
      destination: destinationOf(call),
      principal: [kind, name, ...(account === undefined ? [] : [account])],
      sdk: parseUserAgent(call.userAgent ?? '').sdk,
      ...(workload && { workload: workload.name === undefined ? [workload.kind] : [workload.kind, workload.name] }),
      ...(servingRegionOf(call) !== undefined &&
        destinationOf(call) === 'global' && { servedIn: servingRegionOf(call) }),
    }).toEqual(expected);
  });
});

describe('what is no call of STS', () => {
  const sts = SHAPES[0]?.record;

  it.each([
    ['a call of another service', { ...sts, eventSource: 's3.amazonaws.com' }],
    ['an insight, which counts calls again', { ...sts, eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight' }],
    ['network activity, which is the call seen at the endpoint', { ...sts, eventCategory: 'NetworkActivity' }],
  ])('%s', (_, record) => {
    expect(readEvent(record).kind).toBe('other');
  });

  it.each([[null], [7], ['text'], [[]], [{}], [{ eventSource: 'sts.amazonaws.com' }], [{ eventName: 'AssumeRole' }]])(
    '%j is not of CloudTrail',
    (value) => {
      expect(readEvent(value).kind).toBe('foreign');
    },
  );
});

describe('records of newer versions', () => {
  it('are read as far as they say the same, and told', () => {
    const record = { ...SHAPES[0]?.record, eventVersion: '2.0', newField: { a: 1 } };
    expect(destinationOf(callOf(record))).toBe('global');
    expect(unknownVersionOf(record)).toBe('2.0');
    expect(unknownVersionOf({ ...record, eventVersion: '1.12' })).toBeUndefined();
  });

  it('may have fields of other types', () => {
    const call = callOf({
      ...SHAPES[0]?.record,
      userIdentity: 'someone',
      tlsDetails: [],
      userAgent: { name: 'x' },
      additionalEventData: null,
      eventTime: 17,
    });
    expect(destinationOf(call)).toBe('unknown');
    expect(principalOf(call).kind).toBe('unknown');
  });
});
