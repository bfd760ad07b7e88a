import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintText } from '../../../src/engines/lint/lint-text.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { parseStsHost } from '../../../src/sts/hosts.js';
import { PACKAGES, type Construct } from '../../../src/sts/packages.js';
import { partitionOf, regionsOf } from '../../../src/sts/regions.js';
import { predict, type Known, type Literal, type StsConfiguration } from '../../../src/sts/sdk-behaviour.js';

/** One generated construction: what it is, what it is given, and how it is written. */
interface Construction {
  readonly target: Target;
  readonly settings: Readonly<Record<string, string>>;
  readonly order: readonly number[];
  readonly written: Written;
  readonly place: keyof typeof PLACES;
  readonly name: string;
  readonly quote: "'" | '"';
  readonly layout: 'one-line' | 'many-lines' | 'comments';
  readonly version: string | undefined;
  readonly form: number;
}

interface Target {
  readonly construct: Construct;
  /** The arguments of the call, around the STS configuration. */
  readonly argumentsWith: (configuration: string) => string;
  /** Imports of `name`, in several forms; the last part is the callee. */
  readonly forms: readonly ((name: string, quote: string) => readonly [imports: string, callee: string])[];
}

const construct = (module: string, name: string): Construct => {
  const found = PACKAGES.get(module)?.find((each) => each.name === name);
  if (!found) throw new Error(`No construct ${module} ${name}`);
  return found;
};

const exported = (
  module: string,
  name: string,
  argumentsWith: Target['argumentsWith'] = (configuration) => configuration,
): Target => ({
  construct: construct(module, name),
  argumentsWith,
  forms: [
    (local, q) => [`import { ${name} as ${local} } from ${q}${module}${q};`, local],
    (local, q) => [`import * as ${local} from ${q}${module}${q};`, `${local}.${name}`],
    (local, q) => [`import ${local} from ${q}${module}${q};`, `${local}.${name}`],
    (local, q) => [`import ${local} = require(${q}${module}${q});`, `${local}.${name}`],
    (local, q) => [`const { ${name}: ${local} } = require(${q}${module}${q});`, local],
    (local, q) => [`const ${local} = require(${q}${module}${q}).${name};`, local],
    (local, q) => [`const ${local} = (await import(${q}${module}${q})).${name};`, local],
    (local, q) => [`import * as whole from ${q}${module}${q};\nconst { ${name}: ${local} } = whole;`, local],
    (local, q) => [`import whole from ${q}${module}${q};\nconst ${local} = () => whole;`, `(${local}().${name})`],
  ],
});

const TARGETS: readonly Target[] = [
  exported('@aws-sdk/client-sts', 'STSClient'),
  exported('@aws-sdk/client-sts', 'STS'),
  exported('@aws-sdk/client-sts', 'getDefaultRoleAssumer'),
  exported(
    '@aws-sdk/credential-providers',
    'fromTemporaryCredentials',
    (configuration) => `{ params: input.params, clientConfig: ${configuration} }`,
  ),
  exported('@aws-sdk/credential-providers', 'fromTokenFile', (configuration) => `{ clientConfig: ${configuration} }`),
  exported('aws-sdk', 'STS'),
  exported(
    'aws-sdk',
    'ChainableTemporaryCredentials',
    (configuration) => `{ params: input.params, stsConfig: ${configuration} }`,
  ),
  exported('aws-sdk', 'WebIdentityCredentials', (configuration) => `{ RoleArn: input.role }, ${configuration}`),
  {
    construct: construct('aws-sdk/clients/sts', ''),
    argumentsWith: (configuration) => configuration,
    forms: [
      (local, q) => [`import ${local} from ${q}aws-sdk/clients/sts${q};`, local],
      (local, q) => [`const ${local} = require(${q}aws-sdk/clients/sts${q});`, local],
    ],
  },
];

const DYNAMIC = 'dynamic';
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  region: [
    'eu-west-1',
    'us-east-1',
    'af-south-1',
    'cn-north-1',
    'us-gov-west-1',
    'eusc-de-east-1',
    'aws-global',
    DYNAMIC,
  ],
  useGlobalEndpoint: ['true', 'false'],
  stsRegionalEndpoints: ['regional', 'legacy'],
  useFipsEndpoint: ['true'],
  useDualstackEndpoint: ['true'],
  endpoint: [
    'https://sts.amazonaws.com',
    'https://sts.eu-west-1.amazonaws.com',
    'https://sts.eu-west-1.api.aws',
    'https://sts-fips.us-east-1.amazonaws.com',
    'https://vpce-1.sts.us-east-1.vpce.amazonaws.com',
    'http://localhost:4566',
    DYNAMIC,
  ],
  maxAttempts: ['3'],
};

/** Ways to bring an object literal to the call: the statements before it, and the expression in its place. */
const WRITTEN = {
  inline: (literal: string) => ['', literal],
  constant: (literal: string) => [`const options = ${literal};`, 'options'],
  spread: (literal: string) => [`const options = ${literal};`, '{ ...options }'],
  frozen: (literal: string) => [`const options = ${literal};`, 'Object.freeze(options)'],
  assigned: (literal: string) => [`const options = {}; Object.assign(options, ${literal});`, 'options'],
  returned: (literal: string) => [`const settings = () => (${literal});`, 'settings()'],
  awaited: (literal: string) => [
    `async function settings() { const options = ${literal}; return options; }`,
    'await settings()',
  ],
  member: (literal: string) => [`const all = { sts: ${literal} };`, 'all.sts'],
  taken: (literal: string) => [`const { sts } = { sts: ${literal} };`, 'sts'],
  defaulted: (literal: string) => [`let options; options = ${literal};`, 'options ?? {}'],
} as const satisfies Record<string, (literal: string) => readonly [string, string]>;
type Written = keyof typeof WRITTEN;

/** Places of the call: around it, nothing may change its verdict. */
const PLACES = {
  function: (before: string, call: string) => `export async function make(input) {\n  ${before}\n  return ${call};\n}`,
  method: (before: string, call: string) =>
    `export class Maker {\n  async make(input) {\n    ${before}\n    return ${call};\n  }\n}`,
  callback: (before: string, call: string) => `register(async (input) => {\n  ${before}\n  use(${call});\n});`,
  conditional: (before: string, call: string) =>
    `export const make = async (input) => {\n  ${before}\n  return input.fake ? input.fake : ${call};\n};`,
} as const;

const count = Object.keys(SETTINGS).length;
const settings = fc.record(
  Object.fromEntries(Object.entries(SETTINGS).map(([key, values]) => [key, fc.constantFrom(...values)])),
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

const construction: fc.Arbitrary<Construction> = fc.record({
  target: fc.constantFrom(...TARGETS),
  settings,
  order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
  written: fc.constantFrom(...(Object.keys(WRITTEN) as Written[])),
  place: fc.constantFrom(...(Object.keys(PLACES) as (keyof typeof PLACES)[])),
  name: fc.constantFrom('Client', 'x', 'STS', '$sts', 'aws_1'),
  quote: fc.constantFrom("'", '"'),
  layout: fc.constantFrom('one-line', 'many-lines', 'comments'),
  version: fc.constantFrom(undefined, '3.600.0', '3.1169.0'),
  form: fc.nat(8),
});

function fileOf({ target, settings: given, order, written, place, name, quote, layout, form }: Construction): string {
  const [imports, callee] = (target.forms[form % target.forms.length] as Target['forms'][number])(name, quote);
  const keys = order.map((i) => Object.keys(SETTINGS)[i] as string).filter((key) => given[key] !== undefined);
  const properties = keys.map((key) => `${key}: ${valueText(given[key] as string, quote)}`);
  const separator = layout === 'one-line' ? ', ' : layout === 'many-lines' ? ',\n    ' : ', /* next */\n    ';
  const literal =
    properties.length === 0
      ? '{}'
      : layout === 'one-line'
        ? `{ ${properties.join(separator)} }`
        : `{\n    ${properties.join(separator)},\n  }`;
  const [before, configuration] = WRITTEN[written](literal);
  return `${imports}\n${PLACES[place](before, `${target.construct.call === 'new' ? 'new ' : ''}${callee}(${target.argumentsWith(configuration)})`)}\n`;
}

const valueText = (value: string, quote: string): string =>
  value === DYNAMIC ? 'input.value' : /^(?:true|false|\d+)$/.test(value) ? value : `${quote}${value}${quote}`;

function configurationOf(given: Readonly<Record<string, string>>): StsConfiguration {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([key]) => key !== 'maxAttempts')
      .map(([key, value]): [string, Known<Literal>] => [
        key,
        value === DYNAMIC
          ? { state: 'dynamic' }
          : { state: 'known', value: value === 'true' ? true : value === 'false' ? false : value },
      ]),
  );
}

/** The rule that must report, from what the SDK is predicted to do. */
function expectedRule({ target, settings: given, version }: Construction): string | undefined {
  const prediction = predict(target.construct, configurationOf(given), version === undefined ? {} : { version });
  const possible = prediction.possible ?? [prediction];
  const isV2 = target.construct.sdk === 'v2';
  const { region, endpoint } = given;
  // Web identity providers throw for `useGlobalEndpoint` in newer versions, whatever the region.
  const goesGlobal = possible.some((each) => each.host === 'sts.amazonaws.com' || each.cannotSign === true);
  if (endpoint === undefined && isV2) {
    if (given['stsRegionalEndpoints'] !== 'regional' && goesGlobal) return 'no-legacy-endpoint-mode';
  } else if (endpoint === 'https://sts.amazonaws.com') return 'no-global-endpoint';
  else if (!isV2 && region === 'aws-global') return 'no-global-endpoint';
  else if (!isV2 && endpoint === undefined && goesGlobal) return 'no-global-endpoint';
  const host = endpoint === undefined || endpoint === DYNAMIC ? undefined : parseStsHost(endpoint);
  if (endpoint !== undefined && host === undefined) return undefined; // LocalStack, or known at run time only
  if (region === undefined) return 'require-region';
  if (host && host.kind !== 'global' && region !== DYNAMIC && region !== host.region)
    return 'no-endpoint-region-mismatch';
  if (host?.kind === 'vpce') return undefined;
  if (
    endpoint === undefined &&
    given['useFipsEndpoint'] === 'true' &&
    ['eu-west-1', 'af-south-1', 'cn-north-1', 'eusc-de-east-1'].includes(region)
  )
    return 'valid-region';
  return region !== DYNAMIC && regionsOf(partitionOf(region).id).length < 2 ? undefined : 'require-fallback-region';
}

const verdictOf = (code: string, version: string | undefined): readonly string[] => {
  const linted = lintText(code, '/nowhere/src/make.ts', {
    preset: 'recommended',
    surroundings: surroundingsOf('/nowhere/src/make.ts', version === undefined ? {} : { sdkVersion: version }),
  });
  return linted.status === 'linted'
    ? linted.messages.map((message) => message.ruleId.replace('sts-regional/', ''))
    : [linted.message];
};

describe('the verdict on a client or provider', () => {
  it('follows from the prediction, however it is imported, named, configured, placed and laid out', () => {
    fc.assert(
      fc.property(construction, (made) => {
        const expected = expectedRule(made);
        expect({ code: fileOf(made), version: made.version, rules: verdictOf(fileOf(made), made.version) }).toEqual({
          code: fileOf(made),
          version: made.version,
          rules: expected === undefined ? [] : [expected],
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for every way of writing the same settings', () => {
    fc.assert(
      fc.property(construction, construction, (made, other) => {
        const rewritten = { ...other, target: made.target, settings: made.settings, version: made.version };
        expect(verdictOf(fileOf(rewritten), made.version)).toEqual(verdictOf(fileOf(made), made.version));
      }),
      { numRuns: 800 },
    );
  });
});
