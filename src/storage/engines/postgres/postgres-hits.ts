import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { IdWindow, Match } from '../../engine.ts';
import { type TsQueries, tsQueries } from './postgres-query.ts';

/** Rows that are looked at one by one before the index is asked, for each hit that is wanted, and their bounds. */
const ROWS_PER_HIT = 10;
const MIN_ROWS = 4000;
const MAX_ROWS = 20_000;
/** Most rows that are looked at when hits turn up often enough: some fifty milliseconds. */
const MAX_MORE_ROWS = 80_000;
/** A hit that the index finds costs as much as looking at this many rows: it is read in no order, and then sorted. */
const ROWS_PER_INDEX_HIT = 3;

/** Between which ids to look. Both inclusive. */
export interface IdRange {
  readonly minId: number;
  readonly maxId: number;
}

/** The first hits of a window. */
export interface FoundHits {
  /** In the order of the window. */
  readonly ids: readonly number[];
  /** Where the hits after them are; null when there are none. */
  readonly rest: IdRange | null;
}

/**
 * Finds the ids of the first hits of a window.
 *
 * GIN gives hits in no order, and all of them: a microsecond each, and as much again to read and sort them. That is quick
 * for what is rare. What is common is found quicker by looking at the newest records one after another. So the first some
 * thousand are looked at; when that was not enough, how many hits there were tells which way is shorter. The planner
 * cannot know: it has no statistics of words (they would outlive deleted texts), nor of their order in time.
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
    const looked = await this.#look();
    return looked.rest === null || looked.ids.length >= this.#window.limit
      ? looked
      : this.#findRest(looked, looked.rest);
  }

  /** Counts up to the window's limit, and finds at least the first `wanted` hits by the way. */
  async count(wanted: number): Promise<FoundHits & { readonly count: number }> {
    const { limit } = this.#window;
    const looked = await this.#look();
    const { ids, rest } = looked;
    if (rest === null || ids.length >= limit) return { ids, rest, count: ids.length };
    if (ids.length >= wanted) {
      // To count, the index may stop as soon as there are enough.
      const more = await this.#askIndex(rest, limit - ids.length, 'in any order');
      if (ids.length + more.length >= limit) return { ids, rest, count: limit };
      more.sort((a, b) => (this.#window.order === 'newest' ? b - a : a - b));
      return { ids: [...ids, ...more], rest: null, count: ids.length + more.length };
    }
    const found = await this.#findRest(looked, rest);
    return { ...found, count: found.ids.length };
  }

  /** Adds to what looking found what the index finds. */
  async #findRest({ ids }: FoundHits, rest: IdRange): Promise<FoundHits> {
    const { limit } = this.#window;
    const more = await this.#askIndex(rest, limit - ids.length, 'in order');
    const all = [...ids, ...more];
    return { ids: all, rest: all.length < limit ? null : this.#beyond(rest, all.at(-1) as number) };
  }

  /** Looks at rows in order, as far as that is the shorter way. */
  async #look(): Promise<FoundHits> {
    const { limit, minId, maxId } = this.#window;
    let rest: IdRange = { minId, maxId };
    let ids: number[] = [];
    const enough = (): FoundHits => ({ ids, rest: this.#beyond(rest, ids.at(-1) as number) });
    if (this.#queries.record === null) {
      ids = await this.#everything(rest, limit);
      return ids.length < limit ? { ids, rest: null } : enough();
    }
    let rows = Math.min(MAX_ROWS, Math.max(MIN_ROWS, limit * ROWS_PER_HIT));
    for (const round of ['first', 'second']) {
      ids = [...ids, ...(await this.#walk(rest, rows, limit - ids.length))];
      if (ids.length >= limit) return enough();
      const edge = await this.#edge(rest, rows);
      if (edge === null) return { ids, rest: null };
      rest = this.#beyond(rest, edge);
      if (round === 'first') rows = await this.#moreRows(ids.length, rows);
      if (rows === 0) break;
    }
    return { ids, rest };
  }

  /** How many more rows to look at after `looked` had `found` hits; 0 when the index is quicker. */
  async #moreRows(found: number, looked: number): Promise<number> {
    if (found === 0) return 0;
    const perHit = looked / found;
    const rows = Math.ceil((this.#window.limit - found) * perHit * 1.2);
    if (rows > MAX_MORE_ROWS) return 0;
    return rows <= ((await this.#size()) / perHit) * ROWS_PER_INDEX_HIT ? rows : 0;
  }

  /** The id of the last of the first `rows` rows of the range; null when it has no more than those. */
  async #edge(range: IdRange, rows: number): Promise<number | null> {
    const { rows: found } = await sql<{ id: number }>`
      select id from (${this.#rows(sql`id`, range, rows + 1)}) r
      order by id ${this.#direction} offset ${rows - 1} limit 2`.execute(this.#db);
    return found.length < 2 ? null : (found[0]?.id as number);
  }

  /** Records of the search index in all backups, from the ledger. */
  async #size(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(search_rows), 0) as n from artifact_runs`.execute(
      this.#db,
    );
    return rows[0]?.n ?? 0;
  }

  /** Hits among the first `rows` rows of the range. The function instead of `@@` keeps the planner from asking the index. */
  async #walk(range: IdRange, rows: number, limit: number): Promise<number[]> {
    const order = sql`order by id ${this.#direction}`;
    const result = await sql<{ id: number }>`
      select r.id from (
        select * from (${this.#rows(sql`id, occurred_at, long, terms`, range, rows)}) u ${order} limit ${rows}
      ) r where ts_match_vq(r.terms, ${this.#queries.record}::tsquery) and ${this.#conditions(sql`r`)}
      ${order} limit ${limit}`.execute(this.#db);
    return result.rows.map(({ id }) => id);
  }

  /** The first rows of the range, where every row is a hit, save for its time. */
  async #everything(range: IdRange, limit: number): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      select id from (${this.#rows(sql`id`, range, limit, this.#conditions(sql`t`))}) r
      order by id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Hits of the range that GIN finds. `+ 0` and `offset 0` keep the planner from reading rows by their key. */
  async #askIndex({ minId, maxId }: IdRange, limit: number, how: 'in order' | 'in any order'): Promise<number[]> {
    const { record, index } = this.#queries;
    const exactly = record === index ? sql`true` : sql`ts_match_vq(t.terms, ${record}::tsquery)`;
    const order = how === 'in order' ? sql`order by id ${this.#direction}` : sql``;
    const { rows } = await sql<{ id: number }>`
      select id from (
        select t.id from artifact_search_terms t
        where t.terms @@ ${index}::tsquery and t.backup_id + 0 = any(${this.#backupList}::bigint[])
          and t.id + 0 between ${minId} and ${maxId} and ${exactly} and ${this.#conditions(sql`t`)} offset 0
      ) hits ${order} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  get #backupList(): string {
    return `{${this.#backups.join()}}`;
  }

  get #direction(): RawBuilder<unknown> {
    return this.#window.order === 'newest' ? sql`desc` : sql`asc`;
  }

  /**
   * Up to `limit` rows of the range of each backup, merged in the order of the key. Each with an order and a limit of its
   * own: only so does the planner read the key backwards, and no more of it than is wanted.
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
             where backup_id = ${backup} and id between ${minId} and ${maxId} and ${conditions}
             order by id ${this.#direction} limit ${limit})`,
    );
    return sql.join(each, sql` union all `);
  }

  /** What else must hold of a row: its time, and of a long record what only its parts can tell. */
  #conditions(row: RawBuilder<unknown>): RawBuilder<unknown> {
    const { after, before } = this.#window;
    const conditions = [];
    if (after !== null) conditions.push(sql`${row}.occurred_at >= ${after}`);
    if (before !== null) conditions.push(sql`${row}.occurred_at < ${before}`);
    const { parts, excludedParts } = this.#queries;
    if (parts.length + excludedParts.length > 0) {
      // A scalar subquery with a limit is never turned into a scan of all parts, as `exists` may be.
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

  /** The part of the range that comes after `id` in the order of the window. */
  #beyond({ minId, maxId }: IdRange, id: number): IdRange {
    return this.#window.order === 'newest' ? { minId, maxId: id - 1 } : { minId: id + 1, maxId };
  }
}
