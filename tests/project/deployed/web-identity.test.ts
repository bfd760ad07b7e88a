import { describe, expect, it } from 'vitest';
import { DOCKERFILE, migrated, reportsIn, repository, ROLE, TOKEN, webIdentitiesIn } from './web-identity-program.js';

const COMPOSE = `services:
  orders:
    build: .
    environment:
      AWS_REGION: eu-west-1
      AWS_ROLE_ARN: ${ROLE}
      AWS_WEB_IDENTITY_TOKEN_FILE: ${TOKEN} # why
`;

const ACCOUNT = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: orders
---
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      serviceAccountName: orders
      containers:
        - name: web
          image: registry.example/shop/orders:1.2
          env:
            - name: AWS_REGION
              value: eu-west-1
            - name: AWS_ROLE_ARN
              value: ${ROLE}
            - name: AWS_WEB_IDENTITY_TOKEN_FILE
              value: ${TOKEN}
          volumeMounts:
            - name: token
              mountPath: /var/run/secrets/tokens
      volumes:
        - name: token
          projected:
            sources:
              - serviceAccountToken:
                  audience: sts.amazonaws.com
                  path: aws
`;

const TASK = `{
  "family": "orders",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "registry.example/orders:1",
      "environment": [
        { "name": "AWS_REGION", "value": "eu-west-1" },
        { "name": "AWS_ROLE_ARN", "value": "${ROLE}" },
        { "name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "${TOKEN}" }
      ]
    }
  ]
}
`;

const WORKFLOW = `on: push
jobs:
  upload:
    runs-on: ubuntu-latest
    env:
      AWS_REGION: eu-west-1
      AWS_ROLE_ARN: ${ROLE}
      AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/token
    steps:
      - uses: actions/checkout@v4
      - run: |
          npm ci
          node src/orders.js
`;

interface Deployment {
  readonly is: string;
  readonly file: string;
  readonly text: string;
  /** Where the token is named. */
  readonly line: number;
  readonly added: string;
}

const DEPLOYMENTS: readonly Deployment[] = [
  {
    is: 'a Dockerfile',
    file: 'Dockerfile',
    text: DOCKERFILE,
    line: 6,
    added: 'ENV AWS_STS_REGIONAL_ENDPOINTS=regional',
  },
  {
    is: 'a service of Compose',
    file: 'compose.yaml',
    text: COMPOSE,
    line: 7,
    added: '      AWS_STS_REGIONAL_ENDPOINTS: regional',
  },
  {
    is: 'a container of Kubernetes with a token of its own',
    file: 'k8s/orders.yaml',
    text: ACCOUNT + DEPLOYMENT,
    line: 23,
    added: '            - name: AWS_STS_REGIONAL_ENDPOINTS\n              value: regional',
  },
  {
    is: 'a task of ECS without a role',
    file: 'ecs/task.json',
    text: TASK,
    line: 10,
    added: '        { "name": "AWS_STS_REGIONAL_ENDPOINTS", "value": "regional" },',
  },
  {
    is: 'a job of GitHub Actions that runs the program',
    file: '.github/workflows/upload.yml',
    text: WORKFLOW,
    line: 8,
    added: '      AWS_STS_REGIONAL_ENDPOINTS: regional',
  },
];

describe.each(DEPLOYMENTS)('a web identity in $is', ({ file, text, line, added }) => {
  const before = text.split('\n');
  const at = before.findIndex((each) => each.includes('AWS_WEB_IDENTITY_TOKEN_FILE'));

  it('is reported where the token is named, by the strict configuration only', () => {
    const dir = repository({ [file]: text });
    expect(webIdentitiesIn(dir, file)).toEqual([line]);
    expect(webIdentitiesIn(dir, file, 'recommended')).toEqual([]);
  });

  it('gets the mode beside it, in the same form, and is not reported then', () => {
    const dir = repository({ [file]: text });
    const expected = [...before.slice(0, at), ...added.split('\n'), ...before.slice(at)].join('\n');
    expect(migrated(dir, file)).toEqual({ text: expected, left: [] });
    const after = repository({ [file]: expected });
    expect(webIdentitiesIn(after, file)).toEqual([]);
    expect(migrated(after, file)).toEqual({ text: expected, left: [] });
  });

  it('is left to a person where no region is set', () => {
    const dir = repository({ [file]: text.replaceAll('AWS_REGION', 'AWS_DEFAULT_REGION') });
    expect(migrated(dir, file)).toEqual({ text: dir.read(file), left: ['web-identity-without-region'] });
  });

  it('is not reported where static credentials come first', () => {
    const dir = repository({ [file]: text.replace('AWS_REGION', 'AWS_ACCESS_KEY_ID') });
    expect(webIdentitiesIn(dir, file)).toEqual([]);
  });

  it('is not reported in a region without a global host', () => {
    const dir = repository({ [file]: text.replace('eu-west-1', 'cn-north-1') });
    expect(webIdentitiesIn(dir, file)).toEqual([]);
  });

  it('is not reported without a role', () => {
    const dir = repository({ [file]: text.replace('AWS_ROLE_ARN', 'ROLE') });
    expect(webIdentitiesIn(dir, file)).toEqual([]);
  });

  it.each([
    ['needs SDK v3 only', { 'package.json': '{ "name": "orders", "dependencies": { "@aws-sdk/client-s3": "3" } }' }],
    [
      'needs SDK v2 for tests only',
      { 'package.json': '{ "name": "orders", "devDependencies": { "aws-sdk": "2.1500.0" } }' },
    ],
    [
      'may have a version without the mode',
      { 'package.json': '{ "name": "orders", "dependencies": { "aws-sdk": "^2.4.0" } }' },
    ],
    ['makes no client', { 'src/orders.js': "require('aws-sdk');\n" }],
    ['sets the mode in its code', { 'src/start.js': "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional';\n" }],
    ['sets the mode in a script', { 'start.sh': 'AWS_STS_REGIONAL_ENDPOINTS=regional node src/orders.js\n' }],
    ['may have credentials of its own', { 'src/config.js': 'exports.aws = { accessKeyId: process.env.KEY };\n' }],
  ])('is not reported where the package %s', (_, files) => {
    expect(webIdentitiesIn(repository({ [file]: text, ...files }), file)).toEqual([]);
  });
});

/** `text` with one thing changed, so that the platform or another file may decide. */
const SILENT: readonly (readonly [
  why: string,
  file: string,
  text: string,
  others?: Readonly<Record<string, string>>,
])[] = [
  ['a base image that may set the mode', 'Dockerfile', DOCKERFILE.replace('node:20', 'registry.example/node:20')],
  ['a base image that an argument names', 'Dockerfile', `ARG BASE\n${DOCKERFILE.replace('node:20', '$BASE')}`],
  ['a stage that the image does not keep', 'Dockerfile', `${DOCKERFILE}FROM node:20\nCOPY . .\n`],
  [
    'the token of the webhook of EKS, which may set the mode',
    'Dockerfile',
    DOCKERFILE.replace(TOKEN, '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'),
  ],
  ['an image for Lambda', 'Dockerfile', DOCKERFILE.replace('"node"', '"npx", "aws-lambda-ric"')],
  [
    'a mode that a command sets',
    'Dockerfile',
    DOCKERFILE.replace('"node"', '"env", "AWS_STS_REGIONAL_ENDPOINTS=regional", "node"'),
  ],
  ['a service of Compose that is not built here', 'compose.yaml', COMPOSE.replace('build: .', 'image: orders')],
  ['a file of variables beside', 'compose.yaml', COMPOSE.replace('build: .', 'build: .\n    env_file: aws.env')],
  ['a role that the shell may leave empty', 'compose.yaml', COMPOSE.replace(ROLE, '${AWS_ROLE_ARN}')],
  [
    'AWS profiles of the machine',
    'compose.yaml',
    COMPOSE.replace('build: .', 'build: .\n    volumes: [~/.aws:/root/.aws]'),
  ],
  [
    'an override of the service that sets the mode',
    'compose.yaml',
    COMPOSE,
    { 'compose.override.yaml': 'services: { orders: { environment: { AWS_STS_REGIONAL_ENDPOINTS: regional } } }\n' },
  ],
  [
    'an override of the service with static credentials',
    'compose.yaml',
    COMPOSE,
    { 'compose.override.yaml': 'services: { orders: { environment: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY] } }\n' },
  ],
  [
    'a service of Compose that builds the image and sets the mode',
    'Dockerfile',
    DOCKERFILE,
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n    environment: { AWS_STS_REGIONAL_ENDPOINTS: regional }\n',
    },
  ],
  [
    'a workload with the image that sets the mode',
    'Dockerfile',
    DOCKERFILE,
    {
      'k8s/web.yaml':
        'containers: [{ image: "orders:1", env: [{ name: AWS_STS_REGIONAL_ENDPOINTS, value: regional }] }]\n',
    },
  ],
  ['a service account of another file', 'k8s/orders.yaml', DEPLOYMENT],
  [
    'a service account that the webhook of EKS looks for',
    'k8s/orders.yaml',
    ACCOUNT.replace('---', `  annotations: { eks.amazonaws.com/role-arn: ${ROLE} }\n---`) + DEPLOYMENT,
  ],
  [
    'variables of a config map',
    'k8s/orders.yaml',
    ACCOUNT +
      DEPLOYMENT.replace('          env:', '          envFrom: [{ configMapRef: { name: orders } }]\n          env:'),
  ],
  [
    'a token that the pod does not mount',
    'k8s/orders.yaml',
    ACCOUNT + DEPLOYMENT.replace('mountPath: /var', 'mountPath: /other'),
  ],
  ['the image of somebody else', 'k8s/orders.yaml', ACCOUNT + DEPLOYMENT.replace('shop/orders', 'shop/proxy')],
  [
    'a patch of the workload that sets the mode',
    'k8s/orders.yaml',
    ACCOUNT + DEPLOYMENT,
    {
      'k8s/patch.yaml':
        'metadata: { name: orders }\nspec: { containers: [{ env: [{ name: AWS_STS_REGIONAL_ENDPOINTS, value: regional }] }] }\n',
    },
  ],
  ['a task of ECS with a role', 'ecs/task.json', TASK.replace('"family"', '"taskRoleArn": "arn",\n  "family"')],
  ['container definitions without their task', 'ecs/task.json', TASK.replace('"family": "orders",', '')],
  [
    'a job whose credentials an action exports',
    '.github/workflows/upload.yml',
    WORKFLOW.replace('actions/checkout', 'aws-actions/configure-aws-credentials'),
  ],
  ['a job that runs other tools', '.github/workflows/upload.yml', WORKFLOW.replace('node src/orders.js', 'aws s3 ls')],
  [
    'a function of Lambda, whose credentials come first',
    'serverless.yml',
    `service: orders\nprovider:\n  name: aws\n  environment:\n    AWS_ROLE_ARN: ${ROLE}\n    AWS_WEB_IDENTITY_TOKEN_FILE: ${TOKEN}\n`,
  ],
];

describe('nothing is reported where the file does not decide:', () => {
  it.each(SILENT.map(([why, file, text, others = {}]) => [why, file, text, others] as const))(
    '%s',
    (_, file, text, others) => {
      const isChanged = Object.keys(others).length > 0 || DEPLOYMENTS.every((reported) => reported.text !== text);
      expect(isChanged).toBe(true);
      expect(webIdentitiesIn(repository({ [file]: text, ...others }), file)).toEqual([]);
    },
  );
});

describe('the mode is added in the form of', () => {
  const FORMS: readonly (readonly [form: string, file: string, text: string, after: string])[] = [
    [
      'a list of assignments',
      'compose.yaml',
      `services:\n  orders:\n    build: { context: . }\n    environment:\n      - "AWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN}"\n      - AWS_ROLE_ARN=${ROLE}\n      - AWS_REGION=eu-west-1\n`,
      `services:\n  orders:\n    build: { context: . }\n    environment:\n      - "AWS_STS_REGIONAL_ENDPOINTS=regional"\n      - "AWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN}"\n      - AWS_ROLE_ARN=${ROLE}\n      - AWS_REGION=eu-west-1\n`,
    ],
    [
      'a map on one line',
      'compose.yaml',
      `services:\n  orders:\n    build: .\n    environment: { AWS_REGION: eu-west-1, AWS_ROLE_ARN: '${ROLE}', AWS_WEB_IDENTITY_TOKEN_FILE: '${TOKEN}' }\n`,
      `services:\n  orders:\n    build: .\n    environment: { AWS_REGION: eu-west-1, AWS_ROLE_ARN: '${ROLE}', AWS_STS_REGIONAL_ENDPOINTS: 'regional', AWS_WEB_IDENTITY_TOKEN_FILE: '${TOKEN}' }\n`,
    ],
    [
      'an instruction with several lines',
      'Dockerfile',
      `FROM node:20\nCOPY . .\nENV AWS_REGION=eu-west-1 \\\n    AWS_ROLE_ARN=${ROLE} \\\n    AWS_WEB_IDENTITY_TOKEN_FILE="${TOKEN}"\n`,
      `FROM node:20\nCOPY . .\nENV AWS_REGION=eu-west-1 \\\n    AWS_ROLE_ARN=${ROLE} \\\n    AWS_STS_REGIONAL_ENDPOINTS="regional" \\\n    AWS_WEB_IDENTITY_TOKEN_FILE="${TOKEN}"\n`,
    ],
    [
      'an instruction with one line for all',
      'Dockerfile',
      `FROM node:20\nCOPY . .\nENV AWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN} AWS_ROLE_ARN=${ROLE} AWS_REGION=eu-west-1\n`,
      `FROM node:20\nCOPY . .\nENV AWS_STS_REGIONAL_ENDPOINTS=regional AWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN} AWS_ROLE_ARN=${ROLE} AWS_REGION=eu-west-1\n`,
    ],
    [
      'instructions without a sign, in a file of Windows',
      'Dockerfile',
      `FROM node:20\r\nCOPY . .\r\nENV AWS_REGION eu-west-1\r\nENV AWS_ROLE_ARN ${ROLE}\r\nENV AWS_WEB_IDENTITY_TOKEN_FILE ${TOKEN}\r\n`,
      `FROM node:20\r\nCOPY . .\r\nENV AWS_REGION eu-west-1\r\nENV AWS_ROLE_ARN ${ROLE}\r\nENV AWS_STS_REGIONAL_ENDPOINTS regional\r\nENV AWS_WEB_IDENTITY_TOKEN_FILE ${TOKEN}\r\n`,
    ],
    [
      'pairs with the value first',
      'k8s/orders.yaml',
      ACCOUNT +
        DEPLOYMENT.replace(
          `- name: AWS_WEB_IDENTITY_TOKEN_FILE\n              value: ${TOKEN}`,
          `- value: ${TOKEN}\n              name: AWS_WEB_IDENTITY_TOKEN_FILE`,
        ),
      ACCOUNT +
        DEPLOYMENT.replace(
          `- name: AWS_WEB_IDENTITY_TOKEN_FILE\n              value: ${TOKEN}`,
          `- value: regional\n              name: AWS_STS_REGIONAL_ENDPOINTS\n            - value: ${TOKEN}\n              name: AWS_WEB_IDENTITY_TOKEN_FILE`,
        ),
    ],
    [
      'JSON with each value on its line',
      'ecs/task.json',
      TASK.replace(/\{ ("name": "AWS_WEB\w+"), ("value": "[^"]+") \}/, '{\n          $1,\n          $2\n        }'),
      TASK.replace(
        /\{ ("name": "AWS_WEB\w+"), ("value": "[^"]+") \}/,
        '{\n          "name": "AWS_STS_REGIONAL_ENDPOINTS",\n          "value": "regional"\n        },\n        {\n          $1,\n          $2\n        }',
      ),
    ],
  ];

  it.each(FORMS)('%s', (_, file, text, after) => {
    const dir = repository({ [file]: text });
    expect(webIdentitiesIn(dir, file)).toHaveLength(1);
    expect(migrated(dir, file)).toEqual({ text: after, left: [] });
  });

  it('no form that a comment interrupts', () => {
    const text = ACCOUNT + DEPLOYMENT.replace(`_TOKEN_FILE\n`, '_TOKEN_FILE # why\n');
    const dir = repository({ 'k8s/orders.yaml': text });
    expect(migrated(dir, 'k8s/orders.yaml')).toEqual({ text, left: ['environment-out-of-form'] });
  });
});

describe('a report', () => {
  it('is a warning that needed other files, with a fix where a region is set', () => {
    const [report] = reportsIn(repository({ Dockerfile: DOCKERFILE }), 'Dockerfile');
    expect(report).toMatchObject({ messageId: 'webIdentity', severity: 1, crossFile: true, host: 'sts.amazonaws.com' });
    expect(report?.fix?.text).toContain('AWS_STS_REGIONAL_ENDPOINTS=regional');
  });

  it('names a region that may refuse the tokens', () => {
    const [report] = reportsIn(repository({ Dockerfile: DOCKERFILE.replace('eu-west-1', 'af-south-1') }), 'Dockerfile');
    expect(report).toMatchObject({ messageId: 'webIdentityOptIn' });
    expect(report?.message).toContain('`af-south-1`');
  });

  it('suggests the mode where no region is set', () => {
    const dir = repository({ Dockerfile: DOCKERFILE.replace('AWS_REGION', 'AWS_DEFAULT_REGION') });
    const [{ fix, suggestions = [] } = {}] = reportsIn(dir, 'Dockerfile');
    expect(fix).toBeUndefined();
    expect(suggestions.map(({ messageId, desc }) => [messageId, desc])).toEqual([
      ['addMode', 'Go to the host of the region: add `AWS_STS_REGIONAL_ENDPOINTS=regional`.'],
    ]);
  });
});
