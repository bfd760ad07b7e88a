import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintText } from '../../src/checks/lint-text.js';
import { contextFor } from '../../src/project/facts.js';
import { PACKAGES, type Construct } from '../../src/sts/packages.js';
import { partitionOf, regionsOf } from '../../src/sts/regions.js';
import { predict, type Known, type Literal, type StsConfiguration } from '../../src/sts/sdk-behaviour.js';

/** One generated construction: what it is, what it is given, and how it is written. */
interface Construction {
  readonly target: Target;
  readonly settings: Readonly<Record<string, string>>;
  readonly order: readonly number[];
  readonly written: 'inline' | 'constant' | 'spread' | 'frozen';
  readonly name: string;
  readonly quote: "'" | '"';
  readonly layout: 'one-line' | 'many-lines' | 'comments';
  readonly version: string | undefined;
}

interface Target {
  readonly construct: Construct;
  /** Imports of `name`, in several forms; the last part is the callee. */
  readonly forms: readonly ((name: string, quote: string) => readonly [imports: string, callee: string])[];
}

const construct = (module: string, name: string): Construct => {
  const found = PACKAGES.get(module)?.find((each) => each.name === name);
  if (!found) throw new Error(`No construct ${module} ${name}`);
  return found;
};

const exported = (module: string, name: string): Target => ({
  construct: construct(module, name),
  forms: [
    (local, q) => [`import { ${name} as ${local} } from ${q}${module}${q};`, local],
    (local, q) => [`import * as ${local} from ${q}${module}${q};`, `${local}.${name}`],
    (local, q) => [`const { ${name}: ${local} } = require(${q}${module}${q});`, local],
    (local, q) => [`const ${local} = require(${q}${module}${q}).${name};`, local],
  ],
});

const TARGETS: readonly Target[] = [
  exported('@aws-sdk/client-sts', 'STSClient'),
  exported('@aws-sdk/client-sts', 'STS'),
  exported('aws-sdk', 'STS'),
  { construct: construct('aws-sdk/clients/sts', ''), forms: [(local, q) => [`import ${local} from ${q}aws-sdk/clients/sts${q};`, local], (local, q) => [`const ${local} = require(${q}aws-sdk/clients/sts${q});`, local]] },
];

const DYNAMIC = 'dynamic';
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  region: ['eu-west-1', 'us-east-1', 'af-south-1', 'cn-north-1', 'us-gov-west-1', 'aws-global', DYNAMIC],
  useGlobalEndpoint: ['true', 'false'],
  stsRegionalEndpoints: ['regional', 'legacy'],
  useFipsEndpoint: ['true'],
  endpoint: ['https://sts.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com', 'http://localhost:4566', DYNAMIC],
  maxAttempts: ['3'],
};

const settings = fc.record(Object.fromEntries(Object.entries(SETTINGS).map(([key, values]) => [key, fc.constantFrom(...values)])), { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;

const construction: fc.Arbitrary<Construction & { readonly form: number }> = fc.record({
  target: fc.constantFrom(...TARGETS),
  settings,
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
  written: fc.constantFrom('inline', 'constant', 'spread', 'frozen'),
  name: fc.constantFrom('Client', 'x', 'STS', '$sts', 'aws_1'),
  quote: fc.constantFrom("'", '"'),
  layout: fc.constantFrom('one-line', 'many-lines', 'comments'),
  version: fc.constantFrom(undefined, '3.600.0', '3.1169.0'),
  form: fc.nat(3),
});

function fileOf({ target, settings: given, order, written, name, quote, layout, form }: Construction & { readonly form: number }): string {
  const [imports, callee] = (target.forms[form % target.forms.length] as Target['forms'][number])(name, quote);
  const keys = order.map((i) => Object.keys(SETTINGS)[i] as string).filter((key) => given[key] !== undefined);
  const properties = keys.map((key) => `${key}: ${valueText(given[key] as string, quote)}`);
  const separator = layout === 'one-line' ? ', ' : layout === 'many-lines' ? ',\n    ' : ', /* next */\n    ';
  const literal = properties.length === 0 ? '{}' : layout === 'one-line' ? `{ ${properties.join(separator)} }` : `{\n    ${properties.join(separator)},\n  }`;
  const argument = { inline: literal, constant: 'options', spread: '{ ...options }', frozen: 'Object.freeze(options)' }[written];
  return [imports, 'export function make(input) {', ...(written === 'inline' ? [] : [`  const options = ${literal};`]), `  return new ${callee}(${argument});`, '}', ''].join('\n');
}

const valueText = (value: string, quote: string): string => (value === DYNAMIC ? 'input.value' : /^(?:true|false|\d+)$/.test(value) ? value : `${quote}${value}${quote}`);

function configurationOf(given: Readonly<Record<string, string>>): StsConfiguration {
  return Object.fromEntries(Object.entries(given).filter(([key]) => key !== 'maxAttempts').map(([key, value]): [string, Known<Literal>] => [key, value === DYNAMIC ? { state: 'dynamic' } : { state: 'known', value: value === 'true' ? true : value === 'false' ? false : value }]));
}

/** The rule that must report, from what the SDK is predicted to do. */
function expectedRule({ target, settings: given, version }: Construction): string | undefined {
  const prediction = predict(target.construct, configurationOf(given), version === undefined ? {} : { version });
  const possible = prediction.possible ?? [prediction];
  const isV2 = target.construct.sdk === 'v2';
  const { region, endpoint } = given;
  const goesGlobal = possible.some((each) => each.host === 'sts.amazonaws.com');
  if (endpoint === undefined && isV2) {
    if (given['stsRegionalEndpoints'] !== 'regional' && goesGlobal) return 'no-legacy-endpoint-mode';
  } else if (endpoint === 'https://sts.amazonaws.com') return 'no-global-endpoint';
  else if (!isV2 && region === 'aws-global') return 'no-global-endpoint';
  else if (!isV2 && endpoint === undefined && goesGlobal) return 'no-global-endpoint';
  if (endpoint === 'http://localhost:4566' || endpoint === DYNAMIC) return undefined;
  if (region === undefined) return 'require-region';
  if (endpoint !== undefined && region !== DYNAMIC && region !== 'eu-west-1') return 'no-endpoint-region-mismatch';
  if (endpoint === undefined && given['useFipsEndpoint'] === 'true' && ['eu-west-1', 'af-south-1', 'cn-north-1'].includes(region)) return 'valid-region';
  return region !== DYNAMIC && regionsOf(partitionOf(region).id).length < 2 ? undefined : 'require-fallback-region';
}

const verdictOf = (code: string, version: string | undefined): readonly string[] => {
  const linted = lintText(code, '/nowhere/src/make.ts', { preset: 'recommended', context: contextFor('/nowhere/src/make.ts', version === undefined ? {} : { sdkVersion: version }) });
  return linted.status === 'linted' ? linted.messages.map((message) => message.ruleId.replace('sts-regional/', '')) : [linted.message];
};

describe('the verdict on a client', () => {
  it('follows from the prediction, however the client is imported, named, configured and laid out', () => {
    fc.assert(
      fc.property(construction, (made) => {
        const expected = expectedRule(made);
        expect({ code: fileOf(made), rules: verdictOf(fileOf(made), made.version) }).toEqual({ code: fileOf(made), rules: expected === undefined ? [] : [expected] });
      }),
      { numRuns: 1500 },
    );
  });

  it('is the same for every way of writing the same settings', () => {
    fc.assert(
      fc.property(construction, construction, (made, other) => {
        const rewritten = { ...other, target: made.target, settings: made.settings, version: made.version };
        expect(verdictOf(fileOf(rewritten), made.version)).toEqual(verdictOf(fileOf(made), made.version));
      }),
      { numRuns: 500 },
    );
  });
});
