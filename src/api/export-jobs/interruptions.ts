/** Time between two attempts. */
const RETRY_MS = 2000;
/** A database that is lost more often than this is not only restarted. */
const MAX_INTERRUPTIONS = 3;

interface Interruption {
  /** How often the database was lost after it had answered. */
  readonly count: number;
  /** When it was lost, UTC milliseconds. */
  readonly since: number;
  /** When the next attempt may begin, UTC milliseconds. */
  readonly retryAt: number;
}

/** Exports that were interrupted because the database was away, for example while it was restarted. */
export class Interruptions {
  readonly #waitMs: number;
  readonly #known = new Map<string, Interruption>();
  /** Exports in whose last attempt the database has answered. */
  readonly #answered = new Set<string>();

  /** @param waitMs for how long an export waits for the database */
  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  /** Notes that the database has answered an attempt. */
  answered(id: string): void {
    this.#answered.add(id);
  }

  /** Notes that an attempt failed because the database is away. True if there is to be another one. */
  interrupt(id: string, now: number): boolean {
    const before = this.#known.get(id) ?? { count: 0, since: now };
    const isNew = this.#answered.delete(id) || before.count === 0;
    const { count, since } = isNew ? { count: before.count + 1, since: now } : before;
    this.#known.set(id, { count, since, retryAt: now + RETRY_MS });
    return count <= MAX_INTERRUPTIONS && now + RETRY_MS <= since + Math.max(this.#waitMs, RETRY_MS);
  }

  /** True if the next attempt has to wait. */
  isWaiting(id: string, now: number): boolean {
    return (this.#known.get(id)?.retryAt ?? 0) > now;
  }

  /** Forgets an export that has ended. */
  forget(id: string): void {
    this.#known.delete(id);
    this.#answered.delete(id);
  }
}
