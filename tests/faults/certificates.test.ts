import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { createAuthority } from './certificates.js';

test('certificates of every length are read by OpenSSL, those whose last line is full included', () => {
  const authority = createAuthority();
  const lengthsOfLastLine = new Set<number>();
  // A line of PEM holds 48 bytes; signatures vary by a few, so twice that many names leave no length out.
  for (let length = 1; length <= 96; length++) {
    const identity = authority.issue(['a'.repeat(length)]);
    expect(() => createSecureContext(identity)).not.toThrow();
    lengthsOfLastLine.add(identity.cert.split('\n').at(-3)?.length ?? 0);
  }
  expect(lengthsOfLastLine).toContain(64);
});
