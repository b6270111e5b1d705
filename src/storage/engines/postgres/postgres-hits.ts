import type { Kysely } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { IdWindow, Match } from '../../engine.ts';
import { HitStatements, type ReadHits } from './hit-statements.ts';
import type { IdRange, RecordTimes } from './record-times.ts';
import { bucketsOf, periodFrom, SHORT_PERIOD, UNTIMED_BUCKETS } from './time-buckets.ts';

/** Records in the first period searched, per wanted hit, and at least. Less than {@link MOST_PER_HIT}. */
const FIRST_PER_HIT = 3;
const FIRST_RECORDS = 1000;
/** Hits from which on they are an estimate of how many there are in other periods. */
const SOME = 10;
/** How much more than estimated is searched, because hits are not evenly distributed. */
const RESERVE = 1.3;
/** How many more records than the last the next period may have, with an estimate and without one. */
const MAX_GROWTH = 16;
const BLIND_GROWTH = 8;
/** Hits taken of one period, per wanted one, and at least; after a period with more, records are read. */
const MOST_PER_HIT = 4;
const MOST = 2000;
/** How much longer the next period is, and how much more is read, for a prefix: GIN takes about the same time for any. */
const COSTLY_GROWTH = 8;
const COSTLY_MOST = 2;
/** Records that a search with a prefix reads to learn how frequent hits are. */
const FIRST_READ = 10_000;
/** How many more records than the last time are read at once, and how many at most. */
const MAX_READ_GROWTH = 4;
const MOST_READ = 100_000;
/** Records that can be read in the time in which GIN finds a hit, and in which it collects one for a prefix. */
const READ_PER_HIT = 5;
const READ_PER_COLLECTED = 1.5;
/** Records up to which a search reads for more hits than are enough. */
const MOST_READ_TO_COUNT = 25_000;
/** Records of a period, and milliseconds by the time of the one before, from which on it is not searched for more hits than are enough. */
const MANY_TO_COUNT = 1_000_000;
const LONG_TO_COUNT = 40;
/** Part of all records that must have been searched to tell how many hits there are. */
const KNOWN_PART = 1 / 32;
/** Hits per one that is still wanted up to which all are read: finding one in its period takes some 24 µs, without 4. */
const ALL_PER_HIT = 4;

/** True if GIN finds the records with the other words sooner than it collects those with the prefixes. */
function isRareOtherwise({ withoutPrefixes, collected }: ReadHits): boolean {
  return withoutPrefixes !== null && withoutPrefixes * READ_PER_HIT < collected * READ_PER_COLLECTED;
}

/** The first hits of a window. */
export interface FoundHits {
  /** In the order of the window. */
  readonly ids: readonly number[];
  /** Range of the remaining hits; null if the search has found all. */
  readonly rest: IdRange | null;
}

/**
 * Finds the ids of the first hits of a window.
 *
 * GIN returns all hits, unordered, at some microseconds each. So it is asked for one period after another, beginning
 * with the newest (see `time-buckets.ts`), until there are enough hits. The first period has a few thousand records, by
 * the average; the others are as long as the hits so far suggest. The planner cannot know, because it has no statistics
 * of words (they would survive deleted texts) nor of their distribution over time.
 *
 * Where hits are frequent, the records are read by their key instead, at about a microsecond each: after a period with
 * too many, and at first for a prefix, since GIN collects all records with any of its words each time it is asked.
 */
export class HitFinder {
  readonly #statements: HitStatements;
  readonly #window: IdWindow;

  constructor(db: Kysely<CoreDatabase>, match: Match, window: IdWindow) {
    this.#statements = new HitStatements(db, match, window);
    this.#window = window;
  }

  /** Finds up to the window's limit, fewer if there are `enough` and many records would have to be read for the others. */
  async find(enough = this.#window.limit): Promise<FoundHits> {
    const { minId, maxId, limit, only } = this.#window;
    const range = { minId, maxId };
    if (only === null && !this.#statements.areAll) return this.#search(range, enough);
    const ids =
      only === null
        ? await this.#statements.everything(range, limit)
        : await this.#statements.among(only, range, limit);
    return this.#upTo(limit, ids, range);
  }

  /** Hits of a range of which no more than `limit` were looked for. */
  #upTo(limit: number, ids: readonly number[], range: IdRange): FoundHits {
    return { ids, rest: ids.length < limit ? null : this.#beyond(range, ids.at(-1) as number) };
  }

  /** The first hits of the range. */
  async #search(range: IdRange, enough: number): Promise<FoundHits> {
    const timed = { minId: Math.max(0, range.minId), maxId: range.maxId };
    const untimed = { minId: range.minId, maxId: Math.min(-1, range.maxId) };
    const found: number[] = [];
    for (const part of this.#isDown ? [timed, untimed] : [untimed, timed]) {
      const wanted = this.#window.limit - found.length;
      if (part.minId > part.maxId || wanted === 0) continue;
      if (part === untimed) {
        found.push(...(await this.#searchUntimed(part, wanted)));
        continue;
      }
      const { ids, rest } = await this.#searchTimed(part, wanted, enough - found.length);
      found.push(...ids);
      if (rest !== null) return { ids: found, rest: this.#isDown ? { ...range, maxId: rest.maxId } : rest };
    }
    return this.#upTo(this.#window.limit, found, range);
  }

  /** The first hits of a range of records without a time, which are few. */
  async #searchUntimed(range: IdRange, wanted: number): Promise<number[]> {
    if (this.#statements.areCostly) {
      const { ids, last } = await this.#statements.read(range, FIRST_READ);
      if (last === null) return this.#sorted(ids).slice(0, wanted);
    }
    return this.#statements.inIndex(range, UNTIMED_BUCKETS, wanted, 'in order');
  }

  /** The first hits of a range of records with a time. */
  async #searchTimed(range: IdRange, wanted: number, enough: number): Promise<FoundHits> {
    const times = await this.#statements.times();
    if (times === null) return { ids: [], rest: null };
    const found: number[] = [];
    let left = { minId: Math.max(range.minId, times.range.minId), maxId: Math.min(range.maxId, times.range.maxId) };
    /** Records of the next period, and for each hit where the search has come. */
    let records = Math.max(FIRST_RECORDS, FIRST_PER_HIT * wanted);
    let perHit: number | null = null;
    let searched = 0;
    let read = 0;
    let toRead = this.#statements.areCostly ? FIRST_READ : 0;
    let maybeFew = true;
    /** Milliseconds that GIN has taken for each record of the last period. */
    let perRecord = 0;
    const isLong = (period: IdRange): boolean => {
      const size = times.in(period);
      return found.length >= enough && size >= MANY_TO_COUNT && size * perRecord >= LONG_TO_COUNT;
    };
    while (left.minId <= left.maxId && found.length < wanted) {
      const mayRead = found.length < enough ? MOST_READ : MOST_READ_TO_COUNT - read;
      if (mayRead <= 0 && (toRead > 0 || this.#statements.areCostly)) return { ids: found, rest: left };
      if (toRead > 0) {
        const part = await this.#statements.read(left, Math.min(toRead, mayRead));
        found.push(...this.#sorted(part.ids));
        left = this.#beyond(left, part.last ?? (this.#isDown ? left.minId : left.maxId));
        searched += part.records;
        read += part.records;
        if (part.ids.length >= SOME) perHit = part.records / part.ids.length;
        if (isRareOtherwise(part)) this.#statements.leaveOutPrefixes();
        toRead =
          found.length < enough
            ? this.#nextRead(part, perHit, enough - found.length, times, Number.POSITIVE_INFINITY)
            : this.#nextRead(part, perHit, wanted - found.length, times, MOST_READ_TO_COUNT - read);
        records = perHit === null ? part.records * BLIND_GROWTH : (wanted - found.length) * perHit * RESERVE;
        continue;
      }
      const most = ALL_PER_HIT * (wanted - found.length);
      const areFew =
        perHit === null
          ? this.#statements.areCostly && found.length * times.records <= most * searched
          : searched >= times.records * KNOWN_PART && times.records / perHit <= most;
      if (maybeFew && areFew) {
        if (isLong(left)) return { ids: found, rest: left };
        const rest = await this.#allHits(left, 2 * most);
        if (rest !== null) return { ids: [...found, ...rest].slice(0, wanted), rest: null };
        maybeFew = false;
      }
      // A short rest would be asked for alone.
      const period =
        times.in(left) <= records * RESERVE
          ? left
          : this.#period(left, times.lengthOf(left, records, this.#isDown ? 'greatest' : 'least'));
      if (isLong(period)) return { ids: found, rest: left };
      const start = performance.now();
      const hits = await this.#hitsOfPeriod(period, wanted - found.length);
      if (hits === null) {
        toRead = this.#mostHits(wanted - found.length) * READ_PER_HIT;
        continue;
      }
      found.push(...hits);
      left = this.#beyond(left, this.#isDown ? period.minId : period.maxId);
      // Statistics may know nothing of the newest records.
      const last = Math.max(1, times.in(period));
      perRecord = (performance.now() - start) / last;
      searched += last;
      // The last period tells more of what follows than all before, if it has some hits.
      if (hits.length >= SOME) perHit = last / hits.length;
      else if (found.length >= SOME) perHit = searched / found.length;
      const growth = this.#statements.areCostly ? COSTLY_GROWTH : 1;
      records =
        perHit === null
          ? Math.max(last, records) * BLIND_GROWTH * growth
          : Math.min((wanted - found.length) * perHit * RESERVE, Math.max(last, FIRST_RECORDS) * MAX_GROWTH * growth);
    }
    return { ids: found.slice(0, wanted), rest: null };
  }

  /** How many records to read after some others; 0 if GIN finds the missing hits sooner, and in the time of `most` records. */
  #nextRead(
    { records, collected }: ReadHits,
    perHit: number | null,
    missing: number,
    times: RecordTimes,
    most: number,
  ): number {
    const { areCostly } = this.#statements;
    const inIndex =
      missing * READ_PER_HIT + (areCostly ? (collected / records) * times.records * READ_PER_COLLECTED : 0);
    const more = perHit === null ? Number.POSITIVE_INFINITY : missing * perHit;
    if (more > inIndex && inIndex <= most) return 0;
    return Math.ceil(Math.min(more * RESERVE, records * MAX_READ_GROWTH, MOST_READ));
  }

  /** All hits of a range in order, found without periods; null if there are `most` or more. */
  async #allHits(range: IdRange, most: number): Promise<number[] | null> {
    const hits = await this.#statements.inIndex(range, null, most, 'in any order');
    return hits.length === most ? null : this.#sorted(hits);
  }

  /** The next period of about this many ids. */
  #period(left: IdRange, length: number): IdRange {
    return this.#isDown
      ? { ...left, minId: Math.max(left.minId, periodFrom(left.maxId, length, 'down')) }
      : { ...left, maxId: Math.min(left.maxId, periodFrom(left.minId, length, 'up')) };
  }

  /** The first `wanted` hits of a period in order; null if it has too many and can be divided. */
  async #hitsOfPeriod(period: IdRange, wanted: number): Promise<number[] | null> {
    const buckets = bucketsOf(period.minId, period.maxId);
    if (period.maxId - period.minId < SHORT_PERIOD) {
      return this.#statements.inIndex(period, buckets, wanted, 'in order');
    }
    const most = this.#mostHits(wanted);
    const hits = await this.#statements.inIndex(period, buckets, most, 'in any order');
    return hits.length === most ? null : this.#sorted(hits).slice(0, wanted);
  }

  /** Hits from which on a period has too many. */
  #mostHits(wanted: number): number {
    return Math.max(MOST, MOST_PER_HIT * wanted) * (this.#statements.areCostly ? COSTLY_MOST : 1);
  }

  #sorted(ids: number[]): number[] {
    return ids.sort((a, b) => (this.#isDown ? b - a : a - b));
  }

  get #isDown(): boolean {
    return this.#window.order === 'newest';
  }

  /** The part of the range after `id` in the order of the window. */
  #beyond({ minId, maxId }: IdRange, id: number): IdRange {
    return this.#isDown ? { minId, maxId: id - 1 } : { minId: id + 1, maxId };
  }
}
