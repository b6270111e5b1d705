import { Redis } from 'ioredis';
import { describe, expect, it, type TestContext } from 'vitest';
import { childrenOf, isAlive } from '../promises/support/processes.ts';
import { openBench, type QueueBench, until } from '../support/queue-bench.ts';
import { finished, startCli } from '../support/run-cli.ts';
import { startRedis } from '../support/services/redis.ts';
import { hasService } from '../support/services/shared.ts';
import { makeWorkspace } from '../support/workspace.ts';

const MESSAGES = 60_000;

/** Timeout: a lost worker is noticed after some seconds, a lost job after half a minute, beside other suites later. */
const TIMEOUT_MS = 400_000;

/** A bench for one test, closed with it. */
async function open(
  { onTestFinished }: TestContext,
  messages = MESSAGES,
  settings: Record<string, string> = {},
): Promise<QueueBench> {
  const bench = await openBench({ queue: 'redis', demo: { messages }, settings });
  onTestFinished(() => bench.close());
  return bench;
}

/** Waits for records; a run that ends before it has any is an error at once. */
const someRecords = (bench: QueueBench) =>
  until('records are read', () => {
    const progress = bench.app().indexer.progress(bench.backup);
    if (progress !== null && !['queued', 'running'].includes(progress.state)) {
      throw new Error(`the run is ${progress.state} already: ${progress.code}`);
    }
    return (progress?.records ?? 0) > 2_000;
  });
const wait = (bench: QueueBench) => bench.app().indexer.wait(bench.backup);
const stateOf = async (bench: QueueBench, run: string) => (await bench.app().store.runs.get(run)).state;

/** Number of messages in the index and of search rows of the shown run. */
async function counts(
  bench: QueueBench,
): Promise<{ messages: number; keys: number; searchRows: number; refs: number }> {
  const { store } = bench.app();
  const { backupId, runs } = await store.runs.scope(bench.backup);
  const run = runs.get('messages') ?? 0;
  const rows = await store.read
    .selectFrom('messages')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.count<number>('key').distinct().as('keys')])
    .where('backupId', '=', backupId)
    .where('runId', '=', run)
    .executeTakeFirstOrThrow();
  const found = await store.read
    .selectFrom('artifact_search_index')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.count<number>('ref').distinct().as('refs')])
    .where('runId', '=', run)
    .executeTakeFirstOrThrow();
  return { messages: rows.count, keys: rows.keys, searchRows: found.count, refs: found.refs };
}

async function expectWhole(bench: QueueBench): Promise<void> {
  const line = (await bench.app().store.ledger.latest(bench.backup)).find(({ artifact }) => artifact === 'messages');
  expect(line).toMatchObject({ outcome: 'indexed', found: MESSAGES, skipped: 0, current: true });
  const { messages, keys, searchRows, refs } = await counts(bench);
  expect(keys).toBe(messages);
  expect(refs).toBe(searchRows);
  // Some messages have no search document.
  expect(searchRows).toBeGreaterThan(0.99 * messages);
  expect(messages + (line?.notes.find(({ code }) => code === 'note.folded-reactions')?.count ?? 0)).toBe(MESSAGES);
}

/** These tests mostly wait: several run at once, each with its own server, Redis and workers. */
const describeAtOnce = describe.skipIf(!hasService('redis')).concurrent;

describeAtOnce('when something goes wrong on the way', { timeout: TIMEOUT_MS }, () => {
  it('continues with another worker after one was killed, without missing or duplicate rows', async (context) => {
    const bench = await open(context);
    const victim = await bench.startWorker('victim');
    const run = await bench.start();
    await someRecords(bench);
    await bench.startWorker('heir');
    await victim.kill();
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    const pieces = await bench.app().store.pieces.list(run);
    expect(pieces.findLast(({ artifact }) => artifact === 'messages')).toMatchObject({ worker: 'heir', claims: 2 });
    await expectWhole(bench);
  });

  it('ends a stalled run permanently', async (context) => {
    // Longer than a worker takes for a part of its work, or to start: beside ten busy processes that is more than 12 s.
    const bench = await open(context, MESSAGES, { INDEXING__STALL_SECONDS: '60' });
    const worker = await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    const frozen = childrenOf(worker.process.pid as number);
    expect(frozen).toHaveLength(1);
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    expect(await wait(bench)).toMatchObject({ run, state: 'failed', code: 'STALLED' });
    await until('the child is gone', () => !frozen.some(isAlive));
    expect(await bench.app().store.backups.get(bench.backup)).toMatchObject({
      status: 'FAILED',
      lastRunCode: 'STALLED',
    });
  });

  it('returns the job of a stopped worker', async (context) => {
    const bench = await open(context);
    const first = await bench.startWorker('first');
    const run = await bench.start();
    await someRecords(bench);
    expect(await first.stop()).toBe(0);
    expect(await stateOf(bench, run)).toBe('running');
    await bench.startWorker('second');
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    await expectWhole(bench);
  });

  it('finishes a run although Redis was emptied', async (context) => {
    const bench = await open(context);
    await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await flush(bench);
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    await expectWhole(bench);
  });

  it('queues a job again that was lost with Redis, and another worker completes the run', async (context) => {
    const bench = await open(context);
    const worker = await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await flush(bench);
    await worker.kill();
    await bench.startWorker('another');
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    await expectWhole(bench);
  });

  it('waits for a Redis that comes back without the job', async (context) => {
    const bench = await open(context);
    const run = await bench.start();
    await bench.redis?.halt();
    // Longer than between two heartbeats.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    await bench.redis?.resume();
    await bench.startWorker('worker');
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    await expectWhole(bench);
  });

  it('marks a run as interrupted if its job and its server were lost', async (context) => {
    const bench = await open(context);
    const run = await bench.start();
    await flush(bench);
    await bench.restart();
    expect(await wait(bench)).toMatchObject({ run, state: 'interrupted', code: 'INTERNAL' });
    expect(await bench.app().store.backups.get(bench.backup)).toMatchObject({ lastRunOutcome: 'interrupted' });
    await bench.startWorker('worker');
    await bench.start();
    expect(await wait(bench)).toMatchObject({ state: 'succeeded' });
    await expectWhole(bench);
  });

  it('says that Redis is full or a read-only replica, and goes on afterwards', async (context) => {
    const bench = await open(context, 50);
    await bench.startWorker('worker');
    const redis = new Redis(bench.redis?.url ?? '');
    context.onTestFinished(() => redis.disconnect());
    await redis.config('SET', 'maxmemory', '1');
    await expect(bench.start()).rejects.toMatchObject({ detail: { code: 'detail.redis-full' } });
    await redis.config('SET', 'maxmemory', '0');
    await redis.replicaof('127.0.0.1', 1);
    await expect(bench.start()).rejects.toMatchObject({ detail: { code: 'detail.redis-read-only' } });
    await redis.replicaof('NO', 'ONE');
    await until('it can be queued', () =>
      bench.start().then(
        () => true,
        () => false,
      ),
    );
    expect(await wait(bench)).toMatchObject({ state: 'succeeded' });
  });

  it('can be cancelled while Redis is unavailable', async (context) => {
    const bench = await open(context);
    await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await bench.redis?.halt();
    await bench.app().indexer.cancel(bench.backup);
    expect(await stateOf(bench, run)).toBe('cancelled');
    await bench.redis?.resume();
  });

  it('continues after Redis was unavailable for a while', async (context) => {
    const bench = await open(context);
    await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await bench.redis?.halt();
    await expect(bench.start()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await bench.redis?.resume();
    expect(await wait(bench)).toMatchObject({ run, state: 'succeeded' });
    await expectWhole(bench);
  });

  it('ends as locked if the keys were lost by a restart, and completes after unlocking again', async (context) => {
    const bench = await open(context);
    const worker = await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await worker.kill();
    await bench.restart();
    await bench.startWorker('another');
    await until('the run has ended', async () => (await stateOf(bench, run)) !== 'running');
    expect(await bench.app().store.runs.get(run)).toMatchObject({ state: 'locked', errorCode: 'BACKUP_LOCKED' });
    await bench.start();
    expect(await wait(bench)).toMatchObject({ state: 'succeeded' });
    await expectWhole(bench);
  });

  it('can be watched and cancelled by a server started later', async (context) => {
    const bench = await open(context);
    await bench.startWorker('worker');
    const run = await bench.start();
    await someRecords(bench);
    await bench.restart();
    expect(bench.app().indexer.progress(bench.backup)).toMatchObject({ run, state: 'running' });
    await someRecords(bench);
    await bench.app().indexer.cancel(bench.backup);
    expect(await stateOf(bench, run)).toBe('cancelled');
    expect(await counts(bench)).toMatchObject({ messages: 0 });
  });

  it('refuses a worker with another secret, and reports it', async (context) => {
    const bench = await open(context, 50);
    const { environment } = bench.workspace;
    const stranger = { ...environment, APPLE_JUICER_WORKER__SECRET: 'quite another secret of the same length' };
    const child = startCli({ ...bench.workspace, environment: stranger }, ['worker']);
    try {
      await bench.start();
      expect(await wait(bench)).toMatchObject({ state: 'failed', code: 'FORBIDDEN' });
    } finally {
      child.kill('SIGKILL');
    }
  });
});

async function flush(bench: QueueBench): Promise<void> {
  const redis = new Redis(bench.redis?.url ?? '');
  await redis.flushall();
  redis.disconnect();
}

describeAtOnce('a start that cannot succeed', { timeout: TIMEOUT_MS }, () => {
  it.each(['serve', 'worker'])('%s waits for Redis for the configured time, and then reports it', async (command) => {
    const workspace = await makeWorkspace({
      REDIS__URL: 'redis://user:hidden-password@127.0.0.1:1/0',
      REDIS__WAIT_SECONDS: '1',
      WORKER__SECRET: 'x'.repeat(32),
    });
    try {
      const began = Date.now();
      const { status, stderr, stdout } = await finished(startCli(workspace, [command]));
      expect(Date.now() - began).toBeGreaterThan(1_000);
      expect({ status, stdout }).toEqual({ status: 10, stdout: '' });
      expect(stderr).toMatch(/^Redis does not respond\. Waiting for it\.\nRedis has not responded for 1 seconds\.\n/);
      expect(stderr).not.toMatch(/hidden-password| {4}at /);
    } finally {
      await workspace.remove();
    }
  });

  it.each(['serve', 'worker'])('%s connects to a Redis that starts later', async (command) => {
    const redis = await startRedis();
    await redis.halt();
    const workspace = await makeWorkspace({ REDIS__URL: redis.url, WORKER__SECRET: 'x'.repeat(32) });
    const child = startCli(workspace, [command]);
    const ended = finished(child);
    let hasStarted = false;
    child.stdout.once('data', () => {
      hasStarted = true;
    });
    try {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await redis.resume();
      await until('it has started', () => hasStarted);
      child.kill('SIGTERM');
      expect((await ended).status).toBe(0);
    } finally {
      child.kill('SIGKILL');
      await redis.stop();
      await workspace.remove();
    }
  });

  it.each(['serve', 'worker'])('%s is refused without a secret', async (command) => {
    const workspace = await makeWorkspace({ REDIS__URL: 'redis://127.0.0.1:1' });
    try {
      const { status, stderr } = await finished(startCli(workspace, [command]));
      expect(status).toBe(3);
      expect(stderr).toContain('APPLE_JUICER_WORKER__SECRET is not set');
    } finally {
      await workspace.remove();
    }
  });

  it('worker is refused without Redis', async () => {
    const workspace = await makeWorkspace({ WORKER__SECRET: 'x'.repeat(32) });
    try {
      const { status, stderr } = await finished(startCli(workspace, ['worker']));
      expect(status).toBe(3);
      expect(stderr).toContain('APPLE_JUICER_REDIS__URL is not set');
    } finally {
      await workspace.remove();
    }
  });
});
