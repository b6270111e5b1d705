import { type Kysely, sql } from 'kysely';
import { msg } from '../locales/messages.ts';
import { type ColumnKind, sqlName, type TableDefinition, type TableSet } from '../model/columns.ts';
import type { CoreDatabase, StoredDefinition } from './database.ts';
import type { Ddl } from './engine.ts';
import { repeatedColumns, storedTable } from './repeated-columns.ts';
import { columnList, identifier } from './schema-sql.ts';

/** Changes made to the artifact tables, by table name. */
export interface TableChanges {
  readonly created: string[];
  readonly altered: string[];
  readonly replaced: string[];
}

function storedForm(definition: TableDefinition, ddl: Ddl): StoredDefinition {
  const columns = Object.entries(definition.columns).map(([name, { kind }]) => [name, kind] as const);
  const repeats = ddl.repeatedValues === null ? [] : repeatedColumns(definition);
  return {
    columns: Object.fromEntries(columns),
    primaryKey: definition.primaryKey,
    indexes: definition.indexes ?? [],
    ...(repeats.length === 0 ? {} : { repeats }),
  };
}

/** The table with the rows of an artifact table, which itself is a view if values are stored elsewhere. */
export function tableOfRows(name: string, { repeats = [] }: StoredDefinition): string {
  return repeats.length === 0 ? name : storedTable(name);
}

/** Leading columns of every artifact table, which separate backups and runs. */
const SCOPE = ['backupId', 'runId'];

function createTable(name: string, definition: StoredDefinition, ddl: Ddl, divided: boolean): string {
  const { columns, primaryKey } = definition;
  const lines = [
    `backup_id ${ddl.columnType('integer')} not null references backups (id) on delete cascade`,
    `run_id ${ddl.columnType('integer')} not null`,
    ...Object.entries(columns).map(([column, kind]) => {
      const notNull = primaryKey.includes(column) ? ' not null' : '';
      return `${identifier(sqlName(column))} ${columnType(column, kind, definition, ddl)}${notNull}`;
    }),
    `primary key (${columnList([...SCOPE, ...primaryKey])})`,
  ];
  const options = divided && ddl.divided !== null ? ddl.divided.options : ddl.tableOptions(true);
  return `create table ${identifier(tableOfRows(name, definition))} (${lines.join(', ')}) ${options}`;
}

/** Repeated values are stored as a number. */
function columnType(column: string, kind: ColumnKind, { repeats = [] }: StoredDefinition, ddl: Ddl): string {
  return ddl.columnType(repeats.includes(column) ? 'integer' : kind);
}

const indexName = (table: string, columns: readonly string[]) => `${table}__${columns.map(sqlName).join('__')}`;

function createIndex(table: string, columns: readonly string[], definition: StoredDefinition, ddl: Ddl): string {
  const { primaryKey } = definition;
  const indexed = columns.map((column) => ddl.indexColumn(identifier(sqlName(column)), !primaryKey.includes(column)));
  const on = identifier(tableOfRows(table, definition));
  const create = ddl.indexesWithRows ? 'create index if not exists' : 'create index';
  return `${create} ${identifier(indexName(table, columns))} on ${on} (${[columnList(SCOPE), ...indexed].join(', ')})`;
}

function createIndexes(table: string, definition: StoredDefinition, ddl: Ddl): string[] {
  return definition.indexes.map((columns) => createIndex(table, columns, definition, ddl));
}

/** Statements that make the indexes of a table that is about to get its first row; none if it has had them from the start. */
export function missingIndexes(name: string, definition: TableDefinition, ddl: Ddl): string[] {
  return ddl.indexesWithRows ? createIndexes(name, storedForm(definition, ddl), ddl) : [];
}

/** The view that shows the rows of a table with all values; nothing if the table has them itself. */
function createView(name: string, definition: StoredDefinition, { repeatedValues }: Ddl): string[] {
  const { columns, primaryKey, repeats = [] } = definition;
  if (repeatedValues === null || repeats.length === 0) return [];
  return repeatedValues.view(name, { columns, key: [...SCOPE, ...primaryKey], repeats });
}

function dropTable(name: string, definition: StoredDefinition): string[] {
  const table = tableOfRows(name, definition);
  return [...(table === name ? [] : [`drop view ${identifier(name)}`]), `drop table ${identifier(table)}`];
}

/** True if existing rows cannot be kept because the key or the kind of a column changed. */
function mustReplace(before: StoredDefinition, after: StoredDefinition): boolean {
  if (before.primaryKey.join() !== after.primaryKey.join()) return true;
  return Object.entries(after.columns).some(([name, kind]) => (before.columns[name] ?? kind) !== kind);
}

/** True if a column of both definitions stores its values in another way. */
function mustConvert(before: StoredDefinition, after: StoredDefinition): boolean {
  const both = Object.keys(after.columns).filter((column) => before.columns[column] !== undefined);
  const repeated = ({ repeats = [] }: StoredDefinition) => both.filter((column) => repeats.includes(column)).join();
  return repeated(before) !== repeated(after);
}

/** A definition with the columns that an earlier one had besides. */
function merged(before: StoredDefinition, after: StoredDefinition): StoredDefinition {
  const { repeats: own = [], ...rest } = after;
  const kept = (before.repeats ?? []).filter((column) => after.columns[column] === undefined);
  const repeats = [...kept, ...own];
  return {
    ...rest,
    columns: { ...before.columns, ...after.columns },
    ...(repeats.length === 0 ? {} : { repeats }),
  };
}

/** Statements on a table, and those for its indexes, which wait for its first row if it is empty and they take space. */
interface Statements {
  readonly statements: readonly string[];
  readonly indexes: readonly string[];
}

/** Copies the rows of a table to one that stores their values in another way. */
function convert(name: string, before: StoredDefinition, after: StoredDefinition, ddl: Ddl): Statements {
  const kept = `${name}__kept`;
  const columns = [...SCOPE, ...Object.keys(before.columns)];
  const values = ddl.repeatedValues?.store(name, kept, columns, merged(before, after)) ?? [];
  const { statements, indexes } = create(name, merged(before, after), ddl, false);
  return {
    statements: [
      `create table ${identifier(kept)} as select ${columnList(columns)} from ${identifier(name)}`,
      ...dropTable(name, before),
      ...statements,
      ...values,
      `drop table ${identifier(kept)}`,
    ],
    indexes,
  };
}

/**
 * Statements that migrate from one definition to another with the same key and kinds. Columns that are no longer
 * defined remain and are null in new rows.
 */
function alterTable(name: string, before: StoredDefinition, after: StoredDefinition, ddl: Ddl): Statements {
  if (mustConvert(before, after)) return convert(name, before, after, ddl);
  const definition = merged(before, after);
  const view = createView(name, definition, ddl);
  const added = Object.entries(after.columns).filter(([column]) => before.columns[column] === undefined);
  const had = new Set(before.indexes.map((columns) => indexName(name, columns)));
  const has = new Set(after.indexes.map((columns) => indexName(name, columns)));
  const statements = [
    ...added.map(
      ([column, kind]) =>
        `alter table ${identifier(tableOfRows(name, before))} add column ${identifier(sqlName(column))} ${columnType(column, kind, definition, ddl)}`,
    ),
    ...(added.length === 0 || view.length === 0 ? [] : [`drop view ${identifier(name)}`, ...view]),
    ...ddl.keepPrivate(name, Object.fromEntries(added)),
    ...[...had].filter((index) => !has.has(index)).map((index) => `drop index if exists ${identifier(index)}`),
  ];
  const indexes = after.indexes.filter((columns) => !had.has(indexName(name, columns)));
  return { statements, indexes: indexes.map((columns) => createIndex(name, columns, definition, ddl)) };
}

const OTHER_FACTS = msg('stale.other-facts');

/**
 * Called before the rows of a table are dropped: their artifact runs are no longer current, and their backups must be
 * indexed again.
 */
async function forgetRuns(db: Kysely<CoreDatabase>, table: string): Promise<void> {
  await sql`update backups set stale = 1, stale_reason = ${JSON.stringify(OTHER_FACTS)} where id in (
    select r.backup_id from artifact_runs r
    where r.is_current = 1 and coalesce(r.rows_run_id, r.id) in (select distinct run_id from ${sql.table(table)}))`.execute(
    db,
  );
  await sql`update artifact_runs set is_current = 0
    where coalesce(rows_run_id, id) in (select distinct run_id from ${sql.table(table)})`.execute(db);
}

/** The statements that bring one table up to date. */
interface TableChange extends Statements {
  readonly name: string;
  readonly kind: keyof TableChanges;
  /** The definition of the table afterwards. */
  readonly definition: StoredDefinition;
}

/** The statements that create a table. */
function create(name: string, definition: StoredDefinition, ddl: Ddl, divided: boolean): Statements {
  const statements = [
    createTable(name, definition, ddl, divided),
    ...(divided ? (ddl.divided?.divisions(name) ?? []) : []),
    ...ddl.keepPrivate(name, definition.columns),
    ...createView(name, definition, ddl),
  ];
  return { statements, indexes: createIndexes(name, definition, ddl) };
}

/** Copies the rows of a table to a divided one in its place. */
function divide(name: string, definition: StoredDefinition, ddl: Ddl): string[] {
  const whole = `${name}__undivided`;
  const indexes = definition.indexes.map((columns) => indexName(name, columns));
  const columns = columnList([...SCOPE, ...Object.keys(definition.columns)]);
  const copy = `insert into ${identifier(name)} (${columns}) select ${columns} from ${identifier(whole)}`;
  const made = create(name, definition, ddl, true);
  return [
    ...(ddl.divided?.setAside(name, whole, indexes) ?? []),
    ...made.statements,
    copy,
    `drop table ${identifier(whole)}`,
    ...made.indexes,
    `analyze ${identifier(name)}`,
  ];
}

/** Current and intended state of a table. */
interface Division {
  readonly is: boolean;
  readonly shall: boolean;
}

function changeOf(
  name: string,
  before: StoredDefinition | undefined,
  after: StoredDefinition,
  ddl: Ddl,
  divided: Division,
): TableChange {
  if (before !== undefined && !mustReplace(before, after)) {
    const definition = merged(before, after);
    const { statements, indexes } = alterTable(name, before, after, ddl);
    const division = divided.shall && !divided.is ? divide(name, before, ddl) : [];
    return { name, kind: 'altered', statements: [...division, ...statements], indexes, definition };
  }
  const made = create(name, after, ddl, divided.shall);
  return before === undefined
    ? { name, kind: 'created', ...made, definition: after }
    : {
        name,
        kind: 'replaced',
        ...made,
        statements: [...dropTable(name, before), ...made.statements],
        definition: after,
      };
}

async function dividedTables(db: Kysely<CoreDatabase>, { divided }: Ddl): Promise<ReadonlySet<string>> {
  if (divided === null) return new Set();
  const { rows } = await sql<{ name: string }>`${sql.raw(divided.names)}`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/**
 * The tables that differ from their definitions. Tables that are not in `tables` are left alone, and those that are
 * exactly as they shall be are not looked into: every command asks.
 */
async function pendingChanges(db: Kysely<CoreDatabase>, tables: TableSet, ddl: Ddl): Promise<TableChange[]> {
  // As text, which is not decoded for tables that are as they shall be.
  const { rows } = await sql<{ name: string; definition: string }>`
    select name, cast(definition as text) as definition from artifact_tables`.execute(db);
  const known = new Map(rows.map(({ name, definition }) => [name, definition]));
  const divided = await dividedTables(db, ddl);
  return Object.entries(tables)
    .filter(([name, definition]) => {
      const isDivided = divided.has(name) || definition.large !== true || ddl.divided === null;
      return !isDivided || known.get(name) !== JSON.stringify(storedForm(definition, ddl));
    })
    .map(([name, definition]) => {
      const division = { is: divided.has(name), shall: definition.large === true && ddl.divided !== null };
      const text = known.get(name);
      const before = text === undefined ? undefined : (JSON.parse(text) as StoredDefinition);
      return changeOf(name, before, storedForm(definition, ddl), ddl, division);
    })
    .filter(({ statements, indexes }) => statements.length + indexes.length > 0);
}

/** True if {@link updateArtifactTables} has nothing to do. */
export async function artifactTablesUpToDate(db: Kysely<CoreDatabase>, tables: TableSet, ddl: Ddl): Promise<boolean> {
  if ((await pendingChanges(db, tables, ddl)).length > 0) return false;
  return ddl.searchView === null || ddl.searchView.isUpToDate(db, tables);
}

async function hasRows(db: Kysely<CoreDatabase>, { name, definition }: TableChange): Promise<boolean> {
  const table = sql.table(tableOfRows(name, definition));
  return (await sql`select 1 from ${table} limit 1`.execute(db)).rows.length > 0;
}

/** Definitions stored per statement; each takes two parameters. */
const DEFINITIONS_PER_STATEMENT = 500;

/**
 * Brings the artifact tables up to date within a transaction: adds tables, columns and indexes, and replaces tables
 * whose key or kinds changed.
 */
export async function updateArtifactTables(
  db: Kysely<CoreDatabase>,
  tables: TableSet,
  ddl: Ddl,
): Promise<TableChanges> {
  const changes: TableChanges = { created: [], altered: [], replaced: [] };
  const pending = await pendingChanges(db, tables, ddl);
  for (const change of pending) {
    const { name, kind, statements, indexes } = change;
    if (kind === 'replaced') await forgetRuns(db, name);
    for (const statement of statements) await sql.raw(statement).execute(db);
    const isIndexed =
      indexes.length > 0 && (!ddl.indexesWithRows || (kind === 'altered' && (await hasRows(db, change))));
    for (const statement of isIndexed ? indexes : []) await sql.raw(statement).execute(db);
    changes[kind].push(name);
  }
  for (let first = 0; first < pending.length; first += DEFINITIONS_PER_STATEMENT) {
    const noted = pending.slice(first, first + DEFINITIONS_PER_STATEMENT);
    await db
      .insertInto('artifact_tables')
      .values(noted.map(({ name, definition }) => ({ name, definition })))
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((row) => ({ definition: row.ref('excluded.definition') })),
      )
      .execute();
  }
  const { searchView } = ddl;
  if (searchView !== null && (pending.length > 0 || !(await searchView.isUpToDate(db, tables)))) {
    await searchView.update(db, tables);
  }
  return changes;
}
