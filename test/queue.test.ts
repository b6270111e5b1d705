import { afterEach, describe, expect, it } from 'vitest';
import type { RunProgress } from '../src/model/progress.ts';
import { fullOnly } from './support/depth.ts';
import { openBench, PASSWORD, type QueueBench, until } from './support/queue-bench.ts';
import { hasService } from './support/services/shared.ts';

/** Timeout for starting processes on a slow machine. */
const TIMEOUT_MS = 150_000;

const QUEUES = [{ queue: 'embedded' as const }, ...(hasService('redis') ? [{ queue: 'redis' as const }] : [])];

// At quick depth test/indexing.test.ts is about the embedded one.
describe.for(QUEUES)('the $queue queue', { ...fullOnly, timeout: TIMEOUT_MS }, ({ queue }) => {
  let bench: QueueBench;
  const open = async (messages: number) => {
    bench = await openBench({ queue, demo: { messages } });
    if (queue === 'redis') await bench.startWorker('worker-1');
  };
  afterEach(() => bench.close());

  const wait = () => bench.app().indexer.wait(bench.backup);
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const { url, token } = bench.server();
    const response = await fetch(url + path, { headers: { 'x-api-token': token } });
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  };

  it('indexes an encrypted backup with progress', async () => {
    await open(1_000);
    const seen: RunProgress[] = [];
    const unwatch = bench.app().indexer.watch(bench.backup, (progress) => seen.push(progress));
    await bench.start();
    expect(await wait()).toMatchObject({ state: 'succeeded', fraction: 1, code: null, reason: null });
    unwatch();
    expect(seen.some(({ state }) => state === 'running')).toBe(true);
    const messages = seen.at(-1)?.artifacts.find(({ artifact }) => artifact === 'messages');
    expect(messages).toMatchObject({ state: 'done', fraction: 1, outcome: 'indexed', title: 'Messages' });
    const ledger = await bench.app().store.ledger.latest(bench.backup);
    expect(ledger.find(({ artifact }) => artifact === 'messages')).toMatchObject({
      outcome: 'indexed',
      found: 1_000,
    });
  });

  it('refuses a second run, and a run without keys', async () => {
    await open(300);
    await bench.start();
    await expect(bench.start()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await wait()).state).toBe('succeeded');
    await expect(bench.app().indexer.start(bench.backup, null)).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    const unknown = bench.app().indexer.start('22222222222222aa', null);
    await expect(unknown).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('starts one run for two simultaneous requests', async () => {
    await open(300);
    const tries = await Promise.allSettled([bench.start(), bench.start()]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await wait()).state).toBe('succeeded');
    expect(await bench.app().store.runs.list(bench.backup)).toHaveLength(1);
  });

  it('cancels a run, keeps the earlier index, and can start again', async () => {
    await open(8_000);
    await bench.start();
    await until('records are read', () => (bench.app().indexer.progress(bench.backup)?.records ?? 0) > 0);
    await bench.app().indexer.cancel(bench.backup);
    expect(bench.app().indexer.progress(bench.backup)).toMatchObject({ state: 'cancelled', code: 'CANCELLED' });
    expect(await bench.app().store.backups.get(bench.backup)).toMatchObject({ status: 'DISCOVERED' });
    await expect(bench.app().indexer.cancel(bench.backup)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.start();
    expect((await wait()).state).toBe('succeeded');
  });

  it('fails immediately with keys that do not fit', async () => {
    await open(50);
    const other = await openBench({ queue: 'embedded', demo: { messages: 10, seed: 'another' } });
    try {
      await other.app().sessions.unlock(await refOf(other), PASSWORD);
      const keys = await other.app().sessions.keys(await refOf(other));
      await bench.app().indexer.start(bench.backup, keys);
      expect(await wait()).toMatchObject({ state: 'failed', code: 'DAMAGED_BACKUP' });
      const job = (await get('/jobs')).jobs as Record<string, unknown>[];
      expect(job[0]).toMatchObject({ state: 'failed', code: 'DAMAGED_BACKUP' });
    } finally {
      await other.close();
    }
  });

  it('lists its jobs, and the pieces of one', async () => {
    await open(300);
    const run = await bench.start();
    await wait();
    const list = await get('/jobs');
    expect(list).toMatchObject({
      queue: { kind: queue, reachable: true, workers: queue === 'redis' ? [{ name: 'worker-1' }] : [] },
      jobs: [{ id: run, backup: bench.backup, state: 'succeeded', fraction: 1, code: null }],
    });
    const job = await get(`/jobs/${run}`);
    const pieces = job.pieces as Record<string, unknown>[];
    expect(pieces[0]).toMatchObject({ kind: 'preview', state: 'done', attempts: 1 });
    expect(pieces.find(({ kind }) => kind === 'plan')).toMatchObject({ state: 'done', attempts: 1 });
    expect(pieces.findLast(({ artifact }) => artifact === 'messages')).toMatchObject({
      kind: 'read',
      title: 'Messages',
      state: 'done',
      outcome: 'indexed',
      ...(queue === 'redis' ? { worker: 'worker-1' } : {}),
    });
    if (queue !== 'redis') return expect(job.queued).toEqual([]);
    await until('the job is done', async () => {
      const { queued } = (await get(`/jobs/${run}`)) as { queued: { state: string }[] };
      return queued[0]?.state === 'completed';
    });
  });
});

async function refOf(bench: QueueBench): Promise<{ id: string; path: string }> {
  const { path } = await bench.app().store.backups.get(bench.backup);
  return { id: bench.backup, path };
}
