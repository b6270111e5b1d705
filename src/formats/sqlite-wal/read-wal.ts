import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { updateChecksum, type WalChecksum } from './checksum.ts';

/** Random access to a WAL that need not be in memory. `read` returns fewer bytes only at the end of the file. */
export interface WalReader {
  /** In bytes. */
  readonly size: number;
  read(position: number, length: number): Uint8Array;
}

/** The changes that a WAL holds for its database. */
export interface WalContent {
  /** In bytes; 0 if the WAL has no usable header. */
  readonly pageSize: number;
  /** Position in the WAL of the newest committed image of each page that is still part of the database. */
  readonly pages: ReadonlyMap<number, number>;
  /** Number of pages in the database after the last commit; 0 if there was none. */
  readonly databasePages: number;
  /** Number of frames up to the last commit, which are valid. */
  readonly frames: number;
  /** Number of frames after it: uncommitted, truncated, or left over from before a checkpoint. */
  readonly ignoredFrames: number;
  /** Set if committed changes are lost: the WAL is damaged before them. SQLite ignores them without an error. */
  readonly isBroken?: true;
}

const HEADER_SIZE = 32;
const FRAME_HEADER_SIZE = 24;
/** The lowest bit is set if the checksums are big-endian. */
const MAGIC = 0x377f0682;
/** The only version that exists. */
const FORMAT_VERSION = 3_007_000;
const MIN_PAGE_SIZE = 512;
const MAX_PAGE_SIZE = 65_536;
/** Amount of a WAL in memory at a time. */
const CHUNK_SIZE = 1 << 20;
/**
 * Maximum number of different pages in one WAL: 16 GiB at the usual 4 KiB, and about 250 MB of maps. SQLite checkpoints
 * at 1,000 pages.
 */
export const MAX_PAGES = 4_194_304;

/**
 * Reads a `-wal` file like SQLite's recovery: a frame is valid if its salts equal the header's and the running checksum
 * matches, and only frames up to the last commit count. A WAL that is empty, foreign or has a truncated header has no
 * valid frames; that is not an error. Source: sqlite.org/fileformat2.html §4; walIndexRecover() in wal.c.
 *
 * @throws MALFORMED_DATABASE for a valid WAL of an unknown version (SQLite refuses it too); LIMIT_EXCEEDED
 */
export function readWal(wal: Uint8Array | WalReader): WalContent {
  const reader = readerOf(wal);
  const header = readHeader(reader);
  if (header === null) {
    const none = { pageSize: 0, pages: new Map(), databasePages: 0, frames: 0, ignoredFrames: 0 };
    // Zeros say that it is not in use any more, as SQLite marks journals.
    return reader.size > HEADER_SIZE && reader.read(0, 8).some((byte) => byte > 0) ? { ...none, isBroken: true } : none;
  }

  const { pageSize } = header;
  const frameSize = FRAME_HEADER_SIZE + pageSize;
  const pages = new Map<number, number>();
  // Page images of the current transaction; they become valid with its commit.
  const pending = new Map<number, number>();
  let databasePages = 0;
  let frames = 0;
  let seen = 0;
  for (const frame of validFrames(reader, header)) {
    seen++;
    pending.set(frame.pageNumber, frame.dataOffset);
    if (pages.size + pending.size > MAX_PAGES) throw tooManyPages();
    if (frame.databasePages === 0) continue;
    for (const [pageNumber, dataOffset] of pending) pages.set(pageNumber, dataOffset);
    pending.clear();
    databasePages = frame.databasePages;
    frames = seen;
  }
  for (const pageNumber of pages.keys()) if (pageNumber > databasePages) pages.delete(pageNumber);
  // A truncated last frame counts as one.
  const ignoredFrames = Math.ceil((reader.size - HEADER_SIZE) / frameSize) - frames;
  const content = { pageSize, pages, databasePages, frames, ignoredFrames };
  return ignoredFrames > 0 && hasCommitFrom(reader, header, seen) ? { ...content, isBroken: true } : content;
}

/**
 * True if a frame from this one on ends a transaction of the WAL's present use. Its salts are the header's then: those
 * left over from before a checkpoint have others, and of a transaction that was rolled back no frame ends it.
 */
function hasCommitFrom(reader: WalReader, { pageSize, salt }: WalHeader, first: number): boolean {
  const frameSize = FRAME_HEADER_SIZE + pageSize;
  for (let at = HEADER_SIZE + first * frameSize; at + FRAME_HEADER_SIZE <= reader.size; at += frameSize) {
    const bytes = reader.read(at, FRAME_HEADER_SIZE);
    if (bytes.length < FRAME_HEADER_SIZE) return false;
    const view = viewOf(bytes);
    const isPresent = view.getUint32(8) === salt[0] && view.getUint32(12) === salt[1];
    if (isPresent && view.getUint32(0) > 0 && view.getUint32(4) > 0) return true;
  }
  return false;
}

interface WalHeader {
  readonly pageSize: number;
  readonly salt: readonly [number, number];
  readonly littleEndianSums: boolean;
  readonly checksum: WalChecksum;
}

/** The header; null if SQLite would ignore the WAL. */
function readHeader(reader: WalReader): WalHeader | null {
  if (reader.size < HEADER_SIZE) return null;
  const bytes = reader.read(0, HEADER_SIZE);
  if (bytes.length < HEADER_SIZE) return null;
  const view = viewOf(bytes);
  const magic = view.getUint32(0);
  const pageSize = view.getUint32(8);
  if (magic >>> 1 !== MAGIC >>> 1 || !isPageSize(pageSize)) return null;

  const littleEndianSums = (magic & 1) === 0;
  const checksum: WalChecksum = { s0: 0, s1: 0 };
  updateChecksum(checksum, view, 0, 24, littleEndianSums);
  if (checksum.s0 !== view.getUint32(24) || checksum.s1 !== view.getUint32(28)) return null;
  const version = view.getUint32(4);
  if (version !== FORMAT_VERSION) {
    throw new DomainError('MALFORMED_DATABASE', msg('detail.wal-of-unknown-version', { version }), {
      details: { version },
    });
  }
  return { pageSize, salt: [view.getUint32(16), view.getUint32(20)], littleEndianSums, checksum };
}

interface Frame {
  readonly pageNumber: number;
  readonly dataOffset: number;
  /** Greater than 0 only in the last frame of a transaction. */
  readonly databasePages: number;
}

/** Frames from the first one up to the first invalid one. */
function* validFrames(reader: WalReader, header: WalHeader): Generator<Frame> {
  const frameSize = FRAME_HEADER_SIZE + header.pageSize;
  const framesPerChunk = Math.max(1, Math.floor(CHUNK_SIZE / frameSize));
  const checksum = { ...header.checksum };
  for (let position = HEADER_SIZE; position < reader.size; position += framesPerChunk * frameSize) {
    const chunk = reader.read(position, Math.min(framesPerChunk * frameSize, reader.size - position));
    const view = viewOf(chunk);
    for (let at = 0; at < framesPerChunk * frameSize; at += frameSize) {
      if (at + frameSize > chunk.length || !isValidFrame(view, at, header, checksum)) return;
      yield {
        pageNumber: view.getUint32(at),
        dataOffset: position + at + FRAME_HEADER_SIZE,
        databasePages: view.getUint32(at + 4),
      };
    }
  }
}

/** Validates the frame at `at` and continues `checksum` over it. */
function isValidFrame(view: DataView, at: number, header: WalHeader, checksum: WalChecksum): boolean {
  if (view.getUint32(at) === 0) return false;
  if (view.getUint32(at + 8) !== header.salt[0] || view.getUint32(at + 12) !== header.salt[1]) return false;
  updateChecksum(checksum, view, at, 8, header.littleEndianSums);
  updateChecksum(checksum, view, at + FRAME_HEADER_SIZE, header.pageSize, header.littleEndianSums);
  return checksum.s0 === view.getUint32(at + 16) && checksum.s1 === view.getUint32(at + 20);
}

/** True for the page sizes SQLite allows: powers of two from 512 to 65,536. */
export function isPageSize(size: number): boolean {
  return size >= MIN_PAGE_SIZE && size <= MAX_PAGE_SIZE && (size & (size - 1)) === 0;
}

/** Reads a log that may be in memory. */
export function readerOf(log: Uint8Array | WalReader): WalReader {
  if (!(log instanceof Uint8Array)) return log;
  return { size: log.length, read: (position, length) => log.subarray(position, position + length) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The error for a log with more pages than {@link MAX_PAGES}. */
export function tooManyPages(): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.wal-with-too-many-pages', { limit: MAX_PAGES }), {
    details: { limit: MAX_PAGES },
  });
}
