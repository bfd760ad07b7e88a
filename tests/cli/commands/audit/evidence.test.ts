import { describe, expect, it } from 'vitest';
import { isNamedIn, isOfServerlessService, namesOfCaller } from '../../../../src/audit/caller-names.js';
import type { Caller } from '../../../../src/audit/audit-report.js';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { SHAPES } from '../../../audit/shapes.js';
import { runIn } from '../../run-in-process.js';
import { tree, type Tree } from '../../tree.js';

const V2 = "import AWS from 'aws-sdk';\n\nexport const sts = new AWS.STS({ region: 'eu-west-1' });\n";
const MANIFEST = (name: string): string => JSON.stringify({ name, dependencies: { 'aws-sdk': '^2.1354.0' } });
const LAMBDA = 'aws-sdk-nodejs/2.1354.0 linux/v18.20.4 exec-env/AWS_Lambda_nodejs18.x promise';

/** A call to the global host by a function with a role of this name. */
function call(functionName: string, role: string, userAgent = LAMBDA): unknown {
  const record = SHAPES[0]?.record ?? {};
  return {
    ...record,
    userAgent,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${functionName}`,
      accountId: '111122223333',
      sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/${role}` } },
    },
  };
}

async function checked(
  files: Readonly<Record<string, string>>,
  ...calls: readonly unknown[]
): Promise<{ stdout: string; stderr: string; dir: Tree }> {
  const dir = tree({ ...files, 'audit/log.json': JSON.stringify({ Records: calls }) });
  await runIn(dir, ['audit', 'audit/log.json', '--format', 'json', '--output-file', 'audit.json']);
  return { ...(await runIn(dir, ['check', '--audit', 'audit.json'], { engine: lazyEngine })), dir };
}

describe('check --audit', () => {
  it('marks the finding whose function was seen calling', async () => {
    const { stdout, stderr } = await checked(
      {
        'package.json': MANIFEST('orders'),
        'src/sts.ts': V2,
        'template.yaml': 'Resources:\n  OrdersFunction:\n    Type: AWS::Serverless::Function\n',
      },
      call('shop-OrdersFunction-1A2B3C4D5E6F', 'shop-OrdersFunctionRole-0A1B2C3D4E5F'),
    );
    expect(stdout).toContain(
      '[seen: 1 call by role shop-OrdersFunctionRole-0A1B2C3D4E5F in 111122223333, last 2025-06-11]',
    );
    expect(stderr).toContain('A finding explains every caller of the global host that was seen.');
  });

  it('lists callers that no finding explains', async () => {
    const { stdout, stderr } = await checked(
      { 'package.json': MANIFEST('orders'), 'src/sts.ts': V2 },
      call('billing-api', 'billing-role'),
    );
    expect(stdout).not.toContain('[seen');
    expect(stderr).toContain(
      'not in this repository, or not in code:\n           1  role billing-role in 111122223333, Lambda function billing-api',
    );
  });

  it('takes no finding for the caller of another SDK', async () => {
    const { stdout, stderr } = await checked(
      { 'package.json': MANIFEST('orders'), 'src/sts.ts': `${V2}// billing-api\n` },
      call('billing-api', 'billing-role', 'Boto3/1.26.2 Python/3.10.8 exec-env/AWS_Lambda_python3.10 Botocore/1.29.2'),
    );
    expect(stdout).not.toContain('[seen');
    expect(stderr).toContain('Boto3');
  });

  it('tells the packages of a repository apart', async () => {
    const { stdout } = await checked(
      {
        'package.json': JSON.stringify({ name: 'all', workspaces: ['packages/*'] }),
        'serverless.yml': 'service: shop\nfunctions:\n  createOrder:\n    handler: packages/orders/src/sts.handler\n',
        'packages/orders/package.json': MANIFEST('orders'),
        'packages/orders/src/sts.ts': V2,
        'packages/billing/package.json': MANIFEST('billing'),
        'packages/billing/src/sts.ts': V2,
      },
      call('shop-prod-createOrder', 'shop-prod-eu-west-1-lambdaRole'),
    );
    expect(stdout.match(/\[seen/g)).toHaveLength(1);
    expect(stdout.indexOf('packages/orders')).toBeLessThan(stdout.indexOf('[seen'));
  });

  it.each([
    ['{}', 'is not a report of "sts-regional audit --format json"'],
    ['{"schemaVersion":1,"masked":true,"callers":[]}', 'has masked names'],
    ['not json', 'cannot be read'],
  ])('refuses %s', async (content, message) => {
    const { status, stderr } = await runIn(tree({ 'a.json': content }), ['check', '--audit', 'a.json']);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('names', () => {
  const caller = (name: string, role: string): Caller =>
    ({
      workload: { kind: 'lambda', name },
      principal: { kind: 'role', name: role, account: undefined },
    }) as unknown as Caller;

  it('are those that CloudFormation made, and what it made them of', () => {
    expect(
      namesOfCaller(caller('shop-OrdersFunction-1A2B3C4D5E6F', 'path/shop-OrdersFunctionRole-0A1B2C3D4E5F')),
    ).toEqual([
      'shop-OrdersFunction-1A2B3C4D5E6F',
      'OrdersFunction',
      'shop-OrdersFunctionRole-0A1B2C3D4E5F',
      'OrdersFunctionRole',
    ]);
  });

  it('that would be found everywhere are none', () => {
    expect(namesOfCaller(caller('handler', 'Admin'))).toEqual([]);
  });

  it.each([
    ['name: orders-api', true],
    ['arn:aws:iam::1:role/orders-api"', true],
    ['FunctionName=orders-api,', true],
    ['my-orders-api', false],
    ['orders-api-v2', false],
  ])('in %s: %s', (text, isThere) => {
    expect(isNamedIn(text, 'orders-api')).toBe(isThere);
  });

  it('of the Serverless Framework have service, stage and function', () => {
    const file = 'service: shop\nfunctions:\n  createOrder:\n    handler: a.b\n';
    expect(
      ['shop-dev-createOrder', 'shop-dev-eu-west-1-lambdaRole', 'shop-dev-other', 'store-dev-createOrder'].map((name) =>
        isOfServerlessService(file, name),
      ),
    ).toEqual([true, true, false, false]);
  });
});

it.each(['json', 'html', 'csv', 'text'])('a later audit replaces the %s report of an earlier one', async (format) => {
  const dir = tree({ 'log.json': JSON.stringify({ Records: [call('a', 'b')] }), '.git/HEAD': 'ref: refs/heads/main' });
  const audit = (): ReturnType<typeof runIn> =>
    runIn(dir, ['audit', 'log.json', '--format', format, '--output-file', `audit.${format}`]);
  await audit();
  expect(await audit()).toMatchObject({ status: 0, stderr: '' });
});
