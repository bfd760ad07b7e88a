/** What the first bytes of a log say it is. */
export type LogFormat = { readonly kind: 'json' | 'csv' } | { readonly kind: 'unreadable'; readonly reason: string };

export const NO_LOG = 'It is no CloudTrail log: neither JSON nor a result of the queries in docs/audit.md.';

const UNREADABLE: readonly { readonly magic: readonly number[]; readonly reason: string }[] = [
  {
    magic: [0x50, 0x41, 0x52, 0x31],
    reason: 'It is Parquet: read it with the query in docs/audit.md, and give the result to audit.',
  },
  {
    magic: [0x4f, 0x52, 0x43],
    reason: 'It is ORC: read it with the query in docs/audit.md, and give the result to audit.',
  },
  { magic: [0x50, 0x4b, 0x03, 0x04], reason: 'It is a ZIP archive: unpack it first.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], reason: 'It is compressed with Zstandard: unpack it first.' },
  { magic: [0x42, 0x5a, 0x68], reason: 'It is compressed with bzip2: unpack it first.' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], reason: 'It is compressed with xz: unpack it first.' },
  { magic: [0xff, 0xfe], reason: 'It is UTF-16: write it as UTF-8.' },
  { magic: [0xfe, 0xff], reason: 'It is UTF-16: write it as UTF-8.' },
];

/** How a record begins, with the time that CloudWatch Logs writes before it. */
const JSON_START = /^(?:\d{4}-\d{2}-\d{2}T[\d:.]+Z\s+)?[[{]/;
const CSV_START = /^"?[A-Za-z_][\w ()-]*"?(?:,|\r?\n|$)/;

/** Bytes that are enough to tell, and no more are there. */
export const ENOUGH_TO_TELL = 512;

/** @param head the first bytes, at least {@link ENOUGH_TO_TELL} of them where the log has so many */
export function logFormatOf(head: Uint8Array): LogFormat {
  const known = UNREADABLE.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (known) return { kind: 'unreadable', reason: known.reason };
  const text = Buffer.from(head.subarray(0, ENOUGH_TO_TELL))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') return { kind: 'unreadable', reason: 'It is empty.' };
  if (JSON_START.test(text)) return { kind: 'json' };
  if (CSV_START.test(text) && text.includes(',')) return { kind: 'csv' };
  if (CSV_START.test(text) && /^"?(?:eventjson|cloudtrailevent)"?\r?\n/i.test(text)) return { kind: 'csv' };
  return { kind: 'unreadable', reason: NO_LOG };
}
