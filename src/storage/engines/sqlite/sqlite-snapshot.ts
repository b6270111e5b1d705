import type { TableSet } from '../../../model/columns.ts';
import { kindMap } from '../../column-kinds.ts';
import { CORE_TABLES } from '../../core-tables.ts';
import type { Snapshot } from '../../engine.ts';
import { openDatabase } from './open-database.ts';
import { registerSearchFunctions } from './search-functions.ts';
import { PooledSqlite, type SqliteConnection } from './sqlite-dialect.ts';
import { sqliteFailure, storageError } from './sqlite-errors.ts';
import { sqliteSearch } from './sqlite-search.ts';
import { Statements } from './statements.ts';

/** A read transaction on a connection of this thread, which each query blocks. @throws STORAGE_UNAVAILABLE */
export function openSqliteSnapshot(path: string, tables: TableSet): Snapshot {
  const db = openDatabase(path, 'reader');
  registerSearchFunctions(db);
  const statements = new Statements(db);
  const connection: SqliteConnection = {
    alive: true,
    async run(sql, parameters) {
      try {
        return statements.run(sql, parameters);
      } catch (error) {
        throw storageError(sqliteFailure(error));
      }
    },
  };
  db.exec('begin deferred');
  const kinds = kindMap(CORE_TABLES, tables);
  const pool = { acquire: async () => connection, release: () => undefined };
  return {
    names: { jsonArray: 'json_array', repeatsAreNumbers: true },
    search: sqliteSearch,
    dialect: new PooledSqlite(pool, { kinds }, 'begin deferred'),
    // Snapshots of SQLite have names only where it is built for that; node:sqlite is not.
    share: async () => null,
    close: async () => db.close(),
  };
}
