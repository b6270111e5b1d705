import { artifactTables } from './artifacts/registry.ts';
import { sweepSandboxes } from './backup/index.ts';
import { type JobEvent, RedisWorker } from './indexing/redis/redis-worker.ts';
import { queueSettings } from './open-queue.ts';
import { reportWaiting } from './report-waiting.ts';
import { plaintextPath, type Settings } from './settings.ts';
import { openStore } from './storage/index.ts';

/** A worker that accepts jobs. */
export interface RunningWorker {
  /** Kills running jobs, returns them to the queue, and disconnects. */
  close(): Promise<void>;
}

/**
 * Starts a worker with the given name.
 * @throws BAD_SETTINGS (no Redis, no secret), QUEUE_UNAVAILABLE, STORAGE_UNAVAILABLE
 */
export async function openWorker(
  settings: Settings,
  name: string,
  onJobEvent: (event: JobEvent) => void,
): Promise<RunningWorker> {
  const { url, secret, waitMs } = queueSettings(settings);
  const { dsn, wait_seconds: waitSeconds } = settings.postgres;
  const { temp_path: tempPath } = settings.backup_paths;
  const store = await openStore({ dsn, tables: artifactTables, waitMs: waitSeconds * 1000, onWait: reportWaiting });
  try {
    await store.migrate();
    await sweepSandboxes(tempPath);
    const worker = await RedisWorker.open(
      {
        store,
        dsn,
        tempPath: plaintextPath(settings),
        redisUrl: url,
        secret,
        name,
        concurrency: settings.worker.concurrency,
        stallMs: settings.indexing.stall_seconds * 1000,
        sliceFromBytes: settings.worker.slice_from_mb * 1e6,
        onJobEvent,
      },
      { waitMs, onWait: reportWaiting },
    );
    return {
      async close() {
        await worker.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
