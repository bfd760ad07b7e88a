import { describe, expect, it } from 'vitest';
import { modelOf } from './model-of.js';

/** What each STS host of a text means, in source order. */
const meaningsIn = (code: string): string[] => modelOf(`// AWS\n${code}`).hosts.map((host) => host.meaning);

const GLOBAL = "'sts.amazonaws.com'";
const URL_TEXT = "'https://sts.amazonaws.com/'";

describe('`sts.amazonaws.com` is a setting of a program', () => {
  it.each([
    ['its own environment', `process.env.STS_ENDPOINT = ${URL_TEXT};`],
    ['the environment in infrastructure code', `new Fn(this, 'F', { environment: { STS_ENDPOINT: ${URL_TEXT} } });`],
    ['the environment of a child process', `spawn('node', [], { env: { ...process.env, STS_URL: ${URL_TEXT} } });`],
    ['an endpoint of a provider', `new aws.Provider('a', { endpoints: [{ sts: ${URL_TEXT} }] });`],
    ['endpoints as an object', `export const config = { region, endpoints: { sts: ${URL_TEXT} } };`],
    [
      'endpoints in a variable of infrastructure code',
      `import * as aws from '@pulumi/aws';\nconst endpoints = [{ sts: ${URL_TEXT} }];\nnew aws.Provider('a', { endpoints });`,
    ],
    [
      'the state of CDKTF',
      `import { S3Backend } from 'cdktf';\nnew S3Backend(this, { key: 'a', stsEndpoint: ${URL_TEXT} });`,
    ],
    ['a variable that every SDK reads', `export const variables = { AWS_ENDPOINT_URL_STS: ${URL_TEXT} };`],
  ])('%s', (_, code) => {
    expect(meaningsIn(code)).toEqual(['setting']);
  });
});

describe('`sts.amazonaws.com` in a row of a table shows no request', () => {
  it.each([
    ['endpoints of regions', `const hosts = { 'aws-global': { hostname: ${GLOBAL} }, other: { hostname: 'a.b' } };`],
    ['descriptions of services', `export const SERVICES = [{ id: 'ssm' }, { id: 'sts', globalHostname: ${GLOBAL} }];`],
    ['endpoints of many services', `export const endpoints = { sts: ${URL_TEXT}, iam: 'https://iam.amazonaws.com' };`],
    ['checks of many services', `const checks = [{ url: ${URL_TEXT} }, { url: 'https://s3.amazonaws.com' }];`],
    ['a frozen table', `const hosts = Object.freeze({ sts: { host: ${GLOBAL} }, s3: { host: 'a.b' } });`],
  ])('%s', (_, code) => {
    expect(meaningsIn(code)).toEqual(['unknown']);
  });

  it('but options of a request with more objects in them do', () => {
    expect(meaningsIn(`request({ tls: { host: 'a' }, target: { host: ${GLOBAL} } });`)).toEqual(['endpoint']);
  });
});

describe('`sts.amazonaws.com` is an identity', () => {
  it.each([
    ['audience', `const claims = { aud: ${GLOBAL} };`],
    ['audience', `const options = { audience: ${GLOBAL} };`],
    ['audience', `const options = { audiences: [${GLOBAL}] };`],
    ['audience of a condition', `const condition = { 'token.actions.githubusercontent.com:aud': ${GLOBAL} };`],
    ['audience of a computed condition', `const condition = { [\`\${issuer}:aud\`]: ${GLOBAL} };`],
    ['client id', `const provider = { clientIds: [${GLOBAL}] };`],
    ['client id', `const provider = { ClientIDList: [${GLOBAL}] };`],
    ['client id', `const provider = { client_id_list: [${GLOBAL}] };`],
    ['client id', `const provider = { clientIdLists: [${GLOBAL}] };`],
    ['client id', `const provider = { clientId: ${GLOBAL} };`],
    ['principal', `const statement = { Principal: { Service: ${GLOBAL} } };`],
    ['principal', `const statement = { principals: [{ identifiers: [${GLOBAL}] }] };`],
    ['principal', `const role = { assumedBy: ${GLOBAL} };`],
    ['event source', `const event = { eventSource: ${GLOBAL} };`],
    ['event source', `const pattern = { source: ['aws.sts'], detail: { eventSource: [${GLOBAL}] } };`],
    ['condition', `const condition = { StringEquals: { key: ${GLOBAL} } };`],
    ['condition', `const condition = { StringLike: [${GLOBAL}] };`],
    ['condition', `const condition = { 'ForAnyValue:StringEquals': { key: ${GLOBAL} } };`],
    ['condition', `const condition = { test: 'StringEquals', values: [${GLOBAL}] };`],
    ['issuer', `const token = { iss: ${URL_TEXT} };`],
    ['namespace', `const element = { xmlns: ${URL_TEXT} };`],
    ['no proxy', `const environment = { NO_PROXY: ${GLOBAL} };`],
    ['allow list', `const policy = { allowedHosts: [${GLOBAL}] };`],
    ['content security policy', `const policy = { 'connect-src': ['self', ${URL_TEXT}] };`],
    ['description of a service', `const service = { globalEndpoint: ${GLOBAL} };`],
    ['expected value', `const row = { input: 'aws', expected: ${GLOBAL} };`],
    ['expected value', `const row = { expectedHost: ${GLOBAL} };`],
    ['prose', `const help = { description: ${GLOBAL} };`],
    ['expectation', `expect(host).toBe(${GLOBAL});`],
    ['expectation', `assert.strictEqual(host, ${GLOBAL});`],
    ['expectation', `assertEquals(host, ${GLOBAL});`],
    [
      'expectation of a construct',
      `template.hasResourceProperties('AWS::IAM::OIDCProvider', { Hosts: Match.arrayWith([${GLOBAL}]) });`,
    ],
    ['expectation of an endpoint', `expect(request).toMatchObject({ hostname: ${GLOBAL} });`],
    ['token request', `const token = await core.getIDToken(${GLOBAL});`],
    ['principal class', `new iam.ServicePrincipal(${GLOBAL});`],
    ['principal class', `new iam.OpenIdConnectPrincipal(provider, { url: ${GLOBAL} });`],
    ['hash', `createHash('sha256').update(${URL_TEXT});`],
    ['name', `const AUDIENCE = ${GLOBAL};`],
    ['name', `const clientId = ${GLOBAL};`],
    ['name', `const EVENT_SOURCE = ${GLOBAL};`],
    ['name of a field', `class A { audience = ${GLOBAL}; }`],
    ['name of a function', `function getAudience() { return ${GLOBAL}; }`],
    ['use of a variable', `const value = ${GLOBAL};\nconst claims = { aud: value };`],
    ['use of a parameter', `const tokenFor = (name) => ({ audience: name });\ntokenFor(${GLOBAL});`],
  ])('%s: %s', (_, code) => {
    expect(meaningsIn(code)).toEqual(['identity']);
  });
});

describe('`sts.amazonaws.com` is an endpoint', () => {
  it.each([
    ['key', `const options = { endpoint: ${URL_TEXT} };`],
    ['key', `const options = { stsEndpointUrl: ${URL_TEXT} };`],
    ['key', `const options = { host: ${GLOBAL} };`],
    ['key', `const options = { hostname: ${GLOBAL}, path: '/' };`],
    ['key', `const options = { url: ${URL_TEXT} };`],
    ['key', `const options = { regional_cred_verification_url: ${URL_TEXT} };`],
    ['key', `const options = { baseURL: ${URL_TEXT} };`],
    ['key', `proxy({ baseUrlOverride: ${URL_TEXT} });`],
    ['key', `const options = { host_override: ${GLOBAL} };`],
    ['header', `const request = { headers: { host: ${GLOBAL} } };`],
    ['request', `fetch(${URL_TEXT});`],
    ['request', `window.fetch(${URL_TEXT});`],
    ['request', `nodeFetch(${URL_TEXT});`],
    ['request', `axios(${URL_TEXT});`],
    ['request', `new URL(${URL_TEXT});`],
    ['request', `new Request(${URL_TEXT});`],
    ['request', `new AWS.Endpoint(${GLOBAL});`],
    ['request', `new HttpRequest(${URL_TEXT});`],
    ['request by method', `axios.post(${URL_TEXT}, body);`],
    ['request by method', `https.get(${URL_TEXT});`],
    ['request by a method that is imported', `import { get } from 'https';\nget(${URL_TEXT}, handle);`],
    ['request by a method with another name', `const { request: ask } = require('node:https');\nask(${URL_TEXT});`],
    ['request by a module with another name', `import * as h from 'https';\nh.get({ hostname: ${GLOBAL} });`],
    ['request by an export of a package', `import { https as h } from 'follow-redirects';\nh.get(${URL_TEXT});`],
    ['request by a package with another name', `import ask from 'got';\nask(${URL_TEXT});`],
    ['request by method', `this.client.send(${URL_TEXT});`],
    ['request by method', `got.post(${URL_TEXT});`],
    ['request of undici', `import { request } from 'undici';\nrequest(${URL_TEXT});`],
    ['request under another name', `import { fetch as ask } from 'undici';\nask(${URL_TEXT});`],
    ['request of a package by any name', `import post from 'node-fetch';\npost(${URL_TEXT});`],
    ['URL in another form', `const login = { iam_request_url: Buffer.from(${URL_TEXT}).toString('base64') };`],
    ['part of a URL', 'fetch(`https://sts.amazonaws.com/?Action=${action}`);'],
    ['part of a URL', "fetch('https://' + 'sts.amazonaws.com' + '/');"],
    ['use of a variable', `const STS = ${GLOBAL};\nhttps.request({ hostname: STS });`],
    ['use of a variable in a URL', `const STS = ${GLOBAL};\nfetch(\`https://\${STS}/\`);`],
    ['use of a parameter', `const ask = (host) => https.request({ host });\nask(${GLOBAL});`],
    ['default of a parameter', `function ask(host = ${GLOBAL}) { return https.request({ host }); }`],
    ['assignment', `options.hostname = ${GLOBAL};`],
    ['assignment to a variable', `let url;\nurl = ${URL_TEXT};\nfetch(url);`],
    ['one branch', `const url = region ? regional(region) : ${URL_TEXT};\nfetch(url);`],
    ['fallback', `fetch(process.env.STS_URL || ${URL_TEXT});`],
    ['cast', `fetch(${URL_TEXT} as string);`],
    ['changed text', `fetch(${URL_TEXT}.replace('https', 'http'));`],
    ['name', `const STS_ENDPOINT = ${URL_TEXT};`],
    ['name', `const stsHost = ${GLOBAL};`],
    ['name', `const baseUrlOverride = ${URL_TEXT};`],
    ['name of a field', `class A { readonly endpoint = ${URL_TEXT}; }`],
    ['name of a function', `const getStsUrl = () => ${URL_TEXT};`],
  ])('%s: %s', (_, code) => {
    expect(meaningsIn(code)).toEqual(['endpoint']);
  });

  it('is one request where its host stands in two places', () => {
    const { hosts } = modelOf(`// AWS\nhttps.request({ hostname: ${GLOBAL}, headers: { host: ${GLOBAL} } });`);
    expect(hosts.map((host) => host.sink)).toEqual([hosts[0]?.sink, hosts[0]?.sink]);
    expect(hosts[0]?.sink?.type).toBe('CallExpression');
  });

  it('belongs to the site whose endpoint it is', () => {
    const { hosts, sites } = modelOf(
      `import { STSClient } from '@aws-sdk/client-sts';\n` +
        `const value = ${URL_TEXT};\n` +
        'new STSClient({ endpoint: value });',
    );
    expect(hosts.map((host) => host.site)).toEqual([sites[0]]);
  });
});

describe('a request that a test expects to fail is an expectation', () => {
  it.each([
    `await expect(fetch(${URL_TEXT})).rejects.toThrow('blocked');`,
    `expect(() => https.request(${URL_TEXT})).toThrow();`,
    `await expect(async () => { await fetch(${URL_TEXT}); }).rejects.toThrowError();`,
    `await assert.rejects(fetch(${URL_TEXT}));`,
    `await t.throwsAsync(() => fetch(${URL_TEXT}));`,
  ])('%s', (code) => {
    expect(meaningsIn(code)).toEqual(['identity']);
  });

  it.each([`expect(await fetch(${URL_TEXT})).toBeDefined();`, `await expect(fetch(${URL_TEXT})).resolves.toBe(1);`])(
    'not %s',
    (code) => {
      expect(meaningsIn(code)).toEqual(['endpoint']);
    },
  );
});

describe('`sts.amazonaws.com` is a stub', () => {
  it.each([
    `nock(${URL_TEXT}).post('/').reply(200);`,
    `mock.onPost(${URL_TEXT}).reply(200);`,
    `fetchMock(${URL_TEXT}, 200);`,
    `mockRequest(${URL_TEXT});`,
    `stubHost(${GLOBAL});`,
    `rest.post(${URL_TEXT}, handler);`,
    `import { http } from 'msw';\nhttp.post(${URL_TEXT}, handler);`,
    `import scope from 'nock';\nscope(${URL_TEXT});`,
    `import { MockAgent } from 'undici';\nconst agent = new MockAgent(${URL_TEXT});`,
  ])('%s', (code) => {
    expect(meaningsIn(code)).toEqual(['stub']);
  });
});

describe('`sts.amazonaws.com` is left open', () => {
  it.each([
    ['comparison', `if (host === ${GLOBAL}) f();`],
    ['switch', `switch (host) { case ${GLOBAL}: f(); }`],
    ['text function', `host.includes(${GLOBAL});`],
    ['text function', `url.startsWith(${URL_TEXT});`],
    ['log', `console.log(${URL_TEXT});`],
    ['error', `throw new Error(${URL_TEXT});`],
    ['title', `describe(${URL_TEXT}, () => {});`],
    ['unknown function', `register(${GLOBAL});`],
    ['unknown name', `const value = ${GLOBAL};`],
    ['unknown key', `const table = { sts: ${GLOBAL} };`],
    ['condition', `const x = ${GLOBAL} ? 1 : 2;`],
    ['list of URLs that nobody requests', `const urls = [${URL_TEXT}];`],
    ['body of a request', `fetch(url, { body: ${GLOBAL} });`],
    ['endpoint rules of an SDK', `const rule = { url: ${URL_TEXT}, properties: { authSchemes: [] } };`],
  ])('%s: %s', (_, code) => {
    expect(meaningsIn(code)).toEqual(['unknown']);
  });
});

describe('what is no host at all', () => {
  it.each([
    ['the XML namespace', "const url = 'https://sts.amazonaws.com/doc/2011-06-15/';"],
    ['prose', "const text = 'Requests go to sts.amazonaws.com by default';"],
    ['a type', "type Host = 'sts.amazonaws.com';"],
    ['a module', "import x from 'sts.amazonaws.com';"],
    ['a comment', '/* sts.amazonaws.com */ f();'],
    ['a key', "const table = { 'sts.amazonaws.com': 1 };"],
    ['another service', "fetch('https://s3.amazonaws.com/sts.txt');"],
    ['a longer host', "fetch('https://my-sts.amazonaws.com/');"],
    ['a host with a longer suffix', "fetch('https://sts.amazonaws.com.example.com/');"],
  ])('%s', (_, code) => {
    expect(meaningsIn(`const a = 'sts.amazonaws.com' ? 1 : 2;\n${code}`)).toEqual(['unknown']);
  });
});

describe('which host a text names', () => {
  const hostOf = (expression: string): unknown => {
    const { host } = modelOf(`// AWS\nfetch(${expression});`).hosts[0] ?? {};
    return (
      host &&
      (host.kind === 'template' ? 'template' : host.kind === 'global' ? 'global' : `${host.kind} ${host.region}`)
    );
  };

  it.each([
    [GLOBAL, 'global'],
    ["'https://STS.amazonaws.com:443/?Action=GetCallerIdentity'", 'global'],
    ["'https://sts.eu-west-1.amazonaws.com'", 'regional eu-west-1'],
    ["'https://sts.cn-north-1.amazonaws.com.cn'", 'regional cn-north-1'],
    ["'https://sts-fips.us-east-1.amazonaws.com'", 'fips us-east-1'],
    ["'https://sts.eu-west-1.api.aws'", 'dualstack eu-west-1'],
    ["'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com'", 'vpce us-east-1'],
    ["'https://vpce-0a1b-2c3d-us-east-1a.sts.us-east-1.vpce.amazonaws.com'", 'vpce us-east-1'],
    ["'https://vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn'", 'vpce cn-north-1'],
    ['`https://${id}.sts.us-east-1.vpce.amazonaws.com/`', 'vpce us-east-1'],
    ['`https://vpce-${id}.sts.us-east-1.vpce.amazonaws.com/`', 'vpce us-east-1'],
    ["id + '.sts.us-east-1.vpce.amazonaws.com'", 'vpce us-east-1'],
    ['`https://vpce-1.sts.${region}.vpce.amazonaws.com`', 'template'],
    ['`https://${id}.sts.${region}.vpce.amazonaws.com`', 'template'],
    ['`https://${id}.s3.us-east-1.vpce.amazonaws.com/sts.`', undefined],
    ['`https://sts.${region}.amazonaws.com`', 'template'],
    ["'https://sts.' + region + '.amazonaws.com/'", 'template'],
    ["'https://sts.{region}.amazonaws.com'", 'template'],
    ['`https://sts.${region}.${suffix}`', 'template'],
  ])('%s: %s', (expression, host) => {
    expect(hostOf(expression)).toBe(host);
  });

  it.each([
    ['`https://sts.${region}.amazonaws.com`'],
    ['`https://vpce-1.sts.${region}.vpce.amazonaws.com`'],
    ['`https://${id}-${zone}.sts.${region}.vpce.amazonaws.com`'],
  ])('%s has its region in `region`', (expression) => {
    const [found] = modelOf(`// AWS\nfetch(${expression});`).hosts;
    expect(found?.host).toMatchObject({ kind: 'template', region: { type: 'Identifier', name: 'region' } });
  });

  it('reads a constant that the text is made of', () => {
    const [host] = modelOf('// AWS\nconst REGION = "eu-west-1";\nfetch(`https://sts.${REGION}.amazonaws.com`);').hosts;
    expect(host?.host).toMatchObject({ kind: 'regional', region: 'eu-west-1' });
  });
});

describe('what a variable is used for is found once', () => {
  it('so that names which use each other twice cost no more than their lines', () => {
    const names = Array.from({ length: 60 }, (_, index) => `const a${index + 1} = c ? a${index} : a${index};`);
    expect(meaningsIn(`const a0 = ${URL_TEXT};\n${names.join('\n')}\nfetch(a60);`)).toEqual(['endpoint']);
  });
});

describe('the name of a request', () => {
  it('leaves out the query of a pattern for URLs', () => {
    const [host] = modelOf("const url = 'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity';").hosts;
    expect(host?.name).toBe('https://sts.{region}.amazonaws.com');
  });
});
