import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_NAMES } from '../../rules/index.js';
import { configurationKeys, configurationProblem } from '../../src/model/settings/configuration.js';
import { filesBelow, readText } from './repository.js';

/** The validator that ESLint brings. */
const Ajv = createRequire(createRequire(import.meta.url).resolve('eslint'))('ajv') as new () => {
  compile(schema: object): (value: unknown) => boolean;
};
const schema = JSON.parse(readText('schema.json')) as { properties: Record<string, { description?: string }> };
const accepts = new Ajv().compile(schema);
const problem = (value: unknown): string | undefined => configurationProblem(value, RULE_NAMES);

const RIGHT: readonly object[] = [
  {},
  { $schema: './node_modules/eslint-plugin-sts-regional/schema.json', regions: ['eu-west-1', 'eu-central-1'] },
  { fallbacks: { 'eu-west-1': ['eu-central-1', 'eu-north-1'] }, regionSource: 'literal', allowEnvRegion: true },
  { helper: { module: './src/aws/sts-failover' } },
  { helper: { module: '@acme/aws', names: ['createStsClient'] }, sdkVersion: 'detect' },
  { sdkVersion: '^3.600.0', allowedRegions: ['eu-south-9'], regions: ['eu-south-9'] },
  { vpcEndpoints: { 'us-east-1': 'https://vpce-0a1b2c3d-4e5f6a7b.sts.us-east-1.vpce.amazonaws.com' } },
  { rules: { 'valid-region': 'warn', 'sts-regional/require-vpc-endpoint': 2 }, ignore: ['legacy/', '!legacy/keep'] },
];

/** Both refuse these: an editor underlines what the programs would refuse. */
const OF_ANOTHER_SHAPE: readonly unknown[] = [
  [],
  { region: ['eu-west-1'] },
  { regions: 'eu-west-1' },
  { regions: [1] },
  { regions: [''] },
  { fallbacks: { 'eu-west-1': 'eu-central-1' } },
  { regionSource: 'profile' },
  { allowEnvRegion: 'yes' },
  { helper: './x' },
  { helper: {} },
  { helper: { module: './x', name: 'y' } },
  { sdkVersion: 'latest' },
  { vpcEndpoints: { 'eu-west-1': 'http://vpce-1.sts.eu-west-1.vpce.amazonaws.com' } },
  { allowedRegions: ['EU-WEST-1'] },
  { rules: ['valid-region'] },
  { rules: { 'valid-regoin': 'off' } },
  { rules: { 'valid-region': 'warning' } },
  { ignore: 'legacy' },
  { ignore: [''] },
  { $schema: 1 },
];

describe('schema.json', () => {
  it.each(RIGHT)('accepts what the programs accept: %j', (settings) => {
    expect({ schema: accepts(settings), problem: problem(settings) }).toEqual({ schema: true, problem: undefined });
  });

  it.each(OF_ANOTHER_SHAPE)('refuses what has another shape, as the programs do: %j', (settings) => {
    expect(accepts(settings)).toBe(false);
    expect(problem(settings)).toBeDefined();
  });

  it('never refuses what the programs accept', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'eu-west-1',
        'us-east-1',
        'env',
        'detect',
        '3.1.0',
        'off',
        './x',
        'legacy/*',
        true,
        2,
        '',
      ),
      fc.array(fc.constantFrom('eu-west-1', 'us-west-2', 'eu-south-9', '!a', ''), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom('eu-west-1', 'module', 'names', 'valid-region', 'sts-regional/valid-region', 'x'),
        fc.oneof(
          fc.constantFrom<unknown>('off', 1, './x', 'https://sts.eu-west-1.amazonaws.com', 'error'),
          fc.constantFrom(['eu-central-1'], ['eu-west-1'], []),
        ),
        { maxKeys: 2 },
      ),
    );
    const keys = Object.keys(configurationKeys(RULE_NAMES));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys, 'region'), value, { maxKeys: 2 }), (settings) => {
        if (problem(settings) === undefined) expect(accepts(settings)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('explains every key and every rule', () => {
    const { rules } = schema.properties as { rules?: { properties?: Record<string, { description?: string }> } };
    expect(Object.keys(schema.properties)).toEqual(Object.keys(configurationKeys(RULE_NAMES)));
    expect(Object.keys(rules?.properties ?? {})).toEqual(RULE_NAMES);
    for (const { description } of [...Object.values(schema.properties), ...Object.values(rules?.properties ?? {})])
      expect(description).toMatch(/^[A-Z{].*\.$/);
  });

  it('has the keys that one page explains in a table', () => {
    const keys = Object.keys(schema.properties).filter((key) => key !== '$schema');
    const pages = ['README.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))].map(readText);
    expect(pages.filter((page) => keys.every((key) => page.includes(`\n| \`${key}\` | `)))).toHaveLength(1);
  });

  it('is published, under the name that $schema has', () => {
    const { exports, files } = JSON.parse(readText('package.json')) as { exports: object; files: readonly string[] };
    expect(exports).toHaveProperty(['./schema.json'], './schema.json');
    expect(files).toContain('schema.json');
  });
});
