import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AuditReport, Caller } from '../../../../src/audit/audit-report.js';
import { generateEvents } from '../../../audit/generate-events.js';
import { SHAPES } from '../../../audit/shapes.js';
import { runIn } from '../../run-in-process.js';
import { modesBind, tree, type Tree } from '../../tree.js';

const RECORD = SHAPES[0]?.record ?? {};
const REGIONAL = SHAPES[1]?.record ?? {};
const log = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });

async function json(dir: Tree, ...args: readonly string[]): Promise<AuditReport> {
  return JSON.parse((await runIn(dir, ['audit', ...args, '--format', 'json'])).stdout) as AuditReport;
}

const withAgent = (userAgent: string): unknown => ({ ...RECORD, userAgent });
const globalCallers = ({ callers }: AuditReport): readonly Caller[] =>
  callers.filter(({ destination }) => destination === 'global');

describe('counts', () => {
  it('are those that were generated, for every destination, caller, day, operation, error and token', async () => {
    const events = [...generateEvents(6000, 42)];
    const truths = events.flatMap(({ truth }) => (truth && !truth.isCopy ? [truth] : []));
    const dir = tree();
    for (let file = 0; file < 6; file += 1)
      dir.write({
        [`AWSLogs/111122223333/CloudTrail/eu-west-1/2025/06/0${file + 1}/${file}.json.gz`]: gzipSync(
          log(...events.slice(file * 1000, file * 1000 + 1000).map(({ record }) => record)),
        ),
      });
    const report = await json(dir, 'AWSLogs');
    const tally = (keys: readonly string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
      return counts;
    };
    const sums = (entries: readonly (readonly [string, number])[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const [key, calls] of entries) counts[key] = (counts[key] ?? 0) + calls;
      return counts;
    };
    expect(report.input).toEqual({ files: 6, records: 6000, passedOver: 0, problems: [] });
    expect(report.copies).toBe(events.filter(({ truth }) => truth?.isCopy).length);
    expect(
      sums(
        report.callers.map(({ destination, principal, sdk, calls }) => [
          `${destination} ${principal.kind} ${principal.name} ${sdk}`,
          calls,
        ]),
      ),
    ).toEqual(tally(truths.map(({ destination, caller, sdk }) => `${destination} ${caller} ${sdk}`)));
    expect(
      sums(
        report.days
          .flatMap(({ day, global, regional }) => [
            [`${day} global`, global] as const,
            [`${day} regional`, regional] as const,
          ])
          .filter(([, calls]) => calls > 0),
      ),
    ).toEqual(
      tally(
        truths
          .filter(({ destination }) => destination === 'global' || destination === 'regional')
          .map(({ day, destination }) => `${day} ${destination}`),
      ),
    );
    expect(sums(report.errors.map(({ code, calls }) => [code, calls]))).toEqual(
      tally(truths.flatMap(({ error }) => (error === undefined ? [] : [error]))),
    );
    expect(report.tokens.reduce((sum, { calls }) => sum + calls, 0)).toBe(
      truths.filter(({ givesToken }) => givesToken).length,
    );
  });

  it('do not depend on the order of files', async () => {
    const records = [...generateEvents(400, 3, 1)].map(({ record }) => record);
    const dir = tree({
      'a/1.json': log(...records.slice(0, 200)),
      'a/2.json': log(...records.slice(200)),
      'b/1.json': log(...records.slice(200)),
      'b/2.json': log(...records.slice(0, 200)),
    });
    expect(await json(dir, 'a')).toEqual(await json(dir, 'b'));
  });

  it('have a call across accounts once when both logs are there, and once when only one is', async () => {
    const own = {
      ...RECORD,
      sharedEventID: 's',
      recipientAccountId: '777788889999',
      userIdentity: { ...(RECORD['userIdentity'] as object), accountId: '777788889999' },
    };
    const owners = {
      ...RECORD,
      sharedEventID: 's',
      recipientAccountId: '444455556666',
      userIdentity: { type: 'AWSAccount', accountId: '777788889999' },
    };
    const dir = tree({ 'own.json': log(own), 'owners.json': log(owners) });
    expect((await json(dir, 'own.json', 'owners.json')).totals.calls).toBe(1);
    expect((await json(dir, 'own.json', 'owners.json')).copies).toBe(1);
    expect((await json(dir, 'owners.json')).totals.calls).toBe(1);
  });

  it('leave out what is before --since, by day, by time and by age', async () => {
    const at = (eventTime: string): unknown => ({ ...RECORD, eventTime });
    const recent = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z/, 'Z');
    const dir = tree({
      'a.json': log(at('2025-05-31T23:59:59Z'), at('2025-06-01T00:00:00Z'), at('2025-06-01T13:00:00Z'), at(recent)),
    });
    for (const [since, calls] of [
      ['2025-06-01', 3],
      ['2025-06-01T12:00:00Z', 2],
      ['2d', 1],
      ['36h', 1],
    ] as const) {
      const report = await json(dir, 'a.json', '--since', since);
      expect([since, report.totals.calls, report.before]).toEqual([since, calls, 4 - calls]);
    }
  });

  it('pass over files that were delivered before --since without opening them', async () => {
    const name = (time: string): string => `logs/111122223333_CloudTrail_us-east-1_${time}Z_AbCdEf0123456789.json`;
    const dir = tree({
      [name('20250101T0000')]: 'broken',
      [name('20250701T0000')]: log({ ...RECORD, eventTime: '2025-06-30T23:50:00Z' }),
    });
    const { totals, input } = await json(dir, 'logs', '--since', '2025-06-01');
    expect([totals.calls, input.files, input.problems]).toEqual([1, 1, []]);
  });
});

describe('paths', () => {
  it('are files, folders and standard input, each file once', async () => {
    const dir = tree({
      'logs/a.json': log(RECORD),
      'logs/deep/b.json.gz': gzipSync(log(RECORD)),
      'one.json': log(RECORD),
    });
    const { stdout } = await runIn(dir, ['audit', 'logs', 'logs/a.json', 'one.json', '-', '--format', 'json'], {
      input: log(RECORD),
    });
    expect((JSON.parse(stdout) as AuditReport).input).toMatchObject({ files: 4, records: 4 });
  });

  it('that do not exist are wrong usage', async () => {
    const { status, stderr } = await runIn(tree(), ['audit', 'nowhere']);
    expect([status, stderr]).toEqual([2, 'error: Cannot read nowhere: it does not exist\n']);
  });

  it('without a log in them are a failure, and files that are no logs by their names are mentioned', async () => {
    const { status, stderr } = await runIn(tree({ 'logs/readme.md': 'x' }), ['audit', 'logs']);
    expect(status).toBe(2);
    expect(stderr).toContain('1 file not read, because the name is not that of a log: logs/readme.md.');
    expect(stderr).toContain('No log was found there.');
  });

  it('of digests and insights are not walked', async () => {
    const dir = tree({
      'AWSLogs/1/CloudTrail/a.json': log(RECORD),
      'AWSLogs/1/CloudTrail-Digest/b.json': 'x',
      'AWSLogs/1/CloudTrail-Insight/c.json': 'x',
    });
    expect((await json(dir, 'AWSLogs')).input).toMatchObject({ files: 1, problems: [] });
  });

  it.skipIf(!modesBind)('that may not be read are named', async () => {
    const dir = tree({ 'logs/a.json': log(RECORD), 'logs/b.json': log(RECORD) });
    const { chmodSync } = await import('node:fs');
    chmodSync(dir.path('logs/b.json'), 0);
    expect((await json(dir, 'logs')).input.problems).toEqual([
      { path: 'logs/b.json', message: 'Cannot read: permission denied.' },
    ]);
  });
});

describe('exit status', () => {
  it.each([
    ['0 for calls to the global host', log(RECORD), [], 0],
    ['1 for them with --fail-on-global', log(RECORD), ['--fail-on-global'], 1],
    ['0 with --fail-on-global when there are none', log(REGIONAL), ['--fail-on-global'], 0],
    ['2 when something was not read', log(RECORD).slice(0, -100), [], 2],
    ['2 even when the rest has calls to the global host', `${log(RECORD)}x`, ['--fail-on-global'], 2],
    ['2 for a time that is none', log(RECORD), ['--since', 'yesterday'], 2],
  ])('is %s', async (_, content, args, status) => {
    expect((await runIn(tree({ 'a.json': content }), ['audit', 'a.json', ...args])).status).toBe(status);
  });

  it('is 130 when the run was stopped', async () => {
    const { status } = await runIn(tree({ 'a.json': log(RECORD) }), ['audit', 'a.json'], {
      interrupted: AbortSignal.abort(),
    });
    expect(status).toBe(130);
  });
});

describe('the text', () => {
  it('begins with where calls went, then who calls the global host, then what to do', async () => {
    const dir = tree({
      'a.json': log(RECORD, RECORD, REGIONAL, {
        ...RECORD,
        userAgent: 'aws-sdk-nodejs/2.1363.0 linux/v16.20.2 exec-env/AWS_ECS_FARGATE promise',
      }),
    });
    expect((await runIn(dir, ['audit', 'a.json'])).stdout)
      .toBe(`4 calls of STS from 2025-06-11T08:15:00Z to 2025-06-11T08:15:00Z
4 records in 1 file
  Global host    3  75.0 %
  Regional host  1  25.0 %
  The global host was served in: eu-north-1 3

Who calls the global host: 2 callers
           2  role Admin in 111122223333
              AWS CLI v2 2.15.33, Python 3.11.8
              AssumeRole 2; from 192.0.2.101 2
              2025-06-11T08:15:00Z to 2025-06-11T08:15:00Z
           1  role Admin in 111122223333
              AWS SDK for JavaScript v2 2.1363.0, Node.js 16.20.2, AWS_ECS_FARGATE
              AssumeRole 1; from 192.0.2.101 1
              2025-06-11T08:15:00Z to 2025-06-11T08:15:00Z

What to do
  AWS CLI v2 (1 caller, 2 calls): Version 2 is regional when it has a region: set one, and look for --endpoint-url or AWS_ENDPOINT_URL_STS.
    https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
  AWS SDK for JavaScript v2 (1 caller, 1 call): In code: stsRegionalEndpoints: 'regional'. For clients that no code makes, such as those of roles and web identities: AWS_STS_REGIONAL_ENDPOINTS=regional.
    In this repository: rule sts-regional/no-legacy-endpoint-mode, codemod regional-endpoints.
    https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html

Temporary credentials by where they were issued
  global host  3  not valid in opt-in regions, unless the account says otherwise
  eu-north-1   1
`);
  });

  it('says which service assumed a role', async () => {
    const role = 'arn:aws:iam::111122223333:role/Admin';
    const service = {
      ...RECORD,
      userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
      sourceIPAddress: 'lambda.amazonaws.com',
      requestParameters: { roleArn: role },
    };
    const { stdout } = await runIn(tree({ 'a.json': log(RECORD, service) }), ['audit', 'a.json']);
    expect(stdout).toContain('role Admin in 111122223333, assumed by lambda.amazonaws.com');
  });

  it('explains the errors of opt-in regions', async () => {
    const error = { ...REGIONAL, awsRegion: 'af-south-1', errorCode: 'InvalidClientTokenId' };
    const { stdout } = await runIn(tree({ 'a.json': log(error, { ...error, awsRegion: 'eu-west-1' }) }), [
      'audit',
      'a.json',
    ]);
    expect(stdout.match(/Tokens of the global host are not valid/g)).toHaveLength(1);
  });
});

describe('hostile names', () => {
  const HOSTILE = [
    '<script>alert(1)</script>/1',
    '\u001b]0;owned\u0007\u001b[31mred',
    "=cmd|'/c calc'!A1",
    '@SUM(1+1)',
    '+1',
    '"><img src=x>',
    'a\r\nb,c',
    '\u202Egpj',
  ];
  const records = HOSTILE.flatMap((name) => [
    withAgent(`aws-sdk-js/3.1.0 app/${name}`),
    {
      ...RECORD,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${name}`, accountId: name, userName: name },
      sourceIPAddress: name,
      eventName: name,
      awsRegion: name,
      errorCode: name,
    },
  ]);

  it('are nothing that a terminal obeys', async () => {
    const { stdout } = await runIn(tree({ 'a.json': log(...records) }), ['audit', 'a.json']);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });

  it('are no formulas in CSV, and stay in their cells', async () => {
    const { stdout } = await runIn(tree({ 'a.json': log(...records) }), ['audit', 'a.json', '--format', 'csv']);
    const cells = [...stdout.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const rows = stdout
      .replace(/"(?:[^"]|"")*"/g, 'quoted')
      .trim()
      .split('\r\n');
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });

  it('are text in HTML', async () => {
    const { stdout } = await runIn(tree({ 'a.json': log(...records) }), ['audit', 'a.json', '--format', 'html']);
    expect(stdout.match(/<script/g)).toHaveLength(1);
    expect(stdout).not.toContain('<img');
  });

  it('are kept as they are in JSON', async () => {
    const report = await json(tree({ 'a.json': log(...records) }), 'a.json');
    expect(globalCallers(report).map(({ principal }) => principal.name)).toContain('<script>alert(1)</script>/1');
  });
});

describe('--mask', () => {
  it('leaves no name, number or address of the organisation, in any format', async () => {
    const events = [...generateEvents(2000, 9)].map(({ record }) => record);
    const dir = tree({
      '111122223333.json': log(
        ...events,
        ...SHAPES.map(({ record }) => record),
        withAgent('aws-sdk-js/3.1.0 app/secret-project'),
      ),
    });
    for (const format of ['text', 'json', 'csv', 'html']) {
      const { stdout } = await runIn(dir, ['audit', '.', '--format', format, '--mask']);
      expect(stdout).not.toMatch(
        /\b\d{12}\b|192\.0\.2\.|10\.0\.3\.7|vpce-0|orders|billing|deployer|secret-project|octo-org|acme|Alice|JohnDoe|starrocks|example\.com/,
      );
      expect(stdout).toContain('Lambda function lambda-1'.replace(format === 'json' ? 'Lambda function ' : '', ''));
    }
  });

  it('changes no figure', async () => {
    const events = [...generateEvents(500, 9, 1)].map(({ record }) => record);
    const dir = tree({ 'a.json': log(...events) });
    const { totals, days, callers } = await json(dir, 'a.json');
    const masked = await json(dir, 'a.json', '--mask');
    expect([masked.totals, masked.days, masked.callers.map(({ calls }) => calls)]).toEqual([
      totals,
      days,
      callers.map(({ calls }) => calls),
    ]);
  });

  it('gives one name one number', async () => {
    const dir = tree({ 'a.json': log(RECORD, REGIONAL, { ...RECORD, userAgent: 'curl/8' }) });
    const { callers } = await json(dir, 'a.json', '--mask');
    expect(new Set(callers.map(({ principal }) => principal.name))).toEqual(new Set(['role-1']));
  });
});

describe('many callers', () => {
  it('are bounded by destination, and their calls are counted in any case', async () => {
    const callers = 10_050;
    const records = Array.from({ length: callers }, (_, index) => ({
      ...RECORD,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/u${index}`, accountId: '111122223333' },
    }));
    const report = await json(tree({ 'a.json': log(...records, REGIONAL) }), 'a.json');
    expect(report.totals.global).toBe(callers);
    expect(globalCallers(report).reduce((sum, { calls }) => sum + calls, 0)).toBe(callers);
    expect(report.callers.filter(({ isRest }) => isRest)).toMatchObject([{ destination: 'global', calls: 50 }]);
    expect(report.callers.some(({ destination }) => destination === 'regional')).toBe(true);
  });
});
