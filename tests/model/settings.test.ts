import { describe, expect, it } from 'vitest';
import { vpcEndpointsOf } from '../../src/model/settings/settings.js';

describe('the interface endpoints of the settings', () => {
  it('are one host each, however the URL is spelt', () => {
    const host = 'https://vpce-1.sts.us-east-1.vpce.amazonaws.com';
    for (const url of [host, `${host}/`, `${host}:443`, host.replace('vpce-1', 'VPCE-1')])
      expect(vpcEndpointsOf({ vpcEndpoints: { 'us-east-1': url } })).toEqual({ 'us-east-1': host });
  });

  it('are none without the setting', () => {
    expect(vpcEndpointsOf({})).toEqual({});
  });
});
