import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../../src/api/index.ts';
import type { App } from '../../src/app.ts';
import { openApp } from '../../src/main.ts';
import { readSettings } from '../../src/settings.ts';
import type { DemoSpec } from '../synthetic/index.ts';
import { placeDemoBackup } from './demo-shelf.ts';
import { type RedisServer, startRedis } from './services/redis.ts';
import { freePort } from './services/server-process.ts';
import type { TestEngine } from './storage/engines.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/** Password of all backups of a {@link QueueBench}. */
export const PASSWORD = 'correct horse battery staple';

/** Secret of its workers. */
export const SECRET = 'the secret of the workers of this test';

/** A server with its queue, workers as processes, and one encrypted backup. */
export interface QueueBench {
  readonly workspace: Workspace;
  /** Null for the embedded queue. */
  readonly redis: RedisServer | null;
  app(): App;
  server(): RunningServer;
  /** The backup's public id. */
  readonly backup: string;
  readonly workers: WorkerProcess[];
  startWorker(name: string): Promise<WorkerProcess>;
  /** Unlocks the backup and returns the session token. */
  unlock(): Promise<string>;
  /** Unlocks, starts a run and returns its id. */
  start(): Promise<string>;
  /** Stops server and app and starts new ones: data in memory is lost. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Creates a bench. `queue` selects the queue; `persistent` makes Redis write to its append-only file. */
export async function openBench(options: {
  queue: 'embedded' | 'redis';
  /** Default: SQLite. */
  engine?: TestEngine;
  persistent?: boolean;
  demo?: Partial<DemoSpec>;
  settings?: Readonly<Record<string, string>>;
}): Promise<QueueBench> {
  const { queue, engine, persistent = false, demo = {}, settings = {} } = options;
  const redis = queue === 'redis' ? await startRedis({ persistent }) : null;
  const queueSettings = redis === null ? {} : { REDIS__URL: redis.url, WORKER__SECRET: SECRET };
  // The same port after a restart: workers reconnect to it.
  const port = { API__PORT: String(await freePort()) };
  const database = await engine?.create(await mkdtemp(join(tmpdir(), 'aj-bench-')));
  const dsn: Record<string, string> = database === undefined ? {} : { POSTGRES__DSN: database.dsn };
  const workspace = await makeWorkspace({ ...queueSettings, ...port, ...dsn, ...settings });
  await mkdir(workspace.backups);
  await placeDemoBackup(join(workspace.backups, 'backup'), { password: PASSWORD, messages: 300, ...demo });
  const open = async () => {
    const app = await openApp(readSettings(workspace.environment, join(workspace.path, '.env')));
    return { app, server: await startServer(app) };
  };
  let current = await open();
  const shut = async () => {
    await current.server.close();
    await current.app.close();
  };
  await current.app.catalog.refresh();
  const [record] = await current.app.store.backups.list();
  if (record === undefined) throw new Error('no backup was found');
  const ref = { id: record.publicId, path: record.path };
  const workers: WorkerProcess[] = [];
  const unlock = async () => (await current.app.sessions.unlock(ref, PASSWORD)).token;
  return {
    workspace,
    redis,
    app: () => current.app,
    server: () => current.server,
    backup: ref.id,
    workers,
    async startWorker(name) {
      const worker = await startWorkerProcess(workspace, name);
      workers.push(worker);
      return worker;
    },
    unlock,
    async start() {
      await unlock();
      const { run } = await current.app.indexer.start(ref.id, await current.app.sessions.keys(ref));
      return run;
    },
    async restart() {
      await shut();
      current = await open();
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await shut();
      await database?.drop();
      await redis?.stop();
      await workspace.remove();
    },
  };
}

/** Polls until a condition is true. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 120_000): Promise<void> {
  for (const end = Date.now() + withinMs; ; ) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`still not so after ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
