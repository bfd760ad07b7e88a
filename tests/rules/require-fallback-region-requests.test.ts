import { lines, runRule, settings } from './rule-tester.js';

const v3 = (...code: string[]): string =>
  lines("import { STSClient, getDefaultRoleAssumer } from '@aws-sdk/client-sts';", ...code);
const client = "new STSClient({ region: 'eu-west-1' });";
const signer =
  "import { HttpRequest } from '@smithy/protocol-http';\nimport { SignatureV4 } from '@smithy/signature-v4';\n";
/** A function that signs a request, and what it does with it. */
const signing = (rest: string, before = ''): string =>
  `${signer}${before}export async function sign(region: string) {\n  const hostname = \`sts.\${region}.amazonaws.com\`;\n  const signed = await new SignatureV4({ credentials, region, service: 'sts', sha256 }).sign(new HttpRequest({ hostname, headers: { host: hostname } }));\n  ${rest}\n}`;
const aws4 = (...code: string[]): string => lines("import aws4 from 'aws4';", ...code);
const SIGN = "aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com' })";
const twoEndpoints = settings({
  vpcEndpoints: {
    'us-east-1': 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com',
    'us-west-2': 'https://vpce-2.sts.us-west-2.vpce.amazonaws.com',
  },
});

runRule('require-fallback-region', {
  valid: [
    {
      name: 'a request to an interface endpoint',
      code: "export const who = () => fetch('https://vpce-1.sts.us-east-1.vpce.amazonaws.com/');",
    },
    {
      name: 'a request to an interface endpoint made from a region',
      code:
        'export const who = (id: string, region: string) => ' +
        'fetch(`https://${id}.sts.${region}.vpce.amazonaws.com/`);',
    },
    {
      name: 'a request with a one-time code, which works once',
      code:
        'export const login = (TokenCode: string) => ' +
        'fetch(`https://sts.eu-west-1.amazonaws.com/?Action=GetSessionToken&TokenCode=${TokenCode}`);',
    },
    {
      name: 'the URL that Google is to ask',
      code:
        'export const credentials = { credential_source: { regional_cred_verification_url: ' +
        "'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity' } };",
    },
    {
      name: 'a request of a page, which cannot import the helper',
      code: "document.title = 'x';\nexport const who = () => fetch('https://sts.eu-west-1.amazonaws.com/');",
    },
    {
      name: 'URLs that somebody else uses',
      code: `import { getSignedUrl } from '@aws-sdk/s3-request-presigner';\n${v3(`const client = ${client}`, 'export const url = getSignedUrl(client, command);')}`,
    },
    {
      name: 'a signed request that is encoded for another party',
      code: signing('return btoa(JSON.stringify({ method: "POST", headers: signed.headers }));'),
    },
    {
      name: 'the same through functions that return it',
      code: signing(
        "return Buffer.from(JSON.stringify(signed)).toString('base64');",
        'export const login = (region: string) => sign(region);\n',
      ).replace('export async', 'async'),
    },
    {
      name: 'the host that a function gives to one that signs for another party',
      code: lines(
        `${signer}function hostOf(region: string) {`,
        '  return `sts.${region}.amazonaws.com`;',
        '}',
        'export async function sign(region: string) {',
        '  const signed = await new SignatureV4({ region }).sign(new HttpRequest({ hostname: hostOf(region) }));',
        '  return btoa(JSON.stringify(signed));',
        '}',
      ),
    },
    {
      name: 'a login of Vault',
      code: aws4(
        `export const login = () => {\n  const { headers } = ${SIGN};\n  return vault.post('login', { iam_request_url: btoa('https://sts.eu-west-1.amazonaws.com/'), iam_request_headers: btoa(JSON.stringify(headers)) });\n};`,
      ),
    },
    {
      name: 'a token of EKS',
      code: lines(
        'export function token(region: string, query: string) {',
        '  const url = `https://sts.${region}.amazonaws.com/?${query}&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id`;',
        '  return `k8s-aws-v1.${btoa(url)}`;',
        '}',
      ),
    },
    {
      name: 'a URL that is signed by hand and returned',
      code:
        'export const urlOf = (region: string, signature: string) => ' +
        '`https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=${signature}`;',
    },
    {
      name: "a global host is another rule's",
      code: "export const who = () => fetch('https://sts.amazonaws.com/?Action=GetCallerIdentity');",
    },
    {
      name: "a request to China's other host in a loop",
      code: lines(
        'export async function ask() {',
        '  for (const region of regions) {',
        '    try { return await fetch(`https://sts.${region}.amazonaws.com`); } catch { continue; }',
        '  }',
        '}',
      ),
    },
  ],
  invalid: [
    {
      name: 'hosts that are put together from constants',
      code: lines(
        "const service = 'sts';",
        'export const ask = (region: string) => fetch(`https://${service}.${region}.amazonaws.com/`);',
        "export const who = (options: object) => https.request({ ...options, host: ['sts', 'eu-west-1', 'amazonaws', 'com'].join('.') });",
        "export const may = (region: string) => https.request({ host: 'sts.'.concat(region, '.amazonaws.com') });",
      ),
      errors: [
        { messageId: 'oneHost', data: { text: 'sts.${region}.amazonaws.com' }, line: 2 },
        { messageId: 'oneHost', data: { text: 'sts.eu-west-1.amazonaws.com' }, line: 3 },
        { messageId: 'oneHost', data: { text: 'sts.${region}.amazonaws.com' }, line: 4 },
      ],
    },
    {
      name: 'a long concatenation, at its first text with the host',
      code: lines(
        "export const ask = (region: string, name: string) => fetch('https://sts.' +",
        "  region + '.amazonaws.com/?RoleSessionName=' + name);",
      ),
      errors: [
        { messageId: 'oneHost', data: { text: 'sts.${region}.amazonaws.com' }, line: 1, endLine: 1, column: 60 },
      ],
    },
    {
      name: 'a template of several lines, at the host in it',
      code: lines(
        'export const ask = (region: string) => fetch(`https://sts.${region}.amazonaws.com/?',
        'Action=GetCallerIdentity`);',
      ),
      errors: [{ messageId: 'oneHost', line: 1, column: 55, endLine: 1, endColumn: 82 }],
    },
    {
      name: 'requests to one interface endpoint, when the settings know another one',
      code: lines(
        "export const who = () => fetch('https://vpce-1.sts.us-east-1.vpce.amazonaws.com/');",
        'export const there = (id: string, region: string) => ' +
          'fetch(`https://${id}.sts.${region}.vpce.amazonaws.com/`);',
      ),
      ...twoEndpoints,
      errors: [
        { messageId: 'oneHost', line: 1 },
        { messageId: 'oneHost', line: 2 },
      ],
    },
    {
      name: 'a request to a host made from a region',
      code:
        'export const who = (region: string) => ' +
        'fetch(`https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity`);',
      errors: [{ messageId: 'oneHost', line: 1, column: 46 }],
    },
    {
      name: 'a request to one regional host',
      code: "export const who = () => fetch('https://sts.eu-west-1.amazonaws.com/');",
      errors: [{ messageId: 'oneHost', data: { text: 'sts.eu-west-1.amazonaws.com' } }],
    },
    {
      name: 'a signed request to one regional host',
      code: lines(
        "import aws4 from 'aws4';",
        "aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com' });",
      ),
      errors: [{ messageId: 'oneRegion' }],
    },
    {
      name: 'a signed request that is returned as it is',
      code: signing('return signed;'),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a signed request that its function sends, encoded',
      code: signing('return post(JSON.stringify(signed));'),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a signed request that another function of the file sends',
      code: signing(
        'return JSON.stringify(signed);',
        'export const who = async (region: string) => post(await sign(region));\n',
      ),
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'a URL that is signed by hand and requested',
      code:
        'export const who = (region: string, signature: string) => ' +
        'fetch(`https://sts.${region}.amazonaws.com/?X-Amz-Signature=${signature}`);',
      errors: [{ messageId: 'oneHost' }],
    },
    {
      name: 'one request whose host is written in three places',
      code: lines(
        `${signer}export async function ask(region: string) {`,
        '  const url = `https://sts.${region}.amazonaws.com/`;',
        '  const headers = { Host: `sts.${region}.amazonaws.com` };',
        '  const signed = await new SignatureV4({ region }).sign(new HttpRequest({ hostname: ' +
          '`sts.${region}.amazonaws.com`, headers }));',
        '  return post(url, signed);',
        '}',
      ),
      errors: [{ messageId: 'oneHost', line: 4 }],
    },
    {
      name: 'a client whose endpoint is put together before it, which is no request of its own',
      code: lines(
        "import AWS from 'aws-sdk';",
        'export function client(region: string) {',
        '  const endpoint = `sts.${region}.amazonaws.com`;',
        '  return new AWS.STS({ endpoint, region });',
        '}',
      ),
      errors: [{ messageId: 'oneRegion', line: 4 }],
    },
    {
      name: 'a client and a request with one endpoint',
      code: lines(
        "import AWS from 'aws-sdk';",
        'export function client(region: string) {',
        '  const endpoint = `sts.${region}.amazonaws.com`;',
        '  fetch(endpoint);',
        '  return new AWS.STS({ endpoint, region });',
        '}',
      ),
      errors: [{ messageId: 'oneHost', line: 3 }],
    },
    {
      name: 'two requests to one host',
      code:
        "export const both = () => [fetch('https://sts.eu-west-1.amazonaws.com/?a'), " +
        "fetch('https://sts.eu-west-1.amazonaws.com/?b')];",
      errors: [{ messageId: 'oneHost' }, { messageId: 'oneHost' }],
    },
  ],
});
