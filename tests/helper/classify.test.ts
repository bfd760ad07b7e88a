import { describe, expect, test } from 'vitest';
import { classifyStsError, stsHost, stsPolicy } from '../../src/helper/sources/v3.js';

type StsVerdict = ReturnType<typeof classifyStsError>;

const http = (httpStatusCode: number, name = 'Unknown'): object => ({ name, $metadata: { httpStatusCode } });
const code = (value: string): object => Object.assign(new Error(value), { code: value });

const VERDICTS: readonly (readonly [string, unknown, StsVerdict])[] = [
  ['v3: 500 to 599 is the region', http(500), 'down'],
  ['v3: also the statuses that the SDK never retries', http(529), 'down'],
  ['v2: the status is on the error itself', { code: 'x', statusCode: 503 }, 'down'],
  ['throttling wins over its status', http(503, 'SlowDown'), 'elsewhere'],
  ['429 is throttling', http(429), 'elsewhere'],
  ['v2: throttling by code', { code: 'Throttling', statusCode: 400 }, 'elsewhere'],
  ['a connection that is refused', code('ECONNREFUSED'), 'down'],
  ['no such name', code('ENOTFOUND'), 'down'],
  ['c-ares: the name server fails', code('ESERVFAIL'), 'down'],
  ['a certificate of another host', code('ERR_TLS_CERT_ALTNAME_INVALID'), 'down'],
  ['an unknown authority', code('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'down'],
  ['bytes that are no HTTP', code('HPE_INVALID_CONSTANT'), 'down'],
  ['a timeout of the SDK, which has no code', { name: 'TimeoutError' }, 'down'],
  ['v2: any network error', { code: 'NetworkingError' }, 'down'],
  ['a call that was cancelled', Object.assign(code('ABORT_ERR'), { name: 'AbortError' }), 'final'],
  ['v2: a request that was cancelled', { code: 'RequestAbortedError' }, 'final'],
  ['a token file that is missing', code('ENOENT'), 'final'],
  ['v2: no credentials', { code: 'CredentialsError' }, 'final'],
  ['an answer that was cut off, after a status that was good', { ...http(200, 'Error'), code: 'ECONNRESET' }, 'down'],
  [
    'axios: a body that was cut off, after a status that was good',
    Object.assign(code('ERR_BAD_RESPONSE'), { name: 'AxiosError', response: { status: 200 } }),
    'down',
  ],
  [
    'axios: throttling wins over the 5xx that it comes with',
    Object.assign(code('ERR_BAD_RESPONSE'), {
      response: { status: 503, data: '<Error><Code>SlowDown</Code></Error>' },
    }),
    'elsewhere',
  ],
  ['a provider that got an empty answer', new Error('Invalid response from STS.assumeRole call with role arn'), 'down'],
  ['STS is switched off in the region', http(403, 'RegionDisabledException'), 'elsewhere'],
  ['the identity provider did not answer this region', http(400, 'IDPCommunicationErrorException'), 'elsewhere'],
  ['a ServiceUnavailable with status 400', http(400, 'ServiceUnavailable'), 'elsewhere'],
  ['no permission', http(403, 'AccessDenied'), 'final'],
  ['a token that an opt-in region does not know', http(403, 'InvalidClientTokenId'), 'final'],
  ['a signature with a wrong clock', http(403, 'SignatureDoesNotMatch'), 'final'],
  ['expired credentials', http(400, 'ExpiredTokenException'), 'final'],
  ['a bad parameter', http(400, 'ValidationError'), 'final'],
  ['a proxy that wants a password', http(407), 'final'],
  ['no credentials at all', { name: 'CredentialsProviderError', message: 'Could not load credentials' }, 'final'],
  ['not an error', undefined, 'final'],
];

describe('an error says', () => {
  test.each(VERDICTS)('%s', (_, error, verdict) => expect(classifyStsError(error)).toBe(verdict));
});

describe('the host of STS', () => {
  test.each([
    ['eu-west-1', 'sts.eu-west-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-iso-east-1', 'sts.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'sts.us-isob-east-1.sc2s.sgov.gov'],
    ['us-isof-south-1', 'sts.us-isof-south-1.csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'sts.eu-isoe-west-1.cloud.adc-e.uk'],
    ['eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('%s', (region, host) => expect(stsHost(region)).toBe(host));

  test.each([
    ['https://vpce-1.sts.eu-west-1.vpce.amazonaws.com', 'vpce-1.sts.eu-west-1.vpce.amazonaws.com'],
    ['https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/', 'vpce-1.sts.eu-west-1.vpce.amazonaws.com'],
    ['http://localhost:4566/sts/', 'localhost:4566'],
  ])('is that of the endpoint in the policy: %s', (endpoint, host) => {
    stsPolicy.vpceEndpoints = { 'eu-west-1': endpoint };
    expect(stsHost('eu-west-1')).toBe(host);
    stsPolicy.vpceEndpoints = {};
  });

  test.each(['evil.example#', 'eu-west-1.evil.example', '', 'localhost'])(
    'is never made of what is no region: %j',
    (region) => {
      expect(() => stsHost(region)).toThrow('not an AWS region');
    },
  );
});
