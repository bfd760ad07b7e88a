import { describe, expect, it } from 'vitest';
import { allLeft } from '../../src/engines/migrate/migrated.js';
import type { ObstacleCode } from '../../src/plans/obstacles/index.js';
import { migratedOf, type Example } from './obstacles/example.js';
import { CALLS, CHAINS, CONFIGURATIONS, HELPERS, REQUESTS, SITES } from './obstacles/failover.js';
import { CONFIGURATION_FILES, REGIONAL_ENDPOINTS, REGIONS } from './obstacles/regions.js';

const EXAMPLES: Partial<Record<ObstacleCode, Example>> = {
  ...SITES,
  ...CONFIGURATIONS,
  ...CALLS,
  ...CHAINS,
  ...REQUESTS,
  ...HELPERS,
  ...REGIONAL_ENDPOINTS,
  ...REGIONS,
  ...CONFIGURATION_FILES,
};

/** An example after somebody has done what the next step says. */
type Follow = (example: Example) => Example;

const edit =
  (...changes: readonly (readonly [before: string, after: string])[]): Follow =>
  (example) => ({
    ...example,
    text: changes.reduce((text, [before, after]) => {
      expect(text).toContain(before);
      return text.replaceAll(before, after);
    }, example.text),
  });
const set =
  (settings: NonNullable<Example['settings']>): Follow =>
  (example) => ({ ...example, settings: { ...example.settings, ...settings } });
const beside =
  (files: NonNullable<Example['beside']>): Follow =>
  (example) => ({ ...example, beside: { ...example.beside, ...files } });
const VPCE = 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com';
const REGION = { regions: ['eu-west-1', 'eu-central-1'] };

/**
 * Next steps that ask for an edit, a setting or another file. The others ask people or places that a test cannot reach.
 */
const FOLLOWED: Partial<Record<ObstacleCode, Follow>> = {
  'endpoint-of-all-clients': edit([", sts: { endpoint: 'https://sts.eu-west-1.amazonaws.com' }", '']),
  'own-endpoint': edit(["endpoint: 'http://localhost:9000', region: 'local'", "region: 'eu-west-1'"]),
  'unknown-region': edit(["'local'", "'eu-west-1'"]),
  'no-fallback-regions': set(REGION),
  'home-without-fallback': set({ fallbacks: { 'us-east-1': ['us-west-2'] } }),
  'built-elsewhere': edit([
    "Reflect.construct(STSClient, [{ region: 'eu-west-1' }])",
    "new STSClient({ region: 'eu-west-1' })",
  ]),
  'client-out-of-reach': edit([
    "AWS.SharedIniFileCredentials({ profile: 'reader' })",
    "AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'r' } })",
  ]),
  'other-package': edit(['@aws-sdk/nested-clients/sts', '@aws-sdk/client-sts']),
  'spread-arguments': edit(['(...options) => new STSClient(...options)', '(options) => new STSClient(options)']),
  'vpc-endpoint-not-named': set({ vpcEndpoints: { 'eu-west-1': VPCE } }),
  'vpc-endpoint-elsewhere': edit([`, endpoint: '${VPCE}'`, '']),
  'global-flag': edit([', useGlobalEndpoint: isGlobal()', '']),
  'region-function': edit(["async () => 'eu-west-1'", "'eu-west-1'"]),
  'wider-parameter-type': edit(['new (config: object) => unknown', 'typeof STSClient']),
  'provider-not-repeatable': edit(
    ['export const role', "const arn = arnOf('reader');\nexport const role"],
    ["RoleArn: arnOf('reader')", 'RoleArn: arn'],
  ),
  'client-config-from-spread': edit(['...base, ', "clientConfig: { region: 'eu-west-1' }, "]),
  'region-of-parent': edit(['parentClientConfig: outer', "clientConfig: { region: 'eu-west-1' }"]),
  'other-fallbacks': set({ fallbacks: { 'eu-west-1': ['eu-central-1'] } }),
  'signed-for-other-region': edit(["region: 'us-east-1'", "region: 'eu-west-1'"]),
  'signer-waits': edit(
    ['  const signer', '  const credentials = await provider();\n  const signer'],
    ['credentials: provider', 'credentials'],
  ),
  'request-not-repeatable': edit(
    ['async () => fetch(', 'async () => {\n  const saml = await assertion();\n  return fetch('],
    ['${await assertion()}`)', '${saml}`);\n}'],
  ),
  'script-without-imports': edit(['STS = ', "import AWS from 'aws-sdk';\nconst STS = "]),
  'sdk-loaded-on-demand': edit(
    ['export async', "import { STSClient } from '@aws-sdk/client-sts';\nexport async"],
    ["  const { STSClient } = await import('@aws-sdk/client-sts');\n", ''],
  ),
  'outside-compiled-folder': set({ helper: { module: './src/sts-failover' } }),
  'sdk-too-old': beside({ 'package.json': '{ "dependencies": { "@aws-sdk/client-sts": "3.700.0" } }' }),
  'typescript-too-old': beside({ 'package.json': '{ "devDependencies": { "typescript": "~5.4.2" } }' }),
  'node-too-old': beside({ 'package.json': '{ "type": "module", "engines": { "node": ">=20" } }' }),
  'sdk-from-url': edit(['https://esm.sh/@aws-sdk/client-sts@3', '@aws-sdk/client-sts']),
  'global-flag-elsewhere': edit([', useGlobalEndpoint: true', '']),
  'global-endpoint-in-some-cases': edit(["isGlobal ? 'https://sts.amazonaws.com' : undefined", 'undefined']),
  'global-endpoint-elsewhere': edit(["endpoint: 'https://sts.amazonaws.com'", '']),
  'aws-global-elsewhere': edit(["'aws-global'", "'eu-west-1'"]),
  'aws-global-without-region': set(REGION),
  'no-regional-mode': (example) => ({ ...example, versions: { 'aws-sdk': '2.1693.0' } }),
  'mode-elsewhere': edit(["'legacy'", "'regional'"]),
  'signed-without-region': edit([
    "service: 'sts'",
    "service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com'",
  ]),
  'signed-options-elsewhere': edit([
    "service: 'sts', region",
    "service: 'sts', region, host: `sts.${region}.amazonaws.com`",
  ]),
  'global-variable': edit(['https://sts.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com']),
  'legacy-variable-elsewhere': edit(['`legacy`', "'regional'"]),
  'legacy-annotation-elsewhere': edit(['`false`', "'true'"]),
  'global-region-variable': edit(['aws-global', 'eu-west-1']),
  'loose-global-flag': edit(['useGlobalEndpoint: true', '']),
  'region-out-of-sight': edit(['new STSClient(config)', "new STSClient({ region: 'eu-west-1' })"]),
  'test-without-region': edit(['STSClient({})', "STSClient({ region: 'eu-west-1' })"]),
  'region-unset-elsewhere': edit(["region: ''", "region: 'eu-west-1'"]),
  'setting-from-spread': edit(['...base', "...base, clientConfig: { region: 'eu-west-1' }"]),
  'region-read-by-sdk': set({ regionSource: 'literal' }),
  'no-literal-region': set(REGION),
  'browser-without-region': set({ regionSource: 'literal' }),
  'yaml-alias': edit(['&mode legacy', '&mode regional']),
  'global-host-without-region': edit(['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com']),
  'mode-without-region': edit(['AWS_STS', 'AWS_REGION=eu-west-1\nAWS_STS']),
  'global-host-for-all-regions': set({ regionSource: 'literal' }),
};

describe('where somebody does what the next step says', () => {
  it.each(Object.entries(FOLLOWED))('%s is no longer in the way', (code, follow) => {
    const example = EXAMPLES[code as ObstacleCode] as Example;
    expect(allLeft(migratedOf(example)).map(({ obstacle }) => obstacle)).toContain(code);
    expect(allLeft(migratedOf(follow(example))).map(({ obstacle }) => obstacle)).not.toContain(code);
  });

  it('an obstacle to failover is followed by the rewrite, or by another obstacle', () => {
    const silent = Object.entries(FOLLOWED).filter(([code, follow]) => {
      const example = EXAMPLES[code as ObstacleCode] as Example;
      if (example.codemod !== 'failover') return false;
      const { edits, skipped } = migratedOf(follow(example));
      return edits.length === 0 && skipped.length === 0;
    });
    expect(silent.map(([code]) => code)).toEqual([]);
  });
});
