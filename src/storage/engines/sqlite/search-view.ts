import { type Kysely, sql } from 'kysely';
import { type ColumnKind, sqlName, type TableDefinition, type TableSet } from '../../../model/columns.ts';
import type { CoreDatabase } from '../../database.ts';
import { identifier } from '../../schema-sql.ts';
import { searchedPositions } from '../../search/searched-columns.ts';
import { SLOTS_PER_MS } from '../../search/time-ids.ts';

/** The table behind the view `artifact_search_index`. */
export const SEARCH_ROWS = 'artifact_search_rows';

/** The bits of an id below its milliseconds. */
const SLOT_BITS = Math.log2(SLOTS_PER_MS);

/** A row of `search_sources`: the columns of a record's own table with its text and payload. */
interface SearchSource {
  readonly table: string;
  readonly key: string;
  /** True if the key is a number: the reference of a record is text. */
  readonly isNumber: boolean;
  readonly text: string | null;
  /** SQL names of the columns by the names in the payload; true for a boolean. */
  readonly payload: readonly (readonly [name: string, column: string, isBoolean: boolean])[] | null;
}

/** A source under the number that search rows refer to. */
interface NumberedSource {
  readonly id: number;
  readonly source: SearchSource;
}

const NUMBERS: ReadonlySet<ColumnKind | undefined> = new Set(['integer', 'time']);
const TEXTS: ReadonlySet<ColumnKind | undefined> = new Set(['text', 'handle', 'file']);

/** The source for the records of a table as it is stored; null if they do not repeat anything. */
export function searchSourceOf(table: string, definition: TableDefinition): string | null {
  const positions = searchedPositions(definition);
  const [key = ''] = definition.primaryKey;
  const kind = definition.columns[key]?.kind;
  if (positions === null || !(NUMBERS.has(kind) || TEXTS.has(kind))) return null;
  const text = Object.keys(definition.columns)[positions.text];
  const source: SearchSource = {
    table,
    key: sqlName(key),
    isNumber: NUMBERS.has(kind),
    text: text === undefined ? null : sqlName(text),
    payload: positions.payload?.map(({ name, isBoolean }) => [name, sqlName(name), isBoolean] as const) ?? null,
  };
  return JSON.stringify(source);
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

function fromRow({ table, key, isNumber }: SearchSource, expression: string): string {
  const ref = `cast(s.ref as ${isNumber ? 'integer' : 'text'})`;
  return `(select ${expression} from ${identifier(table)} t
    where t.backup_id = s.backup_id and t.run_id = s.run_id and t.${identifier(key)} = ${ref})`;
}

function payloadOf(payload: NonNullable<SearchSource['payload']>): string {
  const values = payload.map(([name, column, isBoolean]) => {
    const value = `t.${identifier(column)}`;
    return `${quote(name)}, ${isBoolean ? `json(case ${value} when 1 then 'true' when 0 then 'false' else 'null' end)` : value}`;
  });
  return `json_object(${values.join(', ')})`;
}

function cases(sources: readonly NumberedSource[], of: (source: SearchSource) => string | null): string {
  const all = sources.flatMap(({ id, source }) => {
    const expression = of(source);
    return expression === null ? [] : [`when ${id} then ${fromRow(source, expression)}`];
  });
  return all.length === 0 ? 'null' : `case s.source ${all.join(' ')} end`;
}

/** The view that shows rows of the search index with the texts and payloads that are stored in other tables. */
function createView(sources: readonly NumberedSource[]): string {
  const text = cases(sources, ({ text }) => (text === null ? null : `t.${identifier(text)}`));
  const payload = cases(sources, ({ payload }) => (payload === null ? null : payloadOf(payload)));
  return `create view artifact_search_index (id, backup_id, run_id, type, ref, occurred_at, display_text, payload) as
    select s.id, s.backup_id, s.run_id, (select of.value from repeated_texts of where of.id = s.type),
      cast(s.ref as text), (s.id >> ${SLOT_BITS}) + s.late,
      case when s.source is not null and s.display_text = '' then coalesce(${text}, '') else s.display_text end,
      coalesce(s.payload, ${payload})
    from artifact_search_rows s`;
}

/** A reference as it is stored: a number if it is one. The same as {@link storedRef}. */
const refSql = (ref: string) =>
  `case when length(${ref}) < 16 and cast(cast(${ref} as integer) as text) = ${ref} then cast(${ref} as integer) else ${ref} end`;

/** The number of a type among the values of a run. */
const typeSql = (row: string) =>
  `(select max(v.id) from repeated_texts v where v.value = ${row}.type and v.backup_id = ${row}.backup_id and v.run_id = ${row}.run_id)`;

/** Inserts a row of the search index: id, backup, run, number of the type, {@link storedRef}, time, text, payload, source. */
export const INSERT_SEARCH_ROW = `insert into artifact_search_rows
  (id, backup_id, run_id, type, ref, late, display_text, payload, source)
  values (?1, ?2, ?3, ?4, case typeof(?5) when 'text' then ?5 else cast(?5 as integer) end,
    cast(?6 as integer) - (cast(?1 as integer) >> ${SLOT_BITS}), ?7, ?8, ?9) on conflict (id) do nothing`;

/** The reference of a record as it is stored: most are numbers, which take less than their digits. */
export function storedRef(ref: string): string | number {
  const number = Number(ref);
  return ref.length < 16 && Number.isSafeInteger(number) && String(number) === ref ? number : ref;
}

const TRIGGERS = [
  `create trigger artifact_search_index_insert_row instead of insert on artifact_search_index begin
     insert into repeated_texts (backup_id, run_id, value) select new.backup_id, new.run_id, new.type
       where ${typeSql('new')} is null;
     insert into artifact_search_rows (id, backup_id, run_id, type, ref, late, display_text, payload)
     values (new.id, new.backup_id, new.run_id, ${typeSql('new')}, ${refSql('new.ref')},
       new.occurred_at - (new.id >> ${SLOT_BITS}), new.display_text, new.payload);
   end`,
  `create trigger artifact_search_index_move_row instead of update of run_id on artifact_search_index begin
     update artifact_search_rows set run_id = new.run_id where id = old.id;
   end`,
  `create trigger artifact_search_index_delete_row instead of delete on artifact_search_index begin
     delete from artifact_search_rows where id = old.id;
   end`,
];

const viewSql = (sources: readonly NumberedSource[]) => [createView(sources), ...TRIGGERS];

/**
 * Turns the table `artifact_search_index` into a view over `artifact_search_rows`. There, a row with a `source` has no
 * text (an empty one) or no payload where its record in another table has the same: `search_sources` says in which
 * columns. They are most of the size of an index.
 */
export const SEARCH_ROWS_DDL: readonly string[] = [
  'alter table artifact_search_index rename to artifact_search_rows',
  'alter table artifact_search_rows add column source integer',
  'create table search_sources (id integer primary key autoincrement, definition text not null unique) strict',
  'create view artifact_search_index as select * from artifact_search_rows',
];

/**
 * Makes rows of the search index half as large: types as numbers, references as numbers, and of a time only by how much
 * it differs from that of the id, which is 0 for most. There is no index by run: reading the whole table finds
 * all rows of a run as quickly. The view is made when the artifact tables are; see {@link updateSearchView}.
 */
export const SMALL_SEARCH_ROWS_DDL: readonly string[] = [
  'drop view artifact_search_index',
  `create table artifact_search_rows_small (
     id integer primary key, backup_id integer not null references backups (id) on delete cascade,
     run_id integer not null, source integer, type integer not null, ref any not null, late integer,
     display_text text not null, payload text) strict`,
  `insert into repeated_texts (backup_id, run_id, value)
     select distinct backup_id, run_id, type from artifact_search_rows`,
  'create index repeated_texts__value on repeated_texts (value, run_id)',
  `insert into artifact_search_rows_small
     select s.id, s.backup_id, s.run_id, s.source, ${typeSql('s')}, ${refSql('s.ref')},
       s.occurred_at - (s.id >> ${SLOT_BITS}), s.display_text, s.payload
     from artifact_search_rows s order by s.id`,
  'drop index repeated_texts__value',
  'drop table artifact_search_rows',
  'alter table artifact_search_rows_small rename to artifact_search_rows',
  // Removes the terms of a record however it is deleted (purge, cascade).
  `create trigger artifact_search_index_delete after delete on artifact_search_rows begin
     delete from artifact_search_terms where rowid = old.id;
   end`,
];

async function storedSources(db: Kysely<CoreDatabase>): Promise<readonly { id: number; definition: string }[]> {
  const { rows } = await sql<{ id: number; definition: string }>`
    select id, definition from search_sources order by id`.execute(db);
  return rows;
}

function wantedSources(tables: TableSet): string[] {
  return Object.entries(tables).flatMap(([name, definition]) => searchSourceOf(name, definition) ?? []);
}

/** True if {@link updateSearchView} has nothing to do after changes that left the artifact tables alone. */
export async function searchViewUpToDate(db: Kysely<CoreDatabase>, tables: TableSet): Promise<boolean> {
  const views = await sql`select 1 from sqlite_schema where name = 'artifact_search_index'`.execute(db);
  if (views.rows.length === 0) return false;
  const stored = new Set((await storedSources(db)).map(({ definition }) => definition));
  return wantedSources(tables).every((definition) => stored.has(definition));
}

/** Makes the view anew, for the sources of these tables and for those that rows of earlier versions refer to. */
export async function updateSearchView(db: Kysely<CoreDatabase>, tables: TableSet): Promise<void> {
  for (const definition of wantedSources(tables)) {
    await sql`insert into search_sources (definition) values (${definition}) on conflict do nothing`.execute(db);
  }
  const sources: NumberedSource[] = [];
  for (const { id, definition } of await storedSources(db)) {
    const source = JSON.parse(definition) as SearchSource;
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${source.table})`.execute(db);
    const columns = new Set(rows.map(({ name }) => name));
    const used = [
      source.key,
      ...(source.text === null ? [] : [source.text]),
      ...(source.payload ?? []).map(([, column]) => column),
    ];
    // A table that was replaced has no rows that anything refers to.
    if (used.every((column) => columns.has(column))) sources.push({ id, source });
  }
  for (const statement of ['drop view if exists artifact_search_index', ...viewSql(sources)]) {
    await sql.raw(statement).execute(db);
  }
}
