import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Connection timeout in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Pause between connection attempts at start in milliseconds; doubled each time. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Maximum pause before reconnecting, in milliseconds. */
const LONGEST_RECONNECT_MS = 5_000;

/** Time to wait for users of a connection when closing it, in milliseconds. */
const CLOSE_WAIT_MS = 3_000;

/** Authentication errors of Redis, for which a retry is pointless; those in lower case are of versions before 6. */
const REFUSALS = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/;

/** BullMQ refuses earlier versions. */
const OLDEST_VERSION = 5;

/** Errors of a Redis that responds. Those of scripts begin with other words in some versions. */
const RESPONSES = [
  [REFUSALS, msg('detail.redis-login')],
  [/\bREADONLY\b/, msg('detail.redis-read-only')],
  [/\bOOM\b/, msg('detail.redis-full')],
] as const;

/** Purpose of a connection: commands that must not hang, or blocking calls. */
export type ConnectionUse = 'commands' | 'blocking';

/** A connection and its clean-up. */
export interface RedisLink {
  readonly redis: Redis;
  /**
   * Closes the users of the connection and then the connection with all duplicates. Takes effect immediately even if
   * Redis is unreachable, when BullMQ would wait for it to return.
   */
  close(users: () => Promise<void>, waitMs?: number): Promise<void>;
  /** {@link queueFailure} of a command; while Redis rejects the credentials, that is the reason. */
  failure(error: unknown): DomainError;
}

/**
 * Opens a connection that reconnects automatically. While disconnected, commands fail immediately, or wait on a
 * blocking connection.
 */
export function openRedis(url: string, use: ConnectionUse): RedisLink {
  const isBlocking = use === 'blocking';
  let isClosing = false;
  const redis = new Redis(url, {
    maxRetriesPerRequest: isBlocking ? null : 1,
    enableOfflineQueue: isBlocking,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (tries) => (isClosing ? null : Math.min(tries * 200, LONGEST_RECONNECT_MS)),
    // After a failover the address may already be that of another server.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  });
  let refusal: Error | null = null;
  // Every failing command reports the error itself; without a listener the process would end.
  redis.on('error', (error) => {
    refusal = REFUSALS.test(error.message) ? error : null;
  });
  redis.on('ready', () => {
    refusal = null;
  });
  return {
    redis,
    failure: (error) => queueFailure(refusal ?? error),
    async close(users, waitMs = CLOSE_WAIT_MS) {
      isClosing = true;
      // Errors while closing are irrelevant.
      await Promise.race([users().catch(() => {}), sleep(waitMs, undefined, { ref: false })]);
      redis.disconnect();
    },
  };
}

/** How to wait for an unreachable Redis. */
export interface RedisWait {
  readonly waitMs: number;
  /** Called once with the reason for waiting. */
  readonly onWait?: (reason: string) => void;
}

/**
 * Waits until Redis responds, retrying with growing pauses for `waitMs`.
 * @throws QUEUE_UNAVAILABLE if it does not respond, rejects the credentials, is too old, or is a read-only replica
 */
export async function waitForRedis(url: string, { waitMs, onWait }: RedisWait): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const failure = await tryRedis(url);
    if (failure === null) return;
    const problem = queueFailure(failure);
    const { code } = problem.detail;
    if (code === 'detail.redis-login' || code === 'detail.redis-too-old') throw problem;
    const left = deadline - Date.now();
    if (left <= 0) {
      if (code !== 'detail.redis-away') throw problem;
      const seconds = Math.round(waitMs / 1000);
      throw new DomainError('QUEUE_UNAVAILABLE', msg('detail.redis-silent', { seconds }), { cause: failure });
    }
    if (pause === FIRST_PAUSE_MS) onWait?.(problem.message);
    await sleep(Math.min(pause, left));
  }
}

/** Null if Redis responds and can be used, else the error. */
async function tryRedis(url: string): Promise<Error | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let failure: Error | null = null;
  redis.on('error', (error) => {
    failure ??= error;
  });
  try {
    await redis.connect();
    return unfit(await redis.info());
  } catch (error) {
    // The first error has the cause; the last one only reports a closed connection.
    return failure ?? (error instanceof Error ? error : new Error(String(error)));
  } finally {
    redis.disconnect();
  }
}

/** Why a Redis with this answer to `INFO` cannot be used; null if it can. */
export function unfit(info: string): DomainError | null {
  const version = /^redis_version:(\d+)[\d.]*/m.exec(info);
  if (version !== null && Number(version[1]) < OLDEST_VERSION) {
    const found = version[0].slice(version[0].indexOf(':') + 1);
    const detail = msg('detail.redis-too-old', { version: found, oldest: OLDEST_VERSION });
    return new DomainError('QUEUE_UNAVAILABLE', detail);
  }
  const isReadOnly = /^role:slave\b/m.test(info) && !/^slave_read_only:0\b/m.test(info);
  return isReadOnly ? new DomainError('QUEUE_UNAVAILABLE', msg('detail.redis-read-only')) : null;
}

/** Converts any error of Redis or its client to QUEUE_UNAVAILABLE. */
export function queueFailure(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const text = error instanceof Error ? error.message : '';
  const detail = RESPONSES.find(([pattern]) => pattern.test(text))?.[1] ?? msg('detail.redis-away');
  return new DomainError('QUEUE_UNAVAILABLE', detail, { cause: error });
}
