/** The fields of the format that are read, for 64-bit little-endian files (ELF-64 Object File Format, version 1.5). */
const MAGIC = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const HEADER = { PHOFF: 32, SHOFF: 40, PHENTSIZE: 54, PHNUM: 56, SHENTSIZE: 58, SHNUM: 60, SHSTRNDX: 62 } as const;
const SEGMENT = { OFFSET: 8, FILESZ: 32 } as const;

/**
 * An ELF file without what is behind its last segment: symbol tables and section headers, which only debuggers and
 * linkers read. Segments, that is everything that is loaded, stay as they are. Other files are returned unchanged.
 */
export function stripElf(file: Buffer): Buffer {
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return file;
  const table = Number(file.readBigUInt64LE(HEADER.PHOFF));
  const size = file.readUInt16LE(HEADER.PHENTSIZE);
  const count = file.readUInt16LE(HEADER.PHNUM);
  let end = table + size * count;
  for (let at = table; at < table + size * count; at += size) {
    const offset = Number(file.readBigUInt64LE(at + SEGMENT.OFFSET));
    end = Math.max(end, offset + Number(file.readBigUInt64LE(at + SEGMENT.FILESZ)));
  }
  if (count === 0 || end >= file.length) return file;
  const stripped = Buffer.from(file.subarray(0, end));
  stripped.writeBigUInt64LE(0n, HEADER.SHOFF);
  stripped.writeUInt16LE(0, HEADER.SHENTSIZE);
  stripped.writeUInt16LE(0, HEADER.SHNUM);
  stripped.writeUInt16LE(0, HEADER.SHSTRNDX);
  return stripped;
}
