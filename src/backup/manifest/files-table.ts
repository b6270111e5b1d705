import { hash } from 'node:crypto';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { resultCode } from '../source-database/database-error.ts';
import type { WritableSqlDatabase } from '../source-database/sql.ts';

/** MBFile blobs take 400–2,000 bytes. A longer one is not read and counts as undecodable. */
export const MAX_BLOB_BYTES = 64 * 1024;
/** Names are at most 1,024 bytes on iOS. */
export const MAX_NAME_BYTES = 16 * 1024;

/** SQL condition for rows that name a file but for the digits of their fileID, whose check takes as long as all else. */
export const MAYBE_LISTED = `typeof(domain) = 'text' AND octet_length(domain) <= ${MAX_NAME_BYTES}
  AND typeof(relativePath) = 'text' AND octet_length(relativePath) <= ${MAX_NAME_BYTES}
  AND typeof(fileID) = 'text' AND octet_length(fileID) = 40`;

/**
 * SQL condition for rows that name a file. Apple itself writes rows with NULLs (flags 16), and only 40 hex digits may
 * become part of a path. Must match the text of the index exactly, or SQLite will not use it.
 */
export const LISTED = `${MAYBE_LISTED} AND fileID NOT GLOB '*[^0-9a-f]*'`;

/** The order of listings: bytewise, regardless of the table's collation. */
export const ORDER = 'domain COLLATE BINARY, relativePath COLLATE BINARY, fileID COLLATE BINARY';

/** Our own index over the {@link LISTED} rows. */
export const ORDER_INDEX = 'apple_juicer_order';

/** SQL that depends on the columns of the table: filtered backups have fewer. */
export interface FilesColumns {
  /** Columns of an entry: fileID, domain, relativePath, flags, file, present. */
  readonly entry: string;
  /** The `flags` column, or NULL. */
  readonly flags: string;
  /** Number of rows that were left out because another row has their fileID. */
  readonly duplicates: number;
}

/** Minimum size of a row in a page: a pointer, two lengths and an empty record. */
const MIN_ROW_BYTES = 5;

/**
 * Checks that `Files` is a plain table with an index over unique fileIDs: a hostile one could be a view or have
 * computed columns. Adds the index if the database lacks it, and leaves out rows that repeat a fileID.
 * @throws MALFORMED_MANIFEST, and the errors of `node:sqlite`
 */
export function prepareFiles(db: WritableSqlDatabase): FilesColumns {
  const table = db.prepare("SELECT type, rootpage, sql FROM sqlite_schema WHERE lower(name) = 'files'").get();
  if (table?.type !== 'table' || Number(table.rootpage) < 1) malformed('it has no table of files');
  if (/\bcollate\b/i.test(String(table.sql))) malformed('its table of files declares a collation');
  // SQLite without UTF-16 has no such pragma: it refuses other databases itself. Those are copied before (`manifestInUtf8`).
  if ((db.prepare('PRAGMA encoding').get()?.encoding ?? 'UTF-8') !== 'UTF-8')
    malformed('it does not store text as UTF-8');
  const columns = db.prepare("SELECT lower(name) AS name, hidden FROM pragma_table_xinfo('Files')").all();
  if (columns.some(({ hidden }) => hidden !== 0)) malformed('its table of files has computed columns');
  const names = new Set(columns.map(({ name }) => name));
  if (!['fileid', 'domain', 'relativepath'].every((name) => names.has(name))) {
    malformed('its table of files lacks a column');
  }
  const duplicates = hasFileIDIndex(db) ? 0 : createFileIDIndex(db);
  const flags = names.has('flags') ? 'flags' : 'NULL';
  const blob = names.has('file')
    ? `iif(typeof(file) IN ('blob', 'text') AND octet_length(file) <= ${MAX_BLOB_BYTES}, CAST(file AS BLOB), NULL) AS file,
       file IS NOT NULL AS present`
    : 'NULL AS file, 0 AS present';
  return {
    entry: `fileID, domain, relativePath, ${flags} AS flags, ${blob}`,
    flags,
    duplicates,
  };
}

/** Adds the index over unique fileIDs and returns the number of rows that were left out. */
function createFileIDIndex(db: WritableSqlDatabase): number {
  const index = 'CREATE UNIQUE INDEX apple_juicer_ids ON Files(fileID)';
  try {
    db.exec(index);
    return 0;
  } catch (error) {
    if (resultCode(error) !== SQLITE_CONSTRAINT) throw error;
  }
  countRows(db);
  const removed = removeDuplicates(db);
  db.exec(index);
  return removed;
}

/**
 * Keeps one row of each fileID: the first by ROWID whose domain and path have this fileID, otherwise the last one, which
 * was written latest.
 */
function removeDuplicates(db: WritableSqlDatabase): number {
  const remove = db.prepare('DELETE FROM Files WHERE rowid = ?');
  const repeated = db
    .prepare('SELECT fileID FROM Files WHERE fileID IS NOT NULL GROUP BY fileID HAVING count(*) > 1')
    .all();
  const rows = db.prepare(
    `SELECT rowid AS number, ${shortText('domain')}, ${shortText('relativePath')} FROM Files WHERE fileID IS ? ORDER BY rowid`,
  );
  rows.setReadBigInts(true);
  let removed = 0;
  for (const { fileID } of repeated) {
    const all = rows.all(fileID ?? null);
    const right = all.find(
      ({ domain, relativePath }) => fileID === hash('sha1', `${String(domain)}-${String(relativePath)}`),
    );
    const kept = right ?? all.at(-1);
    for (const row of all) {
      if (row === kept) continue;
      remove.all(row.number ?? null);
      removed++;
    }
  }
  return removed;
}

function shortText(column: string): string {
  return `iif(octet_length(${column}) <= ${MAX_NAME_BYTES}, ${column}, NULL) AS ${column}`;
}

const SQLITE_CONSTRAINT = 19;

/** The number of rows. @throws MALFORMED_MANIFEST if there are more than fit into the database */
export function countRows(db: WritableSqlDatabase): number {
  const bytes = Number(
    db.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get()?.bytes,
  );
  const limit = Math.ceil(bytes / MIN_ROW_BYTES);
  const counted = db.prepare('SELECT count(*) AS rows FROM (SELECT 1 FROM Files NOT INDEXED LIMIT ?)').get(limit);
  const rows = Number(counted?.rows);
  if (rows >= limit) malformed('it has more rows than fit into it');
  return rows;
}

/**
 * Builds {@link ORDER_INDEX}. A hostile file can point to one page from many places and thus have an astronomical
 * number of rows, so databases with more rows than fit into their size are refused first.
 * @throws MALFORMED_MANIFEST, and the errors of `node:sqlite`
 */
export function createOrder(db: WritableSqlDatabase, { flags }: FilesColumns): void {
  countRows(db);
  const columns = flags === 'NULL' ? ORDER : `${ORDER}, flags`;
  db.exec(`CREATE INDEX IF NOT EXISTS ${ORDER_INDEX} ON Files(${columns}) WHERE ${LISTED}`);
  db.exec('PRAGMA query_only = ON');
}

function hasFileIDIndex(db: WritableSqlDatabase): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM pragma_index_list('Files') AS list
         WHERE list."unique" = 1 AND list.partial = 0
           AND (SELECT group_concat(lower(name)) FROM pragma_index_info(list.name)) = 'fileid'`,
      )
      .get() !== undefined
  );
}

/** See {@link pathIndexOf}. */
export const NO_INDEX = '';

/** Name of the index of paths that iOS makes, in the order of bytes; {@link NO_INDEX} if there is none. */
export function pathIndexOf(db: WritableSqlDatabase): string {
  const found = db
    .prepare(
      `SELECT list.name AS name FROM pragma_index_list('Files') AS list, pragma_index_xinfo(list.name) AS part
       WHERE list.partial = 0 AND part.seqno = 0 AND lower(part.name) = 'relativepath' AND part.coll = 'BINARY'
         AND list.name NOT LIKE '%"%'`,
    )
    .get();
  return typeof found?.name === 'string' ? found.name : NO_INDEX;
}

function malformed(why: string): never {
  throw new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-malformed', { problem: why }));
}
