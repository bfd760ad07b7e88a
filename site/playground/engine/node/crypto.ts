/** `node:crypto`, as far as the fingerprint in the failover helper's header needs it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export function createHash(algorithm: string): { update: (text: string) => { digest: () => string } } {
  if (algorithm !== 'sha256') throw new Error(`There is no ${algorithm} here.`);
  return { update: (text) => ({ digest: () => bytesToHex(sha256(new TextEncoder().encode(text))) }) };
}
