import { setTimeout as sleep } from 'node:timers/promises';

/** Maximum waiting time on a busy machine. */
const PATIENCE_MS = 60_000;
const EVERY_MS = 5;

/** Polls until the result is neither undefined nor false. @throws Error after the maximum waiting time */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(EVERY_MS)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`waited in vain for ${what}`);
}
