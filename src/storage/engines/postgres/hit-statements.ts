import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CoreDatabase } from '../../database.ts';
import type { IdWindow, Match } from '../../engine.ts';
import { localTimeSql } from '../../search/local-time.ts';
import { divisionOf, divisionSql, termsOf } from './divisions.ts';
import { KEPT } from './kept-statements.ts';
import { type TsQueries, tsQueries } from './postgres-query.ts';
import { type IdRange, RecordTimes } from './record-times.ts';
import { BUCKETS_SQL } from './time-buckets.ts';

/** Number of backups up to which the times of each are looked up. */
const FEW_BACKUPS = 8;

/** The hits of records that were read. */
export interface ReadHits {
  /** In no order. */
  readonly ids: number[];
  /** Number of records that were read. */
  readonly records: number;
  /** Number of those that GIN would collect; 0 without a prefix. */
  readonly collected: number;
  /** Number of those that GIN would find without the prefixes; null if there is nothing else to look for, or after the first reading. */
  readonly withoutPrefixes: number | null;
  /** The id of the last one in the order of the window; null if the range has no more. */
  readonly last: number | null;
}

/**
 * The division of a backup by its name. A condition for it on the whole table would be compared for each row, which the
 * key alone cannot do; and as the planner has no statistics of it, it would expect so few rows that it reads and sorts
 * all instead of stopping at a limit.
 */
const tableOf = (backup: number): RawBuilder<unknown> => sql`${sql.table(termsOf(divisionOf(backup)))}`;

/** The statements by which hits of a window are found. */
export class HitStatements {
  readonly #db: Kysely<CoreDatabase>;
  readonly #backups: readonly number[];
  readonly #queries: TsQueries;
  readonly #window: IdWindow;
  #hasRead = false;
  #leavesOutPrefixes = false;

  constructor(db: Kysely<CoreDatabase>, match: Match, window: IdWindow) {
    this.#db = db;
    this.#backups = match.backups;
    this.#queries = tsQueries(match);
    this.#window = window;
  }

  /** True if every record is a hit, apart from its time. */
  get areAll(): boolean {
    return this.#queries.record === null;
  }

  /** True if GIN collects more than hits; see {@link TsQueries.collected}. */
  get areCostly(): boolean {
    return this.#queries.collected !== null && !this.#leavesOutPrefixes;
  }

  /** From now on GIN is asked for the other words only, and what it finds is matched. */
  leaveOutPrefixes(): void {
    this.#leavesOutPrefixes = true;
  }

  /**
   * The times of the records of all searched backups; null if none has a time. The rest of the transaction reads no table
   * as a whole: the planner would for many words one of which is enough, each of which it expects in 0.5 % of all records.
   * It also uses plans that do not depend on values, of which the planner makes nothing better here: planning takes 2 ms
   * for each statement on eight divisions, and up to 15 for one on 50 backups.
   */
  async times(): Promise<RecordTimes | null> {
    const ends = this.#backups.map(
      (backup) => sql`
        select (select min(id) from ${tableOf(backup)} where backup_id = ${backup} and id >= 0) as oldest,
          (select max(id) from ${tableOf(backup)} where backup_id = ${backup} and id >= 0) as newest`,
    );
    const each = sql`select min(oldest) as oldest, max(newest) as newest from (${sql.join(ends, sql` union all `)}) b`;
    const all = sql`select min(id) as oldest, max(id) as newest from artifact_search_index where id >= 0`;
    const division = sql.raw(divisionSql('backup_id'));
    const { rows } = await sql<{ oldest: number | null; newest: number | null; divisions: string | null }>`
      ${KEPT} select e.oldest, e.newest, set_config('enable_seqscan', 'off', true),
        set_config('plan_cache_mode', 'force_generic_plan', true),
        (select json_agg(json_build_object('records', d.records, 'bounds', (
            select to_json(histogram_bounds::text::bigint[]) from pg_stats
            where schemaname = current_schema() and tablename = ${termsOf('')} || d.division and attname = 'id')))::text
          from (select ${division} as division, sum(search_rows) as records from artifact_runs
            where backup_id = any(${this.#backupList}::bigint[]) group by 1) d) as divisions
      from (${this.#backups.length <= FEW_BACKUPS ? each : all}) e`.execute(this.#db);
    const { oldest, newest, divisions } = rows[0] as (typeof rows)[number];
    if (oldest === null || newest === null) return null;
    const known = JSON.parse(divisions ?? '[]') as { readonly records: number; readonly bounds: number[] | null }[];
    return new RecordTimes(
      { minId: oldest, maxId: newest },
      known.map(({ records, bounds }) => ({ records, bounds: bounds ?? [] })),
    );
  }

  /** The first rows of the range if every row is a hit, apart from its time. */
  async everything(range: IdRange, limit: number): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      select id from (${this.#rows(sql`id`, range, limit, this.#conditions(sql`t`))}) r
      order by id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** Hits among these ids, in order. */
  async among(ids: readonly number[], { minId, maxId }: IdRange, limit: number): Promise<number[]> {
    const { record } = this.#queries;
    const matches = record === null ? sql`true` : sql`ts_match_vq(t.terms, ${record}::tsquery)`;
    const { rows } = await sql<{ id: number }>`
      select t.id from artifact_search_terms t
      where ${this.#inDivisions} and t.backup_id = any(${this.#backupList}::bigint[]) and t.id = any(${`{${ids.join()}}`}::bigint[])
        and t.id between ${minId} and ${maxId} and ${matches} and ${this.#conditions(sql`t`)}
      order by t.id ${this.#direction} limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** The hits among the first records of a range, which are read by their key. */
  async read(range: IdRange, records: number): Promise<ReadHits> {
    const { record, collected, withoutPrefixes } = this.#queries;
    const others = this.#hasRead ? null : withoutPrefixes;
    this.#hasRead = true;
    const matches = (query: string | null) =>
      query === null ? sql`false` : sql`ts_match_vq(t.terms, ${query}::tsquery)`;
    // Matching takes half of the time.
    const isCollected = collected === record ? sql`matches` : matches(collected);
    const rows = this.#rows(sql`t.*`, range, records, sql`true`);
    const { rows: counted } = await sql<{
      records: number;
      collected: number;
      others: number;
      ids: string | null;
      last: number | null;
    }>`
      ${KEPT} select count(*) as records, count(*) filter (where ${isCollected}) as collected,
        count(*) filter (where ${others === null ? sql`false` : sql.join(others.map(matches), sql` and `)}) as others,
        string_agg(id::text, ',') filter (where matches and ${this.#conditions(sql`t`)}) as ids,
        ${this.#isDown ? sql`min(id)` : sql`max(id)`} as last
      from (select *, ${matches(record)} as matches
        from (select * from (${rows}) r order by id ${this.#direction} limit ${records}) t offset 0) t`.execute(
      this.#db,
    );
    const [read] = counted;
    const ids = read?.ids ?? null;
    return {
      ids: ids === null ? [] : ids.split(',').map(Number),
      records: read?.records ?? 0,
      collected: read?.collected ?? 0,
      withoutPrefixes: others === null ? null : (read?.others ?? 0),
      last: read === undefined || read.records < records ? null : read.last,
    };
  }

  /** Hits in a range found by GIN, in all periods without `buckets`. `+ 0` and `offset 0` keep the planner from reading rows by key. */
  async inIndex(
    { minId, maxId }: IdRange,
    buckets: readonly number[] | null,
    limit: number,
    how: 'in order' | 'in any order',
  ): Promise<number[]> {
    const { record, withoutPrefixes } = this.#queries;
    const { index, isExact } =
      this.#leavesOutPrefixes && withoutPrefixes !== null ? { index: withoutPrefixes, isExact: false } : this.#queries;
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
      ${KEPT} select id from (
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
    range: IdRange,
    limit: number,
    conditions: RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const each = this.#backups.map((backup) => this.#rowsOf(backup, columns, range, limit, conditions));
    return sql.join(each, sql` union all `);
  }

  #rowsOf(
    backup: number,
    columns: RawBuilder<unknown>,
    { minId, maxId }: IdRange,
    limit: number,
    conditions: RawBuilder<unknown> = sql`true`,
  ): RawBuilder<unknown> {
    return sql`(select ${columns} from ${tableOf(backup)} t
      where backup_id = ${backup} and id between ${minId} and ${maxId} and ${conditions}
      order by id ${this.#direction} limit ${limit})`;
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
}
