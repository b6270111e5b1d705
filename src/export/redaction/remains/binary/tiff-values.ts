/** Tags that lead to further directories: Exif, GPS, interoperability, sub-images. */
const DIRECTORIES = new Set([0x8769, 0x8825, 0xa005, 0x014a]);
const ASCII = 2;
const MAX_DIRECTORIES = 64;
const MAX_ENTRIES = 4000;
/** Larger values are pictures. */
const MAX_VALUE = 1024 * 1024;
/** Bytes of a value of each type (TIFF 6.0). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** Tags whose bytes are text: XMP, IPTC, Photoshop, titles of Windows, comments, GPS, DNG. */
const TEXTS = new Set([
  700, 0x83bb, 0x8649, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f, 0x9286, 0x927c, 0x001b, 0x001c, 0xc68b, 0xc65a, 0xea1c,
]);

/** A value of a TIFF structure that may have text. */
export interface TiffValue {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** The texts of a TIFF structure, as Exif has it, of all its directories. Stops at whatever is malformed. */
export function* tiffValues(tiff: Buffer): Generator<TiffValue, void, undefined> {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return;
  const short = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const waiting = [long(4)];
  const seen = new Set<number>();
  while (waiting.length > 0 && seen.size < MAX_DIRECTORIES) {
    const start = waiting.shift() as number;
    if (seen.has(start) || start + 2 > tiff.length || start < 8) continue;
    seen.add(start);
    const count = Math.min(short(start), MAX_ENTRIES);
    for (let index = 0; index < count; index++) {
      const at = start + 2 + index * 12;
      if (at + 12 > tiff.length) break;
      const [tag, type, length] = [short(at), short(at + 2), long(at + 4)];
      const size = (SIZES[type] ?? 0) * length;
      const from = size <= 4 ? at + 8 : long(at + 8);
      if (DIRECTORIES.has(tag)) {
        for (let each = 0; each < Math.min(length, 16) && from + 4 * each + 4 <= tiff.length; each++) {
          waiting.push(long(from + 4 * each));
        }
      } else if ((type === ASCII || TEXTS.has(tag) || (type === 7 && size <= 4096)) && size <= MAX_VALUE) {
        yield { tag, bytes: tiff.subarray(from, from + size) };
      }
    }
    const next = start + 2 + count * 12;
    if (next + 4 <= tiff.length) waiting.push(long(next));
  }
}
