import { parentPort, workerData } from 'node:worker_threads';
import { lazyEngine } from '../engine.js';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './helper-thread.js';
import { doJob } from './jobs.js';

const { name, options } = workerData as ThreadData;

parentPort?.on('message', ({ id, candidate }: ThreadRequest) => {
  void doJob(name, candidate, lazyEngine, options).then((result) => parentPort?.postMessage({ id, result } satisfies ThreadAnswer));
});
