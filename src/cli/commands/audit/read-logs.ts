import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CallSink, LogOutcome } from '../../../audit/reading/log-reader.js';
import { LogReader } from '../../../audit/reading/log-reader.js';
import { reasonOf } from '../../files/find-files.js';

const CHUNK_SIZE = 256 * 1024;
const GZIP = [0x1f, 0x8b] as const;

/** Reads a file as a log. It is never in memory as a whole, and never fails: what was not read is in the outcome. */
export function readLogFile(path: string, onCall: CallSink, interrupted: AbortSignal): Promise<LogOutcome> {
  return readLog(createReadStream(path, { highWaterMark: CHUNK_SIZE }), onCall, interrupted);
}

/** Reads bytes as a log, and unpacks them when they are gzip, whatever they are called. */
export function readLog(source: Readable, onCall: CallSink, interrupted: AbortSignal): Promise<LogOutcome> {
  const reader = new LogReader(onCall);
  return new Promise((resolve) => {
    let isDone = false;
    const finish = (failure?: string): void => {
      if (isDone) return;
      isDone = true;
      source.destroy();
      resolve(reader.end(failure));
    };
    // A chunk is read as it comes out: an error that follows must not take back what was there before.
    const take = (chunk: Buffer): void => {
      if (isDone) return;
      reader.push(chunk);
      if (reader.isHopeless) finish();
      else if (interrupted.aborted) finish('It was not read to its end, because the run was stopped.');
    };
    const fail = (error: NodeJS.ErrnoException): void => finish(failureOf(error));
    source.once('error', fail);
    firstBytes(source, (head) => {
      if (head[0] !== GZIP[0] || head[1] !== GZIP[1]) {
        take(head);
        source.on('data', take);
        source.once('end', () => finish());
        return;
      }
      const unpacked = createGunzip({ chunkSize: CHUNK_SIZE });
      unpacked.on('data', take);
      unpacked.once('end', () => finish());
      unpacked.once('error', fail);
      unpacked.write(head);
      source.pipe(unpacked);
    });
  });
}

/** Hands over at least the two bytes that tell gzip, or all there are. */
function firstBytes(source: Readable, onHead: (head: Buffer) => void): void {
  let head = Buffer.alloc(0);
  const done = (): void => {
    source.off('data', more);
    source.off('end', done);
    source.pause();
    onHead(head);
    source.resume();
  };
  const more = (chunk: Buffer | string): void => {
    head = Buffer.concat([head, Buffer.from(chunk)]);
    if (head.length >= GZIP.length) done();
  };
  source.on('data', more);
  source.once('end', done);
}

function failureOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'Z_BUF_ERROR':
      return 'Its gzip ends too early, so it was not downloaded whole: what stands before the end was counted.';
    case 'Z_DATA_ERROR':
      return `Its gzip is damaged (${error.message}): what stands before the damage was counted.`;
    default:
      return `Cannot read: ${reasonOf(error)}.`;
  }
}
