import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { isHotJournal, readJournal } from './sqlite-wal/read-journal.ts';
import { isPageSize, readerOf, readWal, type WalContent, type WalReader } from './sqlite-wal/read-wal.ts';

export { isHotJournal } from './sqlite-wal/read-journal.ts';
export { readWal, type WalContent } from './sqlite-wal/read-wal.ts';

/**
 * The changes in the second file of a database: the committed ones of its `-wal`, or the original pages in its
 * `-journal` that undo an unfinished transaction.
 *
 * @param databaseHeader the first 100 bytes of the main file
 * @throws like {@link readWal}
 */
export function readLog(log: Uint8Array | WalReader, databaseHeader: Uint8Array): WalContent {
  const reader = readerOf(log);
  return isHotJournal(reader.read(0, 8)) ? readJournal(reader, databaseHeader) : readWal(reader);
}

/** A database merged with its WAL. */
export interface OverlaidDatabase {
  readonly database: Uint8Array;
  /** Number of WAL frames applied. */
  readonly frames: number;
  /** Number of frames that were uncommitted, truncated, stale, or belong to another database. */
  readonly ignoredFrames: number;
  /** See {@link WalContent.isBroken}. */
  readonly isBroken?: true;
}

const DATABASE_HEADER_SIZE = 100;
const PAGE_SIZE_OFFSET = 16;
const WRITE_VERSION_OFFSET = 18;
const READ_VERSION_OFFSET = 19;
const CHANGE_COUNTER_OFFSET = 24;
const PAGE_COUNT_OFFSET = 28;
const VALID_FOR_OFFSET = 92;
/** Version 1 means rollback journal, 2 means WAL. */
const ROLLBACK_JOURNAL = 1;
/**
 * Maximum size of pages that are in neither file, which SQLite reads as zeros. A sound database has almost none, so a
 * larger size is bogus and would exhaust memory.
 */
const MAX_MISSING_BYTES = 64 * 1024 * 1024;

/**
 * The database as SQLite would read it with this `-wal` or `-journal` file: every page of the last commit applied, and the size set
 * by that commit. Returns `database` itself if there are no committed frames or the WAL has another page size. Unlike
 * SQLite, which deletes the WAL of an empty file, it rebuilds a database whose pages are all in the WAL.
 *
 * @throws MALFORMED_DATABASE, LIMIT_EXCEEDED: see {@link readWal}; LIMIT_EXCEEDED also for a size without contents
 */
export function overlayWal(database: Uint8Array, wal: Uint8Array): OverlaidDatabase {
  const content = readLog(wal, database);
  const firstPage = content.pages.get(1);
  const { size, ...outcome } = overlaidSize(
    content,
    firstPage === undefined ? database : wal.subarray(firstPage),
    database.length,
  );
  if (outcome.frames === 0) return { database, ...outcome };
  const { pageSize, pages } = content;
  const result = new Uint8Array(size);
  result.set(database.subarray(0, size));
  for (const [pageNumber, offset] of pages) {
    result.set(wal.subarray(offset, offset + pageSize), (pageNumber - 1) * pageSize);
  }
  return { database: result, ...outcome };
}

/**
 * Sets the journal mode in the header to rollback journal, in place: SQLite refuses to `deserialize()` a database in
 * WAL mode. Leaves bytes too short to be a database unchanged.
 */
export function toRollbackHeader(database: Uint8Array): void {
  if (database.length < DATABASE_HEADER_SIZE) return;
  database[WRITE_VERSION_OFFSET] = ROLLBACK_JOURNAL;
  database[READ_VERSION_OFFSET] = ROLLBACK_JOURNAL;
}

/**
 * Number of bytes missing from a database according to the page count in its header; 0 if complete. SQLite refuses to
 * read such a database, but reads the other pages if the missing ones are zero-filled. The page count is valid only if
 * the two change counters agree (sqlite.org/fileformat2.html §1.3.7).
 *
 * @param header at least the first 100 bytes
 * @param size of the whole database in bytes
 */
export function missingBytesOf(header: Uint8Array, size: number): number {
  const pageSize = pageSizeOf(header);
  if (pageSize === null) return 0;
  const view = new DataView(header.buffer, header.byteOffset, DATABASE_HEADER_SIZE);
  const counts = view.getUint32(CHANGE_COUNTER_OFFSET) === view.getUint32(VALID_FOR_OFFSET);
  return counts ? Math.max(0, view.getUint32(PAGE_COUNT_OFFSET) * pageSize - size) : 0;
}

/**
 * What a WAL makes of a database of `mainSize` bytes. It has no frames if there are none, or if it has another page size
 * than the database, which is in the newest image of page 1: `firstPage`.
 * @throws LIMIT_EXCEEDED for a size without contents
 */
export function overlaidSize(
  { pageSize, pages, databasePages, frames, ignoredFrames, isBroken }: WalContent,
  firstPage: Uint8Array,
  mainSize: number,
): Omit<OverlaidDatabase, 'database'> & { readonly size: number } {
  const broken = isBroken === true ? { isBroken } : {};
  if (frames === 0 || pageSizeOf(firstPage) !== pageSize) {
    return { size: mainSize, frames: 0, ignoredFrames: frames + ignoredFrames, ...broken };
  }
  const size = databasePages * pageSize;
  if (size > mainSize + pages.size * pageSize + MAX_MISSING_BYTES) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.wal-too-large', { size }), {
      details: { size, limit: MAX_MISSING_BYTES },
    });
  }
  return { size, frames, ignoredFrames, ...broken };
}

/** The page size in a database header, where 1 means 65,536; null if invalid. */
export function pageSizeOf(header: Uint8Array): number | null {
  if (header.length < DATABASE_HEADER_SIZE) return null;
  const stored = (header[PAGE_SIZE_OFFSET] as number) * 0x100 + (header[PAGE_SIZE_OFFSET + 1] as number);
  const size = stored === 1 ? 65_536 : stored;
  return isPageSize(size) ? size : null;
}
