import { type Dialect, sql } from 'kysely';
import type { TableSet } from '../../../model/columns.ts';
import { type KindMap, kindMap } from '../../column-kinds.ts';
import { CORE_TABLES } from '../../core-tables.ts';
import type { Engine } from '../../engine.ts';
import { prepareDatabaseFile } from './prepare-database-file.ts';
import { scrub, scrubThoroughly } from './scrub.ts';
import { sqliteDdl } from './sqlite-ddl.ts';
import { PooledSqlite } from './sqlite-dialect.ts';
import { sqliteSearch } from './sqlite-search.ts';
import { ThreadPool } from './thread-pool.ts';

/**
 * Opens the database file with one writer thread and up to `readers` reader threads. Creates and checks it, unless
 * `isKnown`.
 * @throws STORAGE_UNAVAILABLE
 */
export async function openSqliteEngine(
  path: string,
  tables: TableSet,
  { readers, isKnown }: { readonly readers: number; readonly isKnown: boolean },
): Promise<Engine> {
  if (!isKnown) prepareDatabaseFile(path);
  const kinds: KindMap = new Map([...kindMap(CORE_TABLES), ...kindMap(tables)]);
  const writer = new ThreadPool({ path, role: 'writer' }, 1);
  // The writer switches the file to WAL mode, which a read-only connection cannot do.
  try {
    await writer.ready();
  } catch (error) {
    await writer.close();
    throw error;
  }
  // Not awaited: readers can open what the writer could, and the first query waits for them.
  const reader = new ThreadPool({ path, role: 'reader' }, readers);
  const close = async () => {
    await reader.close();
    await writer.close();
  };
  const dialects: Readonly<Record<'read' | 'write' | 'write-raw', Dialect>> = {
    read: new PooledSqlite(reader, { kinds }, 'begin deferred'),
    write: new PooledSqlite(writer, { kinds }, 'begin immediate'),
    'write-raw': new PooledSqlite(writer, { kinds: null }, 'begin immediate'),
  };
  return {
    ddl: sqliteDdl,
    names: { jsonArray: 'json_array' },
    search: sqliteSearch,
    dialect: (use) => dialects[use],
    deleteSome: (table, key, { id, backupId }, limit) => sql`
      delete from ${sql.table(table)} where (${sql.raw(key)}) in (
        select ${sql.raw(key)} from ${sql.table(table)} where backup_id = ${backupId} and run_id = ${id} limit ${limit})`,
    schemaChanged: async () => {
      await Promise.all([reader.forgetStatements(), writer.forgetStatements()]);
    },
    scrubThoroughly: () => scrubThoroughly(writer),
    scrub: (options) => scrub(writer, options),
    close,
  };
}
