import { describe, expect, it } from 'vitest';
import { isTestPath } from '../../src/model/settings/surroundings.js';
import { modelOf } from './model-of.js';

const HEAD = "import { STS, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';\n";

describe('a constructor is found', () => {
  it.each([
    ['with an empty configuration', 'new STSClient({});'],
    ['without arguments', 'new STSClient();'],
    ['without parentheses', 'const client = new STSClient;'],
    ['without parentheses, as an argument', 'use(new STSClient);'],
    ['in parentheses', '(new STSClient({})).send(command);'],
    ['with parentheses around the class', 'new (STSClient)({});'],
    ['with type arguments', 'new STSClient<never>({});'],
    ['in a class field', 'class A { sts = new STSClient({}); }'],
    ['in a private field', 'class A { readonly #sts = new STSClient({}); }'],
    ['in a static field', 'class A { static sts = new STSClient({}); }'],
    ['in a static block', 'class A { static { use(new STSClient({})); } }'],
    ['in a constructor', 'class A { constructor() { this.sts = new STSClient({}); } }'],
    [
      "as a parameter property's default",
      'class A { constructor(private readonly sts: STSClient = new STSClient({})) {} }',
    ],
    ['as a default parameter', 'function f(sts = new STSClient({})) {}'],
    ['as a destructuring default', 'function f({ sts = new STSClient({}) } = {}) {}'],
    ['in a callback', 'array.map(() => new STSClient({}));'],
    ['in an immediately called function', '(function () { return new STSClient({}); })();'],
    ['in a generator', 'function* f() { yield new STSClient({}); }'],
    ['in a getter', 'const o = { get sts() { return new STSClient({}); } };'],
    [
      'in a factory of dependency injection',
      'const provider = { provide: STSClient, useFactory: () => new STSClient({}) };',
    ],
    ['in a decorator', '@Provide(() => new STSClient({})) class A {}'],
    ['in a template', 'const text = `${new STSClient({})}`;'],
    ['behind satisfies', 'const sts = new STSClient({} satisfies STSClientConfig) satisfies STSClient;'],
    ['behind as', 'const sts = new STSClient({} as STSClientConfig) as unknown as Fake;'],
    ['behind a non-null assertion', 'const sts = new STSClient({})!;'],
    ['with an asserted class', 'new (STSClient as any)({});'],
    ['in a logical assignment', 'this.sts ??= new STSClient({});'],
    ['in a conditional', 'const sts = fake ? fake : new STSClient({});'],
    ['awaited and chained', 'await new STSClient({}).send(command);'],
    ['in an export', 'export default new STSClient({});'],
    ['in a namespace', 'namespace A { export const sts = new STSClient({}); }'],
    ['in a sequence', 'f(), new STSClient({});'],
    ['in an enum-like object', 'const clients = { sts: new STSClient({}) } as const;'],
    ["as the base class's constructor", 'class A extends STSClient { constructor() { super({}); } }'],
    ['as a subclass', 'class A extends STSClient {}\nnew A({});'],
    ['as a subclass in an expression', 'const A = class extends STSClient {};\nnew A({});'],
    ['as a subclass of a subclass', 'class A extends STSClient {}\nclass B extends A {}\nnew B({});'],
    ['as the aggregated client', 'new STS({});'],
    [
      'as a class that a field holds',
      'class A { constructor() { this.Client = STSClient; } make() { return new this.Client({}); } }',
    ],
    ['as a class that a function returns', 'const pick = () => STSClient;\nnew (pick())({});'],
    ['as a class that is passed as an argument', 'const make = (Client) => new Client({});\nmake(STSClient);'],
    [
      'as a class that a function builds beside others',
      'const make = (Client) => new Client({});\nmake(STSClient);\nmake(Date);',
    ],
    [
      'as a class that an exported function builds',
      'export function make(Client) { return new Client({}); }\nmake(STSClient);',
    ],
    ['as a class that reflection builds', 'Reflect.construct(STSClient, [{}]);'],
  ])('%s', (_, code) => {
    expect(modelOf(HEAD + code).sites.map((site) => site.construct.kind)).toEqual(['v3-client']);
  });

  it('in JSX', () => {
    expect(
      modelOf(`${HEAD}const app = <Provider client={new STSClient({})} />;`, '/project/app.tsx').sites,
    ).toHaveLength(1);
  });

  it.each([
    ['a call of the class', 'STSClient({});'],
    ['the class as a value', 'const provide = STSClient;'],
    ['the class as an argument of another module', 'mockClient(STSClient);'],
    ['the class that a function of the file only names', 'const nameOf = (Client) => Client.name;\nnameOf(STSClient);'],
    ['the class in a type', 'const sts: STSClient = fake();'],
    ['instanceof', 'const is = sts instanceof STSClient;'],
    ['a member of the class', 'STSClient.prototype.send = fake;'],
    [
      'a subclass with a constructor of its own, which super stands for',
      'class A extends STSClient { constructor() { super({}); } }\nnew A();',
      1,
    ],
    ['a comment', '// new STSClient({})'],
    ['a string', 'const text = "new STSClient({})";'],
  ])('not: %s', (_, code, expected = 0) => {
    expect(modelOf(HEAD + code).sites).toHaveLength(expected);
  });

  it.each([
    ['as its users write it', 'new AWS.STS();', 'AWS.STS'],
    ['without what a compiler writes around it', 'new (0, AWS.STS)();', 'AWS.STS'],
    ['without line breaks', 'new AWS\n  .STS();', 'AWS .STS'],
  ])('and named %s', (_, code, name) => {
    expect(modelOf(`import AWS from 'aws-sdk';\n${code}`).sites.map((site) => site.name)).toEqual([name]);
  });
});

describe('where the STS configuration of a construct is', () => {
  const v2 = (code: string): string => `import AWS from 'aws-sdk';\n${code}`;
  const providers = (code: string): string =>
    'import { fromIni, fromTemporaryCredentials, fromTokenFile, fromWebToken } from ' +
    `'@aws-sdk/credential-providers';\n` +
    code;

  it.each([
    ['v3 client: the argument', `${HEAD}new STSClient({ region: 'eu-west-1' });`],
    ['v2 client: the argument', v2("new AWS.STS({ region: 'eu-west-1' });")],
    ['v2 client: inside AWS.Config', v2("new AWS.STS(new AWS.Config({ region: 'eu-west-1' }));")],
    [
      'ChainableTemporaryCredentials: stsConfig',
      v2("new AWS.ChainableTemporaryCredentials({ stsConfig: { region: 'eu-west-1' } });"),
    ],
    [
      'WebIdentityCredentials: the second argument',
      v2("new AWS.WebIdentityCredentials({ region: 'us-east-1' }, { region: 'eu-west-1' });"),
    ],
    [
      'TokenFileWebIdentityCredentials: the argument',
      v2("new AWS.TokenFileWebIdentityCredentials({ region: 'eu-west-1' });"),
    ],
    [
      'CognitoIdentityCredentials: the second argument',
      v2("new AWS.CognitoIdentityCredentials({ RoleArn: 'arn' }, { region: 'eu-west-1' });"),
    ],
    [
      'fromTemporaryCredentials: clientConfig',
      providers("fromTemporaryCredentials({ clientConfig: { region: 'eu-west-1' } });"),
    ],
    ['fromTokenFile: clientConfig', providers("fromTokenFile({ clientConfig: { region: 'eu-west-1' } });")],
    ['fromWebToken: clientConfig', providers("fromWebToken({ clientConfig: { region: 'eu-west-1' } });")],
    ['fromIni: clientConfig', providers("fromIni({ clientConfig: { region: 'eu-west-1' } });")],
    [
      '@middy/sts: awsClientOptions',
      "import sts from '@middy/sts';\nsts({ awsClientOptions: { region: 'eu-west-1' } });",
    ],
  ])('%s', (_, code) => {
    const region = modelOf(code).sites[0]?.configuration.setting('region');
    expect(region?.state === 'present' && region.value.kind === 'literal' && region.value.value).toBe('eu-west-1');
  });

  it.each([
    ['TemporaryCredentials', v2("new AWS.TemporaryCredentials({ region: 'eu-west-1' });")],
    ['SAMLCredentials', v2("new AWS.SAMLCredentials({ region: 'eu-west-1' });")],
    ['fromTemporaryCredentials outside clientConfig', providers("fromTemporaryCredentials({ region: 'eu-west-1' });")],
  ])('nowhere: %s', (_, code) => {
    expect(modelOf(code).sites[0]?.configuration.setting('region')).toEqual({ state: 'absent' });
  });

  it.each([
    ['a parameter', 'export const f = (config) => new STSClient(config);', '`config` is a parameter'],
    [
      'spread arguments',
      'export const f = (...args) => new STSClient(...args);',
      'the arguments are spread from another value',
    ],
    ['a call', 'new STSClient(load());', 'it is the result of `load()`'],
    ['an import', "import { config } from './config';\nnew STSClient(config);", "`config` is imported from './config'"],
  ])('cannot be read: %s', (_, code, reason) => {
    expect(modelOf(HEAD + code).sites[0]?.configuration.opaque).toBe(reason);
  });
});

describe('what a client is for', () => {
  it.each([
    ['sent', 'const sts = new STSClient({});\nsts.send(command);'],
    ['sent', 'export const sts = new STSClient({});'],
    ['sent', 'const sts = new STSClient({});\nmodule.exports = sts;'],
    ['unsent', 'const sts = new STSClient({});\nconst region = await sts.config.region();'],
    ['unsent', 'const credentials = await new STSClient({}).config.credentials();'],
    [
      'unsent',
      'class A { constructor(private readonly sts = new STSClient({})) {} region = () => this.sts.config.region(); }',
    ],
    ['unsent', 'class A { #sts = new STSClient({}); region() { return this.#sts.config.region(); } }'],
    ['sent', 'class A { sts = new STSClient({}); region() { return this.sts.config.region(); } }'],
    ['sent', 'class A { private sts = new STSClient({}); ask() { return this.sts.send(command); } }'],
    ['presigned', 'const sts = new STSClient({});\nconst url = await getSignedUrl(sts, command);'],
    ['presigned', 'const url = await getSignedUrl(new STSClient({}), command);'],
    ['presigned', 'const sts = new STSClient({});\nconst url = await getSignedUrl(sts as any, command);'],
    [
      'presigned',
      'const sts = new STSClient({});\nlet kept;\n' +
        'sts.middlewareStack.add((next) => (args) => { kept = args.request; return next(args); });',
    ],
    [
      'presigned',
      'const sts = new STSClient({});\nsts.middlewareStack.add(() => async ({ request }) => ({ request }));',
    ],
    [
      'sent',
      'const sts = new STSClient({});\nsts.send(command);\n' +
        "sts.middlewareStack.add((next) => (args) => { args.request.headers['x-id'] = id; return next(args); });",
    ],
  ])('%s: %s', (use, code) => {
    expect(modelOf(HEAD + code).sites[0]?.use).toBe(use);
  });

  it.each([
    ['presigned', 'sts.getCallerIdentity().presign(60);'],
    ['presigned', 'const request = sts.getCallerIdentity({});\nrequest.presign(60, done);'],
    ['presigned', 'const request: any = sts.getCallerIdentity({});\n(request as any).presignRequest();'],
    ['presigned', 'const request = sts.getCallerIdentity();\nrequest.build();\nrequest.sign();'],
    ['presigned', 'const { headers } = sts.getCallerIdentity().httpRequest;'],
    ['presigned', 'const request = sts.getCallerIdentity();\nresolve((request.send() as any).request.httpRequest);'],
    ['presigned', "const request = sts.getCallerIdentity();\nrequest.on('sign', (each) => resolve(each.httpRequest));"],
    [
      'sent',
      "const request = sts.getCallerIdentity();\nrequest.on('build', () => { request.httpRequest.headers.x = 'y'; });\n" +
        'request.send(done);',
    ],
    ['sent', 'sts.getCallerIdentity().promise();'],
    ['unsent', 'const credentials = sts.credentialsFrom(answer);'],
    ['sent', 'sts.assumeRole(params, (error, answer) => use(sts.credentialsFrom(answer)));'],
  ])('%s by v2: %s', (use, code) => {
    expect(modelOf(`import AWS from 'aws-sdk';\nconst sts = new AWS.STS();\n${code}`).sites[0]?.use).toBe(use);
  });
});

describe('what a client in a variable of several functions is for', () => {
  it.each([
    ['unsent', 'sts = new AWS.STS(); return sts.assumeRole(params);'],
    ['sent', 'return sts.assumeRole(params);'],
    ['sent', 'if (fresh) sts = new AWS.STS(); return sts.assumeRole(params);'],
  ])('%s, where another function runs: %s', (use, other) => {
    const code =
      `import AWS from 'aws-sdk';\nlet sts;\nfunction ask(fresh) { ${other} }\n` +
      'function make() { sts = new AWS.STS(); return sts.credentialsFrom(answer); }';
    expect(modelOf(code).sites.at(-1)?.use).toBe(use);
  });

  it('of other files, too, where it is exported', () => {
    const code = "import AWS from 'aws-sdk';\nexport let sts;\nsts = new AWS.STS();\nsts.credentialsFrom(answer);";
    expect(modelOf(code).sites[0]?.use).toBe('sent');
  });
});

describe('a one-time code, which no second region may be sent', () => {
  const V2 = "import AWS from 'aws-sdk';\n";
  it.each([
    [
      true,
      `${HEAD}const sts = new STSClient({});\nsts.send(new AssumeRoleCommand({ RoleArn, SerialNumber, TokenCode }));`,
    ],
    [
      true,
      `${HEAD}const sts = new STSClient({});\n` +
        'const command = new GetSessionTokenCommand({ SerialNumber, TokenCode });\n' +
        'sts.send(command);',
    ],
    [
      true,
      `${HEAD}const sts = new STSClient({});\n` +
        'const input = { RoleArn, ...(code && { SerialNumber, TokenCode: code }) };\n' +
        'sts.send(new AssumeRoleCommand(input));',
    ],
    [
      true,
      `${HEAD}class A { #sts = new STSClient({}); ask(TokenCode) { return this.#sts.send(new ` +
        'GetSessionTokenCommand({ TokenCode })); } }',
    ],
    [
      true,
      `${V2}const sts = new AWS.STS();\n` +
        'const params = { SerialNumber, TokenCode };\n' +
        'sts.getSessionToken(params, done);',
    ],
    [
      false,
      `${HEAD}const sts = new STSClient({});\n` +
        'sts.send(new AssumeRoleCommand({ RoleArn }));\n' +
        'other.send(new AssumeRoleCommand({ TokenCode }));',
    ],
    [false, `${HEAD}const sts = new STSClient({});\nsts.send(new AssumeRoleCommand(inputWithOrWithoutTokenCode));`],
  ])('%s: %s', (asks, code) => {
    expect(modelOf(code).sites[0]?.asksForMfa).toBe(asks);
  });
});

describe('SDK v2 in a field of a class', () => {
  it.each([
    [
      'that a method sets and instruments',
      "class A { init() { this._sdk = require('aws-sdk'); this._sdk = captureAWS(this._sdk); } get sdk() { " +
        'return this._sdk; } make() { return new this.sdk.STS(); } }',
      ['v2-client'],
    ],
    [
      'that the constructor sets',
      "const AWS = require('aws-sdk');\n" +
        'class A { constructor() { this.sdk = AWS; } make() { return new this.sdk.STS(); } }',
      ['v2-client'],
    ],
    [
      'that may be something else',
      "class A { constructor(fake) { this.sdk = require('aws-sdk'); if (fake) this.sdk = fake; } make() { " +
        'return new this.sdk.STS(); } }',
      [],
    ],
  ])('%s', (_, code, kinds) => {
    expect(modelOf(code).sites.map((site) => site.construct.kind)).toEqual(kinds);
  });
});

describe('a test by its path', () => {
  it.each([
    'src/a.test.ts',
    'test/a.ts',
    'packages/integration-tests/src/a.ts',
    'packages/amplify-e2e-tests/src/a.ts',
    'e2e/a.e2e.ts',
    'e2e/a.cy.ts',
    'src\\__tests__\\a.ts',
  ])('is %s', (path) => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each([
    'e2e/ci/assume-role.ts',
    'src/contest/a.ts',
    'src/latest.ts',
    'packages/ab-tests/src/a.ts',
    'src/test-runner.ts',
  ])('is not %s', (path) => {
    expect(isTestPath(path)).toBe(false);
  });
});
