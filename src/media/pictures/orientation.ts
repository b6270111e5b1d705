const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;
const SHORT = 3;
/** Exif is searched in this many bytes: it precedes the pixels, or follows those of a PNG or WebP. */
const SEARCHED_BYTES = 1024 * 1024;

/** The orientation of a picture with Exif, 1 to 8 (Exif 3.0, 4.6.5.1.6); 1 if there is none. */
export function orientationOf(bytes: Uint8Array): number {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const part of [data.subarray(0, SEARCHED_BYTES), data.subarray(-SEARCHED_BYTES)]) {
    const at = markOf(part);
    if (at !== null) return orientationIn(part.subarray(at));
  }
  return 1;
}

/** Position of the TIFF structure; null for none. */
function markOf(data: Buffer): number | null {
  const jpeg = data.indexOf('Exif\0\0', 0, 'latin1');
  if (jpeg !== -1) return jpeg + 6;
  // Name and length of a chunk of PNG; name and length the other way round in WebP.
  const png = data.indexOf('eXIf', 0, 'latin1');
  if (png !== -1) return png + 4;
  const webp = data.indexOf('EXIF', 0, 'latin1');
  return webp === -1 ? null : webp + 8;
}

function orientationIn(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return 1;
  const isLittle = order === 'II';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  const end = Math.min(directory + 2 + short(directory) * ENTRY_BYTES, tiff.length);
  for (let at = directory + 2; at + ENTRY_BYTES <= end; at += ENTRY_BYTES) {
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A TIFF structure with nothing but an orientation. */
export function tiffWithOrientation(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
