import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { createClassKeys } from '../src/backup/keybag/class-keys.ts';
import { requestKeys } from '../src/sessions/index.ts';
import { fullOnly } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { openBench, PASSWORD, type QueueBench, SECRET } from './support/queue-bench.ts';
import { hasService } from './support/services/shared.ts';

firstOnly();

let bench: QueueBench;
let redis: Redis;
afterEach(async () => {
  redis.disconnect();
  await bench.close();
});

async function open(): Promise<void> {
  const demo = { messages: 1_500, contacts: 40, notes: 20 };
  bench = await openBench({ queue: 'redis', persistent: true, demo, settings: { WORKER__SLICE_FROM_MB: '0' } });
  redis = new Redis(bench.redis?.url ?? '');
}

/** Every key and value in Redis. */
async function everything(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const key of await redis.keys('*')) {
    parts.push(Buffer.from(`${key}\n`));
    const type = await redis.type(key);
    const commands: Record<string, [string, ...string[]]> = {
      string: ['GET', key],
      hash: ['HGETALL', key],
      list: ['LRANGE', key, '0', '-1'],
      set: ['SMEMBERS', key],
      zset: ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
      stream: ['XRANGE', key, '-', '+'],
    };
    const [command, ...args] = commands[type] ?? ['DUMP', key];
    parts.push(...flatten(await redis.callBuffer(command, ...args)));
  }
  return Buffer.concat(parts);
}

function flatten(value: unknown): Buffer[] {
  if (Array.isArray(value)) return value.flatMap(flatten);
  return [Buffer.isBuffer(value) ? value : Buffer.from(String(value)), Buffer.from('\n')];
}

/** Every byte that Redis wrote to its folder. */
async function files(): Promise<Buffer> {
  const folder = (await redis.config('GET', 'dir'))[1] ?? '';
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Buffer.concat(paths.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path)));
}

describe.skipIf(!hasService('redis'))('data in Redis', { timeout: 150_000 }, () => {
  it('includes no password, key, token, secret or text of the backup, in memory and on disk', fullOnly, async () => {
    await open();
    await bench.startWorker('first');
    await bench.startWorker('second');
    const session = await bench.unlock();
    const { store, sessions, indexer } = bench.app();
    const { path } = await store.backups.get(bench.backup);
    const ring = await sessions.keys({ id: bench.backup, path });
    const keys = Array.from({ length: 16 }, (_, protectionClass) => ring?.get(protectionClass)).filter(
      (key) => key !== undefined,
    );
    // Failures must not reveal more than successes: a run with keys that do not fit.
    const foreign = new Map(Array.from({ length: 16 }, (_, protectionClass) => [protectionClass, Buffer.alloc(32, 7)]));
    await indexer.start(bench.backup, createClassKeys(foreign));
    expect(await indexer.wait(bench.backup)).toMatchObject({ state: 'failed', code: 'DAMAGED_BACKUP' });
    const run = await bench.start();
    expect((await indexer.wait(bench.backup)).state).toBe('succeeded');

    const needles = new Map<string, Buffer>([
      ['the password', Buffer.from(PASSWORD)],
      ['the session token', Buffer.from(session)],
      ['the API token', Buffer.from(bench.server().token)],
      ['the secret of the workers', Buffer.from(SECRET)],
    ]);
    expect(keys.length).toBeGreaterThan(3);
    for (const [index, key] of keys.entries()) {
      needles.set(`class key ${index}, raw`, key);
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        needles.set(`class key ${index}, ${encoding}`, Buffer.from(key.toString(encoding)));
      }
    }
    const messages = await store.read.selectFrom('messages').select(['key', 'text']).execute();
    for (const { key, text } of messages) {
      if (text !== null && text.length >= 10) needles.set(`message ${key}`, Buffer.from(text));
    }
    expect(needles.size).toBeGreaterThan(500);

    const kept = [await everything(), await files()];
    // Redis does contain the run, so the right data is searched.
    for (const bytes of kept) expect(bytes.includes(run)).toBe(true);
    for (const bytes of kept) {
      expect([...needles].filter(([, needle]) => bytes.includes(needle)).map(([name]) => name)).toEqual([]);
    }
  });

  it('does not give access to keys: forged, replayed and swapped requests are refused', async () => {
    await open();
    // Without a worker the run waits, and its keys are held.
    const run = await bench.start();
    const server = bench.server().url;
    const ask = async (body: unknown): Promise<{ status: number; text: string }> => {
      const response = await fetch(`${server}/worker/keys`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, text: await response.text() };
    };
    const subject = { server, job: `${run}_0`, run };
    const genuine = requestKeys(SECRET, subject);
    const forged = requestKeys('what somebody who sees Redis may guess', subject);
    const swapped = { ...genuine.request, publicKey: forged.request.publicKey };
    const elsewhere = requestKeys(SECRET, { ...subject, server: 'http://127.0.0.1:1' });
    const old = requestKeys(SECRET, subject, Date.now() - 10 * 60_000);
    for (const request of [forged.request, swapped, elsewhere.request, old.request]) {
      expect(await ask(request)).toMatchObject({ status: 403, text: expect.stringContaining('FORBIDDEN') });
    }
    const unknown = requestKeys(SECRET, { ...subject, run: '00000000-0000-4000-8000-000000000000' });
    expect(await ask(unknown.request)).toMatchObject({ status: 423 });
    for (const nonsense of [{}, [], { ...genuine.request, extra: 1 }, { ...genuine.request, run: '../..' }]) {
      expect((await ask(nonsense)).status).toBe(400);
    }

    const answer = await ask(genuine.request);
    expect(answer.status).toBe(200);
    expect(Object.keys(genuine.open(JSON.parse(answer.text))).length).toBeGreaterThan(3);
    expect(await ask(genuine.request)).toMatchObject({ status: 403 });

    await bench.app().indexer.cancel(bench.backup);
    expect((await ask(requestKeys(SECRET, subject).request)).status).toBe(423);
  });

  it('allows writers only to request pending work', async () => {
    await open();
    await bench.startWorker('first');
    const { Queue, QueueEvents } = await import('bullmq');
    const connection = { url: bench.redis?.url ?? '' };
    const queue = new Queue('default', { connection });
    const events = new QueueEvents('default', { connection });
    await events.waitUntilReady();
    try {
      const run = '00000000-0000-4000-8000-000000000000';
      const forged: unknown[] = [
        {},
        { run, backup: bench.backup, server: 'file:///etc/passwd', helpers: 1 },
        { run, backup: bench.backup, server: null, helpers: 1 },
        { run, backup: bench.backup, server: null, helpers: 1, keys: { 1: 'x' } },
      ];
      const reasons: string[] = [];
      for (const data of forged) {
        const job = await queue.add('index', data);
        await job.waitUntilFinished(events).catch((error: Error) => reasons.push(error.message));
      }
      expect(reasons).toEqual(['BAD_REQUEST', 'BAD_REQUEST', 'NOT_FOUND', 'BAD_REQUEST']);
    } finally {
      await events.close();
      await queue.close();
    }
  });
});
