/**
 * Ids of the search index are in the order of time: `milliseconds × 2048 + slot`, so that newest-first is the order of the
 * index itself. Records without a time, or with one outside 1970–2109, have negative ids.
 */
export const SLOTS_PER_MS = 2048;

/** First millisecond that has no place: 2^42 × 2^11 is the end of the safe integers (May 2109). */
const MS_LIMIT = 2 ** 42;

/** Smallest id there can be. */
export const MIN_ID = -(2 ** 53 - 1);
/** Largest id there can be. */
export const MAX_ID = 2 ** 53 - 1;

/**
 * A full millisecond overflows into the next ones. Searching for a range of time, ids are looked at up to this many
 * milliseconds after it (two million records of one moment), and then compared by time.
 */
const OVERFLOW_MS = 1000;

/** True when a record with this time has its place in the order of time. */
function isOrdered(at: number | null): at is number {
  return at !== null && at >= 0 && at < MS_LIMIT;
}

/**
 * The ids that records of `type` have when nothing else has them, by ref and time: the same for the same record, whenever
 * it is indexed. The hash only has to spread records over the slots of a moment.
 */
export function preferredIds(backup: string, type: string): (ref: string, at: number | null) => number {
  const beginning = `${backup}/${type}/`;
  const low = fnv1a(beginning, 0x811c9dc5);
  const high = fnv1a(beginning, 0x1b873593);
  return (ref, at) => {
    const slot = mix(fnv1a(ref, low));
    if (isOrdered(at)) return Math.trunc(at) * SLOTS_PER_MS + (slot & (SLOTS_PER_MS - 1));
    // 52 bits of two hashes.
    return -1 - slot - (mix(fnv1a(ref, high)) & 0xfffff) * 2 ** 32;
  };
}

/** FNV-1a over UTF-16 units; `state` is a seed, or what it gave for the text before. */
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

/** The ids, both inclusive, among which all records of [after, before) are, and maybe some others. */
export function idRange(after: number | null, before: number | null): { minId: number; maxId: number } {
  if (after === null && before === null) return { minId: MIN_ID, maxId: MAX_ID };
  const first = Math.max(0, after ?? 0);
  const last = Math.min(MS_LIMIT, Math.max(0, before ?? MS_LIMIT) + OVERFLOW_MS);
  return { minId: Math.min(MAX_ID, first * SLOTS_PER_MS), maxId: Math.min(MAX_ID, last * SLOTS_PER_MS - 1) };
}

/**
 * The id after which a page begins that is to start at a moment: with what was until then in the order `newest`, from then
 * on in the order `oldest`.
 */
export function idBefore(order: 'newest' | 'oldest', at: number): number {
  const ms = Math.min(MS_LIMIT - 1, Math.max(0, Math.trunc(at)));
  return order === 'newest' ? (ms + 1) * SLOTS_PER_MS : ms * SLOTS_PER_MS - 1;
}

/** Conflicts in one bucket before it counts as crowded and is no longer probed from the preferred slot. */
const CROWDED = 16;

/**
 * Finds free ids near preferred ones. Remembers where crowded buckets (of {@link SLOTS_PER_MS} ids) have their next free
 * id, so that a hundred thousand records of one moment cost a constant each.
 */
export class IdAllocator {
  /** Crowded bucket → the first id that may be free for its records. */
  readonly #next = new Map<number, number>();

  /** Takes a free id, at `preferred` or soon after it; `claim` says whether one was free. */
  allocate(preferred: number, claim: (id: number) => boolean): number {
    let id = this.#follow(this.#next.get(bucketOf(preferred)) ?? preferred);
    for (let conflicts = 1; !claim(id); conflicts++) {
      this.#advance(id, conflicts > CROWDED);
      id = this.#follow(id + 1);
    }
    this.#advance(id, false);
    return id;
  }

  /** Another one that goes on from here. */
  clone(): IdAllocator {
    const other = new IdAllocator();
    for (const [bucket, next] of this.#next) other.#next.set(bucket, next);
    return other;
  }

  /** Notes that `id` is taken, for a bucket that is crowded or becomes so now. */
  #advance(id: number, crowded: boolean): void {
    const bucket = bucketOf(id);
    if (crowded || this.#next.has(bucket)) this.#next.set(bucket, id + 1);
  }

  /** Where to go on from `id`: over full buckets, each of which then remembers the end of the way. */
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
