import { describe, expect, it } from 'vitest';
import { textOf } from '../../rules/define-rule.js';
import { RULES } from '../../rules/index.js';

const LIMIT = 140;

/** What stands in a message every day: no short values, and no freaks. */
const EVERYDAY: Readonly<Record<string, string>> = {
  closest: 'eu-central-1',
  destination: "it takes its client's, AWS_REGION or `sts.us-east-1.amazonaws.com`",
  endpointRegion: 'eu-central-1',
  first: 'eu-central-1',
  firstPartition: 'aws',
  helper: 'createStsClient',
  host: 'sts.eu-central-1.amazonaws.com',
  name: 'fromTemporaryCredentials',
  optInRegion: 'eu-south-1',
  partition: 'aws-cn',
  place: '`clientConfig.region`',
  region: 'eu-central-1',
  text: 'https://sts.eu-central-1.amazonaws.com',
  tidy: 'eu-central-1',
  unset: 'endpoint',
  value: 'undefined',
  variable: 'AWS_REGION',
};

/** Where a rule speaks of other things. */
const IN_RULE: Readonly<Record<string, typeof EVERYDAY>> = {
  'no-global-endpoint': { region: 'aws-global', text: 'https://sts.amazonaws.com/?Action=AssumeRole' },
  'no-legacy-endpoint-mode': {
    name: 'AWS.STS',
    place: '',
    value: "'legacy'",
    variable: 'AWS_STS_REGIONAL_ENDPOINTS',
  },
  'require-vpc-endpoint': { advice: 'Add one, or use `us-east-1`' },
  'require-fallback-region': { destination: '`sts.eu-central-1.amazonaws.com`' },
};
const IN_MESSAGE: Readonly<Record<string, typeof EVERYDAY>> = {
  signedForGlobalHost: { name: 'aws4.sign', key: 'hostname' },
  signedForGlobalHostOptIn: { name: 'aws4.sign', key: 'hostname' },
  globalSetting: { name: 'AWS_ENDPOINT_URL_STS' },
  globalSettingOptIn: { name: 'AWS_ENDPOINT_URL_STS' },
  globalRegionSetting: { name: 'AWS_REGION' },
  unclearHost: { name: 'AWS_ENDPOINT_URL_STS' },
  legacyAnnotation: { name: 'eks.amazonaws.com/sts-regional-endpoints', value: 'false' },
  unconfigurable: { name: 'AWS.TemporaryCredentials' },
  unconfigurableOptIn: { name: 'AWS.TemporaryCredentials' },
  noMode: { name: 'AWS.STS', version: '2.400.0', needed: '2.525.0' },
  noModeNorEndpoint: { name: 'ChainableTemporaryCredentials', version: '2.400.0', needed: '2.525.0' },
  profileCredentials: { name: 'AWS.SharedIniFileCredentials' },
  chain: { name: 'createCredentialChain' },
  regionFunction: { name: 'STSClient' },
  retryStrategy: { name: 'STSClient' },
  regionIsNothing: {
    name: 'STSClient',
    destination: 'it takes that of AWS_REGION or the profile, else it throws',
    place: '`region`',
  },
  missingRegionWithoutEndpoint: {
    name: 'STSClient',
    destination: 'it takes that of AWS_REGION or the profile, else it throws',
    place: '`region`',
  },
  regionalWithoutRegion: { name: 'AWS.STS' },
  endpointWithoutRegion: { name: 'STSClient' },
  useGlobalEndpointThrows: { name: 'fromTokenFile' },
  useGlobalEndpointUnsigned: { name: 'fromNodeProviderChain' },
  globalRegionThrows: { name: 'fromTokenFile' },
  globalRegionUnsigned: { name: 'fromNodeProviderChain' },
  looseFlag: { name: 'sdk.STSClient' },
  signedWithoutHost: { name: 'aws4.RequestSigner' },
  signedWithoutHostOptIn: { name: 'aws4.sign' },
  legacyByDefault: { name: 'AWS.WebIdentityCredentials', place: ' in argument 2' },
  ignoredSetting: { value: 'true' },
  ignoredSettingOptIn: { value: 'true' },
  legacyVariable: { value: 'legacy' },
  legacyVariableOptIn: { value: 'legacy' },
  guessedRegion: {
    name: 'aws4.sign',
    host: 'vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com',
    region: 'vpce',
    endpointRegion: 'us-east-1',
  },
  'require-vpc-endpoint/globalHost': { host: 'sts.amazonaws.com', advice: 'Use `us-east-1`, which has one' },
};

const filled = RULES.flatMap((rule) =>
  Object.keys({ ...rule.messages, ...('suggestions' in rule && rule.suggestions) }).map((id) => {
    const host = 'host' in rule ? { host: rule.host } : {};
    const data = {
      ...EVERYDAY,
      ...host,
      ...IN_RULE[rule.name],
      ...IN_MESSAGE[id],
      ...IN_MESSAGE[`${rule.name}/${id}`],
    };
    return { title: `${rule.name}/${id}`, text: textOf(rule, id, data) };
  }),
);

describe('with everyday data a message', () => {
  it.each(filled)(`of $title has at most ${LIMIT} characters`, ({ text }) => {
    expect(text.length, `${text.length}: ${text}`).toBeLessThanOrEqual(LIMIT);
  });

  it.each(filled)('of $title has a value for each placeholder', ({ text }) => {
    expect(text).not.toContain('{{');
  });
});

describe('a message about tokens', () => {
  it('gives another reason than its twin, and is else the same', () => {
    const twins = RULES.flatMap(({ messages }) =>
      Object.entries(messages as Readonly<Record<string, string>>)
        .filter(([id]) => id.endsWith('OptIn'))
        .map(([id, text]) => ({
          text,
          plain: (messages as Readonly<Record<string, string>>)[id.replace('OptIn', '')],
        })),
    );
    expect(twins.length).toBeGreaterThan(10);
    for (const { text, plain } of twins) {
      const [before = '', after = ''] = text.split(', whose tokens `{{optInRegion}}` may refuse');
      expect(plain?.startsWith(before) && plain.endsWith(after) && plain !== text, text).toBe(true);
      expect(after).toMatch(/^\. /);
    }
  });
});
