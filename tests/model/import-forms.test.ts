import { describe, expect, it } from 'vitest';
import type { ConstructKind } from '../../src/sts/packages.js';
import { kindsIn } from './model-of.js';

/** An export that leads to STS, and how it is used. */
interface Target {
  readonly module: string;
  readonly name: string;
  readonly kind: ConstructKind;
  readonly call: 'new' | 'call';
}

const TARGETS: readonly Target[] = [
  { module: '@aws-sdk/client-sts', name: 'STSClient', kind: 'v3-client', call: 'new' },
  { module: '@aws-sdk/client-sts', name: 'STS', kind: 'v3-client', call: 'new' },
  { module: '@aws-sdk/client-sts', name: 'getDefaultRoleAssumer', kind: 'v3-role-assumer', call: 'call' },
  {
    module: '@aws-sdk/credential-providers',
    name: 'fromTemporaryCredentials',
    kind: 'v3-temporary-credentials',
    call: 'call',
  },
  { module: '@aws-sdk/credential-providers', name: 'fromTokenFile', kind: 'v3-token-file', call: 'call' },
  { module: 'aws-sdk', name: 'STS', kind: 'v2-client', call: 'new' },
  { module: 'aws-sdk', name: 'ChainableTemporaryCredentials', kind: 'v2-chainable', call: 'new' },
];

/**
 * A way to get at an export, with one use of it: `m` is the module, `n` the name, `use` writes the use of an
 * expression.
 */
type Form = (m: string, n: string, use: (expression: string) => string) => string;

const FORMS: Readonly<Record<string, Form>> = {
  'default import': (m, n, use) => `import sdk from '${m}';\n${use(`sdk.${n}`)}`,
  'default import by name': (m, n, use) => `import { default as sdk } from '${m}';\n${use(`sdk.${n}`)}`,
  'namespace import': (m, n, use) => `import * as sdk from '${m}';\n${use(`sdk.${n}`)}`,
  'default of a namespace import': (m, n, use) => `import * as sdk from '${m}';\n${use(`sdk.default.${n}`)}`,
  'named import': (m, n, use) => `import { ${n} } from '${m}';\n${use(n)}`,
  'aliased import': (m, n, use) => `import { ${n} as Alias } from '${m}';\n${use('Alias')}`,
  'string-named import': (m, n, use) => `import { '${n}' as Alias } from '${m}';\n${use('Alias')}`,
  'named import beside types': (m, n, use) => `import { type Other, ${n} } from '${m}';\n${use(n)}`,
  require: (m, n, use) => `const sdk = require('${m}');\n${use(`sdk.${n}`)}`,
  'var require in a template': (m, n, use) => `var sdk = require(\`${m}\`);\n${use(`sdk.${n}`)}`,
  'destructured require': (m, n, use) => `const { ${n} } = require('${m}');\n${use(n)}`,
  'destructured require with alias': (m, n, use) =>
    `const { ${n}: Alias, other = 1 } = require('${m}');\n${use('Alias')}`,
  'require in a function': (m, n, use) =>
    `function f() {\n  const sdk = require('${m}');\n  return ${use(`sdk.${n}`)};\n}`,
  'require on first use': (m, n, use) =>
    `let sdk;\nfunction f() {\n  if (!sdk) sdk = require('${m}');\n  return ${use(`sdk.${n}`)};\n}`,
  'require on first use, from null': (m, n, use) =>
    `let sdk = null;\nfunction f() {\n  sdk ??= require('${m}');\n  return ${use(`sdk.${n}`)};\n}`,
  'require in an expression': (m, n, use) => use(`require('${m}').${n}`),
  'member of the require call': (m, n, use) => `const Alias = require('${m}').${n};\n${use('Alias')}`,
  'require that may fail': (m, n, use) => `const sdk = tryRequire('${m}');\n${use(`sdk.${n}`)}`,
  'require made by createRequire': (m, n, use) =>
    `import { createRequire } from 'node:module';\n` +
    'const require = createRequire(import.meta.url);\n' +
    `const sdk = require('${m}');\n` +
    use(`sdk.${n}`),
  'import equals': (m, n, use) => `import sdk = require('${m}');\n${use(`sdk.${n}`)}`,
  'import equals of a member': (m, n, use) =>
    `import sdk = require('${m}');\nimport Alias = sdk.${n};\n${use('Alias')}`,
  'dynamic import': (m, n, use) => `const sdk = await import('${m}');\n${use(`sdk.${n}`)}`,
  'default of a dynamic import': (m, n, use) => `const { default: sdk } = await import('${m}');\n${use(`sdk.${n}`)}`,
  'destructured dynamic import': (m, n, use) => `const { ${n} } = await import('${m}');\n${use(n)}`,
  'dynamic import in an expression': (m, n, use) => use(`(await import('${m}')).${n}`),
  'dynamic import with then': (m, n, use) => `import('${m}').then((sdk) => ${use(`sdk.${n}`)});`,
  'dynamic import with then, destructured': (m, n, use) => `import('${m}').then(({ ${n} }) => ${use(n)});`,
  'dynamic import with then to a name': (m, n, use) =>
    `const Alias = await import('${m}').then((sdk) => sdk.${n});\n${use('Alias')}`,
  'several dynamic imports at once': (m, n, use) =>
    `const [{ ${n} }, fs] = await Promise.all([import('${m}'), import('node:fs')]);\n${use(n)}`,
  'destructured again': (m, n, use) => `import * as sdk from '${m}';\nconst { ${n} } = sdk;\n${use(n)}`,
  'member of a namespace in a constant': (m, n, use) =>
    `import * as sdk from '${m}';\nconst Alias = sdk.${n};\n${use('Alias')}`,
  'destructured from a literal': (m, n, use) =>
    `import * as sdk from '${m}';\nconst { Alias } = { Alias: sdk.${n} };\n${use('Alias')}`,
  'destructured from a literal in a constant': (m, n, use) =>
    `import * as sdk from '${m}';\nconst aws = { sdk };\nconst { sdk: { ${n}: Alias } } = aws;\n${use('Alias')}`,
  'destructured from a list': (m, n, use) =>
    `import * as sdk from '${m}';\nconst [other, Alias] = [1, sdk.${n}];\n${use('Alias')}`,
  'destructured again with alias': (m, n, use) =>
    `const sdk = require('${m}');\nconst { ${n}: Alias } = sdk;\n${use('Alias')}`,
  'alias of a member': (m, n, use) => `import sdk from '${m}';\nconst Alias = sdk.${n};\n${use('Alias')}`,
  'alias of an alias': (m, n, use) =>
    `import { ${n} } from '${m}';\nconst One = ${n};\nconst Two = One;\n${use('Two')}`,
  'computed member': (m, n, use) => `import sdk from '${m}';\n${use(`sdk['${n}']`)}`,
  'property of a constant object': (m, n, use) =>
    `import { ${n} } from '${m}';\nconst sdk = { Client: ${n} };\n${use('sdk.Client')}`,
  'field of a class': (m, n, use) =>
    `import sdk from '${m}';\nclass Service {\n  sdk = sdk;\n  run() { return ${use(`this.sdk.${n}`)}; }\n}`,
  'private field of a class': (m, n, use) =>
    `import { ${n} } from '${m}';\nclass Service {\n  #Client = ${n};\n  run() { return ${use('this.#Client')}; }\n}`,
  cast: (m, n, use) => `import * as sdk from '${m}';\n${use(`(sdk as any).${n}`)}`,
  'interop star helper': (m, n, use) => `const sdk_1 = __importStar(require('${m}'));\n${use(`sdk_1.${n}`)}`,
  'interop default helper': (m, n, use) =>
    `const sdk_1 = __importDefault(require('${m}'));\n${use(`sdk_1.default.${n}`)}`,
  'interop helper of tslib': (m, n, use) =>
    `const sdk_1 = tslib_1.__importStar(require('${m}'));\n${use(`sdk_1.${n}`)}`,
  'interop helper of Babel': (m, n, use) => `var _sdk = _interopRequireWildcard(require('${m}'));\n${use(`_sdk.${n}`)}`,
  'interop helper of esbuild': (m, n, use) => `var import_sdk = __toESM(require('${m}'));\n${use(`import_sdk.${n}`)}`,
  'instrumented by X-Ray': (m, n, use) =>
    `import { captureAWS } from 'aws-xray-sdk';\nconst sdk = captureAWS(require('${m}'));\n${use(`sdk.${n}`)}`,
  'package manager prefix': (m, n, use) => `import { ${n} } from 'npm:${m}@3';\n${use(n)}`,
  'content delivery network': (m, n, use) => `import { ${n} } from 'https://esm.sh/${m}@3.600.0';\n${use(n)}`,
  'chosen by a condition': (m, n, use) =>
    `const sdk = process.env.X ? require('${m}') : require('${m}');\n${use(`sdk.${n}`)}`,
};

const NEVER: Readonly<Record<string, Form>> = {
  'type-only import': (m, n, use) => `import type { ${n} } from '${m}';\n${use(n)}`,
  'type-only name': (m, n, use) => `import { type ${n} } from '${m}';\n${use(n)}`,
  'type-only namespace': (m, n, use) => `import type * as sdk from '${m}';\n${use(`sdk.${n}`)}`,
  'type-only import equals': (m, n, use) => `import type sdk = require('${m}');\n${use(`sdk.${n}`)}`,
  'shadowed by a parameter': (m, n, use) => `import { ${n} } from '${m}';\nexport const f = (${n}: any) => ${use(n)};`,
  'shadowed by a constant': (m, n, use) => `import { ${n} } from '${m}';\n{\n  const ${n} = mock();\n  ${use(n)};\n}`,
  'shadowed by a class': (m, n, use) =>
    `import { ${n} } from '${m}';\nfunction f() {\n  class ${n} {}\n  return ${use(n)};\n}`,
  'shadowed by a caught error': (m, n, use) => `import { ${n} } from '${m}';\ntry { f(); } catch (${n}) { ${use(n)}; }`,
  'shadowed namespace': (m, n, use) =>
    `import * as sdk from '${m}';\nexport function f(sdk: any) {\n  return ${use(`sdk.${n}`)};\n}`,
  'shadowed require': (m, n, use) =>
    `function f(require: any) {\n  const { ${n} } = require('${m}');\n  return ${use(n)};\n}`,
  're-export': (m, n, use) => `export { ${n} } from '${m}';\n${use(n)}`,
  'reassigned to something else': (m, n, use) =>
    `let sdk = require('${m}');\nsdk = require('./fake.js');\n${use(`sdk.${n}`)}`,
  'no import at all': (_, n, use) => `// aws\n${use(n)}`,
  'another module': (_, n, use) => `import { ${n} } from './aws-sdk.js';\n${use(n)}`,
  'module of a longer name': (m, n, use) => `import { ${n} } from '${m}-mock';\n${use(n)}`,
  'member of the export': (m, n, use) => `import { ${n} } from '${m}';\n${use(`${n}.Other`)}`,
};

const use =
  (call: Target['call']) =>
  (expression: string): string =>
    call === 'new' ? `new (${expression})({})` : `${expression}({})`;

const rows = (forms: Readonly<Record<string, Form>>, target: Target): [string, string][] =>
  Object.entries(forms).map(([name, form]) => [name, form(target.module, target.name, use(target.call))]);

describe.each(TARGETS)('$name of $module', (target) => {
  it.each(rows(FORMS, target))('is known through: %s', (_, code) => {
    expect(kindsIn(code)).toEqual([target.kind]);
  });

  it.each(rows(NEVER, target))('is never taken for: %s', (_, code) => {
    expect(kindsIn(code)).toEqual([]);
  });
});

/** A module that is the class itself. */
const CLASS_MODULE = 'aws-sdk/clients/sts';
const CLASS_FORMS: Readonly<Record<string, string>> = {
  'default import': `import STS from '${CLASS_MODULE}';\nnew STS({});`,
  'default import of another name': `import Sts from '${CLASS_MODULE}';\nnew Sts({});`,
  'namespace import': `import * as STS from '${CLASS_MODULE}';\nnew STS({});`,
  require: `const STS = require('${CLASS_MODULE}');\nnew STS({});`,
  'require in an expression': `new (require('${CLASS_MODULE}'))({});`,
  'require in a function': `exports.f = () => {\n  const STS = require('${CLASS_MODULE}');\n  return new STS({});\n};`,
  'require that may fail': `const STS = tryRequire('${CLASS_MODULE}');\nnew STS({});`,
  'import equals': `import STS = require('${CLASS_MODULE}');\nnew STS({});`,
  'dynamic import': `const { default: STS } = await import('${CLASS_MODULE}');\nnew STS({});`,
  'dynamic import with then': `import('${CLASS_MODULE}').then(({ default: STS }) => new STS({}));`,
  'interop helper': `const sts_1 = __importDefault(require('${CLASS_MODULE}'));\nnew sts_1.default({});`,
  'file of the package': `import STS from '${CLASS_MODULE}.js';\nnew STS({});`,
};

describe('aws-sdk/clients/sts', () => {
  it.each(Object.entries(CLASS_FORMS))('is the class through: %s', (_, code) => {
    expect(kindsIn(code)).toEqual(['v2-client']);
  });

  it('is no class as a type', () => {
    expect(kindsIn(`import type STS from '${CLASS_MODULE}';\nnew STS({});`)).toEqual([]);
  });
});

describe('other homes of the same constructs', () => {
  it.each([
    [
      'the preview package',
      "const { STSClient } = require('@aws-sdk/client-sts-node');\nnew STSClient({});",
      'v3-client',
    ],
    [
      'a build folder',
      "import { STSClient } from '@aws-sdk/client-sts/dist-cjs/STSClient';\nnew STSClient({});",
      'v3-client',
    ],
    ['the nested copy', "import { STSClient } from '@aws-sdk/nested-clients/sts';\nnew STSClient({});", 'v3-client'],
    ['all clients of v2', "import { STS } from 'aws-sdk/clients/all';\nnew STS({});", 'v2-client'],
    ['a bundle of v2', "const AWS = require('aws-sdk/dist/aws-sdk');\nnew AWS.STS({});", 'v2-client'],
    ['the global of a script tag', 'new AWS.STS({});', 'v2-client'],
    [
      'the credential classes without the services',
      "import AWS from 'aws-sdk/global';\nnew AWS.ChainableTemporaryCredentials({});",
      'v2-chainable',
    ],
    ['the client without the other services', "const AWS = require('aws-sdk/global');\nnew AWS.STS({});", 'v2-client'],
    [
      'the core of v2',
      "import AWS from 'aws-sdk/lib/core';\nnew AWS.TemporaryCredentials({ RoleArn: 'r' });",
      'v2-unconfigurable',
    ],
    [
      'a class from the core',
      "const { SAMLCredentials } = require('aws-sdk/lib/core');\nnew SAMLCredentials({});",
      'v2-unconfigurable',
    ],
    ['v2 for React Native', "import AWS from 'aws-sdk/react-native';\nnew AWS.STS({});", 'v2-client'],
    [
      'the provider packages',
      "import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity';\nfromTokenFile();",
      'v3-token-file',
    ],
    ['the profile package', "import { fromIni } from '@aws-sdk/credential-provider-ini';\nfromIni();", 'v3-profile'],
    [
      'the default provider',
      "import { defaultProvider } from '@aws-sdk/credential-provider-node';\ndefaultProvider();",
      'v3-node-chain',
    ],
    [
      'provider',
      "import { awsCredentialsProvider } from '@vercel/functions/oidc';\nawsCredentialsProvider({});",
      'v3-oidc-token',
    ],
    ['middleware', "import sts from '@middy/sts';\nsts({});", 'v3-middleware'],
    [
      'a layer',
      "import { STSService } from '@effect-aws/client-sts';\nSTSService.layer({ region: 'eu-west-1' });",
      'v3-layer',
    ],
    [
      'a layer by its other name',
      "import * as Sts from '@effect-aws/client-sts';\nSts.STS.layer({ region: 'eu-west-1' });",
      'v3-layer',
    ],
    [
      'an interceptor',
      "import { aws4Interceptor } from 'aws4-axios';\naws4Interceptor({ options: { assumeRoleArn: 'r' } });",
      'v3-interceptor',
    ],
    [
      'a signer of tokens',
      "import { generateAuthTokenFromRole } from 'aws-msk-iam-sasl-signer-js';\ngenerateAuthTokenFromRole({ region: 'eu-west-1' });",
      'v3-token-signer',
    ],
    ['a signer', "import aws4 from 'aws4';\naws4.sign({ service: 'sts' });", 'aws4'],
    ['a signer of another path', "import aws4 from '../lib/aws4';\naws4.sign({ service: 'sts' });", 'aws4'],
  ])('%s', (_, code, kind) => {
    expect(kindsIn(code)).toEqual([kind]);
  });
});
