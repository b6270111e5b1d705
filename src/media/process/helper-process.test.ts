import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperPool } from './helper-pool.ts';
import { HelperProcess } from './helper-process.ts';
import { TaskQueue } from './queue.ts';

const SERVE = new URL('./serve.ts', import.meta.url).href;
const never = new AbortController().signal;

/** A scripted helper that can crash, hang, return its process id or environment, or answer. */
const HELPER = `
import { serveParent } from '${SERVE}';
serveParent(async (question) => {
  if (question === 'crash') process.kill(process.pid, 'SIGKILL');
  if (question === 'hang') for (;;);
  if (question === 'throw') throw new Error('secret');
  if (question === 'env') return Object.keys(process.env);
  if (question === 'pid') return process.pid;
  return question;
});
`;

describe('helper processes', () => {
  let folder: string;
  let entry: URL;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-helper-'));
    await writeFile(join(folder, 'helper.ts'), HELPER);
    entry = pathToFileURL(join(folder, 'helper.ts'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const options = () =>
    ({ entry, heapMb: 64, timeoutMs: 20_000, task: 'Testing', crashCode: 'MALFORMED_MEDIA' }) as const;

  it('answer, including bytes, and keep their state', async () => {
    const helper = new HelperProcess(options());
    expect(await helper.ask({ bytes: Buffer.from([1, 2, 255]) })).toEqual({ bytes: Buffer.from([1, 2, 255]) });
    const first = await helper.ask('pid');
    expect(await helper.ask('pid')).toBe(first);
    await helper.kill();
    expect(await helper.ask('pid')).not.toBe(first);
    await helper.kill();
  });

  it('fail only the current request when they crash, hang or throw', async () => {
    const helper = new HelperProcess(options());
    await expect(helper.ask('crash')).rejects.toMatchObject({ code: 'MALFORMED_MEDIA' });
    expect(await helper.ask('ok')).toBe('ok');
    await expect(helper.ask('hang', { timeoutMs: 200 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await expect(helper.ask('throw')).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.not.stringContaining('secret') as string,
    });
    expect(await helper.ask('ok')).toBe('ok');
    await helper.kill();
  });

  it('are killed when the caller stops waiting', async () => {
    const helper = new HelperProcess(options());
    const controller = new AbortController();
    const asked = helper.ask('hang', { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(helper.isAlive).toBe(false);
  });

  it('clean up when ended while idle, and are killed while busy', async () => {
    const helper = new HelperProcess(options());
    await helper.ask('ok');
    helper.end();
    expect(helper.isAlive).toBe(false);
    const asked = helper.ask('hang');
    setTimeout(() => helper.end(), 50);
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('receive none of our settings', async () => {
    process.env['APPLE_JUICER_API__TOKEN'] = 'secret';
    const helper = new HelperProcess(options());
    expect(await helper.ask('env')).not.toContain('APPLE_JUICER_API__TOKEN');
    delete process.env['APPLE_JUICER_API__TOKEN'];
    await helper.kill();
  });

  it('of a pool are limited and reused', async () => {
    const pool = new HelperPool({ ...options(), limits: { running: 2, waiting: 10 } });
    const pids = await Promise.all(Array.from({ length: 8 }, () => pool.run(async () => 'pid', never)));
    expect(new Set(pids).size).toBeLessThanOrEqual(2);
    pool.close();
  });
});

describe('TaskQueue', () => {
  it('limits the number of waiting tasks; cancelled ones make room', async () => {
    const queue = new TaskQueue({ running: 1, waiting: 1 });
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = queue.run(never, () => promise);
    const controller = new AbortController();
    const second = queue.run(controller.signal, async () => 'second');
    await expect(queue.run(never, async () => 'third')).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      details: { retryAfterSeconds: 1 },
    });
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    const fourth = queue.run(never, async () => 'fourth');
    resolve('first');
    expect(await Promise.all([first, fourth])).toEqual(['first', 'fourth']);
  });
});
