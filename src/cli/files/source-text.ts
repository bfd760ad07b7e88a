import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

const BYTE_ORDER_MARK = '\uFEFF';

/** A file's text as the engine wants it, and what is needed to write it back byte for byte. */
export interface SourceText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly byteOrderMark: '' | typeof BYTE_ORDER_MARK;
  /** False when bytes are not UTF-8: the text then holds replacement characters and must not be written back. */
  readonly faithful: boolean;
  readonly bytes: Uint8Array;
}

/** Decodes UTF-8 bytes. */
export function decode(bytes: Uint8Array): SourceText {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const marked = whole.startsWith(BYTE_ORDER_MARK);
  return { text: marked ? whole.slice(1) : whole, byteOrderMark: marked ? BYTE_ORDER_MARK : '', faithful: isUtf8(bytes), bytes };
}

/** The bytes of the file, from disk. */
export function readBytes(path: string): Uint8Array {
  return readFileSync(path);
}
