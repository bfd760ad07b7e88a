import { constants, isUtf8 } from 'node:buffer';
import { readFileSync, readSync } from 'node:fs';
import { withRegularFile } from '../../project/read-file.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** The text of a file for the engine, and what is needed to write it back byte for byte. */
export interface SourceText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly byteOrderMark: '' | typeof BYTE_ORDER_MARK;
  /** False when the bytes are not UTF-8. Then the text must not be written back: it would lose or change bytes. */
  readonly faithful: boolean;
  readonly bytes: Uint8Array;
}

/** Decodes UTF-8, and UTF-16, which some editors on Windows write. */
export function decode(bytes: Uint8Array): SourceText {
  const encoding = utf16Of(bytes);
  const whole = encoding
    ? new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
    : viewOf(bytes).toString('utf8');
  const marked = whole.startsWith(BYTE_ORDER_MARK);
  return {
    text: marked ? whole.slice(1) : whole,
    byteOrderMark: marked ? BYTE_ORDER_MARK : '',
    faithful: !encoding && isUtf8(bytes),
    bytes,
  };
}

/** The same text in UTF-8, whose bytes can be searched for words. */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = utf16Of(bytes);
  return encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes;
}

/** UTF-16 starts with a byte order mark, or with ASCII characters in which every other byte is zero. */
function utf16Of({ 0: a, 1: b, 2: c, 3: d }: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)) return 'utf-16be';
  return undefined;
}

/**
 * The bytes of a file.
 *
 * @throws an error of the file system, or one that says that it is not a regular file
 */
export function readBytes(path: string): Uint8Array {
  return withRegularFile(path, (file) => readFileSync(file));
}

const shared = Buffer.allocUnsafeSlow(1 << 20);

/**
 * The bytes of a file, in memory that the next call overwrites: most files are read only to see that they do not
 * matter. No bytes for a file that is longer than a string can be. Such a file is not source code; some videos are also
 * named `.ts`.
 */
export function peekBytes(path: string): Uint8Array {
  return withRegularFile(path, (file, size) => {
    if (size > shared.length) return size > constants.MAX_STRING_LENGTH ? shared.subarray(0, 0) : readFileSync(path);
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read)
      read = readSync(file, shared, length, size - length, null);
    return shared.subarray(0, length);
  });
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
