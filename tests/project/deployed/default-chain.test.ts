import { describe, expect, it } from 'vitest';
import { reportsOn } from '../../config-files/lint.js';
import { DOCKERFILE, repository, webIdentitiesIn } from './web-identity-program.js';

describe('a package uses the default chain', () => {
  const found = (code: string): boolean =>
    webIdentitiesIn(repository({ Dockerfile: DOCKERFILE, 'src/orders.js': code }), 'Dockerfile').length > 0;

  it.each([
    ['with a client of a module of its own', "import S3 from 'aws-sdk/clients/s3';\nexport const s3 = new S3({});\n"],
    ['with a client by its name', "import { SQS } from 'aws-sdk';\nexport const sqs = new SQS();\n"],
    [
      'with an endpoint of one client',
      "const AWS = require('aws-sdk');\nnew AWS.SQS({ endpoint: process.env.SQS });\n",
    ],
    [
      'with a region for all clients',
      "const AWS = require('aws-sdk');\nAWS.config.update({ region: 'eu-west-1' });\nnew AWS.SQS();\n",
    ],
    [
      'with a comment on credentials',
      "const AWS = require('aws-sdk');\n// The credentials are those of the pod.\nnew AWS.SQS();\n",
    ],
    [
      'with a header that allows credentials',
      "const AWS = require('aws-sdk');\nnew AWS.SQS();\nexports.headers = { 'Access-Control-Allow-Credentials': true };\n",
    ],
  ])('%s', (_, code) => {
    expect(found(code)).toBe(true);
  });

  it.each([
    ['credentials of a client', "const AWS = require('aws-sdk');\nnew AWS.SQS({ credentials });\n"],
    [
      'another class of credentials',
      "const AWS = require('aws-sdk');\nnew AWS.SQS({ region });\nnew AWS.TemporaryCredentials({});\n",
    ],
    [
      'an endpoint for all clients',
      "const AWS = require('aws-sdk');\nAWS.config.update({ endpoint: 'https://aws.example.com' });\nnew AWS.SQS();\n",
    ],
    [
      'settings for all clients that are not read',
      "const AWS = require('aws-sdk');\nAWS.config.update(require('./settings'));\nnew AWS.SQS();\n",
    ],
    [
      'a region without a global host',
      "const AWS = require('aws-sdk');\nAWS.config.update({ region: 'us-gov-west-1' });\nnew AWS.SQS();\n",
    ],
    ['types alone', "import type { SQS } from 'aws-sdk';\n"],
  ])('but not for certain with %s', (_, code) => {
    expect(found(code)).toBe(false);
  });
});

it('nothing is known of a program without the repository, as in ESLint', () => {
  const dir = repository({ Dockerfile: DOCKERFILE });
  expect(reportsOn(dir.path('Dockerfile'), DOCKERFILE, { preset: 'strict' })).toEqual([]);
});
