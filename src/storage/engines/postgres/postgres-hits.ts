import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { IdWindow, Match } from '../../engine.ts';
import { localTimeSql } from '../../search/local-time.ts';
import { divisionOf, divisionSql } from './divisions.ts';
import { type TsQueries, tsQueries } from './postgres-query.ts';
import { BUCKETS_SQL, bucketsOf, periodFrom, SHORT_PERIOD, UNTIMED_BUCKETS } from './time-buckets.ts';

/** Records in the first period searched, per wanted hit, and at least. */
const FIRST_PER_HIT = 4;
const FIRST_RECORDS = 1000;
/** Hits from which on they are an estimate of how many there are in other periods. */
const SOME = 10;
/** How much more than estimated is searched, because hits are not evenly distributed. */
const RESERVE = 1.3;
/** How much longer than the last the next period may be, with an estimate and without one. */
const MAX_GROWTH = 16;
const BLIND_GROWTH = 8;
/** Hits read in one period, per wanted one, and at least; a period with more is divided. */
const MOST_PER_HIT = 4;
const MOST = 2000;
const DIVISOR = 8;
/** How much longer all of that is for a prefix, since GIN takes about the same time for any period. */
const COSTLY = 8;
/** Records that a search with a prefix reads to learn how frequent hits are, and at most in one period. */
const FIRST_READ = 10_000;
const MOST_READ = 200_000;
/** How much longer the next period that is read may be. */
const READ_GROWTH = 4;
/** Reading a record takes as long as collecting this many for a prefix, which happens in more than one period. */
const READING = 0.7;
/** Part of all time that must have been searched to tell how many hits there are. */
const KNOWN_PART = 1 / 32;
/** Hits per one that is still wanted up to which all are read: finding one in its period takes some 24 µs, without 4. */
const ALL_PER_HIT = 4;
/** Number of backups up to which the times of each are looked up. */
const FEW_BACKUPS = 8;

/** An id range; both ends inclusive. */
export interface IdRange {
  readonly minId: number;
  readonly maxId: number;
}

/** The first hits of a window. */
export interface FoundHits {
  /** In the order of the window. */
  readonly ids: readonly number[];
  /** Range of the remaining hits; null if there are none. */
  readonly rest: IdRange | null;
}

/** The times of records in the searched backups. */
interface Extent extends IdRange {
  /** Number of records with and without a time. */
  readonly records: number;
  /** Ids per record, on average. */
  readonly perRecord: number;
}

/** How far a search has come. */
interface Progress {
  /** In the order of the window. */
  readonly found: readonly number[];
  readonly left: IdRange;
  /** Number of ids that were searched. */
  readonly searched: number;
}

/**
 * Finds the ids of the first hits of a window.
 *
 * GIN returns all hits, unordered, at about a microsecond each, and their records must be read as well. So it is asked
 * for one period after another, beginning with the newest (see `time-buckets.ts`), until there are enough hits. The
 * first period has a few thousand records, by the average; the others are as long as the hits so far suggest. The
 * planner cannot know, because it has no statistics of words (they would survive deleted texts) nor of their
 * distribution over time.
 *
 * For a prefix, GIN collects all records with any of its words each time it is asked. So the newest records are read
 * instead, as long as hits are so frequent that this is faster.
 */
export class HitFinder {
  readonly #db: Kysely<CoreDatabase>;
  readonly #backups: readonly number[];
  readonly #queries: TsQueries;
  readonly #window: IdWindow;

  constructor(db: Kysely<CoreDatabase>, match: Match, window: IdWindow) {
    this.#db = db;
    this.#backups = match.backups;
    this.#queries = tsQueries(match);
    this.#window = window;
  }

  /** Finds up to the window's limit. */
  async find(): Promise<FoundHits> {
    const { minId, maxId, limit, only } = this.#window;
    const range = { minId, maxId };
    const ids =
      only !== null
        ? await this.#among(only, range, limit)
        : this.#queries.record === null
          ? await this.#everything(range, limit)
          : await this.#search(range);
    return { ids, rest: ids.length < limit ? null : this.#beyond(range, ids.at(-1) as number) };
  }

  /** The first hits of the range, found by GIN. */
  async #search(range: IdRange): Promise<number[]> {
    const timed = { minId: Math.max(0, range.minId), maxId: range.maxId };
    const untimed = { minId: range.minId, maxId: Math.min(-1, range.maxId) };
    const found: number[] = [];
    for (const part of this.#isDown ? [timed, untimed] : [untimed, timed]) {
      const wanted = this.#window.limit - found.length;
      if (part.minId > part.maxId || wanted === 0) continue;
      const ids =
        part === timed
          ? await this.#searchTimed(part, wanted)
          : await this.#hits(part, UNTIMED_BUCKETS, wanted, 'in order');
      found.push(...ids);
    }
    return found;
  }

  /** The first hits of a range of records with a time, one period after another. */
  async #searchTimed(range: IdRange, wanted: number): Promise<number[]> {
    const extent = await this.#extent();
    if (extent === null) return [];
    const whole = { minId: Math.max(range.minId, extent.minId), maxId: Math.min(range.maxId, extent.maxId) };
    const none: Progress = { found: [], left: whole, searched: 0 };
    const begun = this.#queries.isCostly ? await this.#readFirst(none, wanted, extent) : none;
    const growth = this.#queries.isCostly ? COSTLY : 1;
    const found = [...begun.found];
    let { left, searched } = begun;
    let length =
      searched === 0
        ? Math.max(FIRST_RECORDS, FIRST_PER_HIT * wanted) * extent.perRecord
        : next(searched, searched, found.length);
    function next(last: number, all: number, hits: number): number {
      const estimate = ((wanted - hits) / hits) * all * RESERVE;
      return hits < SOME ? last * BLIND_GROWTH * growth : Math.min(estimate, last * MAX_GROWTH * growth);
    }
    const span = whole.maxId - whole.minId + 1;
    let maybeFew = true;
    while (left.minId <= left.maxId && found.length < wanted) {
      const isKnown = maybeFew && found.length >= SOME && searched >= span * KNOWN_PART;
      const most = ALL_PER_HIT * (wanted - found.length);
      if (isKnown && (found.length / searched) * span <= most) {
        const rest = await this.#allHits(left, 2 * most);
        if (rest !== null) return [...found, ...rest].slice(0, wanted);
        maybeFew = false;
      }
      const period = this.#period(left, length);
      const hits = await this.#hitsOfPeriod(period, wanted - found.length);
      if (hits === null) {
        length = (period.maxId - period.minId) / DIVISOR;
        continue;
      }
      found.push(...hits);
      left = this.#beyond(left, this.#isDown ? period.minId : period.maxId);
      const last = period.maxId - period.minId + 1;
      searched += last;
      length = next(last, searched, found.length);
    }
    return found;
  }

  /** All hits of a range in order, found without periods; null if there are `most` or more. */
  async #allHits(range: IdRange, most: number): Promise<number[] | null> {
    const hits = await this.#hits(range, null, most, 'in any order');
    return hits.length === most ? null : this.#sorted(hits);
  }

  /** Reads the first records as long as that takes less time than asking GIN. */
  async #readFirst(begin: Progress, wanted: number, { records, perRecord }: Extent): Promise<Progress> {
    let progress = begin;
    let read = 0;
    for (let length = FIRST_READ * perRecord; ; ) {
      const { found, left, searched } = progress;
      const period = this.#isDown
        ? { minId: Math.max(left.minId, left.maxId - Math.ceil(length)), maxId: left.maxId }
        : { minId: left.minId, maxId: Math.min(left.maxId, left.minId + Math.ceil(length)) };
      if (period.minId > period.maxId) return progress;
      const part = await this.#read(period);
      if (part === null) return progress;
      progress = {
        found: [...found, ...this.#sorted(part.ids)].slice(0, wanted),
        left: this.#beyond(left, this.#isDown ? period.minId : period.maxId),
        searched: searched + period.maxId - period.minId + 1,
      };
      read += part.records;
      const hits = progress.found.length;
      if (hits === wanted) return progress;
      if (hits < SOME) {
        if (read >= FIRST_READ) return progress;
        length *= READ_GROWTH;
        continue;
      }
      const more = ((wanted - hits) / hits) * read;
      if (more > MOST_READ || more * READING > (hits / read) * records) return progress;
      length = Math.min(((wanted - hits) / hits) * progress.searched * RESERVE, length * READ_GROWTH);
    }
  }

  /** All hits of a period, found by reading its records; null if there are too many. */
  async #read(period: IdRange): Promise<{ readonly ids: number[]; readonly records: number } | null> {
    const { rows } = await sql<{ ids: string | null; records: number }>`
      select count(*) as records, string_agg(id::text, ',') filter (where hit) as ids from (
        select t.id, ts_match_vq(t.terms, ${this.#queries.record}::tsquery) and ${this.#conditions(sql`t`)} as hit
        from artifact_search_terms t
        where ${this.#inDivisions} and t.backup_id = any(${this.#backupList}::bigint[])
          and t.id between ${period.minId} and ${period.maxId} limit ${MOST_READ}
      ) r`.execute(this.#db);
    const { ids, records } = rows[0] as (typeof rows)[number];
    return records >= MOST_READ ? null : { ids: ids === null ? [] : ids.split(',').map(Number), records };
  }

  /** The next period of about this many ids, at the beginning of what is left. */
  #period({ minId, maxId }: IdRange, length: number): IdRange {
    return this.#isDown
      ? { minId: Math.max(minId, periodFrom(maxId, length, 'down')), maxId }
      : { minId, maxId: Math.min(maxId, periodFrom(minId, length, 'up')) };
  }

  /** The first `wanted` hits of a period in order; null if it has too many and can be divided. */
  async #hitsOfPeriod(period: IdRange, wanted: number): Promise<number[] | null> {
    const buckets = bucketsOf(period.minId, period.maxId);
    if (period.maxId - period.minId < SHORT_PERIOD) return this.#hits(period, buckets, wanted, 'in order');
    const most = Math.max(MOST, MOST_PER_HIT * wanted) * (this.#queries.isCostly ? COSTLY : 1);
    const hits = await this.#hits(period, buckets, most, 'in any order');
    if (hits.length === most) return null;
    return this.#sorted(hits).slice(0, wanted);
  }

  #sorted(ids: number[]): number[] {
    return ids.sort((a, b) => (this.#isDown ? b - a : a - b));
  }

  /** The times of the records of all searched backups, or of all where many are searched; null if none has a time. */
  async #extent(): Promise<Extent | null> {
    const ofBackup = sql`${this.#inDivisions} and t.division = ${sql.raw(divisionSql('b.id'))} and t.backup_id = b.id and t.id >= 0`;
    const each = sql`
      select min(e.oldest) as oldest, max(e.newest) as newest
      from unnest(${this.#backupList}::bigint[]) b (id) cross join lateral (
        select (select min(t.id) from artifact_search_terms t where ${ofBackup}) as oldest,
          (select max(t.id) from artifact_search_terms t where ${ofBackup}) as newest) e`;
    const all = sql`select min(id) as oldest, max(id) as newest from artifact_search_index where id >= 0`;
    const { rows } = await sql<{ oldest: number | null; newest: number | null; records: number }>`
      select e.oldest, e.newest,
        (select coalesce(sum(search_rows), 0) from artifact_runs where backup_id = any(${this.#backupList}::bigint[])) as records
      from (${this.#backups.length <= FEW_BACKUPS ? each : all}) e`.execute(this.#db);
    const { oldest, newest, records } = rows[0] as (typeof rows)[number];
    if (oldest === null || newest === null) return null;
    return { minId: oldest, maxId: newest, records, perRecord: (newest - oldest + 1) / Math.max(1, records) };
  }

  /** The first rows of the range if every row is a hit, apart from its time. */
  async #everything(range: IdRange, limit: number): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      select id from (${this.#rows(sql`id`, range, limit, this.#conditions(sql`t`))}) r
      order by id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Hits among these ids, in order. */
  async #among(ids: readonly number[], { minId, maxId }: IdRange, limit: number): Promise<number[]> {
    const { record } = this.#queries;
    const matches = record === null ? sql`true` : sql`ts_match_vq(t.terms, ${record}::tsquery)`;
    const { rows } = await sql<{ id: number }>`
      select t.id from artifact_search_terms t
      where ${this.#inDivisions} and t.backup_id = any(${this.#backupList}::bigint[]) and t.id = any(${`{${ids.join()}}`}::bigint[])
        and t.id between ${minId} and ${maxId} and ${matches} and ${this.#conditions(sql`t`)}
      order by t.id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Hits in a range found by GIN, in all periods without `buckets`. `+ 0` and `offset 0` keep the planner from reading rows by key. */
  async #hits(
    { minId, maxId }: IdRange,
    buckets: readonly number[] | null,
    limit: number,
    how: 'in order' | 'in any order',
  ): Promise<number[]> {
    const { record, index, isExact } = this.#queries;
    const words =
      index.length === 0
        ? sql`true`
        : sql.join(
            index.map((query) => sql`t.terms @@ ${query}::tsquery`),
            sql` and `,
          );
    const exactly = isExact ? sql`true` : sql`ts_match_vq(t.terms, ${record}::tsquery)`;
    const inPeriod = buckets === null ? sql`true` : sql`${sql.raw(BUCKETS_SQL)} && ${`{${buckets.join()}}`}::bigint[]`;
    const order = how === 'in order' ? sql`order by id ${this.#direction}` : sql``;
    const { rows } = await sql<{ id: number }>`
      select id from (
        select t.id from artifact_search_terms t
        where ${this.#inDivisions} and ${words} and ${inPeriod}
          and t.backup_id + 0 = any(${this.#backupList}::bigint[])
          and t.id + 0 between ${minId} and ${maxId} and ${exactly} and ${this.#conditions(sql`t`)} offset 0
      ) hits ${order} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Lets the planner leave out the other divisions. */
  get #inDivisions(): RawBuilder<unknown> {
    const searched = new Set(this.#backups.map(divisionOf));
    return sql`t.division = any(${`{${[...searched].join()}}`}::smallint[])`;
  }

  get #backupList(): string {
    return `{${this.#backups.join()}}`;
  }

  get #isDown(): boolean {
    return this.#window.order === 'newest';
  }

  get #direction(): RawBuilder<unknown> {
    return this.#isDown ? sql`desc` : sql`asc`;
  }

  /**
   * Up to `limit` rows of the range per backup, merged in key order. Each has its own order and limit, because only
   * then does the planner read the key backwards and stop at the limit.
   */
  #rows(
    columns: RawBuilder<unknown>,
    { minId, maxId }: IdRange,
    limit: number,
    conditions: RawBuilder<unknown> = sql`true`,
  ): RawBuilder<unknown> {
    const each = this.#backups.map(
      (backup) =>
        sql`(select ${columns} from artifact_search_terms t
             where division = ${divisionOf(backup)} and backup_id = ${backup} and id between ${minId} and ${maxId} and ${conditions}
             order by id ${this.#direction} limit ${limit})`,
    );
    return sql.join(each, sql` union all `);
  }

  /** Further conditions on a row: its time and, for a long record, what only its parts reveal. */
  #conditions(row: RawBuilder<unknown>): RawBuilder<unknown> {
    const { after, before, localTime, only, except } = this.#window;
    const conditions = [];
    if (only !== null) conditions.push(sql`${row}.id + 0 = any(${`{${only.join()}}`}::bigint[])`);
    if (except.length > 0) conditions.push(sql`${row}.id + 0 <> all(${`{${except.join()}}`}::bigint[])`);
    if (after !== null) conditions.push(sql`${row}.occurred_at >= ${after}`);
    if (before !== null) conditions.push(sql`${row}.occurred_at < ${before}`);
    if (localTime !== null) conditions.push(localTimeSql('t.occurred_at', localTime));
    const { parts, excludedParts } = this.#queries;
    if (parts.length + excludedParts.length > 0) {
      // A scalar subquery with a limit is never turned into a scan of all parts, unlike `exists`.
      const inParts = (query: string) =>
        sql`(select true from artifact_search_parts p where p.id = ${row}.id and p.terms @@ ${query}::tsquery limit 1)`;
      const verified = [
        ...parts.map((query) => sql`${inParts(query)} is not null`),
        ...excludedParts.map((query) => sql`${inParts(query)} is null`),
      ];
      conditions.push(sql`(not ${row}.long or (${sql.join(verified, sql` and `)}))`);
    }
    return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  }

  /** The part of the range after `id` in the order of the window. */
  #beyond({ minId, maxId }: IdRange, id: number): IdRange {
    return this.#isDown ? { minId, maxId: id - 1 } : { minId: id + 1, maxId };
  }
}
