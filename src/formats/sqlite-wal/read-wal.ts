import { DomainError } from '../../model/errors.ts';
import { updateChecksum, type WalChecksum } from './checksum.ts';

/** A WAL that need not be in memory. `read` returns fewer bytes than asked for only at the end of the file. */
interface WalReader {
  /** In bytes. */
  readonly size: number;
  read(position: number, length: number): Uint8Array;
}

/** What a WAL adds to its database. */
export interface WalContent {
  /** In bytes; 0 where the WAL has no usable header. */
  readonly pageSize: number;
  /** For each page that was committed and is still part of the database: where its newest image starts in the WAL. */
  readonly pages: ReadonlyMap<number, number>;
  /** How many pages the database has after the last commit; 0 where there was none. */
  readonly databasePages: number;
  /** Frames up to the last commit: those that count. */
  readonly frames: number;
  /** Frames after it: never committed, torn, or left over from before a checkpoint. */
  readonly ignoredFrames: number;
}

const HEADER_SIZE = 32;
const FRAME_HEADER_SIZE = 24;
/** The lowest bit tells the byte order of the checksums: set for big-endian. */
const MAGIC = 0x377f0682;
/** The only version there has ever been. */
const FORMAT_VERSION = 3_007_000;
const MIN_PAGE_SIZE = 512;
const MAX_PAGE_SIZE = 65_536;
/** How much of a WAL is in memory at a time. */
const CHUNK_SIZE = 1 << 20;
/** Different pages in one WAL: 16 GiB at the usual 4 KiB, and about 250 MB of maps. SQLite checkpoints at 1,000 pages. */
const MAX_PAGES = 4_194_304;

/**
 * Reads a `-wal` file as SQLite's recovery does: frames count while their salts equal the header's and the running
 * checksum holds, and only up to the last commit. A WAL that is empty, foreign or torn at its header has no frames that
 * count; that is no error. Source: sqlite.org/fileformat2.html §4; walIndexRecover() in wal.c.
 *
 * @throws MALFORMED_DATABASE for a valid WAL of an unknown version (SQLite refuses it too); LIMIT_EXCEEDED.
 */
export function readWal(wal: Uint8Array | WalReader): WalContent {
  const reader = wal instanceof Uint8Array ? memoryReader(wal) : wal;
  const header = readHeader(reader);
  if (header === null) return { pageSize: 0, pages: new Map(), databasePages: 0, frames: 0, ignoredFrames: 0 };

  const { pageSize } = header;
  const frameSize = FRAME_HEADER_SIZE + pageSize;
  const pages = new Map<number, number>();
  // Images of the transaction being read: they count once its commit has been seen.
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
  // A torn last frame is one too.
  const ignoredFrames = Math.ceil((reader.size - HEADER_SIZE) / frameSize) - frames;
  return { pageSize, pages, databasePages, frames, ignoredFrames };
}

interface WalHeader {
  readonly pageSize: number;
  readonly salt: readonly [number, number];
  readonly littleEndianSums: boolean;
  readonly checksum: WalChecksum;
}

/** The header; null where SQLite would not use the WAL. */
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
    throw new DomainError('MALFORMED_DATABASE', `The write-ahead log has the unknown version ${version}.`, {
      details: { version },
    });
  }
  return { pageSize, salt: [view.getUint32(16), view.getUint32(20)], littleEndianSums, checksum };
}

interface Frame {
  readonly pageNumber: number;
  readonly dataOffset: number;
  /** Above 0 in the last frame of a transaction only. */
  readonly databasePages: number;
}

/** Frames from the first one on, up to the first that is not valid. */
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

/** Checks the frame at `at` and carries `checksum` on over it. */
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

function memoryReader(wal: Uint8Array): WalReader {
  return { size: wal.length, read: (position, length) => wal.subarray(position, position + length) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tooManyPages(): DomainError {
  return new DomainError('LIMIT_EXCEEDED', `The write-ahead log changes more than ${MAX_PAGES} pages.`, {
    details: { limit: MAX_PAGES },
  });
}
