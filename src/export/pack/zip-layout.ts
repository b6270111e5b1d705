import type { FileHandle } from 'node:fs/promises';
import * as yauzl from 'yauzl';
import { entryName, hasAlias, otherNames } from './zip-names.ts';

/** General purpose flags: encrypted, sizes follow the data, names are UTF-8. */
const FLAGS = 0x1 | 0x8 | 0x800;
const SIZES_FOLLOW = 0x8;
const ZIP64 = 0x0001;
/** A 32-bit size whose value is in the Zip64 extra field. */
const IN_ZIP64 = 0xffff_ffff;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x0606_4b50;
const DESCRIPTOR_SIGNATURE = 0x0807_4b50;

type Sizes = Pick<yauzl.Entry, 'crc32' | 'compressedSize' | 'uncompressedSize'>;

/** A ZIP and its entries, which all have been read. */
export interface ListedZip {
  readonly zip: yauzl.ZipFile;
  /** The same file, to read bytes that belong to no entry. */
  readonly file: FileHandle;
  readonly entries: readonly yauzl.Entry[];
  /** Offset of the list of entries (central directory). */
  readonly listStart: number;
}

/**
 * The names of entries that programs which read a ZIP from front to back, by the header before each file, would take for
 * something else than programs that read the list at its end; null stands for bytes outside of all entries, which may
 * hold further files.
 */
export async function ambiguousEntries({ zip, file, entries, listStart }: ListedZip): Promise<(string | null)[]> {
  const ambiguous: (string | null)[] = [];
  let end = 0;
  let listed = 0;
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader !== end) ambiguous.push(null);
    const header = await zip.readLocalFileHeaderPromise(entry);
    if (!isSame(header, entry)) ambiguous.push(nameInList(entry));
    end = header.fileDataStart + entry.compressedSize;
    if ((entry.generalPurposeBitFlag & SIZES_FOLLOW) !== 0) end += await descriptorBytes(file, end, entry);
    listed += CENTRAL_HEADER_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
  }
  const endRecord = zip.fileSize - END_BYTES - zip.comment.length;
  const listEnd = listStart + listed;
  if (listStart !== end || listEnd + (await zip64EndBytes(file, listEnd)) !== endRecord) ambiguous.push(null);
  return ambiguous;
}

/** The name of an entry in the list. */
export function nameInList(entry: yauzl.Entry): string {
  return entryName(partsOf(entry));
}

/** Names of entries that older programs unpack under the name of another, or under one that says something else. */
export function aliasedEntries(entries: readonly yauzl.Entry[]): string[] {
  const names = new Set(entries.map((entry) => nameInList(entry).normalize()));
  return entries
    .filter((entry) => {
      const parts = partsOf(entry);
      return hasAlias(parts) || otherNames(parts).some((name) => names.has(name.normalize()));
    })
    .map(nameInList);
}

function partsOf({ generalPurposeBitFlag: flags, fileNameRaw: raw, extraFields }: yauzl.Entry) {
  return { flags, raw, extraFields };
}

/** True if the header before the data and the entry of the list say the same. */
function isSame(header: yauzl.LocalFileHeader, entry: yauzl.Entry): boolean {
  const { generalPurposeBitFlag: flags } = header;
  return (
    header.fileName.equals(entry.fileNameRaw) &&
    entryName({ flags, raw: header.fileName, extraFields: yauzl.parseExtraFields(header.extraField) }) ===
      nameInList(entry) &&
    (flags & FLAGS) === (entry.generalPurposeBitFlag & FLAGS) &&
    header.compressionMethod === entry.compressionMethod &&
    hasSizes(header, entry, (flags & SIZES_FOLLOW) !== 0)
  );
}

function hasSizes(header: yauzl.LocalFileHeader, expected: Sizes, mayFollow: boolean): boolean {
  const zip64 = yauzl.parseExtraFields(header.extraField).find(({ id }) => id === ZIP64)?.data;
  const [uncompressed, compressed] = [0, 8].map((at) =>
    zip64 === undefined || zip64.length < at + 8 ? null : Number(zip64.readBigUInt64LE(at)),
  );
  const fits = (value: number, large: number | null | undefined, size: number) =>
    value === size ||
    (mayFollow && value === 0) ||
    (value === IN_ZIP64 && (large === size || (mayFollow && large === 0)));
  return (
    (header.crc32 === expected.crc32 || (mayFollow && header.crc32 === 0)) &&
    fits(header.uncompressedSize, uncompressed, expected.uncompressedSize) &&
    fits(header.compressedSize, compressed, expected.compressedSize)
  );
}

/** Length of the record of sizes at `start`, with or without signature and Zip64; 0 if it is not that of `entry`. */
async function descriptorBytes(file: FileHandle, start: number, entry: Sizes): Promise<number> {
  const bytes = await bytesAt(file, start, 24);
  const { crc32, compressedSize, uncompressedSize } = entry;
  for (const signed of [true, false]) {
    for (const large of [true, false]) {
      if (!large && Math.max(compressedSize, uncompressedSize) > IN_ZIP64) continue;
      const record = Buffer.alloc((signed ? 4 : 0) + (large ? 20 : 12));
      let at = signed ? record.writeUInt32LE(DESCRIPTOR_SIGNATURE) : 0;
      at = record.writeUInt32LE(crc32, at);
      for (const size of [compressedSize, uncompressedSize]) {
        at = large ? record.writeBigUInt64LE(BigInt(size), at) : record.writeUInt32LE(size, at);
      }
      if (record.equals(bytes.subarray(0, record.length))) return record.length;
    }
  }
  return 0;
}

/** Length of the Zip64 records at `start`, 0 if there are none. */
async function zip64EndBytes(file: FileHandle, start: number): Promise<number> {
  const bytes = await bytesAt(file, start, 12);
  if (bytes.length < 12 || bytes.readUInt32LE() !== ZIP64_END_SIGNATURE) return 0;
  return 12 + Number(bytes.readBigUInt64LE(4)) + ZIP64_LOCATOR_BYTES;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
