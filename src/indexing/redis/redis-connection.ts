import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { DomainError } from '../../model/errors.ts';

/** A connection that is not answered within this time has failed, milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Pauses between two tries at start, milliseconds: doubled each time. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Longest pause before a lost connection is tried again, milliseconds. */
const LONGEST_RECONNECT_MS = 5_000;

/** How long closing waits for what uses a connection, milliseconds. */
const CLOSE_WAIT_MS = 3_000;

/** What Redis says when it does not like user or password: trying again does not help. */
const REFUSALS = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH)/;

/** What a connection is for: commands that must not hang, or waiting for what comes. */
export type ConnectionUse = 'commands' | 'blocking';

/** A connection, and how to let it go. */
export interface RedisLink {
  readonly redis: Redis;
  /**
   * Closes what uses the connection, and then the connection with all copies that were made of it: at once, and for good
   * also when Redis is away, while which BullMQ would wait for it to come back.
   */
  close(users: () => Promise<void>, waitMs?: number): Promise<void>;
}

/**
 * Opens a connection that comes back by itself when it was lost. In the meantime commands fail at once, or wait where
 * the connection is a blocking one.
 */
export function openRedis(url: string, use: ConnectionUse): RedisLink {
  const isBlocking = use === 'blocking';
  let isClosing = false;
  const redis = new Redis(url, {
    maxRetriesPerRequest: isBlocking ? null : 1,
    enableOfflineQueue: isBlocking,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (tries) => (isClosing ? null : Math.min(tries * 200, LONGEST_RECONNECT_MS)),
  });
  // Every command that fails says so itself; without a listener the process would end.
  redis.on('error', () => {});
  return {
    redis,
    async close(users, waitMs = CLOSE_WAIT_MS) {
      isClosing = true;
      // What goes wrong with saying goodbye does not matter.
      await Promise.race([users().catch(() => {}), sleep(waitMs, undefined, { ref: false })]);
      redis.disconnect();
    },
  };
}

/** How a Redis that is away is waited for. */
export interface RedisWait {
  readonly waitMs: number;
  /** Told once why there is a wait. */
  readonly onWait?: (reason: string) => void;
}

/**
 * Waits until Redis answers, trying again with growing pauses for `waitMs`.
 * @throws QUEUE_UNAVAILABLE when it does not, or refuses user or password
 */
export async function waitForRedis(url: string, { waitMs, onWait }: RedisWait): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const failure = await tryRedis(url);
    if (failure === null) return;
    if (REFUSALS.test(failure.message)) {
      throw new DomainError('QUEUE_UNAVAILABLE', 'Redis refuses the user or password of APPLE_JUICER_REDIS__URL.');
    }
    const left = deadline - Date.now();
    if (left <= 0) {
      const seconds = Math.round(waitMs / 1000);
      throw new DomainError('QUEUE_UNAVAILABLE', `Redis has not answered for ${seconds} seconds.`, { cause: failure });
    }
    if (pause === FIRST_PAUSE_MS) onWait?.('Redis does not answer.');
    await sleep(Math.min(pause, left));
  }
}

/** Null when Redis answers, else why not. */
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
    await redis.ping();
    return null;
  } catch (error) {
    // The first error says why; the last only that the connection is closed.
    return failure ?? (error instanceof Error ? error : new Error(String(error)));
  } finally {
    redis.disconnect();
  }
}

/** A failure of the queue as ours: whatever Redis or its client says means that it cannot be used now. */
export function queueFailure(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError('QUEUE_UNAVAILABLE', 'Redis does not answer.', { cause: error });
}
