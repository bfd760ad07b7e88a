import { lines, runRule } from './rule-tester.js';

runRule('no-global-endpoint', {
  valid: [
    {
      name: 'an OIDC audience',
      code:
        "new iam.OpenIdConnectProvider(this, 'GitHub', { url: 'https://token.actions.githubusercontent.com', " +
        "clientIds: ['sts.amazonaws.com'] });",
    },
    {
      name: 'a condition on the audience',
      code:
        "const policy = { Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': " +
        "'sts.amazonaws.com' } } };",
    },
    { name: 'the XML namespace of responses', code: "const url = 'https://sts.amazonaws.com/doc/2011-06-15/';" },
    { name: 'an expectation', code: "expect(url).toBe('https://sts.amazonaws.com');" },
    {
      name: 'a stub in a test',
      filename: 'login.test.ts',
      code: "import nock from 'nock';\nnock('https://sts.amazonaws.com').post('/').reply(200);",
    },
    {
      name: 'a host that is only compared',
      code: "export const isGlobal = (host: string) => host === 'sts.amazonaws.com';",
    },
    { name: 'a variable set to a region', code: "process.env.AWS_REGION = 'eu-west-1'; // not aws-global" },
    {
      name: 'a signer with a host',
      code: lines(
        "import aws4 from 'aws4';",
        "new aws4.RequestSigner({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', path: '/' });",
      ),
    },
    {
      name: 'a URL whose host is replaced',
      code: lines(
        "const url = new URL('https://sts.amazonaws.com/');",
        'url.hostname = `sts.${process.env.AWS_REGION}.amazonaws.com`;',
        'fetch(url);',
      ),
    },
    {
      name: 'a signed request with a host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', path: '/' });",
    },
    {
      name: 'a signed request for another service',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 's3', path: '/' });",
    },
    {
      name: 'a signed request whose host may come with other options',
      code: lines(
        "import aws4 from 'aws4';",
        "export const f = (options: object) => aws4.sign({ service: 'sts', ...options });",
      ),
    },
    {
      name: 'another service by the same pieces',
      code: "const service = 'sts';\nconst other = 's3';\nfetch(`https://${other}.amazonaws.com/`);",
    },
  ],
  invalid: [
    {
      name: 'hosts that are put together from constants',
      code: lines(
        "const service = 'sts';",
        'fetch(`https://${service}.amazonaws.com/?Action=GetCallerIdentity`);',
        "fetch('https://' + service + '.amazonaws.com');",
        "https.request({ hostname: ['sts', 'amazonaws', 'com'].join('.'), path: '/' });",
        "https.request({ host: 'sts'.concat('.amazonaws.com'), path: '/' });",
        'const host = `${service}.amazonaws.com`;',
        'https.get(`https://${host}/`);',
      ),
      errors: [
        { messageId: 'globalHost', data: { host: 'sts.amazonaws.com' }, line: 2 },
        { messageId: 'globalHost', line: 3, column: 20, endColumn: 27 },
        { messageId: 'globalHost', line: 4 },
        { messageId: 'globalHost', line: 5 },
        { messageId: 'globalHost', line: 6 },
      ],
    },
    {
      name: 'the URL of a request that a proxy sends, and the host that another function signs',
      code: lines(
        'export const verify = (proxy, headers) =>',
        "  proxy({ baseUrlOverride: 'https://sts.amazonaws.com', endpoint: '/', headers });",
        'export function canonicalHeaders(date) {',
        "  const host = 'sts.amazonaws.com';",
        '  return `host:${host}\\nx-amz-date:${date}\\n`;',
        '}',
      ),
      errors: [
        { messageId: 'globalHost', line: 2 },
        { messageId: 'globalHost', line: 4 },
      ],
    },
    {
      name: 'the pseudo-region in the variable that SDK v3 reads',
      code: "process.env.AWS_REGION = 'aws-global';",
      errors: [
        { messageId: 'globalVariable', data: { variable: 'AWS_REGION', host: 'sts.amazonaws.com' }, column: 26 },
      ],
    },
    {
      name: 'the pseudo-region for the program that is deployed',
      code: "export const fn = { environment: { AWS_REGION: 'aws-global' } };",
      errors: [{ messageId: 'globalVariable' }],
    },
    {
      name: 'a signer without a host',
      code: "const aws4 = require('aws4');\nconst signer = new aws4.RequestSigner({ service: 'sts', path: '/' });",
      errors: [
        { messageId: 'signedWithoutHost', data: { name: 'aws4.RequestSigner', host: 'sts.amazonaws.com' }, line: 2 },
      ],
    },
    {
      name: 'a request that is signed for another party, once, where it is signed',
      code: lines(
        "import aws4 from 'aws4';",
        'export const login = (credentials) => {',
        "  const { headers } = aws4.sign({ service: 'sts', region: 'eu-west-1', path: '/' }, credentials);",
        "  const url = 'https://sts.amazonaws.com/';",
        "  return Buffer.from(JSON.stringify({ url, headers })).toString('base64');",
        '};',
      ),
      errors: [{ messageId: 'signedForReceiver', data: { name: 'aws4.sign', host: 'sts.amazonaws.com' }, line: 3 }],
    },
    {
      name: 'a host in a table of endpoints that is requested',
      code: lines(
        "const endpoints = { sts: 'https://sts.amazonaws.com', s3: 'https://s3.amazonaws.com' } as const;",
        'fetch(`${endpoints.sts}/?Action=GetCallerIdentity`);',
      ),
      errors: [{ messageId: 'globalHost', line: 1, column: 26 }],
    },
    {
      name: 'a host that is taken out of a table',
      code: lines(
        "const endpoints = Object.freeze({ sts: 'sts.amazonaws.com' });",
        'const { sts: host } = endpoints;',
        'https.request({ host });',
      ),
      errors: [{ messageId: 'globalHost', line: 1 }],
    },
    {
      name: 'the URL that Google is to ask',
      code:
        'export const credentials = { credential_source: { regional_cred_verification_url: ' +
        "'https://sts.amazonaws.com?Action=GetCallerIdentity' } };",
      errors: [{ messageId: 'globalHost' }],
    },
    {
      name: 'the global host in the variable that every SDK v3 client reads',
      code: "process.env.AWS_ENDPOINT_URL_STS = 'https://sts.amazonaws.com';",
      errors: [{ messageId: 'globalSetting', line: 1 }],
    },
    {
      name: 'a signed request without a host, with its region in sight',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', region: 'eu-west-1', path: '/' });",
      errors: [
        {
          messageId: 'signedWithoutHost',
          data: { name: 'aws4.sign', host: 'sts.amazonaws.com' },
          line: 2,
          column: 1,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'addHost',
              output: lines(
                "import aws4 from 'aws4';",
                "aws4.sign({ host: 'sts.eu-west-1.amazonaws.com', service: 'sts', region: 'eu-west-1', path: '/' });",
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a signed request without a host and region',
      code: "import { sign } from 'aws4';\nsign({ service: 'sts', path: '/' });",
      errors: [{ messageId: 'signedWithoutHost' }],
    },
    {
      name: 'a request that is signed for the global host, with an opt-in region',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.amazonaws.com', region: 'af-south-1', path: '/' });",
      errors: [
        {
          messageId: 'signedForGlobalHostOptIn',
          suggestions: [
            {
              messageId: 'addHost',
              output:
                "import aws4 from 'aws4';\n" +
                "aws4.sign({ service: 'sts', host: 'sts.af-south-1.amazonaws.com', region: 'af-south-1', path: '/' });",
            },
          ],
        },
      ],
    },
    {
      name: 'a signed request to the global host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.amazonaws.com', path: '/' });",
      errors: [{ messageId: 'signedForGlobalHost', line: 2, column: 35 }],
    },
    {
      name: 'a signed request to the global host beside a region',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.amazonaws.com', region: 'eu-west-1' });",
      errors: [
        {
          messageId: 'signedForGlobalHost',
          data: { key: 'host', name: 'aws4.sign', host: 'sts.amazonaws.com' },
          suggestions: [
            {
              messageId: 'addHost',
              output:
                "import aws4 from 'aws4';\n" +
                "aws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com', region: 'eu-west-1' });",
            },
          ],
        },
      ],
    },
    {
      name: 'a request to the global host',
      code:
        'export const who = (headers: Headers) => ' +
        "fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity', { headers });",
      errors: [
        {
          messageId: 'globalHost',
          data: { text: 'https://sts.amazonaws.com/?Action=GetCallerIdentity', host: 'sts.amazonaws.com' },
          line: 1,
          column: 48,
        },
      ],
    },
    {
      name: 'a host in a constant, reported where it is written',
      code: lines(
        "import https from 'node:https';",
        "const HOST = 'sts.amazonaws.com';",
        "export const ask = () => https.request({ hostname: HOST, path: '/' });",
      ),
      errors: [{ messageId: 'globalHost', line: 2, column: 14 }],
    },
    {
      name: 'a host that stands in two places of one request is one report',
      code: lines(
        "import https from 'node:https';",
        "https.request({ hostname: 'sts.amazonaws.com', headers: { host: 'sts.amazonaws.com' } });",
      ),
      errors: [{ messageId: 'globalHost', line: 2, column: 27 }],
    },
    {
      name: 'one branch of a choice',
      code:
        'export const url = (region?: string) => fetch(region ? `https://sts.${region}.amazonaws.com` : ' +
        "'https://sts.amazonaws.com');",
      errors: [{ messageId: 'globalHost', column: 96 }],
    },
  ],
});
