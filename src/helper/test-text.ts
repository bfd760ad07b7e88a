import { readHelperHeader } from './header.js';

/** The tools that run tests, of which a repository has one. */
export type TestRunner = 'vitest' | 'jest' | 'mocha' | 'node';

const TEST_FUNCTION: Readonly<Record<TestRunner, { readonly name: string; readonly module?: string }>> = {
  vitest: { name: 'test', module: 'vitest' },
  jest: { name: 'test' },
  mocha: { name: 'it' },
  node: { name: 'test', module: 'node:test' },
};

const RESET = `const reset = () => Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
const refused = () => Object.assign(new Error('denied'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });`;

/**
 * How a test asks for a region through each function of the helper: `failing` says what home does. Returns who
 * answered.
 */
const ASK: Readonly<Record<string, { readonly functions: string; readonly text: string }>> = {
  requests: {
    functions: 'withStsRegions',
    text: `const ask = (failing) =>
  withStsRegions((region) => (region === HOME ? Promise.reject(failing()) : Promise.resolve(region)), { region: HOME });`,
  },
  provider: {
    functions: 'stsProvider',
    text: `const ask = (failing) =>
  stsProvider(({ region }) => () => (region === HOME ? Promise.reject(failing()) : Promise.resolve({ region })), {
    region: HOME,
  })().then(({ region }) => region);`,
  },
  client: {
    functions: 'createStsClient',
    text: `const ask = async (failing) => {
  const handle = ({ hostname }) =>
    hostname.includes(HOME) ? Promise.reject(failing()) : Promise.resolve({ response: { statusCode: 200, headers: {}, body: ANSWER } });
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const client = createStsClient({ region: HOME, credentials, maxAttempts: 1, requestHandler: { handle } });
  return (await client.send(new GetCallerIdentityCommand({}))).$metadata.region;
};`,
  },
};

const ANSWER = `const ANSWER = new TextEncoder().encode(
  '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>',
);
`;

/**
 * The text of a test of a v3 helper, without network; `undefined` for SDK v2. It is JavaScript, which TypeScript checks
 * too where it is told that the types are loose.
 */
export function renderHelperTest(helper: string, runner: TestRunner, specifier: string): string | undefined {
  const header = readHelperHeader(helper);
  const section = ['requests', 'provider', 'client'].find((each) => header?.sections.includes(each as never));
  const ask = ASK[section ?? ''];
  if (!header || !ask) return undefined;
  const { name, module } = TEST_FUNCTION[runner];
  const isCommonJs = header.variant.endsWith('cjs');
  const load = (names: string, from: string): string =>
    isCommonJs ? `const { ${names} } = require('${from}');` : `import { ${names} } from '${from}';`;
  const needsClient = section === 'client';
  const lines = [
    ...(header.variant.endsWith('ts') ? ['// @ts-nocheck: the answers below are only as much as the test needs'] : []),
    isCommonJs ? "const assert = require('node:assert/strict');" : "import assert from 'node:assert/strict';",
    ...(module ? [load(name, module)] : []),
    ...(needsClient ? [load('GetCallerIdentityCommand', '@aws-sdk/client-sts')] : []),
    load(`resetStsHealth, stsPolicy, ${ask.functions}`, specifier),
    '',
    "const HOME = 'eu-west-1';",
    "const FALLBACK = 'eu-central-1';",
    RESET,
    ...(needsClient ? [ANSWER.trimEnd()] : []),
    ask.text,
    '',
    `${name}('a fallback answers while home is down', async () => {`,
    '  resetStsHealth();',
    '  stsPolicy.fallbacks = { [HOME]: [FALLBACK] };',
    '  assert.equal(await ask(reset), FALLBACK);',
    '});',
    '',
    `${name}("home's refusal is final", async () => {`,
    '  resetStsHealth();',
    '  stsPolicy.fallbacks = { [HOME]: [FALLBACK] };',
    "  await assert.rejects(ask(refused), { name: 'AccessDenied' });",
    '});',
  ];
  return `${lines.join('\n')}\n`;
}
