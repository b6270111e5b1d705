import { hash } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { isFileID } from '../file/payloads.ts';
import { readAcrossDamage } from '../source-database/damaged-rows.ts';
import type { SqlDatabase, WritableSqlDatabase } from '../source-database/sql.ts';
import { isSqliteError } from '../source-database/sqlite-error.ts';
import { MAX_BLOB_BYTES, MAX_NAME_BYTES, NO_INDEX, pathIndexOf } from './files-table.ts';

/** What is left of a damaged table. */
export interface SalvagedFiles {
  readonly db: DatabaseSync;
  /** True if only an index was damaged. */
  readonly isWhole: boolean;
}

/** Columns that have an index of their own, from which a row can be restored. */
const NAMES = ['domain', 'relativePath', 'flags'] as const;
type Name = (typeof NAMES)[number];

/** Number of rows out of order after which reading stops: the table may lead back to itself. A page has some hundred rows at most. */
const MAX_STRAYS = 10_000;

/** Stands for a record that is lost, so that the entry counts as one whose record cannot be decoded. */
const LOST_RECORD = new Uint8Array();

/**
 * A copy in memory of a damaged table `Files`: the rows that can be read, with their ROWIDs, and of the others the names
 * that indexes still hold. Their records, and with them the keys of an encrypted backup, are lost. Null if there are none.
 */
export function salvagedFiles(damaged: WritableSqlDatabase): SalvagedFiles | null {
  const db = new DatabaseSync(':memory:');
  try {
    const isWhole = fill(db, damaged);
    if (db.prepare('SELECT 1 FROM Files LIMIT 1').get() !== undefined) return { db, isWhole };
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  }
  db.close();
  return null;
}

/** @returns true if all rows of the damaged table could be read */
function fill(db: DatabaseSync, damaged: WritableSqlDatabase): boolean {
  const known = columnsOf(damaged);
  db.exec('CREATE TABLE Files (fileID TEXT, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)');
  db.exec('CREATE UNIQUE INDEX apple_juicer_ids ON Files (fileID); BEGIN');
  const isWhole = copyRows(damaged, db, known);
  if (!isWhole) addFromIndexes(damaged, db, known);
  db.exec('COMMIT');
  const paths = pathIndexOf(damaged);
  if (paths !== NO_INDEX) db.exec(`CREATE INDEX "${paths}" ON Files (relativePath)`);
  return isWhole;
}

function columnsOf(db: SqlDatabase): ReadonlySet<string> {
  const columns = db.prepare("SELECT lower(name) AS name FROM pragma_table_xinfo('Files') WHERE hidden = 0").all();
  return new Set(columns.map(({ name }) => String(name)));
}

/**
 * Copies the rows that name a file, in the order of their ROWIDs. A table that leads back to itself ends.
 * @returns true if all could be read
 */
function copyRows(damaged: SqlDatabase, db: DatabaseSync, known: ReadonlySet<string>): boolean {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO Files (rowid, fileID, domain, relativePath, flags, file) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const short = (name: string, type: string, bytes: number) =>
    `iif(typeof("${name}") = '${type}' AND octet_length("${name}") <= ${bytes}, "${name}", NULL)`;
  const flags = known.has('flags') ? `iif(typeof(flags) = 'integer' AND flags BETWEEN 0 AND 255, flags, NULL)` : 'NULL';
  const select = damaged.prepare(
    `SELECT rowid, ${short('fileID', 'text', MAX_NAME_BYTES)}, ${short('domain', 'text', MAX_NAME_BYTES)},
       ${short('relativePath', 'text', MAX_NAME_BYTES)}, ${flags},
       ${known.has('file') ? short('file', 'blob', MAX_BLOB_BYTES) : 'NULL'}
     FROM Files NOT INDEXED WHERE rowid >= ? ORDER BY rowid`,
  );
  select.setReturnArrays(true);
  let isWhole = true;
  let strays = 0;
  const from = function* (first: number): Generator<readonly SQLOutputValue[]> {
    let last = Number.NEGATIVE_INFINITY;
    for (const row of select.iterate(first) as Iterable<unknown> as Iterable<readonly SQLOutputValue[]>) {
      if (typeof row[0] === 'number' && row[0] > last) {
        last = row[0];
        yield row;
        continue;
      }
      isWhole = false;
      if (++strays === MAX_STRAYS) return;
    }
  };
  const rows = readAcrossDamage(
    from,
    ([rowid]) => rowid,
    () => (isWhole = false),
  );
  for (const [rowid = null, fileID, domain, path, flag = null, file = null] of rows) {
    if (typeof fileID === 'string' && typeof domain === 'string' && typeof path === 'string')
      insert.run(rowid, fileID, domain, path, flag, file);
  }
  return isWhole;
}

/** Adds the rows that only indexes name. The fileID is the digest of the names, as iOS makes it. */
function addFromIndexes(damaged: SqlDatabase, db: DatabaseSync, known: ReadonlySet<string>): void {
  const isThere = db.prepare('SELECT 1 FROM Files WHERE rowid = ?');
  const found = new Map<number, Partial<Record<Name, SQLOutputValue>>>();
  for (const name of NAMES) {
    const index = known.has(name.toLowerCase()) ? indexOf(damaged, name) : null;
    for (const [rowid, value] of index === null ? [] : entriesOf(damaged, name, index)) {
      const row = found.get(rowid);
      if (row !== undefined) row[name] = value;
      else if (isThere.get(rowid) === undefined) found.set(rowid, { [name]: value });
    }
  }
  const insert = db.prepare(
    'INSERT OR IGNORE INTO Files (rowid, fileID, domain, relativePath, flags, file) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [rowid, { domain, relativePath, flags }] of found) {
    if (typeof domain !== 'string' || typeof relativePath !== 'string') continue;
    const fileID = hash('sha1', `${domain}-${relativePath}`);
    if (isFileID(fileID)) insert.run(rowid, fileID, domain, relativePath, flags ?? null, LOST_RECORD);
  }
}

/** An index that begins with this column; null if there is none. */
function indexOf(db: SqlDatabase, column: Name): string | null {
  const found = db
    .prepare(
      `SELECT list.name AS name FROM pragma_index_list('Files') AS list, pragma_index_info(list.name) AS part
       WHERE list.partial = 0 AND part.seqno = 0 AND lower(part.name) = lower(?) AND list.name NOT LIKE '%"%'`,
    )
    .get(column);
  return typeof found?.['name'] === 'string' ? found['name'] : null;
}

/** ROWIDs and values of an index, from both of its ends up to damage. */
function* entriesOf(db: SqlDatabase, column: Name, index: string): Generator<[rowid: number, value: SQLOutputValue]> {
  const type = column === 'flags' ? 'integer' : 'text';
  for (const order of ['ASC', 'DESC']) {
    try {
      const entries = db.prepare(
        `SELECT rowid AS number, "${column}" AS value FROM Files INDEXED BY "${index}"
         WHERE typeof("${column}") = '${type}' AND octet_length("${column}") <= ${MAX_NAME_BYTES} ORDER BY "${column}" ${order}`,
      );
      for (const { number, value } of entries.iterate()) {
        if (typeof number === 'number' && value !== undefined) yield [number, value];
      }
      return;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
  }
}
