/** Size and age limits of a cache. */
export interface CacheLimits {
  readonly maxBytes: number;
  /** Entries unused for this many milliseconds are dropped. */
  readonly maxIdleMs: number;
}

interface Kept<T> {
  readonly value: T;
  usedAt: number;
}

/** Maximum share of the cache for a single value. */
const MAX_SHARE = 0.25;

/** An in-memory cache of results by key with least-recently-used eviction. */
export class ByteCache<T extends { readonly bytes: Uint8Array }> {
  readonly #limits: CacheLimits;
  /** Least recently used first. */
  readonly #entries = new Map<string, Kept<T>>();
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  /** Returns the value and marks it as most recently used. */
  get(key: string): T | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    entry.usedAt = Date.now();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Stores a value unless it takes more than a quarter of the cache. */
  set(key: string, value: T): void {
    this.#remove(key);
    const { maxBytes, maxIdleMs } = this.#limits;
    if (value.bytes.length > maxBytes * MAX_SHARE) return;
    this.#entries.set(key, { value, usedAt: Date.now() });
    this.#bytes += value.bytes.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= maxBytes) break;
      this.#remove(oldest);
    }
    this.#timer ??= setInterval(() => this.#dropIdle(), maxIdleMs / 2).unref();
  }

  /** Drops the entries whose key starts with `prefix`; all if it is empty. */
  forget(prefix = ''): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#remove(key);
  }

  #dropIdle(): void {
    const before = Date.now() - this.#limits.maxIdleMs;
    for (const [key, { usedAt }] of this.#entries) if (usedAt <= before) this.#remove(key);
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.value.bytes.length;
    if (this.#entries.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}
