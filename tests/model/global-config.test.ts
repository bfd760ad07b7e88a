import { describe, expect, it } from 'vitest';
import { regionOf } from '../../src/model/sites/site-facts.js';
import { modelOf } from './model-of.js';

const model = (code: string) => modelOf(`import AWS from 'aws-sdk';\n${code}\nnew AWS.STS();`);

describe('the region that AWS.config gives to every v2 client', () => {
  it.each([
    ["AWS.config.update({ region: 'eu-west-1' });", 'given'],
    ["AWS.config.region = 'eu-west-1';", 'given'],
    ["AWS.config = new AWS.Config({ region: 'eu-west-1' });", 'given'],
    ['AWS.config.update({ region: process.env.AWS_REGION });', 'given'],
    ["const config = { region: 'eu-west-1' };\nAWS.config.update(config);", 'given'],
    ["const { config } = AWS;\nconfig.update({ region: 'eu-west-1' });", 'given'],
    ['if (region) { AWS.config.update({ region }); }', 'sometimes'],
    ['if (region) AWS.config.region = region;', 'sometimes'],
    ['if (region) AWS.config.sts = { region };', 'sometimes'],
    ['region && AWS.config.update({ region });', 'sometimes'],
    ['function setUp(region) { if (region) AWS.config.update({ region }); }', 'sometimes'],
    ["function setUp() { AWS.config.update({ region: 'eu-west-1' }); }", 'given'],
    ["if (a) AWS.config.update({ region: 'eu-west-1' }); else AWS.config.region = 'eu-west-2';", 'given'],
    ['if (region) AWS.config.update({ region }); else throw new Error();', 'given'],
    ["if (a) AWS.config.update({ region: 'eu-west-1' }); AWS.config.update({ region: 'eu-west-2' });", 'given'],
    ["if (!AWS.config.region) AWS.config.update({ region: 'eu-west-1' });", 'given'],
    ["if (process.env.AWS_REGION === undefined) AWS.config.region = 'eu-west-1';", 'given'],
    ["AWS.config.region || AWS.config.update({ region: 'eu-west-1' });", 'given'],
    ['if (!region) throw new Error();\nAWS.config.update({ region });', 'given'],
    ['AWS.config.update({ credentials });', 'absent'],
    ['AWS.config.update({ ...settings });', 'uncertain'],
    ['AWS.config.update(settings);', 'uncertain'],
    ['AWS.config.loadFromPath("./aws.json");', 'uncertain'],
    ["other.config.update({ region: 'eu-west-1' });", 'absent'],
    ['', 'absent'],
  ])('%s: %s', (code, state) => {
    const found = model(code);
    const site = found.sites.at(-1);
    expect(site && regionOf(site, found).state).toBe(state);
  });

  it('is there wherever its condition holds', () => {
    const found = modelOf(
      "import AWS from 'aws-sdk';\nif (region) { AWS.config.update({ region }); new AWS.STS(); }\nnew AWS.STS();",
    );
    expect(found.sites.map((site) => regionOf(site, found).state)).toEqual(['given', 'sometimes']);
  });

  it("is outranked by the client's own", () => {
    const found = modelOf(
      "import AWS from 'aws-sdk';\nAWS.config.update({ region: 'eu-west-1' });\nnew AWS.STS({ region: 'us-west-2' });",
    );
    const [site] = found.sites;
    expect(site && regionOf(site, found)).toMatchObject({ state: 'given', literals: [{ value: 'us-west-2' }] });
  });
});

describe('the regional mode in AWS.config, which STS does not read', () => {
  it.each([
    ["AWS.config.update({ stsRegionalEndpoints: 'regional' });", true],
    ["AWS.config.stsRegionalEndpoints = 'regional';", true],
    ["AWS.config.sts = { stsRegionalEndpoints: 'regional' };", true],
    ["AWS.config.update({ region: 'eu-west-1' });", false],
    ["AWS.config.s3 = { stsRegionalEndpoints: 'regional' };", false],
  ])('%s: %s', (code, isSeen) => {
    expect(model(code).globalConfig.regionalFlag !== undefined).toBe(isSeen);
  });
});

describe('variables that code sets', () => {
  it.each([
    ["process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy';", 'process'],
    ["process.env['AWS_STS_REGIONAL_ENDPOINTS'] = 'legacy';", 'process'],
    ["const environment = { AWS_STS_REGIONAL_ENDPOINTS: 'legacy' };", 'deployment'],
  ])('%s: of the %s', (code, of) => {
    expect(model(code).environmentWrites).toMatchObject([
      { name: 'AWS_STS_REGIONAL_ENDPOINTS', of, value: { value: 'legacy' } },
    ]);
  });

  it.each([
    "if (process.env.AWS_STS_REGIONAL_ENDPOINTS === 'legacy') f();",
    'const { AWS_STS_REGIONAL_ENDPOINTS } = process.env;',
  ])('not: %s', (code) => {
    expect(model(code).environmentWrites).toEqual([]);
  });
});

describe('the endpoint that AWS.config gives to every v2 client', () => {
  it.each([
    ["AWS.config.update({ endpoint: 'http://localhost:4566' });", 'present'],
    ["AWS.config.endpoint = 'http://localhost:4566';", 'present'],
    ["AWS.config.sts = { endpoint: 'http://localhost:4566' };", 'present'],
    ["AWS.config.update({ region: 'eu-west-1' });", 'absent'],
    ['AWS.config.update(settings);', 'absent'],
  ])('%s: %s', (code, state) => {
    expect(model(code).sites.at(-1)?.configuration.setting('endpoint').state).toBe(state);
  });
});
