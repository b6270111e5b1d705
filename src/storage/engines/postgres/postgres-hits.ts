import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { IdWindow, Match } from '../../engine.ts';
import { type TsQueries, tsQueries } from './postgres-query.ts';

/** Rows scanned to estimate how frequent hits are. */
const PROBE_ROWS = 1000;
/** Hits in the probe from which on it is an estimate. */
const SOME = 10;
/** Up to this number of hits, or twice those requested, the index is quicker than scanning what the probe leaves. */
const FEW = 3000;
/** Rows scanned if the probe finds little although there are many hits, per requested hit, with bounds. */
const ROWS_PER_HIT = 10;
const MIN_ROWS = 4000;
const MAX_ROWS = 20_000;
/** Maximum number of rows scanned while hits are frequent, about fifty milliseconds. */
const MAX_MORE_ROWS = 80_000;
/** Cost of an index hit in scanned rows: index hits are unordered and must be sorted. */
const ROWS_PER_INDEX_HIT = 3;

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

/**
 * Finds the ids of the first hits of a window.
 *
 * GIN returns all hits, unordered, at about a microsecond each, and as much again to read and sort them. That is fast for
 * rare terms. For common terms, scanning the newest records is faster. So a probe of the first thousand records is
 * scanned, and the hit rate decides which way is shorter. If the probe finds next to nothing, the index is asked for all
 * hits up to a limit: a word may be common in other years. The planner cannot know, because it has no statistics of
 * words (they would survive deleted texts) nor of their distribution over time.
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
    const scanned = await this.#scan(this.#window.limit);
    return scanned.rest === null || scanned.ids.length >= this.#window.limit
      ? scanned
      : this.#findRest(scanned, scanned.rest);
  }

  /** Counts up to the window's limit, and finds at least the first `wanted` hits along the way. */
  async count(wanted: number): Promise<FoundHits & { readonly count: number }> {
    const { limit } = this.#window;
    const scanned = await this.#scan(wanted);
    const { ids, rest } = scanned;
    if (rest === null || ids.length >= limit) return { ids, rest, count: ids.length };
    if (ids.length >= wanted) {
      // For counting, the index may stop at the limit.
      const more = await this.#queryIndex(rest, limit - ids.length, 'in any order');
      if (ids.length + more.length >= limit) return { ids, rest, count: limit };
      more.sort((a, b) => (this.#window.order === 'newest' ? b - a : a - b));
      return { ids: [...ids, ...more], rest: null, count: ids.length + more.length };
    }
    const found = await this.#findRest(scanned, rest);
    return { ...found, count: found.ids.length };
  }

  /** Adds the hits found by the index to those found by scanning. */
  async #findRest({ ids }: FoundHits, rest: IdRange): Promise<FoundHits> {
    const { limit } = this.#window;
    const more = await this.#queryIndex(rest, limit - ids.length, 'in order');
    const all = [...ids, ...more];
    return { ids: all, rest: all.length < limit ? null : this.#beyond(rest, all.at(-1) as number) };
  }

  /** Scans rows in order as long as that is faster, if possible until there are `wanted` hits. */
  async #scan(wanted: number): Promise<FoundHits> {
    const { limit, minId, maxId } = this.#window;
    let rest: IdRange = { minId, maxId };
    let ids: number[] = [];
    if (this.#window.only !== null) {
      ids = await this.#among(this.#window.only, rest, limit);
      return { ids, rest: ids.length < limit ? null : this.#beyond(rest, ids.at(-1) as number) };
    }
    const enough = (): FoundHits => ({ ids, rest: this.#beyond(rest, ids.at(-1) as number) });
    if (this.#queries.record === null) {
      ids = await this.#everything(rest, limit);
      return ids.length < limit ? { ids, rest: null } : enough();
    }
    let [rows, scanned] = [PROBE_ROWS, 0];
    for (const round of ['probe', 'first', 'second']) {
      ids = [...ids, ...(await this.#scanRows(rest, rows, limit - ids.length))];
      if (ids.length >= limit) return enough();
      const edge = await this.#nthId(rest, rows);
      if (edge === null) return { ids, rest: null };
      rest = this.#beyond(rest, edge);
      scanned += rows;
      if (round === 'probe' && ids.length < SOME) {
        const few = await this.#few(ids, rest);
        if (few !== null) return few;
        rows = this.#firstRows - PROBE_ROWS;
      } else {
        rows = round === 'second' ? 0 : await this.#moreRows(ids.length, scanned, wanted);
      }
      if (rows === 0) break;
    }
    return { ids, rest };
  }

  get #firstRows(): number {
    return Math.min(MAX_ROWS, Math.max(MIN_ROWS, this.#window.limit * ROWS_PER_HIT));
  }

  /** The hits with those of the rest of the range, if these are few; null if not. */
  async #few(ids: readonly number[], rest: IdRange): Promise<FoundHits | null> {
    const { limit, order } = this.#window;
    const most = Math.max(FEW, 2 * limit);
    const more = await this.#queryIndex(rest, most, 'in any order');
    if (more.length === most) return null;
    more.sort((a, b) => (order === 'newest' ? b - a : a - b));
    const all = [...ids, ...more].slice(0, limit);
    return { ids: all, rest: all.length < limit ? null : this.#beyond(rest, all.at(-1) as number) };
  }

  /**
   * Number of further rows to scan after `scanned` rows yielded `found` hits: all that are needed, those up to the
   * wanted hits, or 0 if the index is faster.
   */
  async #moreRows(found: number, scanned: number, wanted: number): Promise<number> {
    if (found === 0) return 0;
    const perHit = scanned / found;
    const rowsFor = (hits: number): number => Math.ceil((hits - found) * perHit * 1.2);
    const rows = rowsFor(this.#window.limit);
    if (rows <= Math.min(MAX_MORE_ROWS, ((await this.#size()) / perHit) * ROWS_PER_INDEX_HIT)) return rows;
    return found < wanted && rowsFor(wanted) <= this.#firstRows ? rowsFor(wanted) : 0;
  }

  /** The id of the last of the first `rows` rows of the range; null if it has no more rows than that. */
  async #nthId(range: IdRange, rows: number): Promise<number | null> {
    const { rows: found } = await sql<{ id: number }>`
      select id from (${this.#rows(sql`id`, range, rows + 1)}) r
      order by id ${this.#direction} offset ${rows - 1} limit 2`.execute(this.#db);
    return found.length < 2 ? null : (found[0]?.id as number);
  }

  /** Number of records in the search index over all backups, from the ledger. */
  async #size(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(search_rows), 0) as n from artifact_runs`.execute(
      this.#db,
    );
    return rows[0]?.n ?? 0;
  }

  /**
   * Hits among the first `rows` rows of the range. A function instead of `@@` keeps the planner from using the index.
   */
  async #scanRows(range: IdRange, rows: number, limit: number): Promise<number[]> {
    const order = sql`order by id ${this.#direction}`;
    const result = await sql<{ id: number }>`
      select r.id from (
        select * from (${this.#rows(sql`id, occurred_at, long, terms`, range, rows)}) u ${order} limit ${rows}
      ) r where ts_match_vq(r.terms, ${this.#queries.record}::tsquery) and ${this.#conditions(sql`r`)}
      ${order} limit ${limit}`.execute(this.#db);
    return result.rows.map(({ id }) => id);
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
      where t.backup_id = any(${this.#backupList}::bigint[]) and t.id = any(${`{${ids.join()}}`}::bigint[])
        and t.id between ${minId} and ${maxId} and ${matches} and ${this.#conditions(sql`t`)}
      order by t.id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Hits in the range found by GIN. `+ 0` and `offset 0` keep the planner from reading rows by key. */
  async #queryIndex({ minId, maxId }: IdRange, limit: number, how: 'in order' | 'in any order'): Promise<number[]> {
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
             where backup_id = ${backup} and id between ${minId} and ${maxId} and ${conditions}
             order by id ${this.#direction} limit ${limit})`,
    );
    return sql.join(each, sql` union all `);
  }

  /** Further conditions on a row: its time and, for a long record, what only its parts reveal. */
  #conditions(row: RawBuilder<unknown>): RawBuilder<unknown> {
    const { after, before, only, except } = this.#window;
    const conditions = [];
    if (only !== null) conditions.push(sql`${row}.id + 0 = any(${`{${only.join()}}`}::bigint[])`);
    if (except.length > 0) conditions.push(sql`${row}.id + 0 <> all(${`{${except.join()}}`}::bigint[])`);
    if (after !== null) conditions.push(sql`${row}.occurred_at >= ${after}`);
    if (before !== null) conditions.push(sql`${row}.occurred_at < ${before}`);
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
    return this.#window.order === 'newest' ? { minId, maxId: id - 1 } : { minId: id + 1, maxId };
  }
}
