import { setTimeout as sleep } from 'node:timers/promises';

/** Maximum waiting time on a busy machine. */
const PATIENCE_MS = 120_000;

/** Interval for what may only be there for a moment. */
const EVERY_MS = 5;

/**
 * Polls until the result is neither undefined nor false. Where asking is expensive and the answer lasts, `everyMs` is
 * longer. @throws Error after the maximum waiting time
 */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  everyMs = EVERY_MS,
): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(everyMs)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`waited in vain for ${what}`);
}
