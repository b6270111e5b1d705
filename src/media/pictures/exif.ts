const JPEG_START_BYTES = 2;
const NAME = Buffer.from('Exif\0\0');
/** A segment has two bytes for its length. */
const MAX_BYTES = 65_535 - 2 - NAME.length;
const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;
const UPRIGHT = 1;

/** Adds Exif to a JPEG whose pixels are upright (Exif 3.0, 4.7.2). Without it if it is too large or malformed. */
export function jpegWithExif(jpeg: Uint8Array, tiff: Uint8Array): Buffer {
  const upright = uprightTiff(tiff);
  if (upright === null || upright.length > MAX_BYTES) return Buffer.from(jpeg);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + NAME.length + upright.length, 2);
  return Buffer.concat([jpeg.subarray(0, JPEG_START_BYTES), head, NAME, upright, jpeg.subarray(JPEG_START_BYTES)]);
}

/** A copy whose first directory says that the picture is upright; null if it is no TIFF structure. */
function uprightTiff(tiff: Uint8Array): Buffer | null {
  const bytes = Buffer.from(tiff);
  const order = bytes.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || bytes.length < 8) return null;
  const isLittle = order === 'II';
  const short = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const directory = isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  if (directory + 2 > bytes.length) return null;
  const end = Math.min(directory + 2 + short(directory) * ENTRY_BYTES, bytes.length);
  for (let at = directory + 2; at + ENTRY_BYTES <= end; at += ENTRY_BYTES) {
    if (short(at) !== ORIENTATION) continue;
    if (isLittle) bytes.writeUInt16LE(UPRIGHT, at + 8);
    else bytes.writeUInt16BE(UPRIGHT, at + 8);
  }
  return bytes;
}
