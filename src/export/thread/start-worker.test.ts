import type { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { startWorker, startWorkerAhead } from './start-worker.ts';

const started = new Set<Worker>();
const noted = (worker: Worker): Worker => {
  started.add(worker);
  return worker;
};

afterAll(async () => {
  await Promise.all([...started].map((worker) => worker.terminate()));
});

it('the thread that was started ahead makes the next export, and no other', () => {
  const ahead = noted(startWorkerAhead('conversations'));
  expect(noted(startWorker('conversations'))).toBe(ahead);
  expect(noted(startWorker('conversations'))).not.toBe(ahead);
});

it('a thread that ended before its export is not used', async () => {
  const ahead = noted(startWorkerAhead('conversations'));
  await ahead.terminate();
  expect(noted(startWorker('conversations'))).not.toBe(ahead);
});
