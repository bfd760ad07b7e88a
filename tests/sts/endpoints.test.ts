import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOfUrl, isXmlNamespace, parseStsHost, stsHost, type HostOptions } from '../../src/sts/hosts.js';
import { allRegions } from '../../src/sts/regions.js';

const region = fc.constantFrom(...allRegions().map(({ name }) => name));
const options = fc.record({ fips: fc.boolean(), dualStack: fc.boolean() });
const kindOf = ({ fips, dualStack }: HostOptions): string =>
  fips === true ? 'fips' : dualStack === true ? 'dualstack' : 'regional';

describe('parseStsHost', () => {
  it('reads back every host that stsHost writes', () => {
    fc.assert(
      fc.property(region, options, (name, variant) => {
        const isGovernmentFips = name.startsWith('us-gov-') && variant.fips && !variant.dualStack;
        expect(parseStsHost(stsHost(name, variant))).toMatchObject({
          region: name,
          kind: isGovernmentFips ? 'regional' : kindOf(variant),
        });
      }),
    );
  });

  it('reads a host alike bare, with a port, as a URL, in upper case and with a trailing dot', () => {
    const forms: readonly ((host: string) => string)[] = [
      (host) => host,
      (host) => `${host}:443`,
      (host) => `https://${host}`,
      (host) => `http://${host}/path?query`,
      (host) => host.toUpperCase(),
      (host) => `${host}.`,
      (host) => ` //${host}/ `,
    ];
    fc.assert(
      fc.property(region, fc.constantFrom(...forms), (name, form) => {
        expect(parseStsHost(form(stsHost(name)))).toEqual(parseStsHost(stsHost(name)));
      }),
    );
  });

  it.each([
    'sts.amazonaws.com',
    'STS.AmazonAWS.com',
    'sts.amazonaws.com.',
    'sts.amazonaws.com:443',
    'https://sts.amazonaws.com',
    'https://sts.amazonaws.com/?Action=GetCallerIdentity',
    'https://user@sts.amazonaws.com/',
  ])('%s is the global host', (text) => {
    expect(parseStsHost(text)).toEqual({ kind: 'global', host: 'sts.amazonaws.com' });
  });

  it.each([
    ['vpce-0a1b2c3d-4e5f6a7b.sts.us-east-1.vpce.amazonaws.com', 'us-east-1', undefined],
    ['https://vpce-0a1b2c3d-4e5f6a7b-us-east-1a.sts.us-east-1.vpce.amazonaws.com', 'us-east-1', true],
    ['vpce-0a1b2c3d-4e5f6a7b-us-west-2-lax-1a.sts.us-west-2.vpce.amazonaws.com', 'us-west-2', true],
    ['vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn', 'cn-north-1', undefined],
  ])('%s is an interface endpoint in %s', (text, name, zonal) => {
    expect(parseStsHost(text)).toMatchObject({ kind: 'vpce', region: name, ...(zonal === undefined ? {} : { zonal }) });
    expect(parseStsHost(text)).toHaveProperty('region', name);
  });

  it('tells the partition of the region', () => {
    expect(parseStsHost('sts.us-gov-west-1.amazonaws.com')).toMatchObject({ partition: 'aws-us-gov' });
    expect(parseStsHost('sts.us-east-9.amazonaws.com')).toMatchObject({
      kind: 'regional',
      region: 'us-east-9',
      partition: 'aws',
    });
  });

  it.each([
    'sts.amazonaws.com.evil.com',
    'evil-sts.amazonaws.com',
    'sts.amazonaws.com@evil.com',
    'https://evil.com/sts.amazonaws.com',
    'sts.googleapis.com',
    'outposts.us-east-1.amazonaws.com',
    's3.us-east-1.amazonaws.com',
    'sts.us-east-1.amazonaws.com.evil.com',
    'sts..amazonaws.com',
    'arn:aws:sts::123456789012:assumed-role/r/s',
    'sts:AssumeRole',
    'sts',
    '',
    'https://',
    'a text about sts.amazonaws.com',
  ])('"%s" is no host of STS', (text) => {
    expect(parseStsHost(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseStsHost(text);
        parseStsHost(`https://${text}`);
      }),
    );
  });
});

describe('hostOfUrl', () => {
  it.each([
    ['https://STS.eu-west-1.amazonaws.com:8443/x', 'sts.eu-west-1.amazonaws.com'],
    ['localhost:4566', 'localhost'],
    ['http://127.0.0.1:4566', '127.0.0.1'],
    ['sts.amazonaws.com/path', 'sts.amazonaws.com'],
  ])('of %s is %s', (text, host) => {
    expect(hostOfUrl(text)).toBe(host);
  });

  it.each(['', 'two words', 'arn:aws:iam::1:role/r', 'https://'])('of "%s" is nothing', (text) => {
    expect(hostOfUrl(text)).toBeUndefined();
  });
});

describe('isXmlNamespace', () => {
  it.each(['https://sts.amazonaws.com/doc/2011-06-15/', 'http://sts.amazonaws.com/doc/2011-06-15'])(
    '%s is the namespace of STS responses',
    (url) => {
      expect(isXmlNamespace(url)).toBe(true);
    },
  );

  it.each([
    'https://sts.amazonaws.com/',
    'https://sts.amazonaws.com/doc/',
    'https://sts.amazonaws.com.evil.com/doc/2011-06-15/',
  ])('%s is not', (url) => {
    expect(isXmlNamespace(url)).toBe(false);
  });
});
