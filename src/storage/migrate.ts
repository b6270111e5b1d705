import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { msg } from '../locales/messages.ts';
import type { TableSet } from '../model/columns.ts';
import { DomainError } from '../model/errors.ts';
import { artifactTablesUpToDate, updateArtifactTables } from './artifact-tables.ts';
import { CORE_TABLES } from './core-tables.ts';
import type { CoreDatabase } from './database.ts';
import type { Ddl, Engine } from './engine.ts';
import { foreignDatabase, isOurs } from './foreign.ts';
import { MIGRATION_NAMES, migrations } from './migrations/index.ts';
import { refuseNewer } from './newer.ts';
import { coreTableSql } from './schema-sql.ts';

/** Result of {@link migrate}. */
export interface MigrationReport {
  /** Names of the migrations that ran. */
  readonly applied: readonly string[];
  readonly created: readonly string[];
  readonly altered: readonly string[];
  /** Tables whose rows were dropped because a kind or the key changed; their artifacts must be indexed again. */
  readonly replaced: readonly string[];
}

/** Two connections to the writer: one with camelCase names, one with SQL names. */
export interface SchemaConnections {
  readonly write: Kysely<CoreDatabase>;
  readonly raw: Kysely<unknown>;
}

/**
 * Runs the outstanding `steps` in one transaction that holds the write lock.
 * @throws BAD_SETTINGS, STORAGE_UNAVAILABLE, DISK_FULL, INTERNAL
 */
async function runSteps(raw: Kysely<unknown>, steps: Record<string, Migration>): Promise<string[]> {
  await refuseForeign(raw);
  const migrator = new Migrator({ db: raw, provider: { getMigrations: async () => steps } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('STORAGE_UNAVAILABLE', msg('detail.database-of-another-version'), {
      cause: error,
    });
  }
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** Names of the migrations that a database of ours has behind it. */
async function notedMigrations(raw: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(raw);
  return rows.map(({ name }) => name);
}

/**
 * Refuses a database of another program, or of a newer version of this one, before creating anything. A SQLite file must be ours alone. On PostgreSQL,
 * where tables have a schema, other tables are allowed as long as their names differ from ours.
 * @throws BAD_SETTINGS
 */
async function refuseForeign(raw: Kysely<unknown>): Promise<void> {
  const tables = await raw.introspection.getTables({ withInternalKyselyTables: true });
  if (isOurs(tables.map(({ name }) => name))) return refuseNewer(await notedMigrations(raw));
  if (!tables.some(({ name, schema }) => schema === undefined || name in CORE_TABLES)) return;
  throw foreignDatabase();
}

/**
 * True if {@link migrate} has nothing to do. Takes no lock, so that starting does not wait for a writing process, and
 * does not read the columns of every table, which Kysely's migrator does several times.
 */
async function isUpToDate({ raw, write }: SchemaConnections, tables: TableSet, { ddl }: Engine): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`${sql.raw(ddl.tableNames)}`.execute(raw);
  const names = new Set(rows.map(({ name }) => name));
  if (!isOurs([...names]) || !Object.keys(CORE_TABLES).every((name) => names.has(name))) return false;
  const done = (await notedMigrations(raw)).toSorted();
  if (done.join() !== MIGRATION_NAMES.toSorted().join()) return false;
  return Object.keys(tables).every((name) => names.has(name)) && artifactTablesUpToDate(write, tables, ddl);
}

/**
 * Brings core and artifact tables up to date. Safe for concurrent processes, because each step holds the write lock.
 */
export async function migrate(
  connections: SchemaConnections,
  tables: TableSet,
  engine: Engine,
): Promise<MigrationReport> {
  if (await isUpToDate(connections, tables, engine)) return { applied: [], created: [], altered: [], replaced: [] };
  const applied = await runSteps(connections.raw, migrations(engine.ddl));
  const changes = await connections.write.transaction().execute((trx) => updateArtifactTables(trx, tables, engine.ddl));
  await engine.schemaChanged();
  return { applied, ...changes };
}

/** Creates the complete current schema directly and marks every migration as done. */
export async function initModels(connections: SchemaConnections, tables: TableSet, engine: Engine): Promise<void> {
  const nothing: Migration = { async up() {} };
  const whole: Migration = { up: (db) => createCoreTables(db, engine.ddl) };
  await runSteps(
    connections.raw,
    Object.fromEntries(MIGRATION_NAMES.map((name, index) => [name, index === 0 ? whole : nothing])),
  );
  await connections.write.transaction().execute((trx) => updateArtifactTables(trx, tables, engine.ddl));
  await engine.schemaChanged();
}

async function createCoreTables(db: Kysely<unknown>, ddl: Ddl): Promise<void> {
  for (const [name, table] of Object.entries(CORE_TABLES)) {
    for (const statement of coreTableSql(name, table, ddl)) await sql.raw(statement).execute(db);
  }
  for (const statement of [
    ...ddl.ownParts,
    ...ddl.searchRows,
    ...ddl.searchTerms,
    ...ddl.searchDivisions,
    ...ddl.smallSearchRows,
    ...ddl.searchPieces,
    ...ddl.mark,
  ])
    await sql.raw(statement).execute(db);
}
