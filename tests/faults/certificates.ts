/**
 * A certificate authority for one test run. Node can sign and verify but not write certificates, and `openssl` is not
 * on every contributor's machine, so the few DER structures of X.509 (RFC 5280) are written here.
 */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  /** The CA's own certificate, PEM. */
  readonly certificate: string;
  issue(dnsNames: readonly string[]): Identity;
}

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
};
const CONTEXT_0 = 0xa0;
const CONTEXT_3 = 0xa3;
/** `dNSName` in a GeneralName. */
const DNS_NAME = 0x82;

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (value: number): number[] => {
    const digits = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return der(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(TAG.sequence, ...parts);
const integer = (bytes: Buffer): Buffer => der(TAG.integer, bytes);
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

function commonName(name: string): Buffer {
  return sequence(der(TAG.set, sequence(oid('2.5.4.3'), der(TAG.utf8, Buffer.from(name)))));
}

function utcTime(date: Date): Buffer {
  return der(TAG.utcTime, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  const flag = critical ? [der(TAG.boolean, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, der(TAG.octetString, value));
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function certificate(subject: Subject, issuerName: string, issuerKey: KeyObject): string {
  const day = 86_400_000;
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]); // positive
  const body = sequence(
    der(CONTEXT_0, integer(Buffer.from([2]))), // version 3
    integer(serial),
    ECDSA_WITH_SHA256,
    commonName(issuerName),
    sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + 30 * day))),
    commonName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(CONTEXT_3, sequence(...subject.extensions)),
  );
  const signature = der(TAG.bitString, Buffer.from([0]), sign('sha256', body, issuerKey));
  const lines =
    sequence(body, ECDSA_WITH_SHA256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []; // OpenSSL refuses an empty line
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const newKeys = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Makes an authority that nobody knew before and nobody will know after this process. */
export function createAuthority(): Authority {
  const name = 'Failover test CA';
  const keys = newKeys();
  const isAuthority = extension('2.5.29.19', sequence(der(TAG.boolean, Buffer.from([0xff]))), true);
  return {
    certificate: certificate({ name, publicKey: keys.publicKey, extensions: [isAuthority] }, name, keys.privateKey),
    issue(dnsNames) {
      const { publicKey, privateKey } = newKeys();
      const names = extension('2.5.29.17', sequence(...dnsNames.map((dnsName) => der(DNS_NAME, Buffer.from(dnsName)))));
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: certificate({ name: dnsNames[0] ?? '', publicKey, extensions: [names] }, name, keys.privateKey),
      };
    },
  };
}
