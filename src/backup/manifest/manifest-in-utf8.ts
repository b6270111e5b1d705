import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '../../model/errors.ts';
import { databaseError } from '../source-database/database-error.ts';
import { openHardened } from '../source-database/harden.ts';
import { tables } from '../source-database/schema.ts';
import { countRows, MAX_BLOB_BYTES, MAX_NAME_BYTES } from './files-table.ts';

/** Maximum size of a manifest in UTF-16; its copy is in memory. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Columns that are read, and the maximum size of their values, which are larger in UTF-16. */
const COLUMNS = {
  fileID: 2 * MAX_NAME_BYTES,
  domain: 2 * MAX_NAME_BYTES,
  relativePath: 2 * MAX_NAME_BYTES,
  flags: MAX_NAME_BYTES,
  file: 2 * MAX_BLOB_BYTES,
};

/**
 * The `Files` table of a manifest with text in UTF-16, as a database in memory with text in UTF-8: names are compared by
 * their bytes. iOS writes UTF-8; other programs that rewrite a manifest may not. Columns keep the types of their values.
 * Without a plain table of files, the copy has none.
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED
 */
export function manifestInUtf8(wide: DatabaseSync, size: number): DatabaseSync {
  if (size > MAX_BYTES) throw new DomainError('LIMIT_EXCEEDED');
  const db = openHardened(':memory:', false);
  try {
    copyFiles(wide, db);
    return db;
  } catch (error) {
    db.close();
    throw databaseError(error);
  }
}

function copyFiles(wide: DatabaseSync, db: DatabaseSync): void {
  const table = [...tables(wide)].find((name) => name.toLowerCase() === 'files');
  if (table === undefined) return;
  const found = wide.prepare("SELECT name, hidden FROM pragma_table_xinfo('Files')").all();
  const names = new Set(found.flatMap(({ name, hidden }) => (hidden === 0 ? [String(name).toLowerCase()] : [])));
  const columns = Object.entries(COLUMNS).filter(([name]) => names.has(name.toLowerCase()));
  if (columns.length === 0) return;
  db.exec(`CREATE TABLE Files (${columns.map(([name]) => name).join(', ')})`);
  const rows = countRows(wide);
  // A longer value than a manifest in UTF-8 may have is left empty: like that one, it is no name and no record.
  const values = columns.map(([name, limit]) => `iif(octet_length(${name}) > ${limit}, x'', ${name})`);
  const select = wide.prepare(`SELECT ${values.join(', ')} FROM Files NOT INDEXED LIMIT ?`);
  select.setReturnArrays(true);
  select.setReadBigInts(true);
  const insert = db.prepare(`INSERT INTO Files VALUES (${columns.map(() => '?').join(', ')})`);
  db.exec('BEGIN');
  for (const row of select.iterate(rows)) insert.run(...Object.values(row));
  db.exec('COMMIT');
}
