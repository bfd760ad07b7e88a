import { parentPort, workerData } from 'node:worker_threads';
import { lazyEngine } from '../engine.js';
import { peekBytes } from '../files/source-text.js';
import { FILES_IN_A_BATCH, readBatch } from './read-batch.js';

const paths = workerData as readonly string[];

/** Reads the batch that starts at this index. */
parentPort?.on('message', (start: number) => {
  const batch = readBatch(paths.slice(start, start + FILES_IN_A_BATCH), lazyEngine, peekBytes);
  parentPort?.postMessage(
    batch,
    batch.found.flatMap(({ bytes }) => (bytes ? [bytes.buffer] : [])),
  );
});
