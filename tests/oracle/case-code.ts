/** The code of a case: what the real SDK runs, made from the configuration that `predict` gets. */
import type { Construct } from '../../src/sts/packages.js';
import type { Literal, StsConfiguration } from '../../src/sts/sdk-behaviour.js';

/** A configuration as plain values; the key order is the one written into the code. */
export type Values = Readonly<Partial<Record<keyof StsConfiguration, Literal>>>;

export function codeOf(values: Values): string {
  return `{ ${Object.entries(values)
    .map(([key, value]) => `${key}: ${value === undefined ? 'undefined' : JSON.stringify(value)}`)
    .join(', ')} }`;
}

export function codeFor(packageName: string, construct: Construct, values: Values): string {
  const { callerRegion, parentRegion, globalRegion, enhancedFlow, ...own } = values;
  const module = `require('${packageName}')`;
  const config = codeOf(own);
  const parent = parentRegion === undefined ? '' : `, parentClientConfig: { region: '${String(parentRegion)}' }`;
  const provider = (options: string): string =>
    resolved(`${module}.${construct.name}({ ${options}clientConfig: ${config}${parent} })`, values);
  switch (construct.kind) {
    case 'v3-client':
      return `const { ${construct.name}: Client } = ${module}; const { GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); await new Client(${config}).send(new GetCallerIdentityCommand({}))`;
    case 'v3-role-assumer': {
      if (construct.forSomeProfiles)
        return `await ${module}.decorateDefaultCredentialProvider((input) => () => input.roleAssumer({ accessKeyId: 'A', secretAccessKey: 'B' }, { RoleArn: ROLE, RoleSessionName: 's' }))({ ...${config}${parent} })()`;
      const call =
        construct.name === 'getDefaultRoleAssumer'
          ? `{ accessKeyId: 'A', secretAccessKey: 'B' }, { RoleArn: ROLE, RoleSessionName: 's' }`
          : `{ RoleArn: ROLE, RoleSessionName: 's', WebIdentityToken: 't' }`;
      return `await ${module}.${construct.name}({ ...${config}${parent} })(${call})`;
    }
    case 'v3-temporary-credentials':
      return provider(`masterCredentials: { accessKeyId: 'A', secretAccessKey: 'B' }, params: { RoleArn: ROLE }, `);
    case 'v3-web-token':
      return provider(`roleArn: ROLE, roleSessionName: 's', webIdentityToken: 't', `);
    case 'v3-oidc-token':
      return provider(`roleArn: ROLE, roleSessionName: 's', `);
    case 'v3-profile':
      return provider(`profile: 'role', `);
    case 'v3-token-file':
    case 'v3-node-chain':
      return provider('');
    case 'v3-middleware':
      return `const sts = (await load('@middy/sts')).default; const middy = (await load('@middy/core')).default; const plugin = sts({ fetchData: { a: { RoleArn: ROLE } }, disablePrefetch: true, setToContext: true, cacheExpiry: 0, awsClientOptions: ${config} }); await middy(async () => {}).use(plugin)({}, { getRemainingTimeInMillis: () => 1000 })`;
    case 'v3-layer':
      return layerCodeFor(construct, config);
    case 'v3-interceptor':
      return `const { AxiosHeaders } = require('axios'); await ${module}.${construct.name}({ options: { ...${config}, service: 'execute-api', assumeRoleArn: ROLE } })({ url: 'https://a.example/', headers: new AxiosHeaders(), transformRequest: [(data) => data] })`;
    case 'v3-token-signer':
      return `await ${module}.${construct.name}({ ...${config}, awsRoleArn: ROLE })`;
    case 'aws4':
      return `const o = ${construct.name === 'sign' ? `${module}.sign(` : `new (${module}.RequestSigner)(`}{ service: 'sts', path: '/?Action=GetCallerIdentity&Version=2011-06-15', ${own.endpoint === undefined ? '' : `host: '${String(own.endpoint)}', `}${own.region === undefined ? '' : `region: '${String(own.region)}'`} })${construct.name === 'sign' ? '' : '.sign()'}; await new Promise((done) => require('https').request(o).on('response', done).end())`;
    default:
      return v2CodeFor(construct, config, globalRegion, enhancedFlow === true);
  }
}

function layerCodeFor({ name }: Construct, config: string): string {
  const start = `const { Effect, Layer } = require('effect'); const { STS, STSService, STSServiceConfig } = require('@effect-aws/client-sts'); const program = STSService.assumeRole({ RoleArn: ROLE, RoleSessionName: 's' }); `;
  if (name.endsWith('.layer')) return `${start}await Effect.runPromise(Effect.provide(program, ${name}(${config})))`;
  return name.endsWith('.setSTSServiceConfig')
    ? `${start}await Effect.runPromise(Effect.provide(program, Layer.provide(STSService.defaultLayer, ${name}(${config}))))`
    : `${start}await Effect.runPromise(${name}(Effect.provide(program, STSService.defaultLayer), ${config}))`;
}

function v2CodeFor({ kind, name }: Construct, config: string, globalRegion: Literal, enhancedFlow: boolean): string {
  const start = `const AWS = freshV2(); ${globalRegion === undefined ? '' : `AWS.config.update({ region: '${String(globalRegion)}', stsRegionalEndpoints: 'regional' }); `}`;
  const role = `RoleArn: ROLE, RoleSessionName: 's'`;
  switch (kind) {
    case 'v2-chainable':
      return `${start}await new AWS.${name}({ params: { ${role} }, stsConfig: ${config} }).getPromise()`;
    case 'v2-web-identity':
      return `${start}await new AWS.${name}({ ${role}, WebIdentityToken: 't' }, ${config}).getPromise()`;
    case 'v2-token-file':
      return `${start}await new AWS.${name}(${config}).getPromise()`;
    case 'v2-cognito':
      return `${start}await new AWS.${name}({ IdentityPoolId: 'us-east-2:p'${enhancedFlow ? '' : `, ${role}`} }, ${config}).getPromise()`;
    case 'v2-unconfigurable':
      if (name === 'SharedIniFileCredentials') return `${start}await new AWS.${name}({}).refreshPromise()`;
      return `${start}await new AWS.${name}({ ${role}${name === 'SAMLCredentials' ? `, PrincipalArn: ROLE, SAMLAssertion: 'saml'` : ''} }).getPromise()`;
    default:
      return `${start}await new AWS.STS(${config}).getCallerIdentity().promise()`;
  }
}

/** Calls a provider: alone, or through the client it is written into, whose own request then follows. */
function resolved(provider: string, values: Values): string {
  if (!('callerRegion' in values)) return `await ${provider}()`;
  const region = values.callerRegion === undefined ? '' : `region: '${String(values.callerRegion)}', `;
  return `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); await new STSClient({ ${region}credentials: ${provider} }).send(new GetCallerIdentityCommand({}))`;
}
