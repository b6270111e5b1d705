/**
 * Ids of the search index are in time order: `milliseconds × 2048 + slot`, so that newest-first is the order of the
 * index itself. Records without a time, or outside 1970–2109, have negative ids.
 */
export const SLOTS_PER_MS = 2048;

/** First millisecond that cannot be represented: 2^42 × 2^11 is the end of the safe integers (May 2109). */
const MS_LIMIT = 2 ** 42;

/** Smallest possible id. */
export const MIN_ID = -(2 ** 53 - 1);
/** Largest possible id. */
export const MAX_ID = 2 ** 53 - 1;

/**
 * A full millisecond overflows into the following ones. A search for a time range also examines ids up to this many
 * milliseconds later (two million records with the same time), and then compares times.
 */
const OVERFLOW_MS = 1000;

/** Records without a time have ids with 52 random bits, which rarely need to be moved. */
const MAX_SHIFT = 4096;

/** True if the id of a record with this time is in time order. */
function isOrdered(at: number | null): at is number {
  return at !== null && at >= 0 && at < MS_LIMIT;
}

/**
 * The preferred ids of records of `type`, by ref and time; reproducible whenever a record is indexed. The hash only
 * spreads records over the slots of a millisecond.
 */
export function preferredIds(backup: string, type: string): (ref: string, at: number | null) => number {
  const beginning = `${backup}/${type}/`;
  const low = fnv1a(beginning, 0x811c9dc5);
  const high = fnv1a(beginning, 0x1b873593);
  return (ref, at) => {
    const slot = mix(fnv1a(ref, low));
    if (isOrdered(at)) return Math.trunc(at) * SLOTS_PER_MS + (slot & (SLOTS_PER_MS - 1));
    // 52 bits from two hashes.
    return -1 - slot - (mix(fnv1a(ref, high)) & 0xfffff) * 2 ** 32;
  };
}

/** FNV-1a over UTF-16 units; `state` is a seed, or the result for the preceding text. */
function fnv1a(text: string, state: number): number {
  let hash = state;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** Makes the low bits of a hash depend on all of them. */
function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The id range, both ends inclusive, that contains all records of [after, before) and maybe some others. */
export function idRange(after: number | null, before: number | null): { minId: number; maxId: number } {
  if (after === null && before === null) return { minId: MIN_ID, maxId: MAX_ID };
  const first = Math.max(0, after ?? 0);
  const last = Math.min(MS_LIMIT, Math.max(0, before ?? MS_LIMIT) + OVERFLOW_MS);
  return { minId: Math.min(MAX_ID, first * SLOTS_PER_MS), maxId: Math.min(MAX_ID, last * SLOTS_PER_MS - 1) };
}

/**
 * The id after which a page begins that starts at a given time: with earlier records in the order `newest`, with later
 * ones in the order `oldest`.
 */
export function idBefore(order: 'newest' | 'oldest', at: number): number {
  const ms = Math.min(MS_LIMIT - 1, Math.max(0, Math.trunc(at)));
  return order === 'newest' ? (ms + 1) * SLOTS_PER_MS : ms * SLOTS_PER_MS - 1;
}

/** The ids that {@link IdAllocator} may have given to a record with this preferred id. Both ends inclusive. */
export function idWindowOf(preferred: number): { minId: number; maxId: number } {
  // In a crowded bucket, records are moved to its first free id.
  const minId = bucketOf(preferred) * SLOTS_PER_MS;
  const maxId = preferred < 0 ? Math.min(-1, preferred + MAX_SHIFT) : preferred + OVERFLOW_MS * SLOTS_PER_MS;
  return { minId: Math.max(MIN_ID, minId), maxId };
}

/** Conflicts in one bucket before it is treated as crowded and no longer probed from the preferred slot. */
const CROWDED = 16;

/**
 * Finds free ids near preferred ones. Remembers the next free id of crowded buckets (of {@link SLOTS_PER_MS} ids), so
 * that a hundred thousand records with the same time take constant time each.
 */
export class IdAllocator {
  /** Crowded bucket → the first id that may be free for its records. */
  readonly #next = new Map<number, number>();

  /** Claims a free id at or after `preferred`; `claim` returns true if the id was free. */
  allocate(preferred: number, claim: (id: number) => boolean): number {
    let id = this.#follow(this.#next.get(bucketOf(preferred)) ?? preferred);
    for (let conflicts = 1; !claim(id); conflicts++) {
      this.#advance(id, conflicts > CROWDED);
      id = this.#follow(id + 1);
    }
    this.#advance(id, false);
    return id;
  }

  /** A copy that continues independently. */
  clone(): IdAllocator {
    const other = new IdAllocator();
    for (const [bucket, next] of this.#next) other.#next.set(bucket, next);
    return other;
  }

  /** Records that `id` is taken, for a crowded bucket. */
  #advance(id: number, crowded: boolean): void {
    const bucket = bucketOf(id);
    if (crowded || this.#next.has(bucket)) this.#next.set(bucket, id + 1);
  }

  /** Follows full buckets from `id`; each of them then points to the end of the chain. */
  #follow(id: number): number {
    const passed: number[] = [];
    let at = id;
    for (;;) {
      const bucket = bucketOf(at);
      const next = this.#next.get(bucket);
      if (next === undefined || next <= at) break;
      at = next;
      if (bucketOf(at) === bucket) break;
      passed.push(bucket);
    }
    for (const bucket of passed) this.#next.set(bucket, at);
    return at;
  }
}

function bucketOf(id: number): number {
  return Math.floor(id / SLOTS_PER_MS);
}
