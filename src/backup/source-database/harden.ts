import { constants, DatabaseSync } from 'node:sqlite';
import type { SqlDatabase } from './sql.ts';

/** Maximum size of a text or blob in a database of the backup. Apple's largest take tens of megabytes. */
export const MAX_VALUE_BYTES = 256 * 1024 * 1024;

/** Trusts nothing in a schema and writes no temporary files. */
export const SETTINGS =
  'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0';

/** A database whose statements can be refused. */
export type GuardedDatabase = SqlDatabase & Pick<DatabaseSync, 'exec' | 'setAuthorizer'>;

/** Introspection and checks that change nothing. `user_version` and similar ones only without a new value. */
const READING_PRAGMAS = new Set([
  'table_info',
  'table_xinfo',
  'table_list',
  'index_list',
  'index_info',
  'index_xinfo',
  'foreign_key_list',
  'quick_check',
  'integrity_check',
]);
const READABLE_SETTINGS = new Set(['user_version', 'application_id', 'encoding', 'page_count', 'page_size']);

/** Opens a private copy so that nothing in a hostile schema is trusted and no temporary files are written. */
export function openHardened(location: string | URL, readOnly: boolean): DatabaseSync {
  const db = new DatabaseSync(location, { readOnly, limits: { attach: 0, length: MAX_VALUE_BYTES } });
  db.enableDefensive(true);
  db.exec(SETTINGS);
  return db;
}

/**
 * Restricts a database to reading: plain tables of this database only, no writes, ATTACH, recursion or extensions, and
 * no access through views, triggers or virtual tables, which a hostile schema may define in place of an app's table.
 * Refused statements fail with SQLITE_AUTH when prepared.
 * @throws the errors of `node:sqlite` if the schema cannot be read
 */
export function guard(db: GuardedDatabase): void {
  const untrusted = new Set<string>();
  for (const { name } of db
    .prepare("SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR (type = 'table' AND rootpage = 0)")
    .iterate()) {
    if (typeof name === 'string') untrusted.add(name.toLowerCase());
  }
  const isUntrusted = (name: string | null): boolean => name !== null && untrusted.has(name.toLowerCase());
  db.exec('PRAGMA query_only = ON');
  db.setAuthorizer((action, first, second, _database, context) => {
    // The context is the view or trigger in use, but also the name of a harmless CTE, so refuse only names in the
    // schema.
    const allowed =
      !isUntrusted(context) &&
      isReading(action, first, second) &&
      !(action === constants.SQLITE_READ && isUntrusted(first));
    return allowed ? constants.SQLITE_OK : constants.SQLITE_DENY;
  });
}

function isReading(action: number, first: string | null, second: string | null): boolean {
  switch (action) {
    case constants.SQLITE_SELECT:
    case constants.SQLITE_READ:
      return true;
    case constants.SQLITE_FUNCTION:
      return second?.toLowerCase() !== 'load_extension' && second?.toLowerCase() !== 'fts3_tokenizer';
    case constants.SQLITE_PRAGMA: {
      const pragma = first?.toLowerCase() ?? '';
      return READING_PRAGMAS.has(pragma) || (second === null && READABLE_SETTINGS.has(pragma));
    }
    default:
      return false;
  }
}
