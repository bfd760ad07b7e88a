import { describe, expect, it } from 'vitest';
import { reportsOn } from './lint.js';

describe('tokens that an opt-in region refuses', () => {
  it.each([
    ['.env', 'AWS_REGION=af-south-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n', 'legacyVariableOptIn', 'af-south-1'],
    [
      '.aws/config',
      '[profile a]\nregion = me-south-1\nsts_regional_endpoints = legacy\n',
      'legacyVariableOptIn',
      'me-south-1',
    ],
    [
      'compose.yml',
      'services:\n' +
        '  a:\n' +
        '    environment:\n' +
        '      AWS_REGION: ap-east-1\n' +
        '      AWS_ENDPOINT_URL_STS: https://sts.amazonaws.com\n',
      'globalSettingOptIn',
      'ap-east-1',
    ],
  ])('are spoken of in %s, where that region stands beside the setting', (path, text, messageId, region) => {
    const reports = reportsOn(path, text);
    expect(reports.map((report) => report.messageId)).toEqual([messageId]);
    expect(reports[0]?.message).toContain(`whose tokens \`${region}\` may refuse`);
  });

  it.each([
    ['a region that is enabled by default', 'AWS_REGION=eu-west-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n'],
    ['a region whose status is not known', 'AWS_REGION=me-west-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n'],
    ['a region of China', 'AWS_REGION=cn-north-1\nAWS_STS_REGIONAL_ENDPOINTS=legacy\n'],
    ['no region', 'AWS_STS_REGIONAL_ENDPOINTS=legacy\n'],
  ])('are not spoken of beside %s', (_, text) => {
    expect(reportsOn('.env', text).map((report) => report.messageId)).toEqual(['legacyVariable']);
  });
});
