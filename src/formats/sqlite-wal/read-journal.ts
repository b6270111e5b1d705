import { isPageSize, MAX_PAGES, tooManyPages, type WalContent, type WalReader } from './read-wal.ts';

const MAGIC = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
const HEADER_SIZE = 28;
const MIN_SECTOR_SIZE = 32;
const MAX_SECTOR_SIZE = 65_536;
/** Number of records of a segment that extends to the end of the file. */
const UNTIL_THE_END = 0xffffffff;
/** The checksum of a page adds every 200th byte, counted from its end. */
const CHECKSUM_STEP = 200;
/** SQLite never writes the page with this byte. */
const LOCK_BYTE = 0x40000000;
/** Length, checksum and magic after the name of a super-journal, at the end of the file. */
const SUPER_JOURNAL_TAIL = 16;
/** Maximum length of a path on Apple's systems and others in bytes: SQLite reads no longer name. */
const MAX_PATH = 512;
const CHANGE_COUNTER_OFFSET = 24;

/** True for the start of a rollback journal in use. SQLite deletes, empties or overwrites it after each transaction. */
export function isHotJournal(start: Uint8Array): boolean {
  return MAGIC.every((byte, at) => start[at] === byte);
}

/**
 * The original pages in a `-journal` file, which undo a transaction that had not ended when the database was copied, in
 * the form of a WAL's changes: the pages as frames, and the size of the database before the transaction. Like SQLite's
 * playback it ends at the first invalid record. A journal that names a super-journal is not used, as SQLite does not use
 * it where that file is not: it is on the phone, at an absolute path, and was deleted when the transaction of several
 * databases ended. Nor is one of another state of the database, which results from files that were copied
 * one after the other: its original page 1 has the change counter of the database, or the one before it. Then all
 * records count as ignored. Source: sqlite.org/fileformat2.html §3; pager_playback() in pager.c.
 *
 * @param databaseHeader at least the first 28 bytes of the database
 * @throws LIMIT_EXCEEDED
 */
export function readJournal(journal: WalReader, databaseHeader: Uint8Array): WalContent {
  const pages = new Map<number, number>();
  const first = readHeader(journal, 0);
  if (first === null || !isPageSize(first.pageSize) || namesSuperJournal(journal)) return nothing(0);

  const { pageSize, databasePages, sectorSize } = first;
  const recordSize = pageSize + 8;
  for (let segment: JournalHeader | null = first, position = 0; segment !== null; ) {
    position += sectorSize;
    const left = Math.floor((journal.size - position) / recordSize);
    const count: number = segment.records === UNTIL_THE_END ? left : segment.records;
    for (let read = 0; read < count; read++, position += recordSize) {
      const page = validPage(journal.read(position, recordSize), segment, pageSize);
      if (page === null) return checked(journal, databaseHeader, { pageSize, pages, databasePages });
      if (page > databasePages || pages.has(page)) continue;
      pages.set(page, position + 4);
      if (pages.size > MAX_PAGES) throw tooManyPages();
    }
    position = Math.ceil(position / sectorSize) * sectorSize;
    segment = readHeader(journal, position);
  }
  return checked(journal, databaseHeader, { pageSize, pages, databasePages });
}

interface JournalHeader {
  readonly records: number;
  readonly nonce: number;
  /** Number of pages of the database before the transaction. */
  readonly databasePages: number;
  readonly sectorSize: number;
  readonly pageSize: number;
}

function readHeader(journal: WalReader, position: number): JournalHeader | null {
  if (position + HEADER_SIZE > journal.size) return null;
  const bytes = journal.read(position, HEADER_SIZE);
  if (bytes.length < HEADER_SIZE || !isHotJournal(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = view.getUint32(20);
  const isSector =
    sectorSize >= MIN_SECTOR_SIZE && sectorSize <= MAX_SECTOR_SIZE && (sectorSize & (sectorSize - 1)) === 0;
  if (!isSector) return null;
  const [records, nonce, databasePages] = [view.getUint32(8), view.getUint32(12), view.getUint32(16)];
  return { records, nonce, databasePages, sectorSize, pageSize: view.getUint32(24) };
}

/** The number of the page in a record; null if SQLite would end its playback there. */
function validPage(record: Uint8Array, { nonce }: JournalHeader, pageSize: number): number | null {
  if (record.length < pageSize + 8) return null;
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const page = view.getUint32(0);
  if (page === 0 || page === LOCK_BYTE / pageSize + 1) return null;
  let sum = nonce;
  for (let at = pageSize - CHECKSUM_STEP; at > 0; at -= CHECKSUM_STEP) sum += record[4 + at] as number;
  return sum >>> 0 === view.getUint32(4 + pageSize) ? page : null;
}

/** As readSuperJournal() in pager.c: a name whose length or checksum is wrong is none. */
function namesSuperJournal(journal: WalReader): boolean {
  const tailStart = journal.size - SUPER_JOURNAL_TAIL;
  if (tailStart < HEADER_SIZE) return false;
  const tail = journal.read(tailStart, SUPER_JOURNAL_TAIL);
  if (tail.length < SUPER_JOURNAL_TAIL || !isHotJournal(tail.subarray(8))) return false;
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const length = view.getUint32(0);
  if (length === 0 || length > MAX_PATH || length > tailStart) return false;
  const name = journal.read(tailStart - length, length);
  // Bytes are signed, as C's `char` is on phones and computers.
  const sum = name.reduce((total, byte) => total + ((byte << 24) >> 24), 0);
  return sum >>> 0 === view.getUint32(4);
}

function checked(
  journal: WalReader,
  databaseHeader: Uint8Array,
  content: Pick<WalContent, 'pageSize' | 'pages' | 'databasePages'>,
): WalContent {
  const frames = content.pages.size;
  const firstPage = content.pages.get(1);
  if (firstPage === undefined || databaseHeader.length < CHANGE_COUNTER_OFFSET + 4) {
    return { ...content, frames, ignoredFrames: 0 };
  }
  const now = counterOf(databaseHeader);
  const before = counterOf(journal.read(firstPage, CHANGE_COUNTER_OFFSET + 4));
  return now === before || now === (before + 1) >>> 0 ? { ...content, frames, ignoredFrames: 0 } : nothing(frames);
}

function counterOf(header: Uint8Array): number {
  return new DataView(header.buffer, header.byteOffset, header.byteLength).getUint32(CHANGE_COUNTER_OFFSET);
}

function nothing(ignoredFrames: number): WalContent {
  return { pageSize: 0, pages: new Map(), databasePages: 0, frames: 0, ignoredFrames };
}
