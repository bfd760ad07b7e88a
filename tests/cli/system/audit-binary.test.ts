import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/audit/audit-report.js';
import { SHAPES } from '../../audit/shapes.js';
import { tree } from '../tree.js';
import { runBinary } from './run-binary.js';

const RECORD = SHAPES[0]?.record ?? {};
const LOG = gzipSync(JSON.stringify({ Records: [RECORD, { ...RECORD, eventTime: '2024-01-01T00:00:00Z' }] }));

describe('the built audit', () => {
  it('reads gzip from standard input', () => {
    const { status, stdout } = runBinary(tree(), ['audit', '-'], { input: LOG });
    expect([status, stdout.split('\n')[0]]).toEqual([
      0,
      '2 calls of STS from 2024-01-01T00:00:00Z to 2025-06-11T08:15:00Z',
    ]);
  });

  it('writes a masked report to a file, and fails for calls since a day', () => {
    const dir = tree({ 'logs/1.json.gz': LOG });
    const args = [
      'audit',
      'logs',
      '--format',
      'json',
      '--output-file',
      'out/audit.json',
      '--mask',
      '--since',
      '2025-01-01',
    ];
    expect(runBinary(dir, [...args, '--fail-on-global'])).toEqual({
      status: 1,
      stdout: '',
      stderr: '1 call to the global host.\n',
    });
    const report = JSON.parse(dir.read('out/audit.json')) as AuditReport;
    expect([report.masked, report.totals.calls, report.before]).toEqual([true, 1, 1]);
  });

  it('makes the report that check reads', () => {
    const dir = tree({
      'package.json': JSON.stringify({ name: 'orders', dependencies: { 'aws-sdk': '^2.1354.0' } }),
      'src/sts.js': "const AWS = require('aws-sdk');\nmodule.exports = new AWS.STS(); // for the role test-reader\n",
      'logs/1.json': JSON.stringify({
        Records: [
          {
            ...RECORD,
            userAgent: 'aws-sdk-nodejs/2.1354.0 linux/v18.20.4 promise',
            userIdentity: {
              type: 'IAMUser',
              arn: 'arn:aws:iam::111122223333:user/test-reader',
              accountId: '111122223333',
            },
          },
        ],
      }),
    });
    runBinary(dir, ['audit', 'logs', '--format', 'json', '--output-file', 'audit.json']);
    const { status, stdout, stderr } = runBinary(dir, ['check', 'src', '--audit', 'audit.json']);
    expect(status, stderr).toBe(1);
    expect(stdout).toContain('[seen: 1 call by user test-reader in 111122223333, last 2025-06-11]');
  });
});
