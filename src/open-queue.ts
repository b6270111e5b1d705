import type { App } from './app.ts';
import { RedisIndexer } from './indexing/redis/redis-indexer.ts';
import { plain } from './locales/messages.ts';
import { DomainError } from './model/errors.ts';
import { reportWaiting } from './report-waiting.ts';
import { KeyHandover } from './sessions/index.ts';
import type { Settings } from './settings.ts';

/** Settings with which server and workers connect to Redis. */
export interface QueueSettings {
  readonly url: string;
  readonly secret: string;
  readonly waitMs: number;
}

/** @throws BAD_SETTINGS if Redis or the secret is not set */
export function queueSettings({ redis, worker }: Settings): QueueSettings {
  if (redis.url === undefined) {
    throw new DomainError(
      'BAD_SETTINGS',
      plain('APPLE_JUICER_REDIS__URL is not set: workers receive their jobs from Redis.'),
    );
  }
  if (worker.secret === undefined) {
    const why = 'with APPLE_JUICER_REDIS__URL workers receive the keys of backups and must authenticate';
    throw new DomainError('BAD_SETTINGS', plain(`APPLE_JUICER_WORKER__SECRET is not set: ${why}.`));
  }
  return { url: redis.url, secret: worker.secret, waitMs: redis.wait_seconds * 1000 };
}

/** Opens the server's side of the queue. @throws BAD_SETTINGS, QUEUE_UNAVAILABLE, STORAGE_UNAVAILABLE */
export async function openQueue(settings: Settings, store: App['store']): Promise<Pick<App, 'indexer' | 'workerKeys'>> {
  const { url, secret, waitMs } = queueSettings(settings);
  const workerKeys = new KeyHandover(secret);
  const indexer = await RedisIndexer.open(
    { store, redisUrl: url, handover: workerKeys },
    { waitMs, onWait: reportWaiting },
  );
  return { indexer, workerKeys };
}
