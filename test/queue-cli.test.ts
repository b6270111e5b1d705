import { afterEach, describe, expect, it } from 'vitest';
import { childrenOf } from './promises/support/processes.ts';
import { fullOnly, isFull } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { openBench, type QueueBench, until } from './support/queue-bench.ts';
import { runCli } from './support/run-cli.ts';
import { hasService } from './support/services/shared.ts';

firstOnly();

/** Timeout for up to ten processes in sequence on a slow machine. */
const TIMEOUT_MS = 150_000;

let bench: QueueBench;
afterEach(() => bench.close());

async function json(...args: string[]): Promise<{ status: number | null; value: Record<string, unknown> }> {
  const { status, stdout } = await runCli(bench.workspace, [...args, '--json']);
  return { status, value: JSON.parse(stdout) as Record<string, unknown> };
}

const queueCheck = async (): Promise<unknown> => {
  const { checks } = (await json('doctor')).value as { checks: { name: string }[] };
  return checks.find(({ name }) => name === 'Queue');
};

describe('apple-juicer jobs', { ...fullOnly, timeout: TIMEOUT_MS }, () => {
  it('lists the jobs of the embedded queue', async () => {
    bench = await openBench({ queue: 'embedded', demo: { messages: 100 } });
    expect((await runCli(bench.workspace, ['jobs'])).stdout).toContain('No jobs yet.');
    const run = await bench.start();
    await bench.app().indexer.wait(bench.backup);
    const { status, value } = await json('jobs');
    expect(status).toBe(0);
    expect(value).toMatchObject({ queue: { kind: 'embedded' }, jobs: [{ id: run, state: 'succeeded', fraction: 1 }] });
    expect((await runCli(bench.workspace, ['jobs', run])).stdout).toMatch(/Messages +done +100%/);
    expect((await runCli(bench.workspace, ['jobs', '00000000-0000-4000-8000-000000000000'])).status).toBe(4);
    expect(await queueCheck()).toMatchObject({ status: 'ok', message: expect.stringContaining('embedded') });
  });

  it.skipIf(!isFull || !hasService('redis'))(
    'lists waiting jobs and workers in Redis, and reports when Redis is unavailable',
    async () => {
      bench = await openBench({ queue: 'redis', demo: { messages: 8_000 } });
      expect(await queueCheck()).toMatchObject({ status: 'warning', message: expect.stringContaining('no worker') });
      const run = await bench.start();
      const waiting = await json('jobs');
      expect(waiting.value).toMatchObject({
        queue: { kind: 'redis', reachable: true, workers: [] },
        jobs: [{ id: run, state: 'queued', workers: [] }],
      });
      const worker = await bench.startWorker('busy-worker');
      await until('messages are read', () => (bench.app().indexer.progress(bench.backup)?.records ?? 0) > 2_000);
      // The command takes seconds, during which no job must end.
      const children = childrenOf(worker.process.pid as number);
      for (const pid of children) process.kill(pid, 'SIGSTOP');
      const running = await json('jobs', run);
      expect(running.value).toMatchObject({
        id: run,
        workers: ['busy-worker'],
        queued: [{ id: `${run}_0`, attempts: 1 }],
      });
      const { stdout } = await runCli(bench.workspace, ['jobs']);
      expect(stdout).toMatch(/Queue: Redis, 1 worker: busy-worker/);
      expect(await queueCheck()).toMatchObject({ status: 'ok', message: expect.stringContaining('busy-worker') });
      for (const pid of children) process.kill(pid, 'SIGCONT');
      await bench.app().indexer.wait(bench.backup);

      await bench.redis?.halt();
      expect((await json('jobs')).value).toMatchObject({
        queue: { kind: 'redis', reachable: false },
        jobs: [{ id: run, state: 'succeeded' }],
      });
      expect(await queueCheck()).toMatchObject({ status: 'problem', code: 'QUEUE_UNAVAILABLE' });
    },
  );
});
