import { type Dialect, sql } from 'kysely';
import type { TableSet } from '../../../model/columns.ts';
import { kindMap } from '../../column-kinds.ts';
import { CORE_TABLES } from '../../core-tables.ts';
import type { Engine } from '../../engine.ts';
import { ConnectionPool, type PoolConnection } from './connection-pool.ts';
import { prepareDatabaseFile } from './prepare-database-file.ts';
import { scrub, scrubThoroughly } from './scrub.ts';
import { sqliteDdl } from './sqlite-ddl.ts';
import { PooledSqlite } from './sqlite-dialect.ts';
import { sqliteSearch } from './sqlite-search.ts';
import { sqliteSearchRows } from './sqlite-search-rows.ts';
import type { ThreadSettings } from './thread-protocol.ts';

/**
 * Opens the database file with one writer and up to `readers` readers, in threads of their own or in this one. Creates
 * and checks it, unless `isKnown`.
 * @throws STORAGE_UNAVAILABLE
 */
export async function openSqliteEngine(
  path: string,
  tables: TableSet,
  options: { readonly readers: number; readonly isKnown: boolean; readonly threads: boolean },
): Promise<Engine> {
  const { readers, isKnown, threads } = options;
  if (!isKnown) prepareDatabaseFile(path);
  const kinds = kindMap(CORE_TABLES, tables);
  const connect = await connector(path, threads);
  const writer = new ConnectionPool(() => connect('writer'), 1);
  let reader: ConnectionPool;
  // The writer switches the file to WAL mode, which a read-only connection cannot do.
  try {
    await writer.ready();
    // Not awaited: readers can open what the writer could, and the first query waits for them.
    reader = new ConnectionPool(() => connect('reader'), readers);
  } catch (error) {
    await writer.close();
    throw error;
  }
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
    names: { jsonArray: 'json_array', repeatsAreNumbers: true },
    search: sqliteSearch,
    dialect: (use) => dialects[use],
    deleteSome: (name, key, { id, backupId }, limit) => {
      const table = sql.table(name);
      return sql`delete from ${table} where (${sql.raw(key)}) in (
        select ${sql.raw(key)} from ${table} where backup_id = ${backupId} and run_id = ${id} limit ${sql.lit(limit)})`;
    },
    searchRows: sqliteSearchRows,
    schemaChanged: async () => {
      await Promise.all([reader.forgetStatements(), writer.forgetStatements()]);
    },
    scrubThoroughly: () => scrubThoroughly(writer),
    scrub: (options) => scrub(writer, options),
    close,
  };
}

/** Opens connections; loads only what they need. */
async function connector(path: string, threads: boolean): Promise<(role: ThreadSettings['role']) => PoolConnection> {
  if (threads) {
    const { ThreadHandle } = await import('./thread-handle.ts');
    return (role) => new ThreadHandle({ path, role });
  }
  const { OwnThreadConnection } = await import('./own-thread-connection.ts');
  return (role) => new OwnThreadConnection({ path, role });
}
