import { truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asUtf8, decode, peekBytes, readBytes } from '../../../src/cli/files/source-text.js';
import { tree } from '../tree.js';

const TEXT = "import { STSClient } from '@aws-sdk/client-sts';\nconst größe = '€';\n";
const little = Buffer.from(TEXT, 'utf16le');
const big = Buffer.from(little).swap16();

describe('a text in UTF-16', () => {
  it.each([
    ['little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), little]), '\uFEFF'],
    ['big-endian with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), big]), '\uFEFF'],
    ['little-endian without', little, ''],
    ['big-endian without', big, ''],
  ])('%s is read, and known as one not to be written back', (_, bytes, byteOrderMark) => {
    expect(decode(bytes)).toEqual({ text: TEXT, byteOrderMark, faithful: false, bytes });
    expect(Buffer.from(asUtf8(bytes)).toString().replace('\uFEFF', '')).toBe(TEXT);
  });

  it('is not what short texts and texts with a zero in them are taken for', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'a\0b', 'ab\0\0cd'])
      expect(decode(Buffer.from(text))).toMatchObject({ text, faithful: true });
  });
});

describe('the bytes of a file that is only looked at', () => {
  it('are those on disk, whatever their length', () => {
    const MEGABYTE = 1 << 20;
    for (const length of [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1]) {
      const dir = tree({ 'a.js': Buffer.alloc(length, 'x') });
      expect(Buffer.compare(peekBytes(dir.path('a.js')), readBytes(dir.path('a.js')))).toBe(0);
    }
  });

  it('are none when the file is longer than a text can be: a video, not source', () => {
    const dir = tree({ 'video.ts': '' });
    for (const gigabytes of [1, 3]) {
      truncateSync(dir.path('video.ts'), gigabytes * 2 ** 30);
      expect(peekBytes(dir.path('video.ts'))).toHaveLength(0);
    }
  });
});
